"""Lay out part of a long document, so that the visible text appears immediately."""

from __future__ import annotations

from finews_tui.layout.blocks import typeset_blocks
from finews_tui.layout.header_layout import typeset_header
from finews_tui.layout.page import ArticleHeader, LayoutOptions, Page
from finews_tui.layout.page_layout import make_typesetter
from finews_tui.model.document import Block, Document, Footnote, block_texts

# A few screens of text, enough for scrolling until the whole page is ready.
_PART_CHARACTERS = 12_000


def lay_out_part(
    document: Document, width: int, options: LayoutOptions, header: ArticleHeader, offset: int
) -> Page:
    """Lay out some blocks, starting with the one at `offset` in the text.

    Lines and offsets are the same as on the whole page. The header is included only above the
    first block of the document; footnotes are omitted.
    """
    typesetter = make_typesetter(document, width, options)
    blocks, typesetter.offset = _select_blocks(document.blocks, offset)
    if not typesetter.offset:
        typeset_header(typesetter, header, typesetter.root)
    typeset_blocks(typesetter, blocks, typesetter.root)
    return typesetter.page()


def _select_blocks(blocks: tuple[Block, ...], offset: int) -> tuple[tuple[Block, ...], int]:
    """Return the blocks of a part, and the number of characters before them."""
    first = start = end = 0
    for index, block in enumerate(blocks):
        if end <= offset and not isinstance(block, Footnote):
            first, start = index, end
        end += sum(len(text) + 1 for text in block_texts((block,)) if text and not text.isspace())
        if end > offset + _PART_CHARACTERS:
            return blocks[first : index + 1], start
    return blocks[first:], start
