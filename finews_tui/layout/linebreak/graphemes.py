"""What a reader takes for one character (UAX #29), and the cells that a text covers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from rich.cells import cell_len

from finews_tui.layout.linebreak.classes import CLASSES, class_name, encoded, widths_of

# Classes whose characters stand for themselves: a text of them alone has a character a grapheme.
_SIMPLE = "".join(
    letter
    for name, letter in CLASSES.items()
    if name not in {"CM", "ZWJ", "JL", "JV", "JT", "RI", "EM", "CR", "GC", "PP", "WJ", "ZW"}
).encode()
_JOINER = "\u200d"
_EMOJI_STYLE = "\ufe0f"

_VIRAMAS = {0x94D, 0x9CD, 0xACD, 0xB4D, 0xC4D, 0xD4D}
_EXTENDING = {0x200C, 0xE33, 0xEB3, 0xFF9E, 0xFF9F, *range(0x1F3FB, 0x1F400)}

# One letter a character: E extends, Z joins, v joins Indic consonants, c is a letter that it can
# join, R a regional indicator, P is prepended, L V T l t are Korean, N controls, o is all else.
# Whatever follows a joiner stays with it: rich draws it without a width of its own.
_CLUSTER = re.compile(
    r"N|P*(?:RR|L*(?:[lV]V*T*|tT*)|L+|T+|[^N])(?:E|v(?:[Ev]*Z*c)?|Z[^N]?)*|P+", re.DOTALL
)


def is_simple(classes: bytes) -> bool:
    """Whether every character of a text, given by its line breaking classes, is a grapheme."""
    return not classes.translate(None, _SIMPLE)


def clusters(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each grapheme of a text."""
    for match in _CLUSTER.finditer(text.translate(_kinds())):
        yield match.span()


def cells(text: str, ambiguous_width: int = 1) -> int:
    """The cells that a text covers on one line."""
    return len(text) if text.isascii() else sum(measured(text, encoded(text), ambiguous_width))


def measured(text: str, codes: bytes, ambiguous_width: int) -> bytes:
    """The cells of each character; those of a grapheme that joins several stand on its first."""
    widths = widths_of(codes, ambiguous_width)
    if _JOINER not in text and _EMOJI_STYLE not in text:
        return widths
    whole = bytearray(widths)
    for start, end in clusters(text):
        if end - start > 1:
            first = min(255, max(cell_len(text[start:end]), widths[start]))
            whole[start:end] = bytes((first, *bytes(end - start - 1)))
    return bytes(whole)


def keep_whole(marks: bytearray, text: str) -> bytearray:
    """Forbid line ends inside graphemes; return where graphemes start, 1 for a start."""
    starts = bytearray(len(text))
    for start, end in clusters(text):
        starts[start] = 1
        if end - start > 1:
            marks[start + 1 : end] = bytes(end - start - 1)
    return starts


def shortened(text: str, room: int, ambiguous_width: int = 1) -> str:
    """A text cut to `room` cells at a grapheme, with `…` where something is missing."""
    if cells(text, ambiguous_width) <= room:
        return text
    room -= ambiguous_width
    widths = measured(text, encoded(text), ambiguous_width)
    used = kept = 0
    for start, end in clusters(text):
        used += sum(widths[start:end])
        if used > room:
            break
        kept = end
    return text[:kept].rstrip() + "…" if room >= 0 else ""


class _Kinds(dict[int, str]):
    """Letters of _CLUSTER by code point, worked out when first met."""

    def __missing__(self, codepoint: int) -> str:
        kind = self[codepoint] = _kind(chr(codepoint), codepoint)
        return kind


@cache
def _kinds() -> _Kinds:
    return _Kinds()


def _kind(character: str, codepoint: int) -> str:
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
    return _korean_kind(codepoint) or ("c" if category == "Lo" else "o")


def _korean_kind(codepoint: int) -> str:
    if 0xAC00 <= codepoint <= 0xD7A3:
        return "t" if (codepoint - 0xAC00) % 28 else "l"
    if 0x1100 <= codepoint <= 0x115F or 0xA960 <= codepoint <= 0xA97C:
        return "L"
    if 0x1160 <= codepoint <= 0x11A7 or 0xD7B0 <= codepoint <= 0xD7C6:
        return "V"
    if 0x11A8 <= codepoint <= 0x11FF or 0xD7CB <= codepoint <= 0xD7FB:
        return "T"
    return ""
