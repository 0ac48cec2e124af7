"""Texts of articles: the document of a kept body, its plain text, the sentence that matched."""

from __future__ import annotations

import re
from collections.abc import Sequence

from finews_tui.content.body import document_of
from finews_tui.model.article import BodyFormat
from finews_tui.model.document import text_of

TEXT_VERSION = 1
"""Raised when the text of a kept body comes out otherwise than before: the index is made anew."""

_SENTENCE_END = re.compile(r"[。！？!?；;\n]|\.\s")
_BEFORE = 30
_AFTER = 90


def kept_text(body: str, body_format: BodyFormat, link: str) -> str:
    """The text of a kept body, as it was indexed."""
    return text_of(document_of(body, body_format, link))


def sentence_with(text: str, words: Sequence[str]) -> str:
    """The part of a text around the first place where one of the words stands; "" if none does.

    It begins with its sentence where that began shortly before.
    """
    folded = text.lower()
    if len(folded) != len(text):
        folded = text
    places = [place for word in words if (place := folded.find(word.lower())) >= 0]
    if not places:
        return ""
    place = min(places)
    start = max(0, place - _BEFORE)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, start, place)]
    lead = "" if ends or start == 0 else "…"
    start = ends[-1] if ends else start
    stop = min(len(text), place + _AFTER)
    tail = "…" if stop < len(text) else ""
    return f"{lead}{' '.join(text[start:stop].split())}{tail}"
