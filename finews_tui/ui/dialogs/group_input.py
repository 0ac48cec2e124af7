"""Text field for a group, with completion of existing groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.suggester import SuggestFromList
from textual.widgets import Input

from finews_tui.i18n.catalog import tr


class GroupInput(Input):
    """Text field for a group: ↑ and ↓ step through groups, → accepts the completion."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "choose(1)", "Next group"),
        Binding("up", "choose(-1)", "Previous group"),
    ]

    def __init__(self, value: str, groups: Sequence[str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(
            value,
            id=id,
            compact=True,
            placeholder=tr("none (↓: select)") if groups else tr("none"),
            suggester=SuggestFromList(groups, case_sensitive=False) if groups else None,
        )
        self._groups = ["", *groups]

    def action_choose(self, step: int) -> None:
        """Put the next or previous group into the field."""
        index = self._groups.index(self.value) if self.value in self._groups else -(step < 0)
        self.value = self._groups[(index + step) % len(self._groups)]
        self.cursor_position = len(self.value)
