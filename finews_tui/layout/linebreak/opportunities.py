"""Where a line may end: UAX #14 with the tailorings of Chinese typesetting (kinsoku)."""

from __future__ import annotations

import re
from itertools import pairwise

from finews_tui.layout.linebreak.cjk_tailoring import glue_numbers_and_addresses
from finews_tui.layout.linebreak.classes import CLASSES, classes_of, encoded
from finews_tui.layout.linebreak.pair_table import ALLOWED, FORBIDDEN, pair_marks


def break_opportunities(text: str) -> bytearray:
    """For each character of a text whether a line may end before it: ALLOWED or FORBIDDEN."""
    return breaks_by_class(text, classes_of(encoded(text)))


def breaks_by_class(text: str, classes: bytes) -> bytearray:
    """`opportunities` of a text whose classes are known."""
    if not text:
        return bytearray()
    resolved = _without_marks(_with_quotes(classes))
    pairs = pair_marks()
    marks = bytearray(1)
    marks += bytes(map(pairs.__getitem__, pairwise(resolved)))
    _apply_contexts(marks, resolved)
    for match in _FLAG.finditer(classes):  # LB30a
        marks[match.end()] = ALLOWED
    if resolved is not classes:
        _keep_combined(marks, classes)
    glue_numbers_and_addresses(marks, text)
    return marks


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
