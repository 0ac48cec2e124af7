"""Add a folder of posts or a feed to what is followed."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from finews_tui.language import tr
from finews_tui.ui.dialogs.sheet import DIALOG_SHEETS


class NewSource(NamedTuple):
    """What the user wrote."""

    location: str
    title: str
    group: str


class AddSource(ModalScreen[NewSource | None]):
    """Asks for a folder or an address, a title and a group; `mistake` is what was wrong before."""

    CSS_PATH = DIALOG_SHEETS

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Close"),
        Binding("down", "app.focus_next", "Down"),
        Binding("up", "app.focus_previous", "Up"),
    ]

    def __init__(
        self, groups: list[str], mistake: str = "", start: NewSource | None = None
    ) -> None:
        super().__init__(classes="small-dialog")
        self._groups = groups
        self._start = start or NewSource("", "", "")
        self._mistake = Static(Content(mistake), classes="dialog--mistake")

    def compose(self) -> ComposeResult:
        hint = (
            tr("one of: {names}", names=tr(", ").join(self._groups))
            if self._groups
            else tr("if you like")
        )
        with Vertical(classes="dialog"):
            yield Static(tr("Add a folder of posts, or a feed"), classes="dialog--title")
            yield Static(tr("Folder or address"), classes="dialog--label")
            yield Input(
                self._start.location,
                id="location",
                compact=True,
                placeholder=tr("~/news or example.com"),
            )
            yield Static(tr("Title"), classes="dialog--label")
            yield Input(
                self._start.title,
                id="title",
                compact=True,
                placeholder=tr("its name, if not given"),
            )
            yield Static(tr("Group"), classes="dialog--label")
            yield Input(self._start.group, id="group", compact=True, placeholder=hint)
            yield self._mistake
            yield Static(tr("Enter adds it   Tab next field   Esc closes"), classes="dialog--foot")

    @on(Input.Submitted)
    def _add(self) -> None:
        values = [self.query_one(f"#{name}", Input).value.strip() for name in NewSource._fields]
        if values[0]:
            self.dismiss(NewSource(*values))
        else:
            self._mistake.update(Content(tr("name a folder or an address")))

    def action_cancel(self) -> None:
        self.dismiss(None)
