"""Compact text representation of documents for test expectations."""

from __future__ import annotations

import pytest
from _pytest.mark.structures import ParameterSet

from finews_tui.model.document import (
    Align,
    Block,
    Callout,
    Code,
    DefinitionList,
    Details,
    Document,
    Footnote,
    Heading,
    HorizontalRule,
    Image,
    ListBlock,
    Media,
    Paragraph,
    Quote,
    Spans,
    Table,
)
from finews_tui.model.text_style import TextStyle
from tests.paths import TESTS

DATA = TESTS / "data" / "posts"


def cases(name: str) -> list[ParameterSet]:
    """Return the test cases of a file.

    A case is `@@` and a note, the source, `@=`, and the expected outline.
    """
    parameters = []
    for case in (DATA / name).read_text("utf-8").split("@@")[1:]:
        note, _, rest = case.partition("\n")
        source, _, expected = rest.partition("\n@=\n")
        parameters.append(
            pytest.param(source, expected.strip("\n"), id=note.strip() or source[:60])
        )
    return parameters


_MARKS = (
    (TextStyle.STRONG, "*"),
    (TextStyle.EMPHASIS, "_"),
    (TextStyle.CODE, "`"),
    (TextStyle.STRIKE, "~"),
    (TextStyle.UNDERLINE, "u"),
    (TextStyle.SUPERSCRIPT, "^"),
    (TextStyle.SUBSCRIPT, ","),
    (TextStyle.MARK, "="),
    (TextStyle.SMALL, "s"),
    (TextStyle.KEYBOARD, "k"),
)


def outline(document: Document) -> list[str]:
    """Return one line per block, with nested blocks in brackets."""
    return [_block(block, document) for block in document.blocks]


def line(spans: Spans, document: Document) -> str:
    """Return spans as text with markers for styles, links, ruby and footnotes."""
    parts = []
    for span in spans:
        text = span.text.replace("\n", "⏎")
        for style, mark in _MARKS:
            if span.style & style:
                text = f"{mark}{text}{mark}"
        if span.image is not None:
            index = span.image.address
            text = f"[{text} {span.image.file if index is None else document.links[index]}]"
        if span.link is not None:
            text = f"<{text} {document.links[span.link]}>"
        if span.ruby:
            text += f"({span.ruby})"
        parts.append(f"{text}[{span.note}]" if span.note else text)
    return "".join(parts)


def _blocks(blocks: tuple[Block, ...], document: Document) -> str:
    return " | ".join(_block(block, document) for block in blocks)


def _block(block: Block, document: Document) -> str:
    match block:
        case Heading(level, spans):
            return f"h{level} {line(spans, document)}"
        case Paragraph(spans, align):
            return ("" if align is Align.DEFAULT else f"{align} ") + f"p {line(spans, document)}"
        case ListBlock(items, ordered, start, tight):
            marks = {None: "", True: "[x] ", False: "[ ] "}
            content = "; ".join(
                marks[item.checked]
                + ("" if item.number is None else f"{item.number}: ")
                + _blocks(item.blocks, document)
                for item in items
            )
            return f"{f'ol{start}' if ordered else 'ul'}{'' if tight else ' loose'} ({content})"
        case Quote(blocks):
            return f"quote ({_blocks(blocks, document)})"
        case Code(text, language):
            return f"code {language} {text!r}"
        case Image(alt, address, link, caption):
            source = document.links[address] if address is not None else "-"
            target = f" -> {document.links[link]}" if link is not None else ""
            return f"img {alt!r} {source}{target}" + (
                f" «{line(caption, document)}»" if caption else ""
            )
        case Media(kind, name, address):
            return f"{kind} {name} {document.links[address]}"
        case Table(rows, header_rows, caption):
            cells = " / ".join(
                " ; ".join(
                    line(cell.spans, document)
                    + ("" if cell.align is Align.DEFAULT else f"@{cell.align}")
                    + (f"+{cell.column_span}" if cell.column_span > 1 else "")
                    + (f"v{cell.row_span}" if cell.row_span > 1 else "")
                    for cell in row
                )
                for row in rows
            )
            return f"table {header_rows} ({cells})" + (
                f" «{line(caption, document)}»" if caption else ""
            )
        case HorizontalRule():
            return "---"
        case DefinitionList(items):
            content = "; ".join(
                f"{line(item.term, document)}: {_blocks(item.blocks, document)}" for item in items
            )
            return f"dl ({content})"
        case Details(summary, blocks):
            return f"details {line(summary, document)} ({_blocks(blocks, document)})"
        case Callout(kind, title, blocks):
            return f"callout {kind} {line(title, document)} ({_blocks(blocks, document)})"
        case Footnote(label, blocks):
            return f"note {label} ({_blocks(blocks, document)})"
