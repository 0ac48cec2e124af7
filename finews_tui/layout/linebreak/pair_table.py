"""UAX #14 rules for pairs of line breaking classes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from finews_tui.layout.linebreak.classes import CLASSES

ALLOWED, FORBIDDEN = 1, 0

_HARD = {"BK", "CR", "LF", "NL"}
_LETTERS = {"AL", "HL"}
_IDEOGRAPHS = {"ID", "EB", "EM"}
_HANGUL = {"JL", "JV", "JT", "H2", "H3"}
_QUOTES = {"QU", "QI", "QF"}
_OPENING = {"OP", "OW"}
_BEFORE_NUMBER = {"PR", "PF"}
_AFTER_NUMBER = {"PO", "PW"}
# After a space, UAX #14 allows NS, IN and QF at the start of a line; kinsoku (JIS X 4051, CLREQ)
# does not. Consecutive wide spaces hang together.
_NEVER_FIRST = {"CL", "CP", "EX", "IS", "SY", "NS", "IN", "PW", "QF", "WS"}


class _PairTable(dict[tuple[int, int], int]):
    """ALLOWED or FORBIDDEN by pair of class letters, computed on first use."""

    def __missing__(self, pair: tuple[int, int]) -> int:
        names = _names_by_letter()
        result = self[pair] = _pair_break(names[pair[0]], names[pair[1]])
        return result


@cache
def pair_breaks() -> Mapping[tuple[int, int], int]:
    """Return the table of ALLOWED or FORBIDDEN by adjacent class letters."""
    return _PairTable()


@cache
def _names_by_letter() -> dict[int, str]:
    aliases = {"PP": "AL", "GC": "GL"}
    return {ord(letter): aliases.get(name, name) for name, letter in CLASSES.items()}


def _pair_break(before: str, after: str) -> int:
    """Apply rules LB4 to LB31 to two adjacent classes."""
    if before in _HARD:
        return FORBIDDEN if (before, after) == ("CR", "LF") else ALLOWED  # LB4, LB5
    if after in _HARD or after in {"SP", "ZW"}:  # LB6, LB7
        return FORBIDDEN
    if before == "ZW":  # LB8
        return ALLOWED
    if "WJ" in (before, after) or before == "GL":  # LB11, LB12
        return FORBIDDEN
    if after == "GL":  # LB12a
        return ALLOWED if before in {"SP", "BA", "HY"} else FORBIDDEN
    if after in _NEVER_FIRST or before in _OPENING:  # LB13, LB14, LB16
        return FORBIDDEN
    if before == "SP":  # LB18
        return ALLOWED
    if after == "MD":  # the dot inside a transliterated name
        return FORBIDDEN
    before = "AL" if before == "MD" else before
    if before in _QUOTES or after in _QUOTES:  # LB15, LB19
        return FORBIDDEN
    if "CB" in (before, after):  # LB20
        return ALLOWED
    return FORBIDDEN if _is_joined(before, after) else ALLOWED  # LB31


def _is_joined(before: str, after: str) -> bool:
    """Return whether two classes stay on one line (LB17, LB21 to LB30b)."""
    return (
        (before == after == "B2")
        or after in {"BA", "HY"}
        or before == "BB"
        or (before == "SY" and after == "HL")
        or _is_number_pair(before, after)
        or _is_syllable_pair(before, after)
        or ((before in _LETTERS or before == "IS") and after in _LETTERS)  # LB28, LB29
        or ((before in _LETTERS or before == "NU") and after == "OP")  # LB30
        or (before == "CP" and (after in _LETTERS or after == "NU"))
        or (before == after == "RI")
        or (before == "EB" and after == "EM")
    )


def _is_number_pair(before: str, after: str) -> bool:
    """Return whether a number is next to its letters, sign or unit (LB23 to LB25)."""
    if before == "NU":
        return after in _LETTERS | {"NU"} | _BEFORE_NUMBER | _AFTER_NUMBER
    if before in _BEFORE_NUMBER and after in _IDEOGRAPHS:
        return True
    if before in _BEFORE_NUMBER | _AFTER_NUMBER and after in _LETTERS | {"NU"}:
        return True
    if before in _LETTERS and after in _BEFORE_NUMBER | _AFTER_NUMBER | {"NU"}:
        return True
    if before in _IDEOGRAPHS and after in _AFTER_NUMBER:
        return True
    return before == "HY" and after == "NU"


def _is_syllable_pair(before: str, after: str) -> bool:
    """Return whether two classes join in Korean: syllables, number signs (LB26, LB27)."""
    if before == "JL":
        return after in {"JL", "JV", "H2", "H3"} | _AFTER_NUMBER
    if before in {"JV", "H2"}:
        return after in {"JV", "JT"} | _AFTER_NUMBER
    if before in {"JT", "H3"}:
        return after in {"JT"} | _AFTER_NUMBER
    return before in _BEFORE_NUMBER and after in _HANGUL
