"""UI position that is restored at the next start."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields

SETTING = "screen.place"


@dataclass(frozen=True, slots=True)
class SavedPosition:
    """Shown list, article and pane, and the state of the tree.

    The field names are those of the stored JSON. `query` is the scope; `folded` and `opened` are
    keys of tree nodes.
    """

    query: str = ""
    article: str = ""
    pane: str = "list"
    is_unread_only: bool = False
    is_oldest_first: bool = False
    folded: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    tree_order: str = "newest"
    is_tree_unread_only: bool = False


def serialize(position: SavedPosition) -> str:
    """Serialize a position for the user state."""
    return json.dumps(asdict(position), ensure_ascii=False)


def deserialize(text: str) -> SavedPosition:
    """Parse a stored position. Invalid fields have their default."""
    try:
        stored = json.loads(text or "{}")
    except ValueError:
        return SavedPosition()
    if not isinstance(stored, dict):
        return SavedPosition()
    values: dict[str, object] = {}
    for field in fields(SavedPosition):
        value = stored.get(field.name)
        if isinstance(value, list):
            value = tuple(str(name) for name in value)
        if isinstance(value, type(getattr(SavedPosition(), field.name))):
            values[field.name] = value
    if values.get("pane") not in ("tree", "list", "reader"):
        values.pop("pane", None)
    return SavedPosition(**values)  # type: ignore[arg-type]
