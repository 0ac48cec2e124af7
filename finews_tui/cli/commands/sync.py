"""`finews sync`: bring in what is new, with a bar on a terminal and a line for each source."""

from __future__ import annotations

import asyncio
import signal
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from finews_tui.cli.exit_status import ENDING_SIGNALS, FAILED, OK, Stopped
from finews_tui.cli.output import streams as output
from finews_tui.cli.parser import Parser
from finews_tui.cli.session import opened
from finews_tui.cli.terminal import is_terminal
from finews_tui.cli.unexpected_errors import log_unseen
from finews_tui.i18n.catalog import tr
from finews_tui.library.library import Library
from finews_tui.library.sync.run import Progress, sync
from finews_tui.model.sync_outcome import SyncOutcome, SyncStatus

WARNINGS_SHOWN = 20

Tell = Callable[[Progress], None]


def sync_arguments(parser: Parser) -> None:
    """What `finews sync` takes."""
    parser.describe(
        tr(
            "Bring in what is new. Ctrl-c stops it; what came so far stays.\n\n"
            "Files that did not change are not opened, feeds that did not are not sent. A "
            "feed whose\n"
            "server asked for rest is left alone until then. Exit status 1: some source failed."
        ),
        "finews sync",
        "finews sync news --force",
        "finews sync --json | jq '.[] | select(.error)'",
    )
    parser.add_argument(
        "sources",
        nargs="*",
        metavar=tr("SOURCE"),
        help=tr("a source's name; all, if none is given"),
    )
    parser.add_argument(
        "--force", action="store_true", help=tr("read what seems unchanged, ask feeds that rest")
    )
    parser.forms("--json")
    parser.set_defaults(run=_sync)


def _sync(asked: Namespace) -> int:
    with opened() as library:
        outcomes = synced(library, asked.sources, force=asked.force)
        if asked.json:
            from finews_tui.cli.output.json_records import outcome_record

            output.write_json(map(outcome_record, outcomes))
        else:
            for outcome in outcomes:
                output.say(tr("{place}: {message}", place=outcome.source, message=summary(outcome)))
        tell_warnings(outcomes)
        if len(outcomes) > 1 and is_terminal(sys.stderr):
            output.tell(all_in_all(outcomes))
        if not library.config.sources:
            output.tell(
                tr("nothing is followed yet; `finews add LOCATION` follows a feed or a folder")
            )
    return status_of(outcomes)


def synced(library: Library, names: Sequence[str], *, force: bool = False) -> list[SyncOutcome]:
    """Sync, showing how far it has come where a person looks on.

    Raises:
        Stopped: a signal ended it; what came so far is kept.
    """
    log_unseen()
    before = {number: signal.getsignal(number) for number in ENDING_SIGNALS}
    try:
        with progress_bar() as tell:
            return asyncio.run(_until_signal(library, names, force, tell))
    finally:
        # The loop leaves the system's own ways of dealing with them behind.
        for number, handler in before.items():
            signal.signal(number, handler)


async def _until_signal(
    library: Library, names: Sequence[str], force: bool, tell: Tell | None
) -> list[SyncOutcome]:
    work = asyncio.ensure_future(sync(library.stores, names, force=force, progress=tell))
    caught: list[int] = []

    def stop(number: int) -> None:
        if not caught:
            caught.append(number)
            work.cancel()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, *ENDING_SIGNALS):
        if signal.getsignal(number) is not signal.SIG_IGN:
            loop.add_signal_handler(number, stop, number)
    try:
        return await work
    except asyncio.CancelledError:
        if not caught:
            raise
        output.tell(tr("stopped; what came so far is kept, and the next sync goes on from there"))
        raise Stopped(caught[0]) from None


def all_in_all(outcomes: Sequence[SyncOutcome]) -> str:
    """What a sync of several sources did, in one line: the last that a person sees."""
    new = sum(outcome.new for outcome in outcomes)
    failed = sum(outcome.status is SyncStatus.FAILED for outcome in outcomes)
    told = tr("{count:,} sources: {new:,} new", count=len(outcomes), new=new)
    if not failed:
        return told
    return tr("{told}, {failed:,} failed; `finews doctor` says why", told=told, failed=failed)


def summary(outcome: SyncOutcome) -> str:
    """What a sync did for one source, in words."""
    done = _done(outcome)
    if not outcome.pruned:
        return done
    return tr("{done}; {count:,} older than keep_days let go", done=done, count=outcome.pruned)


def _done(outcome: SyncOutcome) -> str:
    match outcome.status:
        case SyncStatus.FAILED:
            return tr("failed: {error}", error=outcome.error)
        case SyncStatus.DEFERRED:
            at = outcome.retry_at
            if at is None:
                return tr("waits; `--force` asks it now")
            time = f"{at.astimezone():%Y-%m-%d %H:%M}"
            return tr("waits until {time}; `--force` asks it now", time=time)
        case SyncStatus.GONE:
            return tr("gone for good, its server says; its articles stay")
        case _:
            return tr(
                "{new:,} new, {updated:,} updated, {unchanged:,} unchanged",
                new=outcome.new,
                updated=outcome.updated,
                unchanged=outcome.unchanged,
            )


def tell_warnings(outcomes: Sequence[SyncOutcome]) -> None:
    """Say what was left out, and why."""
    for outcome in outcomes:
        for warning in outcome.warnings[:WARNINGS_SHOWN]:
            output.tell(tr("{place}: {message}", place=outcome.source, message=warning))
        if len(outcome.warnings) > WARNINGS_SHOWN:
            output.tell(
                tr("{source}: and more; `finews sources --json` has them", source=outcome.source)
            )


def status_of(outcomes: Sequence[SyncOutcome]) -> int:
    """The exit status after a sync."""
    return FAILED if any(one.status is SyncStatus.FAILED for one in outcomes) else OK


@contextmanager
def progress_bar() -> Iterator[Tell | None]:
    """A bar for each source on the terminal of standard error; nothing where there is none."""
    if not is_terminal(sys.stderr):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bars

    console = Console(stderr=True)
    if console.is_dumb_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Bars(*columns, console=console, transient=True) as bars:
        tasks = {}

        def tell(progress: Progress) -> None:
            if progress.source not in tasks:
                tasks[progress.source] = bars.add_task("", total=None)
            bars.update(
                tasks[progress.source],
                description=f"{output.one_line(progress.source)} {tr(progress.stage)}",
                completed=progress.done,
                total=progress.total or None,
                visible=progress.stage != "done",
            )

        yield tell
