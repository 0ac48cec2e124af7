"""Page: lines of text runs, with the options and the header that it is laid out with."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote

from finews_tui.model.text_style import TextStyle


def normalize_anchor(text: str) -> str:
    """Reduce an anchor or a heading to letters and digits, in which all site generators agree."""
    return "".join(filter(str.isalnum, unquote(text))).casefold()


@dataclass(frozen=True, slots=True)
class LayoutOptions:
    """User's settings for a page.

    `measure` is the width of the text in cells, `indent` whether Chinese paragraphs are indented,
    `ambiguous_width` the cells of an ambiguous character; with `details` the header has all
    metadata of the article.
    """

    measure: int = 84
    indent: bool = True
    ambiguous_width: int = 1
    details: bool = False


@dataclass(frozen=True, slots=True)
class ArticleHeader:
    """Title and metadata above a text.

    `metadata` are parts of one line, `notes` have a line each, `details` are names with values,
    shown with `LayoutOptions.details`.
    """

    title: str
    metadata: tuple[str, ...]
    notes: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TextRun:
    """Text of one style; the theme gives `style_name` a colour.

    `link` is an index into `Page.links`; `note` is the label of a footnote, on its references and
    on its marker.
    """

    text: str
    style_name: str = "text"
    style: TextStyle = TextStyle.PLAIN
    link: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Line of a page, from cell 0 with its margin.

    `offset` is the number of characters of the document's text before the line: a reading position
    that is independent of the width. `copy_text` is what a selection copies; with `joins_next`
    there is no line break after it. A line of a wide block (`wide_block` is its number) scrolls
    sideways except for its first `fixed_cells`.
    """

    runs: tuple[TextRun, ...]
    offset: int = 0
    copy_text: str = ""
    joins_next: bool = False
    wide_block: int | None = None
    fixed_cells: int = 0


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """Heading with its first line; `anchor` is its own name for links, if it has one."""

    line: int
    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ImagePosition:
    """Line of an image; `address` is its URL, or the path of its file."""

    line: int
    address: str
    alt: str


@dataclass(frozen=True, slots=True)
class FootnotePosition:
    """First line of a footnote, and the lines that refer to it."""

    label: str
    line: int
    references: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Document laid out at a width.

    `wide_block_widths` has the full width of each wide block in cells, `wide_block_stops` the cells
    where its columns start, except for the fixed one (empty for code).
    """

    lines: tuple[Line, ...]
    width: int
    links: tuple[str, ...]
    outline: tuple[OutlineEntry, ...]
    images: tuple[ImagePosition, ...]
    wide_block_widths: tuple[int, ...]
    notes: tuple[FootnotePosition, ...] = ()
    wide_block_stops: tuple[tuple[int, ...], ...] = ()

    def line_of_anchor(self, anchor: str) -> int | None:
        """Return the line of the heading that an anchor names; None if there is none."""
        key = normalize_anchor(anchor)
        if not key:
            return None
        for entry in self.outline:
            if key in (normalize_anchor(entry.anchor), normalize_anchor(entry.text)):
                return entry.line
        return None

    def next_scroll(self, block: int, position: int, step: int, room: int) -> int:
        """Return the scroll position of a wide block after a step, in cells.

        A table moves by a column in the direction of `step`, code by `step` cells. The end of the
        block is the furthest position, seen through `room` cells.
        """
        max_position = max(0, self.wide_block_widths[block] - room)
        stops = self.wide_block_stops[block]
        if not stops:
            return max(0, min(position + step, max_position))
        positions = [stop - stops[0] for stop in stops]
        last = next((i for i, value in enumerate(positions) if value >= max_position), -1)
        positions = positions[: last + 1] if last >= 0 else positions
        if step > 0:
            return next((value for value in positions if value > position), positions[-1])
        return next((value for value in reversed(positions) if value < position), 0)
