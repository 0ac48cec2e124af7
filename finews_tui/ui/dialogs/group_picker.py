"""Choose a group, an old one or a new one; or give one another name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from finews_tui.i18n.catalog import tr
from finews_tui.ui.dialogs.base import DIALOG_SHEETS
from finews_tui.ui.dialogs.picker import Choice, Picker


class GroupPicker(Picker[str]):
    """Gives back the name of a group, which is new if it was typed; empty for none."""

    def __init__(self, groups: Sequence[str]) -> None:
        self._groups = groups
        choices = [Choice(group, group, names=(group,)) for group in groups]
        choices.append(Choice(tr("No group"), "", names=(tr("No group"),)))
        super().__init__(
            tr("Move to a group"),
            choices,
            tr("Enter chooses it, or makes what you type   Esc closes"),
        )

    def found(self, typed: str) -> Sequence[Choice]:
        rows = list(super().found(typed))
        if typed not in self._groups:
            rows.append(Choice(tr("New group: {name}", name=typed), typed))
        return rows


class GroupName(ModalScreen[str | None]):
    """Gives back the new name of a group; an empty one lets its sources out of it."""

    CSS_PATH = DIALOG_SHEETS

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Close")]

    def __init__(self, group: str) -> None:
        super().__init__(classes="small-dialog")
        self._group = group

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(
                Content(tr("Another name for {group}", group=self._group)), classes="dialog--title"
            )
            yield Input(self._group, compact=True, placeholder=tr("empty: its sources leave it"))
            yield Static(
                tr("A / lays a group into another: Papers/Local   Enter renames   Esc closes"),
                classes="dialog--foot",
            )

    @on(Input.Submitted)
    def _rename(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip().strip("/"))

    def action_cancel(self) -> None:
        self.dismiss(None)
