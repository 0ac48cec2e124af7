"""Rows of articles: separated by tabs in a pipe, aligned by cells on a terminal."""

from __future__ import annotations

from finews_tui.cli.output.streams import sanitize_line
from finews_tui.cli.terminal import bold, dim, supports_styles, terminal_width
from finews_tui.model.timestamps import datetime_at, format_time

# The fast list imports this module: keep its imports few.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from finews_tui.model.article import Headline
    from finews_tui.store.fast_list import FastRow

UNREAD_MARK = "●"
BOOKMARK_MARK = "★"
_DATE_WIDTH = 16
_OUTLET_WIDTH = 16
_MIN_WIDTH_WITH_OUTLET = 90
_MIN_WIDTH_WITH_DATE = 60


def plain_rows(headlines: Iterable[Headline | FastRow], snippets: Mapping[int, str]) -> str:
    """Return a line per article: ID, time, state, source, title, and snippet, if any."""
    lines = []
    for headline in headlines:
        published = datetime_at(headline.published, headline.offset)
        state = "read" if headline.is_read else "unread"
        fields = [
            headline.id,
            published.isoformat() if published else "-",
            f"{state},bookmarked" if headline.is_bookmarked else state,
            headline.source,
            headline.title,
        ]
        if snippets:
            fields.append(snippets.get(headline.number, ""))
        lines.append("\t".join(sanitize_line(field) for field in fields) + "\n")
    return "".join(lines)


def terminal_rows(headlines: Iterable[Headline], snippets: Mapping[int, str]) -> str:
    """Return a line per article, as wide as the terminal, with its snippet below."""
    width = terminal_width()
    is_styled = supports_styles()
    lines = []
    for headline in headlines:
        lines.append(_row(headline, width, is_styled))
        snippet = snippets.get(headline.number, "")
        if snippet:
            text = truncate(f"    {sanitize_line(snippet)}", width)
            lines.append(dim(text) if is_styled else text)
    return "".join(f"{line}\n" for line in lines)


def _row(headline: Headline, width: int, is_styled: bool) -> str:
    marks = " " if headline.is_read else UNREAD_MARK
    marks += BOOKMARK_MARK if headline.is_bookmarked else " "
    lead = f"{marks} {headline.id}"
    room = width - len(headline.id) - 3
    if width >= _MIN_WIDTH_WITH_DATE:
        lead += f" {_date(headline):<{_DATE_WIDTH + 1}}"
        room -= _DATE_WIDTH + 2
    if width >= _MIN_WIDTH_WITH_OUTLET:
        lead += f"  {pad(sanitize_line(headline.category or headline.source), _OUTLET_WIDTH)}"
        room -= _OUTLET_WIDTH + 2
    title = truncate(sanitize_line(headline.title) or _untitled(), room - 2)
    if is_styled:
        lead = dim(lead) if headline.is_read else lead
        title = title if headline.is_read else bold(title)
    return f"{lead}  {title}"


def _date(headline: Headline) -> str:
    """Return the date of an article, or `~` and the time it was first seen."""
    if published := datetime_at(headline.published, headline.offset):
        return f" {format_time(published)}"
    if first_seen := datetime_at(headline.first_seen, 0):
        return f"~{first_seen.astimezone():%Y-%m-%d %H:%M}"
    return ""


def _untitled() -> str:
    from finews_tui.i18n.catalog import tr

    return tr("(untitled)")


def truncate(text: str, cells: int) -> str:
    """Truncate `text` to a number of cells, with `…` at the end if it was longer."""
    from finews_tui.layout.cells import cell_len, set_cell_size

    if cell_len(text) <= cells:
        return text
    return set_cell_size(text, cells - 1).rstrip() + "…" if cells > 0 else ""


def pad(text: str, cells: int) -> str:
    """Truncate or pad `text` to a number of cells."""
    from finews_tui.layout.cells import set_cell_size

    return set_cell_size(truncate(text, cells), cells)
