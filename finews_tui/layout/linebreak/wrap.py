"""Greedy line wrapping by cell widths, with hanging punctuation."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, chain

from finews_tui.layout.linebreak.classes import break_classes, encode
from finews_tui.layout.linebreak.graphemes import (
    character_widths,
    forbid_breaks_in_graphemes,
    is_simple,
)
from finews_tui.layout.linebreak.opportunities import breaks_by_class
from finews_tui.layout.linebreak.pair_table import ALLOWED

HANGING = frozenset("，。、；：！？）》」』】〕〉〗｝］”’)]},.;:!?…％")
SPACES = " \u3000\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f"
_SPACES = frozenset(SPACES)
_ALLOWED = bytes((ALLOWED,))

# Not allowed at the start or end of a line, even if it is broken without an opportunity.
_CLOSING = frozenset("，。、；：！？）》」』】〕〉〗｝］”’…％℃‰)]},.;:!?%·～")
_OPENING = frozenset("（《「『【〔〈〖｛［“‘([{￥¥$")
# Forced breaks in URLs are after one of these.
_URL_SEPARATORS = frozenset("/.-_?&=#,;:+~|\\@")
_NOT_AFTER_SEPARATOR = _URL_SEPARATORS | _CLOSING | _SPACES


@dataclass(frozen=True, slots=True)
class MeasuredText:
    """Text with the data for wrapping it at any width.

    `classes` are the line breaking classes. `breaks[i]` is ALLOWED if a line may end before
    character `i`. `cell_offsets[i]` is the width of the first `i` characters in cells.
    `grapheme_starts[i]` is 1 if a grapheme starts at `i`; None if each character is a grapheme.
    """

    text: str
    classes: bytes
    breaks: bytearray
    cell_offsets: array[int]
    grapheme_starts: bytearray | None

    def width(self, start: int, end: int) -> int:
        """Return the width of a part of the text in cells."""
        return self.cell_offsets[end] - self.cell_offsets[start]


def measure_text(text: str, ambiguous_width: int = 1) -> MeasuredText:
    """Find the break opportunities, widths and graphemes of a text."""
    codes = encode(text)
    classes = break_classes(codes)
    breaks = breaks_by_class(text, classes)
    starts = None if is_simple(classes) else forbid_breaks_in_graphemes(breaks, text)
    widths = character_widths(text, codes, ambiguous_width)
    cell_offsets = array("L", accumulate(widths, initial=0))
    return MeasuredText(text, classes, breaks, cell_offsets, starts)


def wrap(
    measured: MeasuredText, first_width: int, width: int, hang: int, start: int = 0, end: int = -1
) -> list[tuple[int, int]]:
    """Wrap a part of a text. Return (start, end) of each line.

    Lines are `width` cells wide, the first one `first_width`. Closing punctuation may exceed that
    by `hang` cells. Trailing spaces have no width. A last line of one character is avoided if the
    previous line can be shortened.
    """
    end = len(measured.text) if end < 0 else end
    lines: list[tuple[int, int]] = []
    room = first_width
    while start < end:
        line_end = _find_line_end(measured, start, end, room, hang, width)
        lines.append((start, line_end))
        start = line_end
        room = width
    if len(lines) > 1:
        _avoid_short_last_line(measured, lines, width)
    return lines


def _find_line_end(
    measured: MeasuredText, start: int, end: int, room: int, hang: int, next_room: int
) -> int:
    """Return the end of the line from `start`, including trailing spaces."""
    text, offsets, breaks = measured.text, measured.cell_offsets, measured.breaks
    base = offsets[start]
    limit = min(end, bisect_right(offsets, base + room, start, end + 1) - 1)
    last = _skip_spaces(text, limit, end)
    if hang and last == limit:
        max_offset = base + room + hang
        while last < end and text[last] in HANGING and offsets[last + 1] <= max_offset:
            last += 1
        if last > limit:
            last = _skip_spaces(text, last, end)
    if last >= end:
        return end
    line_end = breaks.rfind(_ALLOWED, start + 1, last + 1)
    if line_end < 0:
        return _force_break(measured, start, max(limit, start + 1), end)
    if offsets[limit] - offsets[line_end] > room // 3 and line_end < limit:
        # The line would be short: break a word that does not fit on the next line either.
        word_end = breaks.find(_ALLOWED, last + 1, end)
        word_end = end if word_end < 0 else word_end
        if offsets[word_end] - offsets[line_end] > next_room:
            return _find_url_break(measured, line_end, limit) or line_end
    return line_end


def _skip_spaces(text: str, index: int, end: int) -> int:
    while index < end and text[index] in _SPACES:
        index += 1
    return index


def _force_break(measured: MeasuredText, start: int, limit: int, end: int) -> int:
    """Return the best break if none is allowed, preferably after a URL separator."""
    last = _skip_spaces(measured.text, limit, end)
    if last >= end:
        return end
    url_break = _find_url_break(measured, start + (limit - start) // 2, limit)
    if url_break:
        return url_break
    text, starts = measured.text, measured.grapheme_starts
    last_start = 0
    for index in chain((last,), range(limit, start, -1)):
        if starts is None or starts[index]:
            if _is_acceptable(text, index):
                return index
            last_start = last_start or index
    if last_start:
        return last_start
    # A grapheme wider than the line is not split: extend it to the next character with a width.
    while starts is not None and limit < end and not starts[limit]:
        if measured.cell_offsets[limit + 1] > measured.cell_offsets[limit]:
            break
        limit += 1
    return limit


def _is_acceptable(text: str, index: int) -> bool:
    """Return whether a forced break at `index` respects kinsoku and spaces."""
    if text[index] in _CLOSING or text[index] in _SPACES:
        return False
    before = index - 1
    while before and text[before] in _SPACES:
        before -= 1
    return text[before] not in _OPENING


def _find_url_break(measured: MeasuredText, after: int, limit: int) -> int:
    """Return the last index up to `limit` after a URL separator, or 0."""
    text, starts = measured.text, measured.grapheme_starts
    for index in range(limit, after, -1):
        is_break = text[index - 1] in _URL_SEPARATORS and text[index] not in _NOT_AFTER_SEPARATOR
        if is_break and (starts is None or starts[index]):
            return index
    return 0


def _avoid_short_last_line(
    measured: MeasuredText, lines: list[tuple[int, int]], width: int
) -> None:
    """Move text from the previous line to a last line of one character."""
    text = measured.text
    start, end = lines[-1]
    if len(text[start:end].rstrip(SPACES).rstrip("".join(HANGING))) > 1:
        return
    previous_start = lines[-2][0]
    line_end = measured.breaks.rfind(_ALLOWED, previous_start + 1, start)
    middle = previous_start + (start - previous_start) // 2
    if line_end > middle and measured.width(line_end, end) <= width:
        lines[-2:] = [(previous_start, line_end), (line_end, end)]
