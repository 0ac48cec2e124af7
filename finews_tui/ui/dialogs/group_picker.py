"""Dialogs to select, create or rename a group."""

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
    """Return a picker for an existing or new group; "" means no group."""
    choices = [Choice(group, group, names=(group,)) for group in groups]
    choices.append(Choice(tr("No group"), "", names=(tr("No group"),)))

    def matching(text: str) -> Sequence[Choice]:
        matches = best_matches(text, choices, lambda choice: choice.names)
        if text not in groups and text.strip():
            matches.append(Choice(tr("New group: {name}", name=text), text))
        return matches

    return Picker(
        tr("Move to group"),
        choices,
        tr("Enter: select or create   Esc: cancel"),
        filter_choices=matching,
    )


class GroupName(Dialog[str]):
    """Return the new name of a group, or "" to ungroup its sources."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Close")]

    def __init__(self, group: str) -> None:
        super().__init__(classes="small-dialog")
        self._group = group

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(tr("Rename {group}", group=self._group)), classes="dialog--title")
            yield Input(
                self._group, compact=True, placeholder=tr("leave empty to ungroup its sources")
            )
            yield Static(
                tr("Use / to nest groups: Papers/Local   Enter: rename   Esc: cancel"),
                classes="dialog--footer",
            )

    @on(Input.Submitted)
    def _rename(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip().strip("/"))
