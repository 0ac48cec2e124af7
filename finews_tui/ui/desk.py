"""The three panes side by side, one over the other or one at a time, and which has the focus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget

from finews_tui.ui.actions import Pane

_ORDER = (Pane.TREE, Pane.LIST, Pane.READER)


class Desk(Widget, inherit_bindings=False):
    """Holds a column for each pane, in each of which one widget takes the focus.

    The style sheet lays them out by the classes `-tree`, `-list`, `-reader` (the pane with the
    focus), `-zoom`, and the width's class on the screen.
    """

    @dataclass
    class PaneChanged(Message):
        """The focus moved, mostly to another pane, or the keys are for the pane again."""

        pane: Pane

    def __init__(self, targets: Mapping[Pane, Widget], columns: Sequence[Widget]) -> None:
        super().__init__()
        self._targets = targets
        self._columns = dict(zip(_ORDER, columns, strict=True))
        self.pane = Pane.LIST
        self.is_zoomed = False
        self.came_from_tree = False

    def compose(self) -> ComposeResult:
        yield from self._columns.values()

    def on_mount(self) -> None:
        self.set_class(True, f"-{self.pane}")

    def target(self, pane: Pane) -> Widget:
        """What answers to the keys of a pane; EACH is the one with the focus."""
        return self._targets[self.pane if pane is Pane.EACH else pane]

    def is_seen(self, pane: Pane) -> bool:
        """Whether a pane is on the screen."""
        return bool(self._columns[pane].display) and self._columns[pane].size.width > 0

    def go(self, pane: Pane) -> None:
        """Give a pane the focus, and show it where the layout hid it."""
        if pane is not Pane.READER:
            self.zoom(False)
        if pane is Pane.LIST and self.pane is Pane.TREE:
            self.came_from_tree = True
        elif pane is Pane.TREE:
            self.came_from_tree = False
        self._choose(pane)
        self.screen.set_focus(self._targets[pane], scroll_visible=False)

    def zoom(self, is_zoomed: bool) -> None:
        """Give the reader the whole screen, or take it back."""
        self.is_zoomed = is_zoomed
        self.set_class(is_zoomed, "-zoom")

    def _choose(self, pane: Pane) -> None:
        self.pane = pane
        # All at once: each change alone would style every widget of the panes anew.
        self.update_classes({f"-{one}": one is pane for one in _ORDER})
        # The panes ask for a layout when they are idle, and are painted as they lay before that.
        self.screen.refresh(layout=True)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        for pane, column in self._columns.items():
            if column in event.widget.ancestors_with_self:
                self._choose(pane)
                self.post_message(self.PaneChanged(pane))

    def tell_pane(self) -> None:
        """Tell again which pane has the focus: its keys are for it again."""
        self.post_message(self.PaneChanged(self.pane))

    def action_go(self, name: str) -> None:
        self.go(Pane(name))

    def action_step_pane(self, step: int) -> None:
        self.go(_ORDER[(_ORDER.index(self.pane) + step) % len(_ORDER)])

    def action_zoom(self) -> None:
        if self.is_zoomed:
            self.zoom(False)
        else:
            self.go(Pane.READER)
            self.zoom(True)
