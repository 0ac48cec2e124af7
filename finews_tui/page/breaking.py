"""Where a line may end: UAX #14 with the tailorings of Chinese typesetting (kinsoku)."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from finews_tui.page.classes import CLASSES, classes_of, encoded
from finews_tui.page.tailoring import glue_numbers_and_addresses

ALLOWED, FORBIDDEN = 1, 0


def opportunities(text: str) -> bytearray:
    """For each character of a text whether a line may end before it: ALLOWED or FORBIDDEN."""
    return mark(text, classes_of(encoded(text)))


def mark(text: str, classes: bytes) -> bytearray:
    """`opportunities` of a text whose classes are known."""
    if not text:
        return bytearray()
    resolved = _without_marks(_with_quotes(classes))
    pairs = _pairs()
    marks = bytearray(1)
    marks += bytes(map(pairs.__getitem__, pairwise(resolved)))
    _apply_contexts(marks, resolved)
    for match in _FLAG.finditer(classes):  # LB30a
        marks[match.end()] = ALLOWED
    if resolved is not classes:
        _keep_combined(marks, classes)
    glue_numbers_and_addresses(marks, text)
    return marks


# -- what depends on more than two neighbours -----------------------------------------------------


def _expression(pattern: str) -> re.Pattern[bytes]:
    """A regular expression over classes: `OP SP*` for «an OP and then spaces»."""
    return re.compile(re.sub(r"[A-Z][A-Z0-9]*", lambda m: CLASSES[m[0]], pattern).encode(), re.X)


_WIDE = "ID OW CL NS EX PW PF MD H2 H3 EB B2 IN"
_OPENING_BESIDE_WIDE = _expression(f"(?<=[{_WIDE}]) QI | QI (?=[QU QI QF]{{0,4}} [{_WIDE}])")
_CLOSING_BESIDE_WIDE = _expression(f"(?<=[{_WIDE}]) QF | QF (?=QF{{0,4}} [{_WIDE}])")
_COMBINING = _expression("[CM ZWJ]")
_COMBINED = _expression("([^BK CR LF NL SP ZW CM ZWJ]) ([CM ZWJ]+)")
_KEPT_OVER_SPACES = _expression(
    "[OP OW QI PF] [SP WS]+ | [QU QF] SP+ (?=[OP OW]) | [CL CP] SP+ (?=NS) | B2 SP+ (?=B2)"
)
_FREE_AFTER_SPACES = _expression("ZW SP+ (?![BK CR LF NL ZW SP])")
_NUMBER = _expression("(?:[PR PF PO PW]? [OP OW HY]?) NU [NU SY IS]* [CL CP]? (?=([PR PF PO PW]?))")
_HEBREW_HYPHEN = _expression("HL [HY BA]")
_FLAG = _expression("RI [CM ZWJ]* RI [CM ZWJ]* (?=RI)")
_RARE = _expression("[HL ZW]")


def _with_quotes(classes: bytes) -> bytes:
    """Curly quotes beside a wide character open and close like brackets, else they are QU."""
    opening, closing = CLASSES["QI"].encode(), CLASSES["QF"].encode()
    if opening not in classes and closing not in classes:
        return classes
    classes = _OPENING_BESIDE_WIDE.sub(CLASSES["OW"].encode(), classes)
    return _CLOSING_BESIDE_WIDE.sub(CLASSES["CL"].encode(), classes)


def _without_marks(classes: bytes) -> bytes:
    """LB9 and LB10: a combining mark is as its base, one without a base as a letter."""
    if not _COMBINING.search(classes):
        return classes
    classes = _COMBINED.sub(lambda m: m[1] * len(m[0]), classes)
    return _COMBINING.sub(CLASSES["AL"].encode(), classes)


def _keep_combined(marks: bytearray, classes: bytes) -> None:
    for match in _COMBINED.finditer(classes):
        start, end = match.span(2)
        marks[start:end] = bytes(end - start)
    joiner = CLASSES["ZWJ"].encode()
    at = classes.find(joiner)
    while 0 <= at < len(classes) - 1:
        marks[at + 1] = FORBIDDEN
        at = classes.find(joiner, at + 1)


def _apply_contexts(marks: bytearray, classes: bytes) -> None:
    for match in _NUMBER.finditer(classes):
        start, end = match.start(), match.end(1)
        if end - start > 1:
            marks[start + 1 : end] = bytes(end - start - 1)
    for match in _KEPT_OVER_SPACES.finditer(classes):
        if match.end() < len(marks):
            marks[match.end()] = FORBIDDEN
    if not _RARE.search(classes):
        return
    for match in _FREE_AFTER_SPACES.finditer(classes):
        if match.end() < len(marks):
            marks[match.end()] = ALLOWED
    for match in _HEBREW_HYPHEN.finditer(classes):
        if match.end() < len(marks):
            marks[match.end()] = FORBIDDEN


# -- what two neighbours decide -------------------------------------------------------------------

_HARD = {"BK", "CR", "LF", "NL"}
_LETTERS = {"AL", "HL"}
_IDEOGRAPHS = {"ID", "EB", "EM"}
_HANGUL = {"JL", "JV", "JT", "H2", "H3"}
_QUOTES = {"QU", "QI", "QF"}
_OPENING = {"OP", "OW"}
_BEFORE_NUMBER = {"PR", "PF"}
_AFTER_NUMBER = {"PO", "PW"}
# UAX #14 lets a line start with NS, IN and QF after a space; kinsoku (JIS X 4051, CLREQ) never.
# A wide space after another hangs with it.
_NEVER_FIRST = {"CL", "CP", "EX", "IS", "SY", "NS", "IN", "PW", "QF", "WS"}


class _Pairs(dict[tuple[int, int], int]):
    """The mark between two classes, worked out when a pair is first met."""

    def __missing__(self, pair: tuple[int, int]) -> int:
        names = _names_by_letter()
        mark = self[pair] = _pair_mark(names[pair[0]], names[pair[1]])
        return mark


@cache
def _pairs() -> _Pairs:
    return _Pairs()


@cache
def _names_by_letter() -> dict[int, str]:
    alike = {"PP": "AL", "GC": "GL"}
    return {ord(letter): alike.get(name, name) for name, letter in CLASSES.items()}


def _pair_mark(before: str, after: str) -> int:
    """The rules LB4 to LB31 for two classes, in their order."""
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
    if after == "MD":  # the dot inside a foreign name
        return FORBIDDEN
    before = "AL" if before == "MD" else before
    if before in _QUOTES or after in _QUOTES:  # LB15, LB19
        return FORBIDDEN
    if "CB" in (before, after):  # LB20
        return ALLOWED
    return FORBIDDEN if _is_kept(before, after) else ALLOWED  # LB31


def _is_kept(before: str, after: str) -> bool:
    """LB17 and LB21 to LB30b: whether two classes stay on one line."""
    return (
        (before == after == "B2")
        or after in {"BA", "HY"}
        or before == "BB"
        or (before == "SY" and after == "HL")
        or _is_kept_in_number(before, after)
        or _is_kept_in_syllable(before, after)
        or ((before in _LETTERS or before == "IS") and after in _LETTERS)  # LB28, LB29
        or ((before in _LETTERS or before == "NU") and after == "OP")  # LB30
        or (before == "CP" and (after in _LETTERS or after == "NU"))
        or (before == after == "RI")
        or (before == "EB" and after == "EM")
    )


def _is_kept_in_number(before: str, after: str) -> bool:
    """LB23 to LB25: numbers with their letters, signs and units."""
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


def _is_kept_in_syllable(before: str, after: str) -> bool:
    """LB26 and LB27: the letters of a Korean syllable, and its number signs."""
    if before == "JL":
        return after in {"JL", "JV", "H2", "H3"} | _AFTER_NUMBER
    if before in {"JV", "H2"}:
        return after in {"JV", "JT"} | _AFTER_NUMBER
    if before in {"JT", "H3"}:
        return after in {"JT"} | _AFTER_NUMBER
    return before in _BEFORE_NUMBER and after in _HANGUL
