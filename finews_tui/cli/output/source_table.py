"""The table of `finews sources`: columns for programs, lines for people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from finews_tui.cli.output import streams as output
from finews_tui.cli.output.json_records import shown_location
from finews_tui.i18n.catalog import ntr, tr
from finews_tui.model.source import SourceState

_NAME_CELLS = 16


def columns_of(state: SourceState) -> tuple[str, ...]:
    """The columns of a source in a pipe."""
    return (
        state.source.name,
        str(state.source.kind),
        str(state.articles),
        str(state.unread),
        state.last_sync.isoformat() if state.last_sync else "-",
        state.source.group or "-",
        state.source.title or "-",
        shown_location(state.source),
        state.last_error or "-",
    )


def print_table(states: Sequence[SourceState]) -> None:
    """Print sources for people: what each has, when it is asked, what is wrong, and the mend."""
    from finews_tui.cli.output.article_rows import cut, padded
    from finews_tui.cli.terminal import columns

    width = columns()
    margin = " " * (_NAME_CELLS + 1)
    for state in states:
        source = state.source
        counts = tr(
            "{articles:>9,} articles {unread:>9,} unread   synced {time}",
            articles=state.articles,
            unread=state.unread,
            time=_minute(state.last_sync) or tr("never"),
        )
        following = ""
        if state.next_sync and not state.last_error:
            following = tr("next {time}", time=_minute(state.next_sync))
        name = padded(output.one_line(source.name), _NAME_CELLS)
        places = (source.title, source.group, following, shown_location(source))
        output.write(cut(f"{name} {counts}", width) + "\n")
        about = " · ".join(output.one_line(place) for place in places if place)
        output.write(cut(margin + about, width) + "\n")
        for line in _failure(state):
            output.write(f"{margin}{output.one_line(line)}\n")
    failed = sum(bool(state.last_error) for state in states)
    if failed:
        output.tell(ntr("{count} source fails", "{count} sources fail", failed))


def _failure(state: SourceState) -> list[str]:
    """What is wrong with a source, since how many syncs, and the mend."""
    name = state.source.name
    if not state.last_error:
        return []
    if state.error_code == "gone":
        return [
            tr("gone: {error}", error=state.last_error),
            tr("`finews remove {name}`; its bookmarks stay", name=name),
        ]
    wrong = tr("failed: {error}", error=state.last_error)
    if state.failures > 1:
        count = state.failures
        wrong = tr("failed {count} times in a row: {error}", count=count, error=state.last_error)
    now = tr("`finews sync {name}` asks it now", name=name)
    again = tr("asked again {time}; {now}", time=_minute(state.next_sync), now=now)
    return [wrong, again if state.next_sync else now]


def _minute(moment: datetime | None) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}" if moment is not None else ""
