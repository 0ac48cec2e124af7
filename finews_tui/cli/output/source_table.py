"""Rows of sources: fields for a pipe, a table for a terminal."""

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
    """Print a table of sources: counts, next sync, and errors with a fix."""
    from finews_tui.cli.output.article_rows import pad, truncate
    from finews_tui.cli.terminal import terminal_width

    width = terminal_width()
    margin = " " * (_NAME_WIDTH + 1)
    for state in states:
        source = state.source
        counts = tr(
            "{articles:>9,} articles {unread:>9,} unread   last sync {time}",
            articles=state.articles,
            unread=state.unread,
            time=_format_time(state.last_sync) or tr("never"),
        )
        next_sync = ""
        if state.next_sync and not state.last_error:
            next_sync = tr("next sync {time}", time=_format_time(state.next_sync))
        name = pad(output.sanitize_line(source.name), _NAME_WIDTH)
        details = (source.title, source.group, next_sync, public_location(source))
        output.write(truncate(f"{name} {counts}", width) + "\n")
        line = " · ".join(output.sanitize_line(detail) for detail in details if detail)
        output.write(truncate(margin + line, width) + "\n")
        for line in _error_lines(state):
            output.write(f"{margin}{output.sanitize_line(line)}\n")
    failed = sum(bool(state.last_error) for state in states)
    if failed:
        output.report(ntr("{count} source failing", "{count} sources failing", failed))


def _error_lines(state: SourceState) -> list[str]:
    """Return the error of a source, how often it occurred, and how to fix it."""
    name = state.source.name
    if not state.last_error:
        return []
    if state.error_code == "gone":
        return [
            tr("gone: {error}", error=state.last_error),
            tr("run `finews remove {name}` to unfollow it; bookmarks are kept", name=name),
        ]
    problem = tr("failed: {error}", error=state.last_error)
    if state.failures > 1:
        count = state.failures
        problem = tr("failed {count} times in a row: {error}", count=count, error=state.last_error)
    fix = tr("run `finews sync {name}` to retry now", name=name)
    if state.next_sync:
        fix = tr("next retry {time}; {fix}", time=_format_time(state.next_sync), fix=fix)
    return [problem, fix]


def _format_time(time: datetime | None) -> str:
    return f"{time.astimezone():%Y-%m-%d %H:%M}" if time is not None else ""
