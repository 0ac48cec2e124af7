"""Usage counts of categories, for sorting the category picker."""

from __future__ import annotations

import json
from collections.abc import Mapping

SETTING = "places.used"
_MAX_CATEGORIES = 200


def deserialize(text: str) -> dict[str, int]:
    """Return the stored counts by node key; empty if the text is invalid."""
    try:
        stored = json.loads(text or "{}")
    except ValueError:
        return {}
    items = stored.items() if isinstance(stored, dict) else ()
    return {key: count for key, count in items if isinstance(count, int)}


def with_use(uses: Mapping[str, int], key: str) -> str:
    """Return the counts as JSON with one more use of `key`; only the 200 most used."""
    counts = {**uses, key: uses.get(key, 0) + 1}
    most_used = sorted(counts.items(), key=lambda entry: -entry[1])[:_MAX_CATEGORIES]
    return json.dumps(dict(most_used), ensure_ascii=False)
