"""Give a query a name, and change what was saved under one."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from finews_tui.i18n.catalog import tr
from finews_tui.query.query import parse
from finews_tui.ui.dialogs.base import DIALOG_SHEETS


class SaveQuery(ModalScreen[tuple[str, str] | None]):
    """Gives back a name and the query as text; `taken` are names that stand for a query already.

    With a `name` a saved query is changed: its text too can be written.
    """

    CSS_PATH = DIALOG_SHEETS

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Close"),
        Binding("down", "app.focus_next", "Down"),
        Binding("up", "app.focus_previous", "Up"),
    ]

    def __init__(self, query: str, taken: frozenset[str], name: str = "") -> None:
        super().__init__(classes="small-dialog")
        self._query = query
        self._taken = taken - {name}
        self._old_name = name
        self._answer = Static(classes="dialog--foot", markup=False)
        self._called = Input(
            name, id="name", compact=True, placeholder=tr("its name"), max_length=60
        )
        self._text = Input(query, id="query", compact=True)

    def compose(self) -> ComposeResult:
        is_old = bool(self._old_name)
        title = tr("Change a saved query") if is_old else tr("Save this query in the tree")
        with Vertical(classes="dialog"):
            yield Static(Content(title), classes="dialog--title")
            if is_old:
                yield Static(Content(tr("Name")), classes="dialog--label")
                yield self._called
                yield Static(Content(tr("Query")), classes="dialog--label")
                yield self._text
            else:
                yield Static(Content(self._query), classes="dialog--query")
                yield self._called
            yield self._answer

    @on(Input.Changed)
    def _tell(self) -> None:
        mistake = parse(self._text.value).error
        deed = tr("Enter saves it")
        if mistake is not None:
            deed = mistake.message
        elif self._called.value.strip() in self._taken:
            deed = tr("Enter puts it in the place of that one")
        close = tr("Esc closes")
        self._answer.update(Content(f"{deed}   {close}"))

    def on_mount(self) -> None:
        self._tell()

    @on(Input.Submitted)
    def _save(self) -> None:
        name, query = self._called.value.strip(), parse(self._text.value)
        if name and query.error is None and not query.is_empty:
            self.dismiss((name, query.text))

    def action_cancel(self) -> None:
        self.dismiss(None)
