"""Paint list rows and period headings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from finews_tui.i18n.catalog import tr
from finews_tui.layout.cells import cell_len
from finews_tui.model.article import Headline
from finews_tui.model.timestamps import datetime_at, is_day, unix_seconds
from finews_tui.query.highlighting import TextMatcher
from finews_tui.ui.painting.cells import cut, fill
from finews_tui.ui.painting.periods import Granularity, day_of, time_in_period
from finews_tui.ui.painting.styles import StyleSet

_LABEL_FROM = 60  # minimum width in cells to show the category
_LABELS_FROM = 84  # minimum width to show the source too
_LABEL_WIDTH = 14
_DATE_WIDTH = 10
_MIN_TITLE_WIDTH = 4
FIRST_SEEN_SIGN = "~"
"""Before the time of an undated article."""


def row_segments(
    headline: Headline,
    time: str,
    labels: Sequence[str],
    words: TextMatcher,
    width: int,
    style: Style,
    style_set: StyleSet,
    *,
    has_mark: bool = True,
) -> list[Segment]:
    """Return mark, time, title with `words` highlighted, and labels if they fit."""
    mark, mark_style = " ", style
    if headline.is_bookmarked:
        mark, mark_style = "★", style + style_set["star"]
    elif not headline.is_read:
        mark, mark_style = "●", style + style_set["unread-mark"]
    end = ""
    if width >= _LABEL_FROM:
        fitting = labels if width >= _LABELS_FROM else labels[-1:]
        end = "".join("  " + fill(label, _LABEL_WIDTH) for label in fitting)
    lead = [Segment(mark, mark_style)] if has_mark else []
    is_first_seen = headline.published is None and headline.first_seen is not None
    sign = FIRST_SEEN_SIGN if is_first_seen else " "
    lead.append(Segment(f"{sign}{time}  " if time else " ", style + style_set["dim"]))
    room = width - sum(segment.cell_length for segment in lead) - (cell_len(end) or 1)
    title = fill(headline.title or tr("(no title)"), max(_MIN_TITLE_WIDTH, room))
    title_style = style + style_set["read" if headline.is_read else "unread"]
    return [
        *lead,
        *_highlighted(title, words, title_style, style + style_set["hit"]),
        Segment(end, style + style_set["dim"]),
    ]


def time_text(headline: Headline, granularity: Granularity, zone: tzinfo) -> str:
    """Return the publication time, padded to the width used by all rows.

    Undated articles have the time they were first seen. A date without a time is that day in every
    time zone.
    """
    published = datetime_at(headline.published, headline.offset)
    if published is not None and is_day(published):
        if granularity is Granularity.DAY:
            return " " * len(time_in_period(0, granularity, zone))
        if granularity is Granularity.NONE:
            return published.date().isoformat()
        return time_in_period(unix_seconds(published), granularity, published.tzinfo or zone)
    if granularity is Granularity.NONE:
        day = day_of(headline.number, zone)
        return day.isoformat() if day else " " * _DATE_WIDTH
    seconds = headline.first_seen if headline.published is None else headline.published
    if seconds is None:
        return " " * cell_len(time_in_period(0, granularity, zone))
    return time_in_period(seconds, granularity, zone)


def snippet_segments(
    snippet: str, time: str, words: TextMatcher, width: int, style: Style, style_set: StyleSet
) -> list[Segment]:
    """Return the line below the title: a snippet, cut around its first match."""
    indent = 2 + cell_len(time) + 2 if time else 2
    text = fill(_from_match(snippet, words, width - indent - 1), max(1, width - indent - 1))
    return [
        Segment(" " * indent, style),
        *_highlighted(text, words, style + style_set["dim"], style + style_set["hit"]),
    ]


def _from_match(snippet: str, words: TextMatcher, width: int) -> str:
    """Return a snippet, cut at the start so that its first match fits in `width`."""
    spans = words.spans(snippet)
    if not spans or cell_len(snippet[: spans[0][1]]) < width:
        return snippet
    first, end = spans[0]
    room = max(0, width - 2 - cell_len(snippet[first:end])) // 2
    start = first
    while start and cell_len(snippet[start - 1 : first]) <= room:
        start -= 1
    return f"…{snippet[start:].lstrip()}"


def _highlighted(text: str, words: TextMatcher, style: Style, hit: Style) -> list[Segment]:
    segments: list[Segment] = []
    end = 0
    for start, stop in words.spans(text):
        if start > end:
            segments.append(Segment(text[end:start], style))
        segments.append(Segment(text[start:stop], hit))
        end = stop
    segments.append(Segment(text[end:], style))
    return segments


def period_strip(label: str, width: int, base: Style, style_set: StyleSet) -> Strip:
    """Return the heading of a day or month."""
    return Strip(
        [
            Segment(" ─", base + style_set["rule"]),
            Segment(f" {cut(label, width - 4)} ", base + style_set["dim"]),
            Segment("─" * width, base + style_set["rule"]),
        ]
    ).adjust_cell_length(width, base)
