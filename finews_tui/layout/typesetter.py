"""State of a page during layout, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from finews_tui.layout.inline import InlineText, inline_text
from finews_tui.layout.linebreak.graphemes import cell_width
from finews_tui.layout.linebreak.wrap import wrap
from finews_tui.layout.page import (
    FootnotePosition,
    ImagePosition,
    LayoutOptions,
    Line,
    OutlineEntry,
    Page,
    TablePosition,
    TextRun,
)
from finews_tui.model.document import IMAGE_SIGN, Align, Footnote, InlineImage, Spans
from finews_tui.model.text_style import TextStyle

HANG = 2
INDENT = 4
_MIN_WIDTH_WITH_MARGIN = 40
_MIN_TEXT_WIDTH = 20
_MAX_BALANCED_LINES = 5


@dataclass(frozen=True, slots=True)
class Column:
    """Column of text: prefix of each line, its width, and room for text in cells.

    Insets must leave `min_room`. With `has_marker_slot`, the last run of the prefix is reserved for
    a list marker. `depth` counts the enclosing blocks, `list_depth` the lists among them.
    """

    prefix: tuple[TextRun, ...]
    prefix_width: int
    room: int
    min_room: int
    style_name: str = "text"
    has_marker_slot: bool = False
    depth: int = 0
    list_depth: int = 0

    @property
    def hang(self) -> int:
        """Cells at the right edge that are reserved for hanging punctuation."""
        return HANG if self.room >= _MIN_TEXT_WIDTH else 0

    @property
    def text_width(self) -> int:
        """Cells to which lines are wrapped."""
        return self.room - self.hang

    def inset(
        self, runs: tuple[TextRun, ...], width: int, *, has_marker_slot: bool = False
    ) -> Column | None:
        """Return a column with a longer prefix; None if there is not enough room."""
        if self.room - width < self.min_room:
            return None
        return replace(
            self,
            prefix=self.prefix + runs,
            prefix_width=self.prefix_width + width,
            room=self.room - width,
            has_marker_slot=has_marker_slot,
        )


def root_column(width: int, measure: int) -> Column:
    """Return the column of a page: centred, with a margin if there is room."""
    width = max(1, width)
    available = width - 2 if width >= _MIN_WIDTH_WITH_MARGIN else width
    room = max(1, min(available, measure))
    left = (width - room) // 2
    min_room = max(min(_MIN_TEXT_WIDTH, room - 8), min(room, 8))
    prefix = (TextRun(" " * left, "margin"),) if left else ()
    return Column(prefix, left, room, min_room)


class Typesetter:
    """Page under construction.

    `offset` is the current position in the document text. `dead_links` has the indexes of links to
    missing anchors. `is_chinese` applies to the whole document.
    """

    def __init__(
        self,
        width: int,
        options: LayoutOptions,
        links: tuple[str, ...],
        *,
        is_chinese: bool = False,
        dead_links: frozenset[int] = frozenset(),
    ) -> None:
        self.width = max(1, width)
        self.options = options
        self.links = links
        self.is_chinese = is_chinese
        self.dead_links = dead_links
        self.root = root_column(width, options.measure)
        self.lines: list[Line] = []
        self.offset = 0
        self.footnotes: list[tuple[Footnote, int]] = []
        self._outline: list[OutlineEntry] = []
        self._images: list[ImagePosition] = []
        self._tables: list[TablePosition] = []
        self._wide_block_widths: list[int] = []
        self._wide_block_stops: list[tuple[int, ...]] = []
        self._references: dict[str, list[int]] = {}
        self._notes: list[FootnotePosition] = []
        self._anchors: list[tuple[str, int]] = []

    def page(self) -> Page:
        """Return the page as laid out so far."""
        notes = tuple(
            replace(note, references=tuple(self._references.get(note.label, ())))
            for note in self._notes
        )
        return Page(
            tuple(self.lines),
            self.width,
            self.links,
            tuple(self._outline),
            tuple(sorted((*self._images, *self._inline_images()), key=lambda image: image.line)),
            tuple(self._wide_block_widths),
            notes,
            tuple(self._wide_block_stops),
            tuple(self._anchors),
            tuple(self._tables),
        )

    def _inline_images(self) -> Iterator[ImagePosition]:
        """Yield the images within text and tables. One that wraps is yielded once."""
        previous: InlineImage | None = None
        for number, line in enumerate(self.lines):
            cell = 0
            for run in line.runs:
                if run.image is not None and run.image is not previous:
                    index = run.image.address
                    address = run.image.file if index is None else self.links[index]
                    alt = run.text.removeprefix(IMAGE_SIGN).strip()
                    if address:
                        yield ImagePosition(number, address, alt, cell)
                if run.style_name != "margin":
                    previous = run.image
                cell += self.cell_width(run.text)

    def cell_width(self, text: str) -> int:
        """Return the width of a text in the terminal, in cells."""
        return len(text) if text.isascii() else cell_width(text, self.options.ambiguous_width)

    def line_width(self, line: Line) -> int:
        """Return the width of a line in cells, including its margin."""
        return sum(self.cell_width(run.text) for run in line.runs)

    def inline_text(
        self, spans: Spans, style_name: str, style: TextStyle = TextStyle.PLAIN
    ) -> InlineText:
        """Prepare spans for `add_text`."""
        spans = self.without_dead_links(spans)
        return inline_text(spans, style_name, style, self.options.ambiguous_width)

    def without_dead_links(self, spans: Spans) -> Spans:
        """Return spans without links to missing anchors."""
        if not self.dead_links or not any(span.link in self.dead_links for span in spans):
            return spans
        return tuple(
            replace(span, link=None) if span.link in self.dead_links else span for span in spans
        )

    def add_line(
        self,
        column: Column,
        runs: tuple[TextRun, ...],
        copy_text: str = "",
        *,
        joins_next: bool = False,
    ) -> None:
        """Add a line at the current offset."""
        self.lines.append(Line(column.prefix + runs, self.offset, copy_text, joins_next))

    def add_empty_lines(self, column: Column, count: int) -> None:
        """Add empty lines, with the bars of enclosing quotes."""
        runs = column.prefix
        while runs and runs[-1].style_name == "margin":
            runs = runs[:-1]
        self.lines.extend([Line(runs, self.offset)] * count)

    def advance(self, text: str) -> None:
        """Move the offset past a paragraph. Blank ones are not part of the text."""
        if text and not text.isspace():
            self.offset += len(text) + 1

    def defer_footnote(self, note: Footnote, texts: Iterable[str]) -> None:
        """Defer a footnote to the end of the page, and move past its texts."""
        self.footnotes.append((note, self.offset))
        for text in texts:
            self.advance(text)

    def make_offsets_ascend(self, first: int) -> None:
        """Raise offsets from line `first` on so that they never decrease."""
        offset = self.lines[first - 1].offset if first else 0
        for number in range(first, len(self.lines)):
            line = self.lines[number]
            offset = max(offset, line.offset)
            if line.offset < offset:
                self.lines[number] = replace(line, offset=offset)

    def begin_wide_block(self, stops: tuple[int, ...] = ()) -> int:
        """Begin a wide block with columns at `stops`, and return its index."""
        self._wide_block_widths.append(0)
        self._wide_block_stops.append(stops)
        return len(self._wide_block_widths) - 1

    def add_wide_line(
        self,
        block: int,
        column: Column,
        runs: tuple[TextRun, ...],
        width: int,
        fixed_cells: int,
        copy_text: str,
        *,
        joins_next: bool = False,
    ) -> None:
        """Add a line of `width` cells to a wide block.

        The first `fixed_cells` do not scroll.
        """
        full_width = column.prefix_width + width
        self._wide_block_widths[block] = max(self._wide_block_widths[block], full_width)
        self.lines.append(
            Line(
                column.prefix + runs,
                self.offset,
                copy_text,
                joins_next,
                block,
                column.prefix_width + fixed_cells,
            )
        )

    def record_heading(self, level: int, text: str, anchor: str = "") -> None:
        """Add the next line to the outline."""
        self._outline.append(OutlineEntry(len(self.lines), level, text, anchor))

    def record_anchors(self, names: tuple[str, ...]) -> None:
        """Record that the next line is the target of links."""
        self._anchors += [(name, len(self.lines)) for name in names]

    def record_image(self, address: str, alt: str) -> None:
        """Record that the next line is an image."""
        self._images.append(ImagePosition(len(self.lines), address, alt))

    def record_table(self, position: TablePosition) -> None:
        """Record the position of a table."""
        self._tables.append(position)

    def record_footnote(self, label: str) -> None:
        """Record that the next line starts a footnote."""
        self._notes.append(FootnotePosition(label, len(self.lines)))

    def add_text(
        self,
        text: InlineText,
        column: Column,
        *,
        align: Align = Align.DEFAULT,
        indent: int = 0,
        is_balanced: bool = False,
    ) -> None:
        """Wrap a paragraph into a column and advance past it. Skip blank ones."""
        if not text.text or text.text.isspace():
            self.advance(text.text)
            return
        paragraph_offset = self.offset
        has_notes = any(change.note for change in text.style_changes)
        first = len(self.lines)
        for start, end in _split_lines(text.text):
            width = _balanced_width(text, column, start, end) if is_balanced else column.text_width
            shift = indent if start == 0 and column.text_width >= 4 * indent else 0
            self._add_wrapped(text, column, (start, end), width, shift, align, paragraph_offset)
        if has_notes:
            self._record_references(first)
        self.advance(text.text)

    def _add_wrapped(
        self,
        text: InlineText,
        column: Column,
        part: tuple[int, int],
        width: int,
        shift: int,
        align: Align,
        paragraph_offset: int,
    ) -> None:
        start, end = part
        body = start + len(text.text[start:end]) - len(text.text[start:end].lstrip())
        # The parser only leaves spaces at the start of verse.
        lead = min(text.measured.width(start, body), column.text_width // 2)
        if align not in (Align.DEFAULT, Align.LEFT) or column.text_width < _MIN_TEXT_WIDTH:
            lead = 0
        lines = wrap(text.measured, width - shift - lead, width - lead, column.hang, body, end)
        if not lines:
            lines = [(end, end)]
        last = len(lines) - 1
        for number, (line_start, line_end) in enumerate(lines):
            copy_start = start if number == 0 else line_start
            copy_text = text.text[copy_start:line_end]
            runs = tuple(text.text_runs(line_start, line_end))
            left = lead + (shift if number == 0 else 0)
            if align in (Align.CENTRE, Align.RIGHT):
                left = self._alignment_shift(runs, column, align)
            if left:
                runs = (TextRun(" " * left, "margin"), *runs)
            copy_text = copy_text if number < last else copy_text.rstrip()
            offset = paragraph_offset + copy_start
            self.lines.append(Line(column.prefix + runs, offset, copy_text, number < last))

    def _alignment_shift(self, runs: tuple[TextRun, ...], column: Column, align: Align) -> int:
        free = column.text_width - self.line_width(Line(runs))
        return max(0, free // 2 if align is Align.CENTRE else free)

    def _record_references(self, first: int) -> None:
        for number in range(first, len(self.lines)):
            for run in self.lines[number].runs:
                if run.note:
                    self._references.setdefault(run.note, []).append(number)


def _split_lines(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each line between explicit line breaks."""
    if "\n" not in text:
        return [(0, len(text))]
    parts = []
    start = 0
    for part in text.split("\n"):
        parts.append((start, start + len(part)))
        start += len(part) + 1
    return parts


def _balanced_width(text: InlineText, column: Column, start: int, end: int) -> int:
    """Return the smallest width that does not need more lines than the column."""
    width = column.text_width
    total = text.measured.width(start, end)
    if total <= width or total > _MAX_BALANCED_LINES * width:
        return width
    count = len(wrap(text.measured, width, width, column.hang, start, end))
    low, high = total // count, width
    while low < high:
        middle = (low + high) // 2
        if len(wrap(text.measured, middle, middle, 0, start, end)) > count:
            low = middle + 1
        else:
            high = middle
    return high
