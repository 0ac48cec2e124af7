"""Find break opportunities by UAX #14, tailored for Chinese (kinsoku)."""

from __future__ import annotations

import re
from itertools import pairwise

from finews_tui.layout.linebreak.cjk_rules import forbid_breaks_in_numbers_and_urls
from finews_tui.layout.linebreak.classes import CLASSES, break_classes, encode
from finews_tui.layout.linebreak.pair_table import ALLOWED, FORBIDDEN, pair_breaks


def break_opportunities(text: str) -> bytearray:
    """Return ALLOWED or FORBIDDEN for a line break before each character."""
    return breaks_by_class(text, break_classes(encode(text)))


def breaks_by_class(text: str, classes: bytes) -> bytearray:
    """Return the `break_opportunities` of a text with known classes."""
    if not text:
        return bytearray()
    resolved = _resolve_combining_marks(_resolve_curly_quotes(classes))
    pairs = pair_breaks()
    breaks = bytearray(1)
    breaks += bytes(map(pairs.__getitem__, pairwise(resolved)))
    _apply_context_rules(breaks, resolved)
    for match in _FLAG.finditer(classes):  # LB30a
        breaks[match.end()] = ALLOWED
    if resolved is not classes:
        _forbid_breaks_before_marks(breaks, classes)
    forbid_breaks_in_numbers_and_urls(breaks, text)
    return breaks


def _compile(pattern: str) -> re.Pattern[bytes]:
    """Compile a regular expression of class names, such as `OP SP*`."""
    return re.compile(re.sub(r"[A-Z][A-Z0-9]*", lambda m: CLASSES[m[0]], pattern).encode(), re.X)


_WIDE = "ID OW CL NS EX PW PF MD H2 H3 EB B2 IN"
_OPENING_BESIDE_WIDE = _compile(f"(?<=[{_WIDE}]) QI | QI (?=[QU QI QF]{{0,4}} [{_WIDE}])")
_CLOSING_BESIDE_WIDE = _compile(f"(?<=[{_WIDE}]) QF | QF (?=QF{{0,4}} [{_WIDE}])")
_COMBINING = _compile("[CM ZWJ]")
_COMBINED = _compile("([^BK CR LF NL SP ZW CM ZWJ]) ([CM ZWJ]+)")
_FORBIDDEN_AFTER_SPACES = _compile(
    "[OP OW QI PF] [SP WS]+ | [QU QF] SP+ (?=[OP OW]) | [CL CP] SP+ (?=NS) | B2 SP+ (?=B2)"
)
_ALLOWED_AFTER_SPACES = _compile("ZW SP+ (?![BK CR LF NL ZW SP])")
_NUMBER = _compile("(?:[PR PF PO PW]? [OP OW HY]?) NU [NU SY IS]* [CL CP]? (?=([PR PF PO PW]?))")
_HEBREW_HYPHEN = _compile("HL [HY BA]")
_FLAG = _compile("RI [CM ZWJ]* RI [CM ZWJ]* (?=RI)")
_RARE = _compile("[HL ZW]")


def _resolve_curly_quotes(classes: bytes) -> bytes:
    """Treat curly quotes next to a wide character as brackets, others as QU."""
    opening, closing = CLASSES["QI"].encode(), CLASSES["QF"].encode()
    if opening not in classes and closing not in classes:
        return classes
    classes = _OPENING_BESIDE_WIDE.sub(CLASSES["OW"].encode(), classes)
    return _CLOSING_BESIDE_WIDE.sub(CLASSES["CL"].encode(), classes)


def _resolve_combining_marks(classes: bytes) -> bytes:
    """Replace the class of a combining mark with that of its base (LB9, LB10)."""
    if not _COMBINING.search(classes):
        return classes
    classes = _COMBINED.sub(lambda m: m[1] * len(m[0]), classes)
    return _COMBINING.sub(CLASSES["AL"].encode(), classes)


def _forbid_breaks_before_marks(breaks: bytearray, classes: bytes) -> None:
    for match in _COMBINED.finditer(classes):
        start, end = match.span(2)
        breaks[start:end] = bytes(end - start)
    joiner = CLASSES["ZWJ"].encode()
    index = classes.find(joiner)
    while 0 <= index < len(classes) - 1:
        breaks[index + 1] = FORBIDDEN
        index = classes.find(joiner, index + 1)


def _apply_context_rules(breaks: bytearray, classes: bytes) -> None:
    """Apply the rules that involve more than two classes."""
    for match in _NUMBER.finditer(classes):
        start, end = match.start(), match.end(1)
        if end - start > 1:
            breaks[start + 1 : end] = bytes(end - start - 1)
    for match in _FORBIDDEN_AFTER_SPACES.finditer(classes):
        if match.end() < len(breaks):
            breaks[match.end()] = FORBIDDEN
    if not _RARE.search(classes):
        return
    for match in _ALLOWED_AFTER_SPACES.finditer(classes):
        if match.end() < len(breaks):
            breaks[match.end()] = ALLOWED
    for match in _HEBREW_HYPHEN.finditer(classes):
        if match.end() < len(breaks):
            breaks[match.end()] = FORBIDDEN
