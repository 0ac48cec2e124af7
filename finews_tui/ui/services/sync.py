"""Sync on the screen: news comes while one reads on, and nothing moves under the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.timer import Timer

from finews_tui.errors import StoreBusyError
from finews_tui.i18n.catalog import ntr, tr
from finews_tui.library.library import Library
from finews_tui.model.sync_outcome import SyncOutcome, SyncStatus
from finews_tui.system.browser import Browser
from finews_tui.ui import messages as captions
from finews_tui.ui.acting_screen import ActingScreen
from finews_tui.ui.commands.keymap import Keymap
from finews_tui.ui.painting.cells import grouped

if TYPE_CHECKING:
    from finews_tui.library.sync.progress import SyncProgress

_NEWS_EVERY_S = 0.7
_DONE = "done"


class SyncingScreen(ActingScreen, inherit_bindings=False):
    """Runs syncs, one at a time, and tells how far they have come."""

    @dataclass
    class Progressed(Message):
        """A sync went on."""

        progress: SyncProgress

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, SyncingScreen.Progressed)

    def __init__(self, library: Library, keymap: Keymap, browser: Browser) -> None:
        super().__init__(library, keymap, browser)
        self._is_filling = False
        self._progress: dict[str, SyncProgress] = {}  # by source; the threads of a sync write it
        self._total = 0
        self._shown = (0, 0)
        self._shown_at = 0.0
        self._showing: Timer | None = None
        self._rounds: list[Timer] = []

    def keep_syncing(self) -> None:
        """Sync all every so many minutes, and a source with an interval of its own at that."""
        for timer in self._rounds:
            timer.stop()
        self._rounds.clear()
        general = self.library.config.sync.every_min
        own: dict[int, list[str]] = {}
        for source in self.library.config.sources:
            if source.every_min and (not general or source.every_min < general):
                own.setdefault(source.every_min, []).append(source.name)
        for minutes, names in [(general, []), *own.items()]:
            if minutes:
                wanted = tuple(names)
                self._rounds.append(
                    self.set_interval(
                        60 * minutes, lambda some=wanted: self.run_sync(some, is_asked=False)
                    )
                )

    @work(group="sync", exit_on_error=False)
    async def run_sync(
        self, names: Sequence[str] = (), *, is_asked: bool = True, force: bool = False
    ) -> None:
        """Bring sources' news into the cache while one reads on."""
        if self.is_syncing:
            if is_asked:
                self.status.notice(tr("A sync is running"))
            return
        from finews_tui.library.sync.run import sync

        self.is_syncing = True
        self._progress.clear()
        self._shown = (0, 0)
        self._total = len(names) or len(self.library.config.sources)
        self.status.show_sync(tr("syncing"), 0)
        self._say_why_empty()
        self.show_stages()
        try:
            outcomes = await sync(
                self.library.stores,
                names,
                automatic=not is_asked,
                force=force,
                progress=self._tell_progress,
            )
        except StoreBusyError as error:
            self.status.notice(str(error))
            return
        finally:
            self.is_syncing = False
            self._progress.clear()
            self.status.end_sync()
            if self._showing is not None:
                self._showing.stop()
                self._showing = None
        self._show_outcomes(outcomes, is_asked=is_asked)

    def _say_why_empty(self) -> None:
        """An empty list says that its news is on the way."""
        self.article_list.empty_text = captions.empty_list(
            self.wish, self.keymap, self.place_name, is_syncing=self.is_syncing
        )
        self.article_list.refresh()

    def _tell_progress(self, at: SyncProgress) -> None:
        """Called from the threads of the sync."""
        self._progress[at.source] = at
        self.post_message(self.Progressed(at))

    @property
    def stages(self) -> dict[str, tuple[str, bool]]:
        """What the sync is doing with each source, in a few words, and whether it still is."""
        every = list(self._progress.values())
        return {at.source: (_stage(at), at.stage != _DONE) for at in every}

    def show_stages(self) -> None:
        """Show what a sync is doing with each source, where that is in sight."""

    @on(Progressed)
    def _show_progress(self, event: Progressed) -> None:
        if not self.is_syncing:
            return
        every = list(self._progress.values())
        at = event.progress
        done = sum(one.stage == _DONE for one in every)
        if at.total or self._total == 1:
            of = f" {grouped(at.done)}/{grouped(at.total)}" if at.total else ""
            part = at.done / max(1, at.total)
            message = tr(at.stage) + of
            told = tr("{place}: {message}", place=at.source, message=message)
            self.status.show_sync(told, part)
        else:
            text = tr("sync {done}/{total}", done=grouped(done), total=grouped(self._total))
            self.status.show_sync(text, done / self._total)
        self.show_stages()
        if (sum(one.new for one in every), done) != self._shown and self._showing is None:
            wait_s = self._shown_at + _NEWS_EVERY_S - monotonic()
            self._showing = self.set_timer(max(0.01, wait_s), self._show_what_came)

    def _show_what_came(self) -> None:
        """What sources brought is there before the slow ones are done."""
        self._showing = None
        if not self.is_syncing:
            return
        every = list(self._progress.values())
        came = sum(one.new for one in every)
        is_more = came > self._shown[0]
        self._shown = (came, sum(one.stage == _DONE for one in every))
        self._shown_at = monotonic()
        if is_more:
            self._show_news_in_place(came)
        else:
            self.load_counts(0)

    def _show_news_in_place(self, new: int) -> None:
        """During a first sync rows appear as they come; where there are rows, nothing moves."""
        self.load_counts(0)
        self._is_filling = self._is_filling or not self.article_list.row_count
        if self._is_filling:
            self.load_listing(is_new=False, top=self.article_list.cursor <= 0)
        else:
            key = self.keymap.first("news.show")
            self.status.show_news(tr("{new} new · {key} shows them", new=grouped(new), key=key))

    def _show_outcomes(self, outcomes: Sequence[SyncOutcome], *, is_asked: bool) -> None:
        new = sum(outcome.new for outcome in outcomes)
        if new:
            self._show_news_in_place(new)
        by_age = sum(outcome.read_by_age for outcome in outcomes)
        if by_age and by_age >= new:
            self.status.notice(tr("{new} new, all count as read by their age", new=grouped(new)))
        elif by_age:
            self.status.notice(
                tr(
                    "{new} new, {by_age} count as read by their age",
                    new=grouped(new),
                    by_age=grouped(by_age),
                )
            )
        elif is_asked:
            self.status.notice(_told(outcomes, new))
        if not self.article_list.row_count:
            self.load_listing()
        self._is_filling = False
        self.load_counts(0)
        self.show_stages()


