"""One row of the list of articles, and the line above a day or month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from finews_tui.i18n.catalog import tr
from finews_tui.model.article import Headline
from finews_tui.query.highlighting import TextMatcher
from finews_tui.ui.painting.cells import cut, fill
from finews_tui.ui.painting.periods import Grain, day_of, place_in_period
from finews_tui.ui.painting.styles import Looks

_LABEL_FROM = 60  # cells of width from which a row has room for its category
_LABELS_FROM = 84  # for its source too
_LABEL_WIDTH = 14
_DATE_WIDTH = 10
_SHORTEST_TITLE = 4


def row_segments(
    headline: Headline,
    when: str,
    labels: Sequence[str],
    words: TextMatcher,
    width: int,
    style: Style,
    looks: Looks,
    *,
    has_mark: bool = True,
) -> list[Segment]:
    """The mark, the time, the title with `words` marked, and the labels where there is room."""
    mark, mark_style = " ", style
    if headline.is_bookmarked:
        mark, mark_style = "★", style + looks["star"]
    elif not headline.is_read:
        mark, mark_style = "●", style + looks["unread-mark"]
    end = ""
    if width >= _LABEL_FROM:
        fitting = labels if width >= _LABELS_FROM else labels[-1:]
        end = "".join("  " + fill(label, _LABEL_WIDTH) for label in fitting)
    lead = [Segment(mark, mark_style)] if has_mark else []
    lead.append(Segment(f" {when}  " if when else " ", style + looks["dim"]))
    room = width - sum(segment.cell_length for segment in lead) - (cell_len(end) or 1)
    title = fill(headline.title or tr("(no title)"), max(_SHORTEST_TITLE, room))
    title_style = style + looks["read" if headline.is_read else "unread"]
    return [
        *lead,
        *_marked(title, words, title_style, style + looks["hit"]),
        Segment(end, style + looks["dim"]),
    ]


def time_text(headline: Headline, grain: Grain, zone: tzinfo) -> str:
    """When an article was published, in the width that all rows of the list have for it."""
    if grain is Grain.NONE:
        day = day_of(headline.number, zone)
        return day.isoformat() if day else " " * _DATE_WIDTH
    if headline.published is None:
        return " " * cell_len(place_in_period(0, grain, zone))
    return place_in_period(headline.published, grain, zone)


def snippet_segments(
    snippet: str, when: str, words: TextMatcher, width: int, style: Style, looks: Looks
) -> list[Segment]:
    """The sentence that matched, below the title and from where its first hit is in sight."""
    indent = 2 + cell_len(when) + 2 if when else 2
    shown = fill(_from_hit(snippet, words, width - indent - 1), max(1, width - indent - 1))
    return [
        Segment(" " * indent, style),
        *_marked(shown, words, style + looks["dim"], style + looks["hit"]),
    ]


def _from_hit(snippet: str, words: TextMatcher, width: int) -> str:
    """A snippet less so much of its beginning that its first hit is whole in `width` cells."""
    spans = words.spans(snippet)
    if not spans or cell_len(snippet[: spans[0][1]]) < width:
        return snippet
    first, end = spans[0]
    room = max(0, width - 2 - cell_len(snippet[first:end])) // 2
    start = first
    while start and cell_len(snippet[start - 1 : first]) <= room:
        start -= 1
    return f"…{snippet[start:].lstrip()}"


def _marked(text: str, words: TextMatcher, style: Style, hit: Style) -> list[Segment]:
    segments: list[Segment] = []
    end = 0
    for start, stop in words.spans(text):
        if start > end:
            segments.append(Segment(text[end:start], style))
        segments.append(Segment(text[start:stop], hit))
        end = stop
    segments.append(Segment(text[end:], style))
    return segments


def period_strip(label: str, width: int, ground: Style, looks: Looks) -> Strip:
    """The line above a day or month."""
    return Strip(
        [
            Segment(" ─", ground + looks["rule"]),
            Segment(f" {cut(label, width - 4)} ", ground + looks["dim"]),
            Segment("─" * width, ground + looks["rule"]),
        ]
    ).adjust_cell_length(width, ground)
