"""Raised and lowered text in Unicode's own characters, where all of it has them."""

from __future__ import annotations

from finews_tui.model.text_style import TextStyle

_RAISED = str.maketrans(
    "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ",
)
_LOWERED = str.maketrans(
    "0123456789+-−=()aehijklmnoprstuvx",
    "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ",
)


def to_script(text: str, style: TextStyle) -> str:
    """Raised or lowered text: `²`, `₂`, else `^{…}`, `_{…}`; bare signs such as `®` stay."""
    if style & TextStyle.SUPERSCRIPT:
        table, sign = _RAISED, "^"
    elif style & TextStyle.SUBSCRIPT:
        table, sign = _LOWERED, "_"
    else:
        return text
    if all(ord(character) in table or character.isspace() for character in text):
        return text.translate(table)
    if any(character.isalnum() for character in text):
        return f"{sign}{{{text}}}"
    return text
