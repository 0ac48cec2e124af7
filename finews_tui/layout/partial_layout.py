"""A part of a long page, set at once: what is seen first need not wait for what follows."""

from __future__ import annotations

from finews_tui.layout.blocks import set_blocks
from finews_tui.layout.header_layout import set_header
from finews_tui.layout.page import ArticleHeader, LayoutOptions, Page
from finews_tui.layout.page_layout import make_typesetter
from finews_tui.model.document import Block, Document, Footnote, block_texts

# Some screens of text: enough to page on in while the whole is set.
_PART_CHARACTERS = 12_000


def lay_out_part(
    document: Document, width: int, options: LayoutOptions, head: ArticleHeader, offset: int
) -> Page:
    """The page of the blocks from the one that holds the character `offset` of the text.

    Its lines are those of the whole page there, with the same offsets; the head stands above the
    first block, the footnotes are left to the whole page.
    """
    setter = make_typesetter(document, width, options)
    blocks, setter.offset = _from(document.blocks, offset)
    if not setter.offset:
        set_header(setter, head, setter.root)
    set_blocks(setter, blocks, setter.root)
    return setter.page()


def _from(blocks: tuple[Block, ...], offset: int) -> tuple[tuple[Block, ...], int]:
    """The blocks of a part, and how many characters of the text stand before them."""
    first = start = end = 0
    for place, block in enumerate(blocks):
        if end <= offset and not isinstance(block, Footnote):
            first, start = place, end
        end += sum(len(text) + 1 for text in block_texts((block,)) if text and not text.isspace())
        if end > offset + _PART_CHARACTERS:
            return blocks[first : place + 1], start
    return blocks[first:], start
