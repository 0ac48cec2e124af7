"""Give the present query a name."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from finews_tui.ui.dialogs.sheet import DIALOG_SHEETS


class SaveQuery(ModalScreen[str | None]):
    """Gives back the name that was written; `taken` are names that stand for a query already."""

    CSS_PATH = DIALOG_SHEETS

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Close")]

    def __init__(self, query: str, taken: frozenset[str]) -> None:
        super().__init__(classes="small-dialog")
        self._query = query
        self._taken = taken
        self._answer = Static(classes="dialog--foot", markup=False)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static("Save this query in the tree", classes="dialog--title")
            yield Static(Content(self._query), classes="dialog--query")
            yield Input(compact=True, placeholder="its name", max_length=60)
            yield self._answer

    def on_mount(self) -> None:
        self._answer.update("Enter saves it   Esc closes")

    @on(Input.Changed)
    def _tell(self, event: Input.Changed) -> None:
        is_taken = event.value.strip() in self._taken
        deed = "Enter puts it in the place of that one" if is_taken else "Enter saves it"
        self._answer.update(Content(f"{deed}   Esc closes"))

    @on(Input.Submitted)
    def _save(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(event.value.strip())

    def action_cancel(self) -> None:
        self.dismiss(None)
