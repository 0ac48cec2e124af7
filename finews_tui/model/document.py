"""Document: the body of an article as blocks and spans, ready for layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from finews_tui.model.symbol import Symbol
from finews_tui.model.text_style import TextStyle


class Align(StrEnum):
    """Alignment of a cell or paragraph. DEFAULT: chosen by the layout."""

    DEFAULT = "default"
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Span:
    """Text in one style. A span of just `"\\n"` is a line break by the author.

    `link` is an index into `Document.links`, `ruby` annotates the text, `note` is the label of the
    footnote referred to.
    """

    text: str
    style: TextStyle = TextStyle.PLAIN
    link: int | None = None
    ruby: str = ""
    note: str = ""


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Heading of level 1 to 6. `anchor` is its id, if any."""

    level: int
    spans: Spans
    anchor: str = ""
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Paragraph of running text. `anchors` are the link targets at a block."""

    spans: Spans
    align: Align = Align.DEFAULT
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListItem:
    """List item. `checked` is None unless it is a task."""

    blocks: tuple[Block, ...]
    checked: bool | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class ListBlock:
    """Bulleted list, or numbered from `start`. `tight`: no blank lines between items."""

    items: tuple[ListItem, ...]
    ordered: bool = False
    start: int = 1
    tight: bool = True


@dataclass(frozen=True, slots=True)
class Quote:
    """Block quotation."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Preformatted lines. `language` selects syntax highlighting, empty for none."""

    text: str
    language: str = ""
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Image:
    """Image, displayed as a line.

    `address` and `link` are indexes into `Document.links`. `file` is the path of a local image,
    relative to its post; such an image has no address.
    """

    alt: str
    address: int | None = None
    link: int | None = None
    caption: Spans = ()
    width: int | None = None
    height: int | None = None
    file: str = ""
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """Table cell. The parser clamps row and column spans to the table size."""

    spans: Spans
    header: bool = False
    align: Align = Align.DEFAULT
    column_span: int = 1
    row_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Table rows. The first `header_rows` rows are the header."""

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 0
    caption: Spans = ()
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HorizontalRule:
    """Horizontal rule (thematic break)."""


@dataclass(frozen=True, slots=True)
class Definition:
    """Term and its definition."""

    term: Spans
    blocks: tuple[Block, ...]
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """List of terms and definitions."""

    items: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Details:
    """Blocks below a summary (HTML `details`)."""

    summary: Spans
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Footnote:
    """Footnote; spans with `note == label` refer to it."""

    label: str
    blocks: tuple[Block, ...]


Leaf = Heading | Paragraph | Code | Image | Table
"""Blocks that can be the target of a link."""

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
    """Body of an article.

    `links` contains only absolute http and https URLs, and `#name` for anchors in the text.
    `digest` is a lead-in repeated by the text, removed from the blocks. `credit` is the publisher's
    source line (文章来源) without brackets and label. `link` is the article's URL if the body ends
    with it.
    """

    blocks: tuple[Block, ...] = ()
    links: tuple[str, ...] = ()
    digest: str = ""
    credit: str = ""
    link: str = ""
    symbols: tuple[Symbol, ...] = ()


def spans_text(spans: Spans) -> str:
    """Return the text of spans, line breaks included."""
    return "".join(span.text for span in spans)


def block_texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Yield the text of blocks, by paragraph, heading, table row or code line."""
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
    """Return the document as plain text, one paragraph per line."""
    return "\n".join(line for line in block_texts(document.blocks) if line.strip())
