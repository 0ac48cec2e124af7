"""Choose a group, an existing or a new one; or rename one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from finews_tui.i18n.catalog import tr
from finews_tui.ui.dialogs.base import Dialog
from finews_tui.ui.dialogs.picker import Choice, Picker
from finews_tui.ui.fuzzy import best_matches


def group_picker(groups: Sequence[str]) -> Picker[str]:
    """Return a dialog that returns a group's name, a new one if it was typed, "" for none."""
    choices = [Choice(group, group, names=(group,)) for group in groups]
    choices.append(Choice(tr("No group"), "", names=(tr("No group"),)))

    def matching(typed: str) -> Sequence[Choice]:
        matches = best_matches(typed, choices, lambda choice: choice.names)
        if typed not in groups and typed.strip():
            matches.append(Choice(tr("New group: {name}", name=typed), typed))
        return matches

    return Picker(
        tr("Move to a group"),
        choices,
        tr("Enter chooses it, or makes what you type   Esc closes"),
        filter_choices=matching,
    )


class GroupName(Dialog[str]):
    """Returns the new name of a group, "" to take its sources out of it."""

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
