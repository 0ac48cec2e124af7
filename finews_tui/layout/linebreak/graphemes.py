"""Graphemes (UAX #29) and text widths in cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from finews_tui.layout.cells import cell_len
from finews_tui.layout.linebreak.classes import CLASSES, class_name, code_widths, encode

# If a text has only these classes, each character is a grapheme.
_SIMPLE = "".join(
    letter
    for name, letter in CLASSES.items()
    if name not in {"CM", "ZWJ", "JL", "JV", "JT", "RI", "EM", "CR", "GC", "PP", "WJ", "ZW"}
).encode()
_JOINER = "\u200d"
EMOJI_STYLE = "\ufe0f"

_VIRAMAS = {0x94D, 0x9CD, 0xACD, 0xB4D, 0xC4D, 0xD4D}
_EXTENDING = {0x200C, 0xE33, 0xEB3, 0xFF9E, 0xFF9F, *range(0x1F3FB, 0x1F400)}

# One letter per character: E extend, Z zero width joiner, v virama (joins Indic consonants), c
# consonant, R regional indicator, P prepend, L V T l t Korean, N control, o other. The character
# after a joiner is always included, because rich gives it zero width.
_GRAPHEME = re.compile(
    r"N|P*(?:RR|L*(?:[lV]V*T*|tT*)|L+|T+|[^N])(?:E|v(?:[Ev]*Z*c)?|Z[^N]?)*|P+", re.DOTALL
)


def is_simple(classes: bytes) -> bool:
    """Return whether each character is a grapheme, by line breaking classes."""
    return not classes.translate(None, _SIMPLE)


def graphemes(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each grapheme."""
    for match in _GRAPHEME.finditer(text.translate(_letters())):
        yield match.span()


def cell_width(text: str, ambiguous_width: int = 1) -> int:
    """Return the width of a text in cells."""
    return (
        len(text) if text.isascii() else sum(character_widths(text, encode(text), ambiguous_width))
    )


def character_widths(text: str, codes: bytes, ambiguous_width: int) -> bytes:
    """Return the width of each character in cells.

    The first character of a grapheme has the width of the whole grapheme, the others 0.
    """
    widths = code_widths(codes, ambiguous_width)
    if _JOINER not in text and EMOJI_STYLE not in text:
        return widths
    result = bytearray(widths)
    for start, end in graphemes(text):
        if end - start > 1:
            first = min(255, max(cell_len(text[start:end]), widths[start]))
            result[start:end] = bytes((first, *bytes(end - start - 1)))
    return bytes(result)


def forbid_breaks_in_graphemes(breaks: bytearray, text: str) -> bytearray:
    """Forbid breaks inside graphemes. Return 1 for each character that starts one."""
    starts = bytearray(len(text))
    for start, end in graphemes(text):
        starts[start] = 1
        if end - start > 1:
            breaks[start + 1 : end] = bytes(end - start - 1)
    return starts


def truncate(text: str, room: int, ambiguous_width: int = 1) -> str:
    """Truncate a text to `room` cells, ending in `…` if it is longer."""
    if cell_width(text, ambiguous_width) <= room:
        return text
    room -= ambiguous_width
    widths = character_widths(text, encode(text), ambiguous_width)
    used = end_of_text = 0
    for start, end in graphemes(text):
        used += sum(widths[start:end])
        if used > room:
            break
        end_of_text = end
    return text[:end_of_text].rstrip() + "…" if room >= 0 else ""


class _Letters(dict[int, str]):
    """Letters of `_GRAPHEME` by code point, computed on first use."""

    def __missing__(self, codepoint: int) -> str:
        letter = self[codepoint] = _letter(chr(codepoint), codepoint)
        return letter


@cache
def _letters() -> _Letters:
    return _Letters()


def _letter(character: str, codepoint: int) -> str:
    if codepoint == 0x200D:
        return "Z"
    if codepoint in _VIRAMAS:
        return "v"
    if class_name(character) == "PP":
        return "P"
    if 0x1F1E6 <= codepoint <= 0x1F1FF:
        return "R"
    category = unicodedata.category(character)
    if category in {"Mn", "Me", "Mc"} or codepoint in _EXTENDING or 0xE0020 <= codepoint <= 0xE007F:
        return "E"
    if category in {"Cc", "Zl", "Zp"}:
        return "N"
    if category == "Cf":
        return "E"
    return _korean_letter(codepoint) or ("c" if category == "Lo" else "o")


def _korean_letter(codepoint: int) -> str:
    if 0xAC00 <= codepoint <= 0xD7A3:
        return "t" if (codepoint - 0xAC00) % 28 else "l"
    if 0x1100 <= codepoint <= 0x115F or 0xA960 <= codepoint <= 0xA97C:
        return "L"
    if 0x1160 <= codepoint <= 0x11A7 or 0xD7B0 <= codepoint <= 0xD7C6:
        return "V"
    if 0x11A8 <= codepoint <= 0x11FF or 0xD7CB <= codepoint <= 0xD7FB:
        return "T"
    return ""
