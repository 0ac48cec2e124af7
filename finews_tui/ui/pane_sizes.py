"""How much of the screen each pane has, where its user changed that."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace

SETTING = "screen.sizes"
NARROWEST_TREE, WIDEST_TREE = 12, 60
_LEAST, _MOST = 15, 85


@dataclass(frozen=True, slots=True)
class Sizes:
    """The tree's cells; of what is left beside it the list's part in percent, of its width where
    the reader is beside it, of its height where that is below. 0 is as the style sheet has it."""

    tree: int = 0
    list_width: int = 0
    list_height: int = 0

    def with_tree(self, cells: int) -> Sizes:
        """With another tree, within reason."""
        return replace(self, tree=max(NARROWEST_TREE, min(cells, WIDEST_TREE)))

    def with_list(self, percent: int, *, is_below: bool) -> Sizes:
        """With another part for the list, within reason."""
        percent = max(_LEAST, min(percent, _MOST))
        return replace(self, **{"list_height" if is_below else "list_width": percent})


def to_text(sizes: Sizes) -> str:
    """Sizes as they are kept."""
    return json.dumps(asdict(sizes))


def from_text(text: str) -> Sizes:
    """Sizes as they were kept; none where they cannot be understood."""
    try:
        kept = json.loads(text or "{}")
        sizes = Sizes(**{name: int(value) for name, value in kept.items()})
    except (ValueError, TypeError, AttributeError):
        return Sizes()
    tree = Sizes().with_tree(sizes.tree) if sizes.tree else Sizes()
    if sizes.list_width:
        tree = tree.with_list(sizes.list_width, is_below=False)
    return tree.with_list(sizes.list_height, is_below=True) if sizes.list_height else tree
