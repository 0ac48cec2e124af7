"""The three panes side by side, one over the other or one at a time, and which has the focus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget

from finews_tui.ui.commands.command import Pane
from finews_tui.ui.pane_sizes import Sizes

_ORDER = (Pane.TREE, Pane.LIST, Pane.READER)


@dataclass(frozen=True, slots=True)
class Shape:
    """How the panes lie: `layout` is wide, medium, narrow or tiny."""

    layout: str = "wide"
    is_below: bool = False
    has_tree: bool = True


class Desk(Widget, inherit_bindings=False):
    """Holds a column for each pane, in each of which one widget takes the focus.

    The style sheet lays them out by the classes `-tree`, `-list`, `-reader` (the pane with the
    focus), `-zoom`, and the width's class on the screen.
    """

    @dataclass
    class PaneChanged(Message):
        """The focus moved, mostly to another pane, or the keys are for the pane again."""

        pane: Pane

    @dataclass
    class SizesChanged(Message):
        """The panes have other sizes, which the user chose."""

    def __init__(self, targets: Mapping[Pane, Widget], columns: Sequence[Widget]) -> None:
        super().__init__()
        self._targets = targets
        self._columns = dict(zip(_ORDER, columns, strict=True))
        self.pane = Pane.LIST
        self.is_zoomed = False
        self.came_from_tree = False
        self.sizes = Sizes()
        self._shape = Shape()
        self._dragged: Pane | None = None

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

    # Sizes

    def lay_panes(self, shape: Shape) -> None:
        """Let the panes lie so; what nobody changed is as the style sheet has it."""
        self._shape = shape
        is_side_by_side = shape.layout in ("wide", "medium")
        is_grid = is_side_by_side and shape.is_below
        sizes, tree = self.sizes, self._columns[Pane.TREE]
        _set(tree, "width", sizes.tree if is_side_by_side and not is_grid else 0)
        part = sizes.list_width if shape.layout == "wide" and not is_grid else 0
        for pane, share in ((Pane.LIST, part), (Pane.READER, 100 - part)):
            _set(self._columns[pane], "width", f"{share}fr" if part else 0)
        columns = f"{sizes.tree} 1fr" if sizes.tree and shape.has_tree else 0
        _set(self, "grid_columns", columns if is_grid else 0)
        height = sizes.list_height
        _set(self, "grid_rows", f"{height}fr {100 - height}fr" if is_grid and height else 0)

    def action_widen(self, step: int) -> None:
        """Give the pane with the focus more room, or less."""
        listed, read = self._columns[Pane.LIST], self._columns[Pane.READER]
        if self.pane is Pane.TREE:
            self._resize(self.sizes.with_tree(self._columns[Pane.TREE].size.width + 2 * step))
            return
        is_below = self._shape.is_below
        one, other = (
            (listed.size.height, read.size.height)
            if is_below
            else (listed.size.width, read.size.width)
        )
        part = round(100 * one / max(1, one + other))
        step = step if self.pane is Pane.LIST else -step
        self._resize(self.sizes.with_list(part + 4 * step, is_below=is_below))

    def _resize(self, sizes: Sizes) -> None:
        if sizes != self.sizes:
            self.sizes = sizes
            self.lay_panes(self._shape)
            self.post_message(self.SizesChanged())

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the line at the end of a pane's title, or of the title below the list."""
        for pane in (Pane.TREE, Pane.LIST):
            area = self._columns[pane].region
            if area.width and (event.screen_x, event.screen_y) == (area.right - 1, area.y):
                self._dragged = pane
        area = self._columns[Pane.READER].region
        if self._shape.is_below and area.contains(event.screen_x, event.screen_y):
            self._dragged = Pane.READER if event.screen_y == area.y else self._dragged
        if self._dragged is not None:
            self.capture_mouse()
            event.stop()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._dragged is None:
            return
        x, y = round(event.screen_x), round(event.screen_y)
        listed, read = self._columns[Pane.LIST].region, self._columns[Pane.READER].region
        if self._dragged is Pane.TREE:
            self._resize(self.sizes.with_tree(x + 1))
        elif self._dragged is Pane.LIST and read.width and not self._shape.is_below:
            part = round(100 * (x + 1 - listed.x) / (listed.width + read.width))
            self._resize(self.sizes.with_list(part, is_below=False))
        elif self._dragged is Pane.READER:
            part = round(100 * (y - listed.y) / (listed.height + read.height))
            self._resize(self.sizes.with_list(part, is_below=True))

    def on_mouse_up(self) -> None:
        if self._dragged is not None:
            self._dragged = None
            self.release_mouse()


def _set(widget: Widget, rule: str, value: str | int) -> None:
    """Set a rule of one widget's style, or leave it to the style sheet where there is no value."""
    if value:
        setattr(widget.styles, rule, value)
    elif widget.styles.inline.has_rule(rule):
        widget.styles.inline.clear_rule(rule)
        widget.refresh(layout=True)
