"""Plain text of articles, and extraction of the sentence that matches a search."""

from __future__ import annotations

import re

from finews_tui.model.article import BodyFormat
from finews_tui.query.highlighting import TextMatcher
from finews_tui.store.prepared_entry import BodyFacts

TEXT_VERSION = 3
"""Increase when the output of `plain_text` or `body_facts` changes for any body.

Triggers a second reading of all bodies at the next sync.
"""

_SENTENCE_END = re.compile(r"[。！？!?；;\n]|\.\s")
# Characters shown before and after the first match.
_BEFORE = 30
_AFTER = 90
# Matches considered in one text.
_MAX_MATCHES = 200


def plain_text(body: str, body_format: BodyFormat, link: str) -> str:
    """Return the text of an article's body as it is indexed."""
    # Imported lazily: the parsers are slow to import, and a sync without new entries needs none.
    from finews_tui.content.body import parse_body
    from finews_tui.model.document import document_text

    return document_text(parse_body(body, body_format, link))


def body_facts(body: str, body_format: BodyFormat, link: str, title: str) -> BodyFacts:
    """Return the facts to store with a body."""
    from finews_tui.content.body import parse_body
    from finews_tui.content.refine import add_symbols
    from finews_tui.model.document import document_text

    document = parse_body(body, body_format, link)
    symbols = add_symbols(document.symbols, title)
    return BodyFacts(document_text(document), symbols, document.credit)


def matching_sentence(text: str, words: TextMatcher) -> str:
    """Return the passage where the most words occur together; "" if none matches.

    It starts at the beginning of the sentence if that is near.
    """
    first = _densest_match(words.matches(text)[:_MAX_MATCHES])
    if first is None:
        return ""
    start = max(0, first - _BEFORE)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, start, first)]
    lead = "" if ends or start == 0 else "…"
    start = ends[-1] if ends else start
    stop = min(len(text), first + _AFTER)
    tail = "…" if stop < len(text) else ""
    return f"{lead}{' '.join(text[start:stop].split())}{tail}"


def opening(text: str) -> str:
    """Return the beginning of a text, for articles that match only by title."""
    line = " ".join(text[: _BEFORE + _AFTER].split())
    return f"{line}…" if len(text) > _BEFORE + _AFTER else line


def _densest_match(matches: list[tuple[int, int, str]]) -> int | None:
    """Return the start of the first passage with the most distinct words."""
    best, most = None, 0
    for index, (start, _, _) in enumerate(matches):
        near = {word for other, _, word in matches[index:] if other < start + _AFTER}
        if len(near) > most:
            best, most = start, len(near)
    return best
