"""Dialog to save a query, or to edit a saved one."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from finews_tui.i18n.catalog import tr
from finews_tui.query.query import parse
from finews_tui.ui.dialogs.base import Dialog


class SaveQuery(Dialog[tuple[str, str]]):
    """Return name and text of a query. `other_names` are the names of other saved queries.

    With a `name`, edit that saved query: its text can be changed too.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Close"),
        Binding("down", "app.focus_next", "Down"),
        Binding("up", "app.focus_previous", "Up"),
    ]

    def __init__(self, query: str, other_names: frozenset[str], name: str = "") -> None:
        super().__init__(classes="small-dialog")
        self._query = query
        self._other_names = other_names - {name}
        self._current_name = name
        self._footer = Static(classes="dialog--footer", markup=False)
        self._name_field = Input(
            name, id="name", compact=True, placeholder=tr("Name"), max_length=60
        )
        self._query_field = Input(query, id="query", compact=True)

    def compose(self) -> ComposeResult:
        is_edit = bool(self._current_name)
        title = tr("Edit saved query") if is_edit else tr("Save query")
        with Vertical(classes="dialog"):
            yield Static(Content(title), classes="dialog--title")
            if is_edit:
                yield Static(Content(tr("Name")), classes="dialog--label")
                yield self._name_field
                yield Static(Content(tr("Query")), classes="dialog--label")
                yield self._query_field
            else:
                yield Static(Content(self._query), classes="dialog--query")
                yield self._name_field
            yield self._footer

    @on(Input.Changed)
    def _validate(self) -> None:
        error = parse(self._query_field.value).error
        action = tr("Enter: save")
        if error is not None:
            action = error.message
        elif self._name_field.value.strip() in self._other_names:
            action = tr("Enter: replace the existing query")
        close = tr("Esc: cancel")
        self._footer.update(Content(f"{action}   {close}"))

    def on_mount(self) -> None:
        self._validate()

    @on(Input.Submitted)
    def _save(self) -> None:
        name, query = self._name_field.value.strip(), parse(self._query_field.value)
        if name and query.error is None and not query.is_empty:
            self.dismiss((name, query.text))
