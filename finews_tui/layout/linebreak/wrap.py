"""Fills lines greedily with a text whose breaks and widths are known; marks may hang."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, chain

from finews_tui.layout.linebreak.classes import classes_of, encoded
from finews_tui.layout.linebreak.graphemes import is_simple, keep_whole, measured
from finews_tui.layout.linebreak.opportunities import breaks_by_class
from finews_tui.layout.linebreak.pair_table import ALLOWED

HANGING = frozenset("，。、；：！？）》」』】〕〉〗｝］”’)]},.;:!?…％")
SPACES = " \u3000\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f"
_SPACES = frozenset(SPACES)
_ALLOWED = bytes((ALLOWED,))

# Marks that never open a line and never close one, for lines that must break anywhere.
_CLOSING = frozenset("，。、；：！？）》」』】〕〉〗｝］”’…％℃‰)]},.;:!?%·～")
_OPENING = frozenset("（《「『【〔〈〖｛［“‘([{￥¥$")
_SEAMS = frozenset("/.-_?&=#,;:+~|\\@")
_NO_SEAM = _SEAMS | _CLOSING | _SPACES


@dataclass(frozen=True, slots=True)
class MeasuredText:
    """A text ready to be filled into lines of any width.

    `marks` says before which characters a line may end; `reach[i]` counts the cells of the first
    `i` characters; `starts` says where graphemes start, None where each character is one.
    """

    text: str
    classes: bytes
    marks: bytearray
    reach: array[int]
    starts: bytearray | None

    def width(self, start: int, end: int) -> int:
        """The cells of a part of the text."""
        return self.reach[end] - self.reach[start]


def measure_text(text: str, ambiguous_width: int = 1) -> MeasuredText:
    """Find the breaks, the widths and the graphemes of a text."""
    codes = encoded(text)
    classes = classes_of(codes)
    marks = breaks_by_class(text, classes)
    starts = None if is_simple(classes) else keep_whole(marks, text)
    reach = array("L", accumulate(measured(text, codes, ambiguous_width), initial=0))
    return MeasuredText(text, classes, marks, reach, starts)


def wrap(
    measured_text: MeasuredText, first: int, rest: int, hang: int, start: int = 0, end: int = -1
) -> list[tuple[int, int]]:
    """Break a part of a text into lines of `rest` cells, the first of `first`, as (start, end).

    Closing marks may stand `hang` cells further right. Spaces at a line's end take no room. A last
    line of one character is avoided where the line before can spare one.
    """
    end = len(measured_text.text) if end < 0 else end
    lines: list[tuple[int, int]] = []
    room = first
    while start < end:
        cut = _cut(measured_text, start, end, room, hang, rest)
        lines.append((start, cut))
        start = cut
        room = rest
    if len(lines) > 1:
        _avoid_widow(measured_text, lines, rest)
    return lines


def _cut(measured_text: MeasuredText, start: int, end: int, room: int, hang: int, rest: int) -> int:
    """Where the line that starts at `start` ends, its trailing spaces included."""
    text, reach, marks = measured_text.text, measured_text.reach, measured_text.marks
    base = reach[start]
    limit = min(end, bisect_right(reach, base + room, start, end + 1) - 1)
    last = _past_spaces(text, limit, end)
    if hang and last == limit:
        furthest = base + room + hang
        while last < end and text[last] in HANGING and reach[last + 1] <= furthest:
            last += 1
        if last > limit:
            last = _past_spaces(text, last, end)
    if last >= end:
        return end
    cut = marks.rfind(_ALLOWED, start + 1, last + 1)
    if cut < 0:
        return _forced_cut(measured_text, start, max(limit, start + 1), end)
    if reach[limit] - reach[cut] > room // 3 and cut < limit:
        following = marks.find(_ALLOWED, last + 1, end)
        following = end if following < 0 else following
        if reach[following] - reach[cut] > rest:
            return _seam(measured_text, cut, limit) or cut
    return cut


def _past_spaces(text: str, index: int, end: int) -> int:
    while index < end and text[index] in _SPACES:
        index += 1
    return index


def _forced_cut(measured_text: MeasuredText, start: int, limit: int, end: int) -> int:
    """A break where none is allowed: behind a sign of an address, else where it hurts least."""
    last = _past_spaces(measured_text.text, limit, end)
    if last >= end:
        return end
    seam = _seam(measured_text, start + (limit - start) // 2, limit)
    if seam:
        return seam
    text, starts = measured_text.text, measured_text.starts
    whole = 0
    for cut in chain((last,), range(limit, start, -1)):
        if starts is None or starts[cut]:
            if _is_bearable(text, cut):
                return cut
            whole = whole or cut
    if whole:
        return whole
    while starts is not None and limit < end and not starts[limit]:
        if measured_text.reach[limit + 1] > measured_text.reach[limit]:
            break
        limit += 1
    return limit


def _is_bearable(text: str, cut: int) -> bool:
    """Whether a forced break leaves no mark on the wrong line."""
    if text[cut] in _CLOSING or text[cut] in _SPACES:
        return False
    before = cut - 1
    while before and text[before] in _SPACES:
        before -= 1
    return text[before] not in _OPENING


def _seam(measured_text: MeasuredText, after: int, limit: int) -> int:
    """The last place up to `limit` behind a sign that parts an address, or 0."""
    text, starts = measured_text.text, measured_text.starts
    for cut in range(limit, after, -1):
        is_seam = text[cut - 1] in _SEAMS and text[cut] not in _NO_SEAM
        if is_seam and (starts is None or starts[cut]):
            return cut
    return 0


def _avoid_widow(measured_text: MeasuredText, lines: list[tuple[int, int]], rest: int) -> None:
    """Give a last line of a single character company from the line before."""
    text = measured_text.text
    start, end = lines[-1]
    if len(text[start:end].rstrip(SPACES).rstrip("".join(HANGING))) > 1:
        return
    before = lines[-2][0]
    cut = measured_text.marks.rfind(_ALLOWED, before + 1, start)
    if cut > before + (start - before) // 2 and measured_text.width(cut, end) <= rest:
        lines[-2:] = [(before, cut), (cut, end)]
