"""`finews sync`: one line per source, and a progress bar on a terminal."""

from __future__ import annotations

import asyncio
import signal
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from finews_tui.cli.exit_status import ENDING_SIGNALS, FAILED, OK, SignalExit
from finews_tui.cli.output import streams as output
from finews_tui.cli.parser import CommandParser
from finews_tui.cli.session import open_library
from finews_tui.cli.terminal import is_terminal
from finews_tui.cli.unexpected_errors import log_background_errors
from finews_tui.i18n.catalog import tr
from finews_tui.library.library import Library
from finews_tui.library.sync.progress import SyncProgress
from finews_tui.library.sync.run import sync
from finews_tui.model.sync_outcome import SyncOutcome, SyncStatus

MAX_WARNINGS = 20

ProgressCallback = Callable[[SyncProgress], None]


def _configure_sync(parser: CommandParser) -> None:
    """Configure the parser of `finews sync`."""
    parser.describe(
        tr(
            "Fetch new articles.\n\n"
            "Unchanged feeds and files are not read again. A feed is skipped while it is\n"
            "paused at the request of its server (Retry-After). To stop the sync, press\n"
            "Ctrl-C; articles fetched so far are saved.\n\n"
            "The exit status is 1 if any source failed."
        ),
        "finews sync",
        "finews sync news --force",
        "finews sync --json | jq '.[] | select(.error)'",
    )
    parser.add_argument(
        "sources",
        nargs="*",
        metavar=tr("SOURCE"),
        help=tr("source name (default: all sources)"),
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help=tr("read unchanged feeds and files again, and sync paused feeds"),
    )
    parser.add_formats("--json")
    parser.set_defaults(run=_sync)


def _sync(arguments: Namespace) -> int:
    with open_library() as library:
        outcomes = run_sync(library, arguments.sources, force=arguments.force)
        if arguments.json:
            from finews_tui.cli.output.json_records import outcome_record

            output.write_json(map(outcome_record, outcomes))
        else:
            for outcome in outcomes:
                output.print_lines(output.labelled(outcome.source, describe_outcome(outcome)))
        report_warnings(outcomes)
        if len(outcomes) > 1 and is_terminal(sys.stderr):
            output.report(describe_total(outcomes))
        if not library.config.sources:
            output.report(tr("no sources yet; add one with `finews add LOCATION`"))
    return exit_status_of(outcomes)


def run_sync(library: Library, names: Sequence[str], *, force: bool = False) -> list[SyncOutcome]:
    """Sync, with a progress bar on a terminal.

    Raises:
        SignalExit: A signal stopped the sync; articles read so far are stored.
    """
    log_background_errors()
    handlers = {number: signal.getsignal(number) for number in ENDING_SIGNALS}
    try:
        with progress_bar() as show_progress:
            return asyncio.run(_sync_until_signal(library, names, force, show_progress))
    finally:
        # The event loop resets the signals to their defaults.
        for number, handler in handlers.items():
            signal.signal(number, handler)


async def _sync_until_signal(
    library: Library, names: Sequence[str], force: bool, progress: ProgressCallback | None
) -> list[SyncOutcome]:
    task = asyncio.ensure_future(sync(library.stores, names, force=force, progress=progress))
    received: list[int] = []

    def stop(number: int) -> None:
        if not received:
            received.append(number)
            task.cancel()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, *ENDING_SIGNALS):
        if signal.getsignal(number) is not signal.SIG_IGN:
            loop.add_signal_handler(number, stop, number)
    try:
        return await task
    except asyncio.CancelledError:
        if not received:
            raise
        output.report(
            tr("stopped; fetched articles are saved, and the next sync continues from here")
        )
        raise SignalExit(received[0]) from None


def describe_total(outcomes: Sequence[SyncOutcome]) -> str:
    """Describe the outcomes of several sources in one line."""
    new = sum(outcome.new for outcome in outcomes)
    failed = sum(outcome.status is SyncStatus.FAILED for outcome in outcomes)
    summary = tr("{count:,} sources: {new:,} new", count=len(outcomes), new=new)
    if not failed:
        return summary
    return tr(
        "{summary}, {failed:,} failed; run `finews doctor` for details",
        summary=summary,
        failed=failed,
    )


def describe_outcome(outcome: SyncOutcome) -> str:
    """Describe the outcome of one source."""
    status = _describe_status(outcome)
    if not outcome.pruned:
        return status
    return tr(
        "{status}, {count:,} deleted (older than keep_days)", status=status, count=outcome.pruned
    )


def _describe_status(outcome: SyncOutcome) -> str:
    match outcome.status:
        case SyncStatus.FAILED:
            return tr("failed: {error}", error=outcome.error)
        case SyncStatus.DEFERRED:
            retry_at = outcome.retry_at
            if retry_at is None:
                return tr("paused; use `--force` to sync now")
            time = f"{retry_at.astimezone():%Y-%m-%d %H:%M}"
            return tr("paused until {time}; use `--force` to sync now", time=time)
        case SyncStatus.GONE:
            return tr("gone: the server removed this feed permanently; its articles are kept")
        case _:
            return tr(
                "{new:,} new, {updated:,} updated, {unchanged:,} unchanged",
                new=outcome.new,
                updated=outcome.updated,
                unchanged=outcome.unchanged,
            )


def report_warnings(outcomes: Sequence[SyncOutcome]) -> None:
    """Report warnings, at most MAX_WARNINGS per source."""
    for outcome in outcomes:
        for warning in outcome.warnings[:MAX_WARNINGS]:
            output.report(output.labelled(outcome.source, warning))
        if len(outcome.warnings) > MAX_WARNINGS:
            output.report(
                tr(
                    "{source}: more warnings omitted; see `finews sources --json`",
                    source=outcome.source,
                )
            )


def exit_status_of(outcomes: Sequence[SyncOutcome]) -> int:
    """Return FAILED if any source failed, else OK."""
    has_failed = any(outcome.status is SyncStatus.FAILED for outcome in outcomes)
    return FAILED if has_failed else OK


@contextmanager
def progress_bar() -> Iterator[ProgressCallback | None]:
    """Show a progress bar per source; yield None if standard error is not a terminal."""
    if not is_terminal(sys.stderr):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as ProgressBars

    console = Console(stderr=True)
    if console.is_dumb_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with ProgressBars(*columns, console=console, transient=True) as bars:
        tasks = {}

        def show_progress(progress: SyncProgress) -> None:
            if progress.source not in tasks:
                tasks[progress.source] = bars.add_task("", total=None)
            bars.update(
                tasks[progress.source],
                description=f"{output.sanitize_line(progress.source)} {tr(progress.stage)}",
                completed=progress.done,
                total=progress.total or None,
                visible=progress.stage != "done",
            )

        yield show_progress


COMMANDS = {"sync": _configure_sync}
