"""Sources as rows: fields for programs, a table for people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from finews_tui.cli.output import streams as output
from finews_tui.cli.output.json_records import public_location
from finews_tui.i18n.catalog import ntr, tr
from finews_tui.model.source import SourceState

_NAME_WIDTH = 16


def source_columns(state: SourceState) -> tuple[str, ...]:
    """Return the fields of a source for a pipe."""
    return (
        state.source.name,
        str(state.source.kind),
        str(state.articles),
        str(state.unread),
        state.last_sync.isoformat() if state.last_sync else "-",
        state.source.group or "-",
        state.source.title or "-",
        public_location(state.source),
        state.last_error or "-",
    )


def print_table(states: Sequence[SourceState]) -> None:
    """Print sources for people: counts, next sync, and errors with a remedy."""
    from finews_tui.cli.output.article_rows import pad, truncate
    from finews_tui.cli.terminal import terminal_width

    width = terminal_width()
    margin = " " * (_NAME_WIDTH + 1)
    for state in states:
        source = state.source
        counts = tr(
            "{articles:>9,} articles {unread:>9,} unread   synced {time}",
            articles=state.articles,
            unread=state.unread,
            time=_format_time(state.last_sync) or tr("never"),
        )
        next_sync = ""
        if state.next_sync and not state.last_error:
            next_sync = tr("next {time}", time=_format_time(state.next_sync))
        name = pad(output.sanitize_line(source.name), _NAME_WIDTH)
        details = (source.title, source.group, next_sync, public_location(source))
        output.write(truncate(f"{name} {counts}", width) + "\n")
        line = " · ".join(output.sanitize_line(detail) for detail in details if detail)
        output.write(truncate(margin + line, width) + "\n")
        for line in _error_lines(state):
            output.write(f"{margin}{output.sanitize_line(line)}\n")
    failed = sum(bool(state.last_error) for state in states)
    if failed:
        output.report(ntr("{count} source fails", "{count} sources fail", failed))


def _error_lines(state: SourceState) -> list[str]:
    """Return the error of a source, how often it occurred, and a remedy."""
    name = state.source.name
    if not state.last_error:
        return []
    if state.error_code == "gone":
        return [
            tr("gone: {error}", error=state.last_error),
            tr("`finews remove {name}`; its bookmarks stay", name=name),
        ]
    problem = tr("failed: {error}", error=state.last_error)
    if state.failures > 1:
        count = state.failures
        problem = tr("failed {count} times in a row: {error}", count=count, error=state.last_error)
    now = tr("`finews sync {name}` asks it now", name=name)
    next_try = tr("asked again {time}; {now}", time=_format_time(state.next_sync), now=now)
    return [problem, next_try if state.next_sync else now]


def _format_time(time: datetime | None) -> str:
    return f"{time.astimezone():%Y-%m-%d %H:%M}" if time is not None else ""
