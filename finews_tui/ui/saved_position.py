"""Where the user was, kept from one start to the next."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields

SETTING = "screen.place"
THEME_SETTING = "screen.theme"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the tree and the article there; `folded` and `opened` name nodes of the tree."""

    query: str = ""
    article: str = ""
    pane: str = "list"
    is_unread_only: bool = False
    is_oldest_first: bool = False
    folded: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    tree_order: str = "newest"
    is_tree_unread_only: bool = False


USED_SETTING = "places.used"
_MOST_USED = 200


def used_places(kept: str) -> dict[str, int]:
    """How often places were chosen, by their keys; what cannot be understood is none."""
    try:
        used = json.loads(kept or "{}")
    except ValueError:
        return {}
    counts = used.items() if isinstance(used, dict) else ()
    return {key: count for key, count in counts if isinstance(count, int)}


def with_use(used: dict[str, int], key: str) -> str:
    """The same with one more use of a place, as it is kept: those used most, at most 200."""
    counted = {**used, key: used.get(key, 0) + 1}
    most = sorted(counted.items(), key=lambda entry: -entry[1])[:_MOST_USED]
    return json.dumps(dict(most), ensure_ascii=False)


def to_text(place: Place) -> str:
    """A place as it is kept."""
    return json.dumps(asdict(place), ensure_ascii=False)


def from_text(text: str) -> Place:
    """A place as it was kept; what cannot be understood is left at its default."""
    try:
        kept = json.loads(text or "{}")
    except ValueError:
        return Place()
    if not isinstance(kept, dict):
        return Place()
    known: dict[str, object] = {}
    for entry in fields(Place):
        value = kept.get(entry.name)
        if isinstance(value, list):
            value = tuple(str(name) for name in value)
        if isinstance(value, type(getattr(Place(), entry.name))):
            known[entry.name] = value
    if known.get("pane") not in ("tree", "list", "reader"):
        known.pop("pane", None)
    return Place(**known)  # type: ignore[arg-type]
