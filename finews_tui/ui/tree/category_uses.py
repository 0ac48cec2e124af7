"""How often categories were chosen by name: those come first in the picker."""

from __future__ import annotations

import json
from collections.abc import Mapping

SETTING = "places.used"
_MAX_CATEGORIES = 200


def deserialize(text: str) -> dict[str, int]:
    """Return stored counts by node key; empty if they cannot be read."""
    try:
        stored = json.loads(text or "{}")
    except ValueError:
        return {}
    items = stored.items() if isinstance(stored, dict) else ()
    return {key: count for key, count in items if isinstance(count, int)}


def with_use(uses: Mapping[str, int], key: str) -> str:
    """Return the counts as they are stored, with one more for `key`; the 200 most used."""
    counts = {**uses, key: uses.get(key, 0) + 1}
    most = sorted(counts.items(), key=lambda entry: -entry[1])[:_MAX_CATEGORIES]
    return json.dumps(dict(most), ensure_ascii=False)
