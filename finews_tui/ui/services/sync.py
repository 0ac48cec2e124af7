"""Run syncs, one at a time, and schedule automatic ones."""

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
"""Interval at which new articles are announced during a sync."""

_DONE = "done"


@dataclass(frozen=True, slots=True)
class RunProgress:
    """Progress of the running sync. `source` is the most recently updated source."""

    source: SyncProgress | None = None
    finished_sources: int = 0
    total_sources: int = 0
    new: int = 0

    @property
    def fraction(self) -> float:
        """Completed fraction, 0 to 1: of a single source, or of the number of sources."""
        current = self.source
        if current is not None and (current.total or self.total_sources == 1):
            return current.done / max(1, current.total)
        return self.finished_sources / max(1, self.total_sources)


@dataclass(frozen=True, slots=True)
class SyncArrivals:
    """New articles of a running or finished sync.

    `new` counts all new articles of this sync. `has_more` is true if it has grown since the last
    announcement.
    """

    new: int
    has_more: bool
    is_running: bool


@dataclass(frozen=True, slots=True)
class SyncResult:
    """Result of a sync. No outcomes: it failed; `busy` is the message if another runs."""

    outcomes: Sequence[SyncOutcome]
    manual: bool
    busy: str = ""


class SyncService:
    """Sync sources in the background.

    Publishes `progressed` (None at the end of a sync, like `progress`), `arrived` at most every
    0.7 s, and `finished`.
    """

    def __init__(self, app: App[None], library: Library) -> None:
        self._app = app
        self._library = library
        self.progressed: Signal[RunProgress | None] = Signal(app, "sync progressed")
        self.arrived: Signal[SyncArrivals] = Signal(app, "articles arrived")
        self.finished: Signal[SyncResult] = Signal(app, "sync finished")
        self.is_running = False
        self.progress: RunProgress | None = None
        self._progress: dict[str, SyncProgress] = {}  # by source; written by sync threads
        self._total = 0
        self._announced = (0, 0)
        self._announced_at = 0.0
        self._announcing: Timer | None = None
        self._publish_pending = False
        self._timers: list[Timer] = []

    # The schedule

    def schedule(self) -> None:
        """Start the timers of automatic syncs. Call again only after sources have changed.

        A source whose interval is shorter than the default has its own timer.
        """
        for timer in self._timers:
            timer.stop()
        self._timers.clear()
        default = self._library.config.sync.every_min
        names_by_interval: dict[int, list[str]] = {}
        for source in self._library.config.sources:
            if source.every_min and (not default or source.every_min < default):
                names_by_interval.setdefault(source.every_min, []).append(source.name)
        for minutes, names in [(default, []), *names_by_interval.items()]:
            if minutes:
                self._timers.append(self._app.set_interval(60 * minutes, self._automatic(names)))

    def _automatic(self, names: Sequence[str]) -> _AutomaticSync:
        return _AutomaticSync(self, tuple(names))

    # Running

    def start(self, names: Sequence[str] = (), *, manual: bool = True, force: bool = False) -> bool:
        """Start a sync of some or all sources. Returns False if one is already running."""
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

        def progress(update: SyncProgress) -> None:
            """Receive progress in a sync thread, and publish it in the event loop."""
            self._progress[update.source] = update
            if not self._publish_pending:
                self._publish_pending = True
                loop.call_soon_threadsafe(self._publish_progress, update, context=context)

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
        """Progress of the running sync, by source."""
        return dict(self._progress)

    def _publish(self, progress: RunProgress | None) -> None:
        self.progress = progress
        self.progressed.publish(progress)

    def _publish_progress(self, update: SyncProgress) -> None:
        self._publish_pending = False
        if not self.is_running:
            return
        sources = list(self._progress.values())
        finished = sum(source.stage == _DONE for source in sources)
        new = sum(source.new for source in sources)
        self._publish(RunProgress(update, finished, self._total, new))
        if (new, finished) != self._announced and self._announcing is None:
            wait_s = self._announced_at + _ARRIVALS_EVERY_S - monotonic()
            self._announcing = self._app.set_timer(max(0.01, wait_s), self._announce)

    def _announce(self) -> None:
        self._announcing = None
        if not self.is_running:
            return
        sources = list(self._progress.values())
        new = sum(source.new for source in sources)
        has_more = new > self._announced[0]
        self._announced = (new, sum(source.stage == _DONE for source in sources))
        self._announced_at = monotonic()
        self.arrived.publish(SyncArrivals(new, has_more, is_running=True))


@dataclass(frozen=True, slots=True)
class _AutomaticSync:
    """Timer callback that syncs the named sources, or all if `names` is empty."""

    service: SyncService
    names: tuple[str, ...]

    def __call__(self) -> None:
        self.service.start(self.names, manual=False)
