"""Superscript and subscript as Unicode characters, if available for a whole text."""

from __future__ import annotations

from finews_tui.model.text_style import TextStyle

_SUPERSCRIPT = str.maketrans(
    "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ",
)
_SUBSCRIPT = str.maketrans(
    "0123456789+-−=()aehijklmnoprstuvx",
    "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ",
)


def to_script(text: str, style: TextStyle) -> str:
    """Return `²` or `₂`, else `^{…}` or `_{…}`.

    Text without letters and digits, such as `®`, is returned unchanged.
    """
    if style & TextStyle.SUPERSCRIPT:
        table, sign = _SUPERSCRIPT, "^"
    elif style & TextStyle.SUBSCRIPT:
        table, sign = _SUBSCRIPT, "_"
    else:
        return text
    if all(ord(character) in table or character.isspace() for character in text):
        return text.translate(table)
    if any(character.isalnum() for character in text):
        return f"{sign}{{{text}}}"
    return text
