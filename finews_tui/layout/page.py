"""What a page is made of: lines of pieces, and the taste and the head that it is set with."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote

from finews_tui.model.text_style import TextStyle


def normalize_anchor(text: str) -> str:
    """A heading's text, or the name made of it, without what generators of sites differ in."""
    return "".join(filter(str.isalnum, unquote(text))).casefold()


@dataclass(frozen=True, slots=True)
class LayoutOptions:
    """How the user likes a page: the measure in cells, Chinese indent, width of ambiguous marks.

    With `details` the head tells all that is known of the article.
    """

    measure: int = 84
    indent: bool = True
    ambiguous_width: int = 1
    details: bool = False


@dataclass(frozen=True, slots=True)
class ArticleHeader:
    """What stands above a text: its title, facts for one line, notes of a line each, symbols.

    `details` are names with their values, for a reader who asks.
    """

    title: str
    metadata: tuple[str, ...]
    notes: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TextRun:
    """A run of one look, its colour named by `role`; `link` is an index into `Page.links`.

    `note` is the label of a footnote: on a reference to it, and on its own mark.
    """

    text: str
    style_name: str = "text"
    style: TextStyle = TextStyle.PLAIN
    link: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page, from cell 0 with its margin.

    `offset` counts the characters of the document's text before the line: the reading place that
    survives a change of width. `copy` is what a selection takes; where the line `joins`, the next
    one goes on without a line break. A line with `wide` belongs to a wide block and is scrolled
    sideways, but for its first `fixed` cells.
    """

    runs: tuple[TextRun, ...]
    offset: int = 0
    copy_text: str = ""
    joins_next: bool = False
    wide_block: int | None = None
    fixed_cells: int = 0


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A heading, the line where it starts, and its name for links, if it has one of its own."""

    line: int
    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ImagePosition:
    """A picture's line, and its address or the path of its file."""

    line: int
    address: str
    alt: str


@dataclass(frozen=True, slots=True)
class FootnotePosition:
    """A footnote's first line, and the lines that refer to it."""

    label: str
    line: int
    references: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A document set at a width.

    `wide_widths` holds the cells that each wide block would need, `wide_stops` the cells where the
    columns behind its first one begin: none for code.
    """

    lines: tuple[Line, ...]
    width: int
    links: tuple[str, ...]
    outline: tuple[OutlineEntry, ...]
    images: tuple[ImagePosition, ...]
    wide_block_widths: tuple[int, ...]
    notes: tuple[FootnotePosition, ...] = ()
    wide_block_stops: tuple[tuple[int, ...], ...] = ()

    def line_of_anchor(self, fragment: str) -> int | None:
        """The line that a link to a place in the text leads to."""
        wanted = normalize_anchor(fragment)
        found = (
            one for one in self.outline if wanted in map(normalize_anchor, (one.anchor, one.text))
        )
        return next((one.line for one in found), None) if wanted else None

    def next_scroll(self, wide: int, place: int, step: int, room: int) -> int:
        """How far a wide block is scrolled by a step in `room` cells: a column, or `step` cells.

        It goes on from `place` cells, and no further than until its end is in sight.
        """
        furthest = max(0, self.wide_block_widths[wide] - room)
        stops = self.wide_block_stops[wide]
        if not stops:
            return max(0, min(place + step, furthest))
        places = [stop - stops[0] for stop in stops]
        last = next((number for number, at in enumerate(places) if at >= furthest), -1)
        places = places[: last + 1] if last >= 0 else places
        if step > 0:
            return next((at for at in places if at > place), places[-1])
        return next((at for at in reversed(places) if at < place), 0)
