"""Lay out a whole document at a width."""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import unquote

from finews_tui.layout.blocks import leaf_blocks, typeset_blocks, typeset_footnotes
from finews_tui.layout.header_layout import typeset_header
from finews_tui.layout.inline import HAN
from finews_tui.layout.page import ArticleHeader, LayoutOptions, Page, normalize_anchor
from finews_tui.layout.typesetter import Typesetter
from finews_tui.model.document import Document, Heading, Leaf, block_texts, spans_text

# Silent reading speed: 400 Chinese characters or 230 English words (Brysbaert 2019: 238).
_CHARACTERS_PER_MINUTE = 400
_WORDS_PER_MINUTE = 230
_CHARACTER = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff]"
)
_SAMPLE_PARAGRAPHS, _SAMPLE_CHARACTERS = 40, 4_000
_WORD = re.compile(r"[^\W_][\w'’.,-]*")
_LETTERS = re.compile(r"[^\W\d_]+")


def lay_out(
    document: Document, width: int, options: LayoutOptions, header: ArticleHeader | None = None
) -> Page:
    """Lay out a document in `width` cells. Only wide blocks exceed the width."""
    typesetter = make_typesetter(document, width, options)
    if header is not None:
        typeset_header(typesetter, header, typesetter.root)
    typeset_blocks(typesetter, document.blocks, typesetter.root)
    typeset_footnotes(typesetter, typesetter.root)
    return typesetter.page()


def make_typesetter(document: Document, width: int, options: LayoutOptions) -> Typesetter:
    """Return a typesetter for a document, or for some of its blocks."""
    return Typesetter(
        width,
        options,
        document.links,
        is_chinese=is_mostly_chinese(document),
        dead_links=_dead_links(document),
    )


def _dead_links(document: Document) -> frozenset[int]:
    """Return the indexes of links to anchors that no block or heading has."""
    links = {index: link[1:] for index, link in enumerate(document.links) if link[:1] == "#"}
    if not links:
        return frozenset()
    names: set[str] = set()
    headings: set[str] = set()
    for block in leaf_blocks(document.blocks):
        if isinstance(block, Leaf):
            names.update(block.anchors)
        if isinstance(block, Heading):
            headings |= {normalize_anchor(block.anchor), normalize_anchor(spans_text(block.spans))}
    headings.discard("")
    return frozenset(
        index
        for index, name in links.items()
        if not ({name, unquote(name)} & names or normalize_anchor(name) in headings)
    )


def is_mostly_chinese(document: Document) -> bool:
    """Return whether the start of a document has more ideographs than words.

    Figures don't count as words: tables often have more figures than characters.
    """
    sample = "".join(islice(block_texts(document.blocks), _SAMPLE_PARAGRAPHS))[:_SAMPLE_CHARACTERS]
    rest, ideographs = HAN.subn(" ", sample)
    return ideographs > sum(1 for _ in _LETTERS.finditer(rest))


def reading_minutes(text: str) -> int:
    """Estimate the reading time of a text in minutes, at least 1."""
    rest, characters = _CHARACTER.subn(" ", text)
    words = sum(1 for _ in _WORD.finditer(rest))
    return max(1, round(characters / _CHARACTERS_PER_MINUTE + words / _WORDS_PER_MINUTE))
