"""Layout and focus of the three panes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget

from finews_tui.ui.commands.command import Context
from finews_tui.ui.error_boundary import ErrorBoundary
from finews_tui.ui.pane_sizes import PaneSizes

PANES = (Context.TREE, Context.LIST, Context.READER)


@dataclass(frozen=True, slots=True)
class PaneArrangement:
    """Arrangement of the panes; `layout` is wide, medium, narrow or tiny."""

    layout: str = "wide"
    is_below: bool = False
    has_tree: bool = True


class PaneLayout(ErrorBoundary, Widget, inherit_bindings=False):
    """Container of the panes. One widget of each pane takes the focus.

    The style sheet arranges them by the classes `-tree`, `-list`, `-reader` (the focused pane) and
    `-zoom`, and by the width class of the screen.
    """

    @dataclass
    class PaneFocused(Message):
        """The focus moved, usually to another pane."""

        pane: Context

    @dataclass
    class SizesChanged(Message):
        """The user changed the sizes of the panes."""

        sizes: PaneSizes

    def __init__(self, panes: Mapping[Context, Widget], focus_targets: Mapping[Context, Widget]):
        super().__init__()
        self._panes = panes
        self._focus_targets = focus_targets
        self.pane = Context.LIST
        self.is_zoomed = False
        self.came_from_tree = False
        self.sizes = PaneSizes()
        self._arrangement = PaneArrangement()
        self._dragged: Context | None = None

    def compose(self) -> ComposeResult:
        yield from self._panes.values()

    def on_mount(self) -> None:
        self.set_class(True, f"-{self.pane}")

    def is_visible(self, pane: Context) -> bool:
        """Return whether a pane is displayed."""
        return bool(self._panes[pane].display) and self._panes[pane].size.width > 0

    def focus_pane(self, pane: Context) -> None:
        """Focus a pane, and show it if it is hidden."""
        if pane is not Context.READER:
            self.zoom(False)
        if pane is Context.LIST and self.pane is Context.TREE:
            self.came_from_tree = True
        elif pane is Context.TREE:
            self.came_from_tree = False
        self._set_pane(pane)
        self.screen.set_focus(self._focus_targets[pane], scroll_visible=False)

    def focus_neighbour(self, step: int) -> None:
        """Focus the next or previous pane."""
        self.focus_pane(PANES[(PANES.index(self.pane) + step) % len(PANES)])

    def zoom(self, is_zoomed: bool) -> None:
        """Show only the reader, or all panes."""
        self.is_zoomed = is_zoomed
        self.set_class(is_zoomed, "-zoom")

    def toggle_zoom(self) -> None:
        """Toggle between the zoomed reader and all panes."""
        if self.is_zoomed:
            self.zoom(False)
        else:
            self.focus_pane(Context.READER)
            self.zoom(True)

    def _set_pane(self, pane: Context) -> None:
        self.pane = pane
        # In one call: each change restyles every widget of the panes.
        self.update_classes({f"-{name}": name is pane for name in PANES})
        # The panes request a layout only when idle, and would be painted with the old one.
        self.screen.refresh(layout=True)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        for pane, widget in self._panes.items():
            if widget in event.widget.ancestors_with_self:
                self._set_pane(pane)
                self.post_message(self.PaneFocused(pane))

    # Sizes

    def set_arrangement(self, arrangement: PaneArrangement) -> None:
        """Arrange the panes. The user's sizes override those of the style sheet."""
        self._arrangement = arrangement
        is_side_by_side = arrangement.layout in ("wide", "medium")
        is_grid = is_side_by_side and arrangement.is_below
        sizes, tree = self.sizes, self._panes[Context.TREE]
        _set_rule(tree, "width", sizes.tree if is_side_by_side and not is_grid else 0)
        list_width = sizes.list_width if arrangement.layout == "wide" and not is_grid else 0
        for pane, width in ((Context.LIST, list_width), (Context.READER, 100 - list_width)):
            _set_rule(self._panes[pane], "width", f"{width}fr" if list_width else 0)
        columns = f"{sizes.tree} 1fr" if sizes.tree and arrangement.has_tree else 0
        _set_rule(self, "grid_columns", columns if is_grid else 0)
        height = sizes.list_height
        rows = f"{height}fr {100 - height}fr" if is_grid and height else 0
        _set_rule(self, "grid_rows", rows)

    def widen(self, steps: int) -> None:
        """Widen the focused pane, or narrow it if `steps` is negative."""
        articles, reader = self._panes[Context.LIST], self._panes[Context.READER]
        if self.pane is Context.TREE:
            self._resize(self.sizes.with_tree(self._panes[Context.TREE].size.width + 2 * steps))
            return
        is_below = self._arrangement.is_below
        size, other = (
            (articles.size.height, reader.size.height)
            if is_below
            else (articles.size.width, reader.size.width)
        )
        percent = round(100 * size / max(1, size + other))
        steps = steps if self.pane is Context.LIST else -steps
        self._resize(self.sizes.with_list(percent + 4 * steps, is_below=is_below))

    def _resize(self, sizes: PaneSizes) -> None:
        if sizes != self.sizes:
            self.sizes = sizes
            self.set_arrangement(self._arrangement)
            self.post_message(self.SizesChanged(sizes))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Start dragging at the right end of a pane's title, or at the title of a reader below."""
        for pane in (Context.TREE, Context.LIST):
            region = self._panes[pane].region
            if region.width and (event.screen_x, event.screen_y) == (region.right - 1, region.y):
                self._dragged = pane
        region = self._panes[Context.READER].region
        if self._arrangement.is_below and region.contains(event.screen_x, event.screen_y):
            self._dragged = Context.READER if event.screen_y == region.y else self._dragged
        if self._dragged is not None:
            self.capture_mouse()
            event.stop()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._dragged is None:
            return
        x, y = round(event.screen_x), round(event.screen_y)
        articles = self._panes[Context.LIST].region
        reader = self._panes[Context.READER].region
        if self._dragged is Context.TREE:
            self._resize(self.sizes.with_tree(x + 1))
        elif self._dragged is Context.LIST and reader.width and not self._arrangement.is_below:
            percent = round(100 * (x + 1 - articles.x) / (articles.width + reader.width))
            self._resize(self.sizes.with_list(percent, is_below=False))
        elif self._dragged is Context.READER:
            percent = round(100 * (y - articles.y) / (articles.height + reader.height))
            self._resize(self.sizes.with_list(percent, is_below=True))

    def on_mouse_up(self) -> None:
        if self._dragged is not None:
            self._dragged = None
            self.release_mouse()


def _set_rule(widget: Widget, rule: str, value: str | int) -> None:
    """Set an inline style, or remove it if `value` is 0."""
    if value:
        setattr(widget.styles, rule, value)
    elif widget.styles.inline.has_rule(rule):
        widget.styles.inline.clear_rule(rule)
        widget.refresh(layout=True)
