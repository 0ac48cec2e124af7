"""Base class of screens: status bar, key bar, key handling and messages."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from textual import events, on
from textual.screen import Screen
from textual.widgets import Input

from finews_tui.i18n.catalog import ntr, tr
from finews_tui.layout.cells import cell_len
from finews_tui.model.sync_outcome import SyncOutcome, SyncStatus
from finews_tui.ui.commands.command import Context
from finews_tui.ui.commands.dispatcher import Dispatcher
from finews_tui.ui.commands.hints import continuation_hints, pane_hints, typing_hints
from finews_tui.ui.commands.key_names import parse_formatted_keys
from finews_tui.ui.commands.key_sequences import Pending, Unmatched
from finews_tui.ui.error_boundary import ErrorBoundary
from finews_tui.ui.painting.cells import grouped
from finews_tui.ui.services.changes import ChangeOrigin, LibraryChanged
from finews_tui.ui.services.session import Session
from finews_tui.ui.services.sync import RunProgress, SyncResult
from finews_tui.ui.widgets.key_bar import Hint, KeyBar
from finews_tui.ui.widgets.status_bar import Notice, StatusBar

_NOTIFICATION_S = 8.0
_STATUS_RESERVE = 30  # cells of the status bar that are not available to a message


class BaseScreen(ErrorBoundary, Screen[None], inherit_bindings=False):
    """Screen that dispatches keys and shows the state of the services."""

    def __init__(self, session: Session, dispatcher: Dispatcher) -> None:
        super().__init__()
        self.session = session
        self.dispatcher = dispatcher
        self.status = StatusBar(id="status")
        self.key_bar = KeyBar(id="keys")

    @property
    @abstractmethod
    def key_context(self) -> Context:
        """Context of the focused widget."""

    def on_mount(self) -> None:
        self.session.sync.progressed.subscribe(self, self._show_progress)
        self.session.sync.finished.subscribe(self, self._show_result)
        self.session.changes.changed.subscribe(self, self._show_change)
        self.session.status.changed.subscribe(self, self.status.show_library)
        self.status.show_library(self.session.status.current)
        if self.session.sync.progress is not None:
            self._show_progress(self.session.sync.progress)

    # Keys

    async def on_key(self, event: events.Key) -> None:
        """Handle keys that the focused widget did not handle."""
        if isinstance(self.focused, Input):
            await self._on_key_while_typing(event)
            return
        was_pending = self.dispatcher.sequence.is_pending
        result = await self.dispatcher.press(self.key_context, event.key)
        if result is None:
            return
        event.stop()
        if was_pending or isinstance(result, Pending):
            self.show_key_hints()
        if isinstance(result, Unmatched) and not result.cancelled:
            self.show_message(tr("{keys} is not bound to a command", keys=result.keys))

    async def _on_key_while_typing(self, event: events.Key) -> None:
        """Run a command whose key also works in a text field."""
        if event.key not in self.active_bindings and await self.dispatcher.press_while_typing(
            self.key_context, event.key
        ):
            event.stop()

    @on(KeyBar.Clicked)
    def _press_clicked_key(self, event: KeyBar.Clicked) -> None:
        for key in parse_formatted_keys(event.key):
            self.app.simulate_key(key)

    def show_key_hints(self) -> None:
        """Update the key bar."""
        self.key_bar.show(self.key_hints())

    def key_hints(self) -> list[Hint]:
        """Return the hints for the current focus and key sequence."""
        sequence, context = self.dispatcher.sequence, self.key_context
        if sequence.is_pending:
            return continuation_hints(sequence.pending_text, sequence.continuations(context))
        if isinstance(self.focused, Input):
            return typing_hints(context)
        return pane_hints(self.dispatcher.keymap, context)

    # Messages

    @on(Notice)
    def _show_notice(self, event: Notice) -> None:
        event.stop()
        self.show_message(event.text)

    def show_message(self, text: str) -> None:
        """Show a message in the status bar for a few seconds."""
        self.status.show_message(text)

    def show_url(self, url: str) -> None:
        """Show a URL; also as a notification if it does not fit into the status bar."""
        self.show_message(url)
        if cell_len(url) > self.size.width - _STATUS_RESERVE:
            self.notify(url, markup=False, timeout=_NOTIFICATION_S)

    def _show_change(self, event: LibraryChanged) -> None:
        change = event.change
        if change is None or event.origin is ChangeOrigin.AUTOMATIC:
            return
        if event.origin is ChangeOrigin.UNDONE:
            self.show_message(tr("Undone: {change}", change=change.label))
        elif event.origin is ChangeOrigin.REDONE:
            self.show_message(tr("Redone: {change}", change=change.label))
        elif change.count:
            key = self.session.key_text("undo")
            self.show_message(tr("{change} · {key} to undo", change=change.label, key=key))
        else:
            self.show_message(change.label)

    # Syncs

    def start_sync(self, names: Sequence[str] = (), *, force: bool = False) -> None:
        """Start a manual sync."""
        if self.session.is_guide:
            key = self.session.key_text("source.add")
            self.show_message(tr("Nothing to sync. Press {key} to add a source.", key=key))
        elif not self.session.sync.start(names, force=force):
            self.show_message(tr("A sync is already running"))

    def _show_progress(self, progress: RunProgress | None) -> None:
        if progress is None:
            self.status.end_sync()
            return
        current = progress.source
        if current is None:
            text = tr("syncing")
        elif current.total or progress.total_sources == 1:
            counts = f" {grouped(current.done)}/{grouped(current.total)}" if current.total else ""
            message = tr(current.stage) + counts
            text = tr("{place}: {message}", place=current.source, message=message)
        else:
            done, total = grouped(progress.finished_sources), grouped(progress.total_sources)
            text = tr("sync {done}/{total}", done=done, total=total)
        self.status.show_sync(text, progress.fraction)

    def _show_result(self, result: SyncResult) -> None:
        if result.busy:
            self.show_message(result.busy)
        elif text := sync_result_text(result.outcomes, manual=result.manual):
            self.show_message(text)


def sync_result_text(outcomes: Sequence[SyncOutcome], *, manual: bool) -> str:
    """Return a summary of a sync, or "" after an automatic sync without news."""
    new = sum(outcome.new for outcome in outcomes)
    read_by_age = sum(outcome.read_by_age for outcome in outcomes)
    if read_by_age and read_by_age >= new:
        return tr("{new} new, all marked as read (old articles)", new=grouped(new))
    if read_by_age:
        return tr(
            "{new} new, {by_age} marked as read (old articles)",
            new=grouped(new),
            by_age=grouped(read_by_age),
        )
    if not manual or not outcomes:
        return ""
    failed = [
        outcome for outcome in outcomes if outcome.status in (SyncStatus.FAILED, SyncStatus.GONE)
    ]
    if len(outcomes) == 1 and failed:
        return tr("{place}: {message}", place=failed[0].source, message=failed[0].error)
    if len(outcomes) == 1 and outcomes[0].retry_at is not None:
        return tr(
            "{source}: paused until {time} at the server’s request",
            source=outcomes[0].source,
            time=f"{outcomes[0].retry_at.astimezone():%H:%M}",
        )
    parts = [ntr("{count} new", "{count} new", new) if new else tr("No new articles")]
    if failed:
        parts.append(ntr("{count} source failed", "{count} sources failed", len(failed)))
    return " · ".join(parts)
