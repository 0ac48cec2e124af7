"""A line to write a group in, with those that are there to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.suggester import SuggestFromList
from textual.widgets import Input

from finews_tui.i18n.catalog import tr


class GroupInput(Input):
    """Up and down go through the groups; → completes what was begun."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "choose(1)", "Next group"),
        Binding("up", "choose(-1)", "Previous group"),
    ]

    def __init__(self, value: str, groups: Sequence[str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(
            value,
            id=id,
            compact=True,
            placeholder=tr("none; ↓ goes through them") if groups else tr("none"),
            suggester=SuggestFromList(groups, case_sensitive=False) if groups else None,
        )
        self._groups = ["", *groups]

    def action_choose(self, step: int) -> None:
        """Write the next group, or the one before."""
        here = self._groups.index(self.value) if self.value in self._groups else -(step < 0)
        self.value = self._groups[(here + step) % len(self._groups)]
        self.cursor_position = len(self.value)