def _stage(at: SyncProgress) -> str:
    if at.stage == _DONE:
        return ntr("{count} new", "{count} new", at.new) if at.new else ""
    if at.total:
        return f"{_STAGES[at.stage]()} {grouped(at.done)}/{grouped(at.total)}"
    return _STAGES[at.stage]()


_STAGES = {
    "looking": lambda: tr("asking …"),
    "reading": lambda: tr("reading"),
    "indexing": lambda: tr("indexing"),
    "pages": lambda: tr("pages"),
}


def _told(outcomes: Sequence[SyncOutcome], new: int) -> str:
    """How a sync ended that its user asked for; what failed stands in the sources view."""
    failed = [one for one in outcomes if one.status in (SyncStatus.FAILED, SyncStatus.GONE)]
    if len(outcomes) == 1 and failed:
        return tr("{place}: {message}", place=failed[0].source, message=failed[0].error)
    if len(outcomes) == 1 and outcomes[0].retry_at is not None:
        until = f"{outcomes[0].retry_at.astimezone():%H:%M}"
        return tr(
            "{source}: its server asks to be left alone until {time}",
            source=outcomes[0].source,
            time=until,
        )
    parts = [ntr("{count} new", "{count} new", new) if new else tr("Nothing new")]
    if failed:
        parts.append(ntr("{count} source failed", "{count} sources failed", len(failed)))
    return " · ".join(parts)
