"""Pages of text lines, layout options and article headers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from finews_tui.model.text_folding import alphanumeric
from finews_tui.model.text_style import TextStyle

if TYPE_CHECKING:
    from finews_tui.model.document import InlineImage, Table


def normalize_anchor(text: str) -> str:
    """Reduce an anchor or heading to letters and digits.

    Site generators differ only in the other characters.
    """
    return alphanumeric(unquote(text))


@dataclass(frozen=True, slots=True)
class TableOrder:
    """Sort order of the table that starts at `offset` in the text, by a column."""

    offset: int
    column: int
    is_descending: bool


@dataclass(frozen=True, slots=True)
class LayoutOptions:
    """User settings for page layout.

    `measure` is the text width in cells, `indent` whether Chinese paragraphs are indented,
    `ambiguous_width` the width of an ambiguous character in cells. With `details`, the header
    shows all metadata of the article. `gains` is the colour of gains in tables: `red`, `green`,
    `none`, or `auto`: red in Chinese, else green. `table_orders` sorts tables of this document.
    """

    measure: int = 84
    indent: bool = True
    ambiguous_width: int = 1
    details: bool = False
    gains: str = "auto"
    table_orders: tuple[TableOrder, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleHeader:
    """Title and metadata above a text.

    `metadata` are parts of one line, `notes` have a line each, `details` are (name, value) pairs
    that are displayed with `LayoutOptions.details`.
    """

    title: str
    metadata: tuple[str, ...]
    notes: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TextRun:
    """Text of one style; the theme defines the colour of `style_name`.

    `link` is an index into `Page.links`; `note` is the label of a footnote, set on its references
    and its marker.
    """

    text: str
    style_name: str = "text"
    style: TextStyle = TextStyle.PLAIN
    link: int | None = None
    note: str = ""
    image: InlineImage | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Line of a page, including its margin.

    `offset` is the number of characters of document text before the line, without list markers: a
    reading position that is independent of the width. `copy_text` is the text that a selection
    copies; `joins_next` means without a line break after it. `wide_block` is the index of a wide
    block, whose lines scroll
    horizontally except for the first `fixed_cells`.
    """

    runs: tuple[TextRun, ...]
    offset: int = 0
    copy_text: str = ""
    joins_next: bool = False
    wide_block: int | None = None
    fixed_cells: int = 0


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """Heading and its first line; `anchor` is its HTML id, or ""."""

    line: int
    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ImagePosition:
    """Line of an image; `address` is its URL or file path.

    `cell` is the cell in the line where an image within text starts, else None.
    """

    line: int
    address: str
    alt: str
    cell: int | None = None


@dataclass(frozen=True, slots=True)
class FootnotePosition:
    """First line of a footnote, and the lines with references to it."""

    label: str
    line: int
    references: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TablePosition:
    """Lines of a table from `line` to `end`, exclusive; its body starts at `body_line`.

    `offset` is the position in the text, `columns` has the first and last cell of each column, the
    margin included.
    """

    line: int
    body_line: int
    end: int
    offset: int
    columns: tuple[tuple[int, int], ...]
    table: Table


@dataclass(frozen=True, slots=True)
class Page:
    """Document laid out at a width.

    `wide_block_widths` has the full width of each wide block in cells, `wide_block_stops` the cells
    where its scrolling columns start (empty for code). `anchors` has the line of each link target
    that is not a heading.
    """

    lines: tuple[Line, ...]
    width: int
    links: tuple[str, ...]
    outline: tuple[OutlineEntry, ...]
    images: tuple[ImagePosition, ...]
    wide_block_widths: tuple[int, ...]
    notes: tuple[FootnotePosition, ...] = ()
    wide_block_stops: tuple[tuple[int, ...], ...] = ()
    anchors: tuple[tuple[str, int], ...] = ()
    tables: tuple[TablePosition, ...] = ()

    def line_of_anchor(self, anchor: str) -> int | None:
        """Return the line of the block or heading with an anchor, or None."""
        for name, line in self.anchors:
            if name in (anchor, unquote(anchor)):
                return line
        key = normalize_anchor(anchor)
        if not key:
            return None
        for entry in self.outline:
            if key in (normalize_anchor(entry.anchor), normalize_anchor(entry.text)):
                return entry.line
        return None

    def next_scroll(self, block: int, position: int, step: int, room: int) -> int:
        """Return the scroll position of a wide block after a step, in cells.

        A table moves by a column in the direction of `step`, code by `step` cells. At the last
        position the end of the block is visible in `room` cells.
        """
        max_position = max(0, self.wide_block_widths[block] - room)
        stops = self.wide_block_stops[block]
        if not stops:
            return max(0, min(position + step, max_position))
        positions = [stop - stops[0] for stop in stops]
        last = next((index for index, value in enumerate(positions) if value >= max_position), -1)
        positions = positions[: last + 1] if last >= 0 else positions
        if step > 0:
            return next((value for value in positions if value > position), positions[-1])
        return next((value for value in reversed(positions) if value < position), 0)
