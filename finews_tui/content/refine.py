"""Complete a parsed document: add securities and outlet, drop placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from finews_tui.content.text.outlets import credit_at_end
from finews_tui.content.text.prose_symbols import prose_symbols
from finews_tui.model.document import (
    Block,
    Callout,
    DefinitionList,
    Details,
    Document,
    Footnote,
    Heading,
    Image,
    ListBlock,
    Paragraph,
    Quote,
    Spans,
    Table,
)
from finews_tui.model.symbol import Symbol
from finews_tui.model.text_style import TextStyle

_PLACEHOLDER = re.compile(r"(?i)[\[【(（<]?\s*(?:图片|image)\s*[\]】)）>]?")
_PLACEHOLDER_LENGTH = 8
# Charts of securities in the archive: `K图 NIO_0`, `K图 BK1037_0`.
_CHART = re.compile(r"K图 (BK\d{3,5})_\d+")


def refine_document(document: Document) -> Document:
    """Return the document with securities and outlet, without placeholders."""
    if not document.blocks:
        return document
    symbols = add_symbols(document.symbols, "\n".join(_prose(document.blocks)))
    names = {symbol.code: symbol.name for symbol in symbols if symbol.is_sector}
    blocks = tuple(_without_placeholders(document.blocks, names))
    credit = document.credit or credit_at_end(_last_paragraph(blocks))
    return replace(document, blocks=blocks, symbols=symbols, credit=credit)


def _without_placeholders(blocks: tuple[Block, ...], names: Mapping[str, str]) -> Iterator[Block]:
    """Yield blocks without lines that only announce an image, such as `图片`."""
    for block in blocks:
        match block:
            case Paragraph(spans=spans) | Heading(spans=spans) if _is_placeholder(spans):
                pass
            case Image(alt=alt, caption=caption):
                if caption and _is_placeholder(caption):
                    block = replace(block, caption=())
                if (block.address is not None or block.file) and _PLACEHOLDER.fullmatch(alt):
                    block = replace(block, alt="")
                if chart := _CHART.fullmatch(alt):
                    block = replace(block, alt=f"K图 {names.get(chart[1], '')}".rstrip())
                yield block
            case Quote(blocks=inner):
                inner = tuple(_without_placeholders(inner, names))
                if inner:
                    yield replace(block, blocks=inner)
            case _:
                yield block


def _is_placeholder(spans: Spans) -> bool:
    text = "".join(span.text for span in spans[:3])
    return len(text) <= _PLACEHOLDER_LENGTH and _PLACEHOLDER.fullmatch(text.strip()) is not None


def _last_paragraph(blocks: tuple[Block, ...]) -> str:
    """Return the text of the last paragraph; "" if the document ends with another block.

    Also "" below an image or a table: it is their source.
    """
    last = blocks[-1] if blocks else None
    if len(blocks) > 1 and isinstance(blocks[-2], Image | Table):
        return ""
    while isinstance(last, Quote) and last.blocks:
        last = last.blocks[-1]
    return "".join(span.text for span in last.spans) if isinstance(last, Paragraph) else ""


def add_symbols(symbols: tuple[Symbol, ...], text: str) -> tuple[Symbol, ...]:
    """Return symbols with those written out in `text`, without duplicates."""
    known = {symbol.code for symbol in symbols}
    codes = [code for code in prose_symbols(text) if code not in known]
    return (*symbols, *map(Symbol, codes)) if codes else symbols


def _prose(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Yield the text of blocks without code."""
    for block in blocks:
        match block:
            case Paragraph(spans=spans) | Heading(spans=spans) | Image(caption=spans):
                yield _without_code(spans)
            case ListBlock(items=items):
                for item in items:
                    yield from _prose(item.blocks)
            case Quote(blocks=inner) | Footnote(blocks=inner):
                yield from _prose(inner)
            case Details(summary=summary, blocks=inner) | Callout(title=summary, blocks=inner):
                yield _without_code(summary)
                yield from _prose(inner)
            case Table(rows=rows, caption=caption):
                yield _without_code(caption)
                for row in rows:
                    yield "\t".join(_without_code(cell.spans) for cell in row)
            case DefinitionList(items=definitions):
                for definition in definitions:
                    yield _without_code(definition.term)
                    yield from _prose(definition.blocks)
            case _:
                pass


def _without_code(spans: Spans) -> str:
    return "".join(
        span.text if span.style is TextStyle.PLAIN or not span.style & TextStyle.CODE else " "
        for span in spans
    )
