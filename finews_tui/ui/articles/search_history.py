"""Search history without duplicates, newest last."""

from __future__ import annotations

import json

SETTING = "search.asked"
_MAX_SEARCHES = 100


class SearchHistory:
    """Past searches, with a position for stepping through them."""

    def __init__(self, texts: list[str]) -> None:
        self._texts = texts
        self._index = len(texts)
        self._draft = ""

    @classmethod
    def deserialize(cls, text: str) -> SearchHistory:
        """Return a stored history; empty if the text is invalid."""
        try:
            texts = json.loads(text or "[]")
        except ValueError:
            texts = []
        is_list = isinstance(texts, list)
        return cls([text for text in texts if isinstance(text, str)] if is_list else [])

    def serialize(self) -> str:
        """Return the history as JSON."""
        return json.dumps(self._texts, ensure_ascii=False)

    def add(self, text: str) -> bool:
        """Add a search. Returns False if it is already the latest one."""
        is_new = self._texts[-1:] != [text]
        if is_new:
            self._texts = [*(earlier for earlier in self._texts if earlier != text), text][
                -_MAX_SEARCHES:
            ]
        self._index = len(self._texts)
        return is_new

    @property
    def is_at_end(self) -> bool:
        """Whether the position is at the draft, the text being typed."""
        return self._index == len(self._texts)

    def step(self, step: int, current: str) -> str | None:
        """Return the previous or next search; None at the end. The draft comes last."""
        if self.is_at_end:
            self._draft = current
        index = self._index + step
        if not 0 <= index <= len(self._texts):
            return None
        self._index = index
        return self._texts[index] if index < len(self._texts) else self._draft
