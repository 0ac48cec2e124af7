"""Complete a parsed document: securities written out in its text, and its outlet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from finews_tui.content.text.prose_symbols import prose_symbols
from finews_tui.model.document import (
    Block,
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


def refine_document(document: Document) -> Document:
    """Return the document with what its text tells about it."""
    if not document.blocks:
        return document
    lines = list(_prose(document.blocks))
    symbols = add_symbols(document.symbols, "\n".join(lines))
    return document if symbols == document.symbols else replace(document, symbols=symbols)


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
            case Details(summary=summary, blocks=inner):
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
    if len(spans) == 1:
        return "" if spans[0].style & TextStyle.CODE else spans[0].text
    return "".join(" " if span.style & TextStyle.CODE else span.text for span in spans)
