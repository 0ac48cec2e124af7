"""The searches made before, to be asked again: newest last, each once."""

from __future__ import annotations

import json

_MOST = 100


class Asked:
    """Searches in order, and where among them one is while going back through them."""

    def __init__(self, texts: list[str]) -> None:
        self._texts = texts
        self._here = len(texts)
        self._draft = ""

    @classmethod
    def from_setting(cls, kept: str) -> Asked:
        """Those that were kept; what cannot be understood is none."""
        try:
            texts = json.loads(kept or "[]")
        except ValueError:
            texts = []
        is_list = isinstance(texts, list)
        return cls([text for text in texts if isinstance(text, str)] if is_list else [])

    @property
    def setting(self) -> str:
        """The searches as they are kept."""
        return json.dumps(self._texts, ensure_ascii=False)

    def add(self, text: str) -> bool:
        """A search was made; False where it was the last one already."""
        is_new = self._texts[-1:] != [text]
        if is_new:
            self._texts = [*(one for one in self._texts if one != text), text][-_MOST:]
        self._here = len(self._texts)
        return is_new

    @property
    def is_at_end(self) -> bool:
        """Whether one is back at what is being typed."""
        return self._here == len(self._texts)

    def step(self, step: int, present: str) -> str | None:
        """The search before or after; None at the end. What was being typed is the last of all."""
        if self._here == len(self._texts):
            self._draft = present
        place = self._here + step
        if not 0 <= place <= len(self._texts):
            return None
        self._here = place
        return self._texts[place] if place < len(self._texts) else self._draft
