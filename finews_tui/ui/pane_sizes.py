"""Pane sizes set by the user."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace

SETTING = "screen.sizes"
MIN_TREE_WIDTH, MAX_TREE_WIDTH = 12, 60
_MIN_PERCENT, _MAX_PERCENT = 15, 85


@dataclass(frozen=True, slots=True)
class PaneSizes:
    """Width of the tree in cells, and size of the list in percent of the rest.

    `list_width` applies if the reader is beside the list, `list_height` if it is below. 0 is the
    default of the style sheet.
    """

    tree: int = 0
    list_width: int = 0
    list_height: int = 0

    def with_tree(self, cells: int) -> PaneSizes:
        """Return sizes with a new tree width, within limits."""
        return replace(self, tree=max(MIN_TREE_WIDTH, min(cells, MAX_TREE_WIDTH)))

    def with_list(self, percent: int, *, is_below: bool) -> PaneSizes:
        """Return sizes with a new list size, within limits."""
        percent = max(_MIN_PERCENT, min(percent, _MAX_PERCENT))
        return replace(self, **{"list_height" if is_below else "list_width": percent})


def serialize(sizes: PaneSizes) -> str:
    """Serialize sizes for the user state."""
    return json.dumps(asdict(sizes))


def deserialize(text: str) -> PaneSizes:
    """Parse stored sizes. Returns the defaults if invalid."""
    try:
        stored = json.loads(text or "{}")
        values = PaneSizes(**{name: int(value) for name, value in stored.items()})
    except (ValueError, TypeError, AttributeError):
        return PaneSizes()
    sizes = PaneSizes().with_tree(values.tree) if values.tree else PaneSizes()
    if values.list_width:
        sizes = sizes.with_list(values.list_width, is_below=False)
    return sizes.with_list(values.list_height, is_below=True) if values.list_height else sizes
