"""Removal of escape sequences, control and invisible characters, and excess marks."""

from __future__ import annotations

import re
import unicodedata

MARK_LIMIT = 8
"""Maximum number of combining marks, joiners and variation selectors per base character."""

_SEQUENCE_START = re.compile(r"\x1b[\[\]PX^_]|[\x90\x98\x9b\x9d-\x9f]")
_CONTROL_SEQUENCE = re.compile(r"[0-?]*+[ -/]*+[@-~]")
_OSC_END = re.compile(r"\x07|\x1b\\|\x9c|\n")
_STRING_END = re.compile(r"\x1b\\|\x9c|\n")

_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_PLANE_ENDS = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_FORBIDDEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029"
    "\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef" + _PLANE_ENDS
)
_INVISIBLE = "\u00ad\u180e\u200b\u2060-\u2065\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
# Zero-width spaces separate words in Thai, Lao, Burmese and Khmer.
_WORD_BREAK = "(?<=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\uaa60-\uaa7f])\u200b"
_FLAG = "(\U0001f3f4[\U000e0020-\U000e007e]{1,16}\U000e007f)"
_DROP_FROM_TEXT = re.compile(f"{_FLAG}|({_WORD_BREAK})|[{_FORBIDDEN}{_INVISIBLE}]+?")
_DROP_FROM_LINE = re.compile(f"{_FLAG}|[{_FORBIDDEN}{_INVISIBLE}]+")
_SUSPECT = re.compile(f"[{_FORBIDDEN}{_INVISIBLE}]")

# Ranges that contain combining marks among others: the Unicode category decides.
_JOINERS = "\u200c-\u200f"
_MAYBE_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u10ff\u135d-\u1cff\u1dc0-\u1dff" + _JOINERS + "\u20d0-\u20ff"
    "\u2cef-\u2dff\u302a-\u302f\u3099\u309a\ua66f-\uabff\ufb1e\ufe00-\ufe2f"
    "\U00010000-\U00016fff\U0001d165-\U0001d244\U0001e000-\U0001e95f\U000e0100-\U000e01ef"
)
# Searching a plain character class is five times faster than a repeated one.
_ANY_MARK = re.compile(f"[{_MAYBE_MARKS}]")
_EXCESS_MARKS = re.compile(f"[{_MAYBE_MARKS}]{{{MARK_LIMIT + 1},}}")

_SQUEEZE = re.compile(r"\s{2,}|[\t\n\x0b-\x1f\x85\u2028\u2029]")


def strip_controls(text: str) -> str:
    """Sanitize multi-line text. Line ends become `\\n`.

    Escape sequences are removed as a whole; of unterminated ones, only the introducer.
    """
    if _SUSPECT.search(text) is not None:
        text = _remove_sequences(text)
        text = _BREAKS.sub("\n", text)
        text = _DROP_FROM_TEXT.sub(r"\1\2", text)
    return _limit_marks(text)


def strip_line_controls(text: str) -> str:
    """Sanitize a single line: no invisible characters, whitespace collapsed."""
    if _SUSPECT.search(text) is not None:
        text = _remove_sequences(text)
        text = _BREAKS.sub("\n", text)
        text = _DROP_FROM_LINE.sub(r"\1", text)
    return _SQUEEZE.sub(" ", _limit_marks(text)).strip()


def _remove_sequences(text: str) -> str:
    """Remove escape sequences (ECMA-48 and xterm).

    OSC, DCS, APC, PM and SOS must end on the same line. Linear time: each string terminator is
    searched once, not once per introducer.
    """
    parts: list[str] = []
    position = 0
    next_end: dict[re.Pattern[str], re.Match[str] | None] = {}
    for start in _SEQUENCE_START.finditer(text):
        if start.start() < position:
            continue
        parts.append(text[position : start.start()])
        position = start.end()
        kind = start.group()[-1]
        if kind in "[\x9b":
            rest = _CONTROL_SEQUENCE.match(text, position)
            position = rest.end() if rest else position
            continue
        pattern = _OSC_END if kind in "]\x9d" else _STRING_END
        end = next_end.get(pattern)
        if pattern not in next_end or (end is not None and end.start() < position):
            end = next_end[pattern] = pattern.search(text, position)
        if end is not None and end.group() != "\n":
            position = end.end()
    parts.append(text[position:])
    return "".join(parts)


def _limit_marks(text: str) -> str:
    if text.isascii() or _ANY_MARK.search(text) is None:
        return text
    return _EXCESS_MARKS.sub(_drop_excess_marks, text)


def _drop_excess_marks(match: re.Match[str]) -> str:
    characters: list[str] = []
    count = 0
    for character in match.group():
        is_mark = "\u200c" <= character <= "\u200f" or unicodedata.category(character)[0] == "M"
        count = count + 1 if is_mark else 0
        if count <= MARK_LIMIT:
            characters.append(character)
    return "".join(characters)
