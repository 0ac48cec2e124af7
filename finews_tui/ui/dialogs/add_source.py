"""Ask for the location of a new source, and look it up."""

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

Look = Callable[[str], Awaitable[Sequence[FeedCandidate]]]
"""Returns what can be followed at a location; raises FinewsError if nothing can."""

Found = tuple[str, Sequence[FeedCandidate]]
"""The location that was typed, and what can be followed there."""


class AddSource(Dialog[Found]):
    """Returns what was found at a folder or an address.

    An error is shown below the text field, which keeps its text; Esc cancels a slow lookup. With
    `start_now`, `location` is looked up without waiting for Enter.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Close")]

    def __init__(self, look: Look, location: str = "", *, start_now: bool = False) -> None:
        super().__init__(classes="small-dialog")
        self._look = look
        self._location = location
        self._start_now = start_now
        self._status = Static(classes="dialog--mistake", markup=False)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(tr("What would you like to read?"), classes="dialog--title")
            where = tr(
                "The address of a site or of a feed, a folder of posts, or the list of another "
                "reader (OPML, or newsboat’s urls)"
            )
            yield Static(where, classes="dialog--label")
            yield Input(
                self._location,
                id="location",
                compact=True,
                placeholder="example.com   ~/news   feeds.opml",
            )
            yield self._status
            foot = tr("Enter looks what is there   Esc closes")
            yield Static(foot, classes="dialog--foot")

    def on_mount(self) -> None:
        if self._start_now:
            self.look(self._location)

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        location = event.value.strip()
        if location:
            self.look(location)
        else:
            self._show_status(tr("name a folder or an address"), is_error=True)

    @work(exclusive=True, group="look", exit_on_error=False)
    async def look(self, location: str) -> None:
        """Look up a location, and close with what was found or show the error."""
        self._show_status(tr("Looking at {place} …", place=location), is_error=False)
        try:
            found = await self._look(location)
        except FinewsError as error:
            self._show_status(str(error), is_error=True)
        else:
            self.dismiss((location, found))

    def _show_status(self, text: str, *, is_error: bool) -> None:
        self._status.set_class(is_error, "dialog--mistake")
        self._status.set_class(not is_error, "dialog--note")
        self._status.update(Content(text))

    def action_cancel(self) -> None:
        """Cancel the lookup and close."""
        self.workers.cancel_node(self)
        self.dismiss(None)
