"""Articles as rows: columns parted by tabs for programs, aligned by cells on a terminal."""

from __future__ import annotations

from finews_tui.cli.output.streams import one_line
from finews_tui.cli.terminal import bold, columns, dim, has_weights
from finews_tui.model.timestamps import datetime_at

# Nothing is imported here that a list in a pipe can do without.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from finews_tui.model.article import Headline
    from finews_tui.store.fast_list import Glanced

UNREAD_MARK = "●"
BOOKMARK_MARK = "★"
_DATE_CELLS = 16
_OUTLET_CELLS = 16
_NARROWEST_WITH_OUTLET = 90
_NARROWEST_WITH_DATE = 60


def plain_rows(headlines: Iterable[Headline | Glanced], sentences: Mapping[int, str]) -> str:
    """A line each: ID, time of publication, state, source, title and, if any, a sentence."""
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
        if sentences:
            fields.append(sentences.get(headline.number, ""))
        lines.append("\t".join(one_line(field) for field in fields) + "\n")
    return "".join(lines)


def terminal_rows(headlines: Iterable[Headline], sentences: Mapping[int, str]) -> str:
    """A line each in the cells of the terminal; a sentence stands below its article."""
    width = columns()
    is_styled = has_weights()
    lines = []
    for headline in headlines:
        lines.append(_row(headline, width, is_styled))
        sentence = sentences.get(headline.number, "")
        if sentence:
            text = cut(f"    {one_line(sentence)}", width)
            lines.append(dim(text) if is_styled else text)
    return "".join(f"{line}\n" for line in lines)


def _row(headline: Headline, width: int, is_styled: bool) -> str:
    marks = " " if headline.is_read else UNREAD_MARK
    marks += BOOKMARK_MARK if headline.is_bookmarked else " "
    lead = f"{marks} {headline.id}"
    room = width - len(headline.id) - 3
    if width >= _NARROWEST_WITH_DATE:
        published = datetime_at(headline.published, headline.offset)
        lead += f"  {f'{published:%Y-%m-%d %H:%M}' if published else '':<{_DATE_CELLS}}"
        room -= _DATE_CELLS + 2
    if width >= _NARROWEST_WITH_OUTLET:
        lead += f"  {padded(one_line(headline.category or headline.source), _OUTLET_CELLS)}"
        room -= _OUTLET_CELLS + 2
    title = cut(one_line(headline.title) or _untitled(), room - 2)
    if is_styled:
        lead = dim(lead) if headline.is_read else lead
        title = title if headline.is_read else bold(title)
    return f"{lead}  {title}"


def _untitled() -> str:
    from finews_tui.i18n.catalog import tr

    return tr("(untitled)")


def cut(text: str, cells: int) -> str:
    """`text` in at most so many cells, with `…` where something is missing."""
    from rich.cells import cell_len, set_cell_size

    if cell_len(text) <= cells:
        return text
    return set_cell_size(text, cells - 1).rstrip() + "…" if cells > 0 else ""


def padded(text: str, cells: int) -> str:
    """`text` in exactly so many cells."""
    from rich.cells import set_cell_size

    return set_cell_size(cut(text, cells), cells)
