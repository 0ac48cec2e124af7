"""Texts of articles: the document of a kept body, its plain text, the sentence that matched."""

from __future__ import annotations

import re

from finews_tui.model.article import BodyFormat
from finews_tui.query.highlighting import TextMatcher

TEXT_VERSION = 2
"""Raised when the text of a kept body comes out otherwise than before: the index is made anew."""

_SENTENCE_END = re.compile(r"[。！？!?；;\n]|\.\s")
_BEFORE = 30
_AFTER = 90
_MOST_SPANS = 200  # of a text, that are looked at for the sentence with most of the words


def plain_text(body: str, body_format: BodyFormat, link: str) -> str:
    """The text of a kept body, as it was indexed."""
    # A sync that brings nothing needs no parser, and they take long to import.
    from finews_tui.content.body import parse_body
    from finews_tui.model.document import document_text

    return document_text(parse_body(body, body_format, link))


def matching_sentence(text: str, spotter: TextMatcher) -> str:
    """The part of a text where most of the words stand together; "" if none does.

    It begins with its sentence where that began shortly before.
    """
    place = _best_place(spotter.matches(text)[:_MOST_SPANS])
    if place is None:
        return ""
    start = max(0, place - _BEFORE)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, start, place)]
    lead = "" if ends or start == 0 else "…"
    start = ends[-1] if ends else start
    stop = min(len(text), place + _AFTER)
    tail = "…" if stop < len(text) else ""
    return f"{lead}{' '.join(text[start:stop].split())}{tail}"


def opening(text: str) -> str:
    """What stands in the place of a sentence that matched, where only the title did."""
    shown = " ".join(text[: _BEFORE + _AFTER].split())
    return f"{shown}…" if len(text) > _BEFORE + _AFTER else shown


def _best_place(found: list[tuple[int, int, str]]) -> int | None:
    """Where the first stretch begins in which most different words stand."""
    best, most = None, 0
    for index, (start, _, _) in enumerate(found):
        near = {word for at, _, word in found[index:] if at < start + _AFTER}
        if len(near) > most:
            best, most = start, len(near)
    return best
