"""Sync on the screen: news comes while one reads on, and nothing moves under the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic

from textual import on, work
from textual.message import Message

from finews_tui.browser import Browser
from finews_tui.errors import StoreBusyError
from finews_tui.language import tr
from finews_tui.library.library import Library
from finews_tui.model.source import SyncOutcome, SyncStatus
from finews_tui.ui.acting_screen import ActingScreen
from finews_tui.ui.cells import grouped
from finews_tui.ui.keys import Keymap

_NEWS_EVERY_S = 0.7


class SyncingScreen(ActingScreen, inherit_bindings=False):
    """Runs syncs, one at a time, and tells how far they have come."""

    @dataclass
    class Progressed(Message):
        """A sync went on; in the order of `collecting.Progress`."""

        source: str
        done: int
        total: int
        new: int
        stage: str

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, SyncingScreen.Progressed)

    def __init__(self, library: Library, keymap: Keymap, browser: Browser) -> None:
        super().__init__(library, keymap, browser)
        self._is_filling = False
        self._came = 0
        self._shown_at = 0.0

    @work(group="sync", exit_on_error=False)
    async def run_sync(self, names: Sequence[str] = (), *, is_asked: bool = True) -> None:
        """Bring sources' news into the cache while one reads on."""
        if self.is_syncing:
            if is_asked:
                self.status.notice("A sync is running")
            return
        from finews_tui.library.sync import sync

        self.is_syncing = True
        self._came = 0
        self.status.show_sync("syncing", 0)
        try:
            outcomes = await sync(
                self.library,
                names,
                automatic=not is_asked,
                progress=self._tell_progress,
            )
        except StoreBusyError as error:
            self.status.notice(str(error))
            return
        finally:
            self.is_syncing = False
            self.status.end_sync()
        self._show_outcomes(outcomes, is_asked=is_asked)

    def _tell_progress(self, at: tuple[str, int, int, int, str]) -> None:
        """Called from the threads of the sync."""
        self.post_message(self.Progressed(*at))

    @on(Progressed)
    def _show_progress(self, event: Progressed) -> None:
        if not self.is_syncing:
            return
        of = f" {grouped(event.done)}/{grouped(event.total)}" if event.total else ""
        self.status.show_sync(
            f"{event.source}: {event.stage}{of}", event.done / max(1, event.total)
        )
        if event.new > self._came and monotonic() - self._shown_at > _NEWS_EVERY_S:
            self._came, self._shown_at = event.new, monotonic()
            self._show_news_in_place()

    def _show_news_in_place(self) -> None:
        """During a first sync rows appear as they come; where there are rows, nothing moves."""
        self.load_counts(0)
        self._is_filling = self._is_filling or not self.article_list.row_count
        if self._is_filling:
            self.load_listing(is_new=False, top=self.article_list.cursor <= 0)

    def _show_outcomes(self, outcomes: Sequence[SyncOutcome], *, is_asked: bool) -> None:
        for outcome in outcomes:
            if outcome.status is SyncStatus.FAILED:
                self.tell_error(
                    tr("{place}: {message}", place=outcome.source, message=outcome.error)
                )
        new = sum(outcome.new for outcome in outcomes)
        if new:
            self._show_news_in_place()
            if not self._is_filling:
                key = self.keymap.first("news.show")
                self.status.show_news(f"{grouped(new)} new · {key} shows them")
        by_age = sum(outcome.read_by_age for outcome in outcomes)
        if by_age:
            self.status.notice(f"{grouped(new)} new, {grouped(by_age)} count as read by their age")
        elif is_asked:
            self.status.notice(f"{grouped(new)} new" if new else "Nothing new")
        if not self.article_list.row_count:
            self.load_listing()
        self._is_filling = False
        self.load_counts(0)
