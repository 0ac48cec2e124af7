"""Dialog that asks for the location of a new source and looks it up."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from finews_tui.errors import FinewsError
from finews_tui.i18n.catalog import tr
from finews_tui.model.feed_candidate import FeedCandidate
from finews_tui.ui.dialogs.base import Dialog

Lookup = Callable[[str], Awaitable[Sequence[FeedCandidate]]]
"""Returns the candidates at a location; raises FinewsError if there are none."""

LookupResult = tuple[str, Sequence[FeedCandidate]]
"""Typed location, and the candidates found there."""


class AddSource(Dialog[LookupResult]):
    """Return the candidates at a URL or folder.

    Errors are shown below the text field. Esc cancels a slow lookup. With `start_now`, `location`
    is looked up without waiting for Enter.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Close")]

    def __init__(self, look: Lookup, location: str = "", *, start_now: bool = False) -> None:
        super().__init__(classes="small-dialog")
        self._look = look
        self._location = location
        self._start_now = start_now
        self._status = Static(classes="dialog--error", markup=False)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(tr("Add source"), classes="dialog--title")
            label = tr(
                "Website or feed URL, folder of posts, or subscription list "
                "(OPML or newsboat urls file)"
            )
            yield Static(label, classes="dialog--label")
            yield Input(
                self._location,
                id="location",
                compact=True,
                placeholder="example.com   ~/news   feeds.opml",
            )
            yield self._status
            foot = tr("Enter: check this address   Esc: cancel")
            yield Static(foot, classes="dialog--footer")

    def on_mount(self) -> None:
        if self._start_now:
            self.look(self._location)

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        location = event.value.strip()
        if location:
            self.look(location)
        else:
            self._show_status(tr("Enter a URL or a folder"), is_error=True)

    @work(exclusive=True, group="look", exit_on_error=False)
    async def look(self, location: str) -> None:
        """Look up a location. Close with the candidates, or show the error."""
        self._show_status(tr("Checking {location} …", location=location), is_error=False)
        try:
            candidates = await self._look(location)
        except FinewsError as error:
            self._show_status(str(error), is_error=True)
        else:
            self.dismiss((location, candidates))

    def _show_status(self, text: str, *, is_error: bool) -> None:
        self._status.set_class(is_error, "dialog--error")
        self._status.set_class(not is_error, "dialog--note")
        self._status.update(Content(text))

    def action_cancel(self) -> None:
        """Cancel the lookup and close."""
        self.workers.cancel_node(self)
        self.dismiss(None)
