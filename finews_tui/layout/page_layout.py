"""The door of the page: a document, a width and a taste become lines."""

from __future__ import annotations

import re
from itertools import islice

from finews_tui.layout.blocks import leaves, set_blocks, set_footnotes
from finews_tui.layout.header_layout import set_header
from finews_tui.layout.page import ArticleHeader, LayoutOptions, Page, normalize_anchor
from finews_tui.layout.typesetter import Typesetter
from finews_tui.model.document import Document, Heading, block_texts, spans_text

# Silent reading: some 400 Chinese characters a minute, 230 English words (Brysbaert 2019: 238).
_CHARACTERS_A_MINUTE = 400
_WORDS_A_MINUTE = 230
_CHARACTER = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff]"
)
_IDEOGRAPH = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_SAMPLE_PARAGRAPHS, _SAMPLE_CHARACTERS = 40, 4_000
_WORD = re.compile(r"[^\W_][\w'’.,-]*")


def lay_out(
    document: Document, width: int, options: LayoutOptions, head: ArticleHeader | None = None
) -> Page:
    """Set a document for a terminal of `width` cells; no line but wide ones is wider."""
    setter = make_typesetter(document, width, options)
    if head is not None:
        set_header(setter, head, setter.root)
    set_blocks(setter, document.blocks, setter.root)
    set_footnotes(setter, setter.root)
    return setter.page()


def make_typesetter(document: Document, width: int, options: LayoutOptions) -> Typesetter:
    """What sets the lines of a document, or of some of its blocks."""
    return Typesetter(
        width,
        options,
        document.links,
        is_chinese=is_mostly_chinese(document),
        dead=_dead_links(document),
    )


def _dead_links(document: Document) -> frozenset[int]:
    """The links to places in the text that no heading is."""
    places = {
        number: normalize_anchor(link[1:])
        for number, link in enumerate(document.links)
        if link.startswith("#")
    }
    if not places:
        return frozenset()
    known = {
        normalize_anchor(name)
        for block in leaves(document.blocks)
        if isinstance(block, Heading)
        for name in (block.anchor, spans_text(block.spans))
    }
    return frozenset(number for number, name in places.items() if not name or name not in known)


def is_mostly_chinese(document: Document) -> bool:
    """Whether a document begins as one of Chinese: more ideographs than words of letters."""
    sample = "".join(islice(block_texts(document.blocks), _SAMPLE_PARAGRAPHS))[:_SAMPLE_CHARACTERS]
    others, characters = _IDEOGRAPH.subn(" ", sample)
    return characters > sum(1 for _ in _WORD.finditer(others))


def reading_minutes(text: str) -> int:
    """Minutes that a text takes to read, at least 1: ideographs by number, other text by words."""
    others, characters = _CHARACTER.subn(" ", text)
    words = sum(1 for _ in _WORD.finditer(others))
    return max(1, round(characters / _CHARACTERS_A_MINUTE + words / _WORDS_A_MINUTE))
