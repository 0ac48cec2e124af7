"""An article's body as blocks and spans, ready to be laid out at a width."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from finews_tui.model.style import Style as Style
from finews_tui.model.symbol import Symbol


class Align(StrEnum):
    """Where the text of a cell or paragraph stands; DEFAULT leaves it to the page."""

    DEFAULT = "default"
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text of one look. `"\\n"` as its whole text is a line break that the author wrote.

    `link` is an index into `Document.links`; `ruby` stands above or behind the text; `note` is the
    label of a footnote that this span refers to.
    """

    text: str
    style: Style = Style.PLAIN
    link: int | None = None
    ruby: str = ""
    note: str = ""


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` from 1 to 6; `anchor` is the name by which links lead to it, if any."""

    level: int
    spans: Spans
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    spans: Spans
    align: Align = Align.DEFAULT


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list; `checked` is set for an item of a task list."""

    blocks: tuple[Block, ...]
    checked: bool | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A bulleted or numbered list from `start`; `tight` sets no air between items."""

    items: tuple[ListItem, ...]
    ordered: bool = False
    start: int = 1
    tight: bool = True


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted blocks."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Lines kept as they are; `language` names the highlighting, or is empty."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture, shown as a line; `address` and `link` are indexes into `Document.links`.

    `file` is the path of a picture that has no address but lies beside its post.
    """

    alt: str
    address: int | None = None
    link: int | None = None
    caption: Spans = ()
    width: int | None = None
    height: int | None = None
    file: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; spans are bounded to the table's size by who made it."""

    spans: Spans
    header: bool = False
    align: Align = Align.DEFAULT
    column_span: int = 1
    row_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table row by row; the first `header_rows` rows are its head."""

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 0
    caption: Spans = ()


@dataclass(frozen=True, slots=True)
class HorizontalRule:
    """A line across the page."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what it means."""

    term: Spans
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """Terms with their meanings."""

    items: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Details:
    """Blocks under a summary that a web page would fold."""

    summary: Spans
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the end of the text, referred to by spans with `note == label`."""

    label: str
    blocks: tuple[Block, ...]


Block = (
    Heading
    | Paragraph
    | ListBlock
    | Quote
    | Code
    | Image
    | Table
    | HorizontalRule
    | DefinitionList
    | Details
    | Footnote
)


@dataclass(frozen=True, slots=True)
class Document:
    """The body of one article.

    `links` holds absolute http and https addresses, and `#name` for places in the text itself, and
    nothing else; `digest` is a lead-in that the text
    repeats, kept out of the blocks; `credit` is the publisher's source line (文章来源) without its
    brackets and label; `link` is the article's own address where the body ends with it.
    """

    blocks: tuple[Block, ...] = ()
    links: tuple[str, ...] = ()
    digest: str = ""
    credit: str = ""
    link: str = ""
    symbols: tuple[Symbol, ...] = ()


def spans_text(spans: Spans) -> str:
    """The text of spans, line breaks and all."""
    return "".join(span.text for span in spans)


def block_texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The text of blocks, one paragraph, heading, list item, row or code line a string."""
    for block in blocks:
        match block:
            case Heading(spans=spans) | Paragraph(spans=spans):
                yield spans_text(spans)
            case ListBlock(items=items):
                for item in items:
                    yield from block_texts(item.blocks)
            case Quote(blocks=inner) | Footnote(blocks=inner):
                yield from block_texts(inner)
            case Details(summary=summary, blocks=inner):
                yield spans_text(summary)
                yield from block_texts(inner)
            case Code(text=text):
                yield from text.split("\n")
            case Image(alt=alt, caption=caption):
                yield spans_text(caption) or alt
            case Table(rows=rows, caption=caption):
                yield spans_text(caption)
                for row in rows:
                    yield "\t".join(spans_text(cell.spans).replace("\n", " ") for cell in row)
            case DefinitionList(items=definitions):
                for definition in definitions:
                    yield spans_text(definition.term)
                    yield from block_texts(definition.blocks)
            case HorizontalRule():
                pass


def document_text(document: Document) -> str:
    """The document as plain text: one paragraph is one line, without indent or head."""
    return "\n".join(line for line in block_texts(document.blocks) if line.strip())
