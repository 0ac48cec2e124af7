"""Runs syncs, one at a time, and starts the automatic ones."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from textual.app import App
from textual.signal import Signal
from textual.timer import Timer

from finews_tui.errors import StoreBusyError
from finews_tui.library.library import Library
from finews_tui.model.sync_outcome import SyncOutcome
from finews_tui.ui.workers import start

if TYPE_CHECKING:
    from finews_tui.library.sync.progress import SyncProgress

_ARRIVALS_EVERY_S = 0.7
"""How often new articles are announced while a sync runs."""

_DONE = "done"


@dataclass(frozen=True, slots=True)
class RunProgress:
    """How far the running sync is. `source` is the progress of the source that advanced last."""

    source: SyncProgress | None = None
    finished_sources: int = 0
    total_sources: int = 0
    new: int = 0

    @property
    def fraction(self) -> float:
        """Part of the sync that is done, 0 to 1: of its only source, else of the sources."""
        at = self.source
        if at is not None and (at.total or self.total_sources == 1):
            return at.done / max(1, at.total)
        return self.finished_sources / max(1, self.total_sources)


@dataclass(frozen=True, slots=True)
class SyncArrivals:
    """What a running or finished sync has brought so far.

    `new` counts all new articles of this sync, `has_more` tells if it grew since the last time.
    """

    new: int
    has_more: bool
    is_running: bool


@dataclass(frozen=True, slots=True)
class SyncResult:
    """How a sync ended. Without outcomes it failed as a whole; `busy` says that another runs."""

    outcomes: Sequence[SyncOutcome]
    manual: bool
    busy: str = ""


class SyncService:
    """Syncs sources while the user reads on.

    Publishes `progressed` (None when a sync has ended, as `progress` then is), `arrived` at most
    every 0.7 s, and `finished`.
    """

    def __init__(self, app: App[None], library: Library) -> None:
        self._app = app
        self._library = library
        self.progressed: Signal[RunProgress | None] = Signal(app, "sync progressed")
        self.arrived: Signal[SyncArrivals] = Signal(app, "articles arrived")
        self.finished: Signal[SyncResult] = Signal(app, "sync finished")
        self.is_running = False
        self.progress: RunProgress | None = None
        self._progress: dict[str, SyncProgress] = {}  # by source; written by the threads of a sync
        self._total = 0
        self._announced = (0, 0)
        self._announced_at = 0.0
        self._announcing: Timer | None = None
        self._publish_pending = False
        self._timers: list[Timer] = []

    # The schedule

    def schedule(self) -> None:
        """Start the timers of automatic syncs; call again only after sources have changed.

        A source with an interval of its own has its own timer if that is shorter.
        """
        for timer in self._timers:
            timer.stop()
        self._timers.clear()
        default = self._library.config.sync.every_min
        own: dict[int, list[str]] = {}
        for source in self._library.config.sources:
            if source.every_min and (not default or source.every_min < default):
                own.setdefault(source.every_min, []).append(source.name)
        for minutes, names in [(default, []), *own.items()]:
            if minutes:
                self._timers.append(self._app.set_interval(60 * minutes, self._automatic(names)))

    def _automatic(self, names: Sequence[str]) -> _AutomaticSync:
        return _AutomaticSync(self, tuple(names))

    # Running

    def start(self, names: Sequence[str] = (), *, manual: bool = True, force: bool = False) -> bool:
        """Start a sync of some sources, or of all. Returns False if one is running already."""
        if self.is_running:
            return False
        self.is_running = True
        self._progress.clear()
        self._announced = (0, 0)
        self._total = len(names) or len(self._library.config.sources)
        self._publish(RunProgress(total_sources=self._total))
        start(
            self._app,
            partial(self._run, tuple(names), manual=manual, force=force),
            group="sync",
        )
        return True

    async def _run(self, names: Sequence[str], *, manual: bool, force: bool) -> None:
        from finews_tui.library.sync.run import sync

        loop, context = asyncio.get_running_loop(), contextvars.copy_context()

        def progress(at: SyncProgress) -> None:
            """Take progress from a thread of the sync; publish it in the event loop."""
            self._progress[at.source] = at
            if not self._publish_pending:
                self._publish_pending = True
                loop.call_soon_threadsafe(self._publish_progress, at, context=context)

        result = SyncResult((), manual)
        try:
            outcomes = await sync(
                self._library.stores, names, automatic=not manual, force=force, progress=progress
            )
            result = SyncResult(outcomes, manual)
        except StoreBusyError as error:
            result = SyncResult((), manual, str(error))
        finally:
            self.is_running = False
            self._progress.clear()
            if self._announcing is not None:
                self._announcing.stop()
                self._announcing = None
            self._publish(None)
            self.finished.publish(result)

    @property
    def stages(self) -> dict[str, SyncProgress]:
        """SyncProgress of the running sync by source."""
        return dict(self._progress)

    def _publish(self, progress: RunProgress | None) -> None:
        self.progress = progress
        self.progressed.publish(progress)

    def _publish_progress(self, at: SyncProgress) -> None:
        self._publish_pending = False
        if not self.is_running:
            return
        every = list(self._progress.values())
        finished = sum(one.stage == _DONE for one in every)
        new = sum(one.new for one in every)
        self._publish(RunProgress(at, finished, self._total, new))
        if (new, finished) != self._announced and self._announcing is None:
            wait_s = self._announced_at + _ARRIVALS_EVERY_S - monotonic()
            self._announcing = self._app.set_timer(max(0.01, wait_s), self._announce)

    def _announce(self) -> None:
        self._announcing = None
        if not self.is_running:
            return
        every = list(self._progress.values())
        new = sum(one.new for one in every)
        has_more = new > self._announced[0]
        self._announced = (new, sum(one.stage == _DONE for one in every))
        self._announced_at = monotonic()
        self.arrived.publish(SyncArrivals(new, has_more, is_running=True))


@dataclass(frozen=True, slots=True)
class _AutomaticSync:
    """Timer callback that syncs some sources, or all if `names` is empty."""

    service: SyncService
    names: tuple[str, ...]

    def __call__(self) -> None:
        self.service.start(self.names, manual=False)
