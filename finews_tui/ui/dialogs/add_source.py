"""Ask for the address of what is to be followed, and look at it there and then."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from finews_tui.errors import FinewsError
from finews_tui.i18n.catalog import tr
from finews_tui.model.feed_candidate import FeedCandidate
from finews_tui.ui.dialogs.base import DIALOG_SHEETS

Look = Callable[[str], Awaitable[Sequence[FeedCandidate]]]
"""Finds what an address stands for; raises a FinewsError that says why it stands for nothing."""

Found = tuple[str, Sequence[FeedCandidate]]
"""What was typed, and what that stands for."""


class AddSource(ModalScreen[Found | None]):
    """Gives back what was found at a folder or an address.

    A mistake is told below what was typed, which stays; Esc ends a look that takes long. With
    `is_begun` the look at `location` begins by itself.
    """

    CSS_PATH = DIALOG_SHEETS

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Close")]

    def __init__(self, look: Look, location: str = "", *, is_begun: bool = False) -> None:
        super().__init__(classes="small-dialog")
        self._look = look
        self._location = location
        self._is_begun = is_begun
        self._answer = Static(classes="dialog--mistake", markup=False)

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
            yield self._answer
            foot = tr("Enter looks what is there   Esc closes")
            yield Static(foot, classes="dialog--foot")

    def on_mount(self) -> None:
        if self._is_begun:
            self.look(self._location)

    @on(Input.Submitted)
    def _begin(self, event: Input.Submitted) -> None:
        location = event.value.strip()
        if location:
            self.look(location)
        else:
            self._tell(tr("name a folder or an address"), is_mistake=True)

    @work(exclusive=True, group="look")
    async def look(self, location: str) -> None:
        """Look at an address, and say what is wrong with it, or go on."""
        self._tell(tr("Looking at {place} …", place=location), is_mistake=False)
        try:
            found = await self._look(location)
        except FinewsError as error:
            self._tell(str(error), is_mistake=True)
        else:
            self.dismiss((location, found))

    def _tell(self, text: str, *, is_mistake: bool) -> None:
        self._answer.set_class(is_mistake, "dialog--mistake")
        self._answer.set_class(not is_mistake, "dialog--note")
        self._answer.update(Content(text))

    def action_cancel(self) -> None:
        self.workers.cancel_node(self)
        self.dismiss(None)
