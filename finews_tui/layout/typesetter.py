"""The page while it is being set: columns of text, lines so far, the place in the source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from finews_tui.layout.inline import InlineText, inline_text
from finews_tui.layout.linebreak.graphemes import cells
from finews_tui.layout.linebreak.wrap import wrap
from finews_tui.layout.page import (
    FootnotePosition,
    ImagePosition,
    LayoutOptions,
    Line,
    OutlineEntry,
    Page,
    TextRun,
)
from finews_tui.model.document import Align, Footnote, Spans
from finews_tui.model.text_style import TextStyle

HANG = 2
INDENT = 4
_LEAST_WITH_MARGIN = 40
_LEAST_TEXT = 20


@dataclass(frozen=True, slots=True)
class Column:
    """Where text stands: the pieces before each line, the cells they take, the cells for text.

    `least` is the room below which nothing may inset further; `slot` says that the last piece of
    the prefix is the place of a list's mark; `depth` counts the blocks around.
    """

    prefix: tuple[TextRun, ...]
    used: int
    room: int
    least: int
    style_name: str = "text"
    slot: bool = False
    depth: int = 0
    lists: int = 0

    @property
    def hang(self) -> int:
        """The cells at the right that only closing marks use."""
        return HANG if self.room >= _LEAST_TEXT else 0

    @property
    def text_width(self) -> int:
        """The cells that text fills."""
        return self.room - self.hang

    def inset(self, runs: tuple[TextRun, ...], width: int, *, slot: bool = False) -> Column | None:
        """The column behind some more pieces, or None where there is no room for them."""
        if self.room - width < self.least:
            return None
        return replace(
            self,
            prefix=self.prefix + runs,
            used=self.used + width,
            room=self.room - width,
            slot=slot,
        )


def root_column(width: int, measure: int) -> Column:
    """The column of a page: centred, with a margin where there is room for one."""
    width = max(1, width)
    free = width - 2 if width >= _LEAST_WITH_MARGIN else width
    room = max(1, min(free, measure))
    left = (width - room) // 2
    least = max(min(_LEAST_TEXT, room - 8), min(room, 8))
    prefix = (TextRun(" " * left, "margin"),) if left else ()
    return Column(prefix, left, room, least)


class Typesetter:
    """Lines of a page in the making; `offset` is the place in the document's text."""

    def __init__(
        self,
        width: int,
        options: LayoutOptions,
        links: tuple[str, ...],
        *,
        is_chinese: bool = False,
        dead: frozenset[int] = frozenset(),
    ) -> None:
        self.width = max(1, width)
        self.options = options
        self.links = links
        self.is_chinese = is_chinese  # the text as a whole
        self.dead = dead  # links to places that are not there
        self.root = root_column(width, options.measure)
        self.lines: list[Line] = []
        self.offset = 0
        self.footnotes: list[tuple[Footnote, int]] = []
        self._outline: list[OutlineEntry] = []
        self._images: list[ImagePosition] = []
        self._wide_widths: list[int] = []
        self._wide_stops: list[tuple[int, ...]] = []
        self._references: dict[str, list[int]] = {}
        self._notes: list[FootnotePosition] = []

    def page(self) -> Page:
        """What was set."""
        notes = tuple(
            replace(note, references=tuple(self._references.get(note.label, ())))
            for note in self._notes
        )
        return Page(
            tuple(self.lines),
            self.width,
            self.links,
            tuple(self._outline),
            tuple(self._images),
            tuple(self._wide_widths),
            notes,
            tuple(self._wide_stops),
        )

    def cells(self, text: str) -> int:
        """The cells that a text covers in the user's terminal."""
        return len(text) if text.isascii() else cells(text, self.options.ambiguous_width)

    def width_of(self, line: Line) -> int:
        """The cells that a line covers, its margin too."""
        return sum(self.cells(run.text) for run in line.runs)

    def inline_text(
        self, spans: Spans, style_name: str, style: TextStyle = TextStyle.PLAIN
    ) -> InlineText:
        """Spans made ready for lines."""
        return inline_text(self.live(spans), style_name, style, self.options.ambiguous_width)

    def live(self, spans: Spans) -> Spans:
        """Spans whose links lead somewhere."""
        if not self.dead or not any(span.link in self.dead for span in spans):
            return spans
        return tuple(replace(span, link=None) if span.link in self.dead else span for span in spans)

    def add(
        self,
        column: Column,
        runs: tuple[TextRun, ...],
        copy_text: str = "",
        *,
        joins_next: bool = False,
    ) -> None:
        """Add a line at the present place."""
        self.lines.append(Line(column.prefix + runs, self.offset, copy_text, joins_next))

    def air(self, column: Column, count: int) -> None:
        """Add empty lines, with the bars of the quotes around them."""
        runs = column.prefix
        while runs and runs[-1].style_name == "margin":
            runs = runs[:-1]
        self.lines.extend([Line(runs, self.offset)] * count)

    def advance(self, text: str) -> None:
        """Go on behind a paragraph of the document's text; a blank one is not counted there."""
        if text and not text.isspace():
            self.offset += len(text) + 1

    def leave_footnote(self, note: Footnote, texts: Iterable[str]) -> None:
        """Keep a footnote and its place for the end of the page, and go on behind its texts."""
        self.footnotes.append((note, self.offset))
        for text in texts:
            self.advance(text)

    def keep_order(self, first: int) -> None:
        """Let the lines from `first` on have no place before the line above them."""
        least = self.lines[first - 1].offset if first else 0
        for number in range(first, len(self.lines)):
            line = self.lines[number]
            least = max(least, line.offset)
            if line.offset < least:
                self.lines[number] = replace(line, offset=least)

    def begin_wide(self, stops: tuple[int, ...] = ()) -> int:
        """The number of a new wide block; `stops` are the cells where its columns begin."""
        self._wide_widths.append(0)
        self._wide_stops.append(stops)
        return len(self._wide_widths) - 1

    def add_wide(
        self,
        number: int,
        column: Column,
        runs: tuple[TextRun, ...],
        width: int,
        fixed: int,
        copy_text: str,
        *,
        joins_next: bool = False,
    ) -> None:
        """Add a line of a wide block: `width` cells of pieces, `fixed` of them always seen."""
        full = column.used + width
        self._wide_widths[number] = max(self._wide_widths[number], full)
        self.lines.append(
            Line(
                column.prefix + runs,
                self.offset,
                copy_text,
                joins_next,
                number,
                column.used + fixed,
            )
        )

    def mark_heading(self, level: int, text: str, anchor: str = "") -> None:
        """Put the line to come into the outline."""
        self._outline.append(OutlineEntry(len(self.lines), level, text, anchor))

    def mark_image(self, address: str, alt: str) -> None:
        """Remember that the line to come is a picture's."""
        self._images.append(ImagePosition(len(self.lines), address, alt))

    def mark_note(self, label: str) -> None:
        """Remember that the line to come opens a footnote."""
        self._notes.append(FootnotePosition(label, len(self.lines)))

    def text(
        self,
        running: InlineText,
        column: Column,
        *,
        align: Align = Align.DEFAULT,
        indent: int = 0,
        balanced: bool = False,
    ) -> None:
        """Set running text in a column and go on behind it; text without any is left out."""
        if not running.text or running.text.isspace():
            self.advance(running.source)
            return
        base = self.offset
        has_notes = any(run.note for run in running.style_changes)
        first = len(self.lines)
        for start, end in _written_lines(running.text):
            rest = _balanced(running, column, start, end) if balanced else column.text_width
            shift = indent if start == 0 and column.text_width >= 4 * indent else 0
            self._fill(running, column, (start, end), rest, shift, align, base)
        if has_notes:
            self._note_references(first)
        self.advance(running.source)

    def _fill(
        self,
        running: InlineText,
        column: Column,
        part: tuple[int, int],
        rest: int,
        shift: int,
        align: Align,
        base: int,
    ) -> None:
        start, end = part
        body = start + len(running.text[start:end]) - len(running.text[start:end].lstrip())
        cuts = wrap(running.measured, rest - shift, rest, column.hang, body, end)
        if not cuts:
            cuts = [(end, end)]
        prefix = column.prefix
        last = len(cuts) - 1
        for number, (begin, stop) in enumerate(cuts):
            source = running.source_at(start if number == 0 else begin)
            copy = running.source[source : running.source_at(stop)]
            runs = tuple(running.runs(begin, stop))
            before = shift if number == 0 else 0
            if align in (Align.CENTRE, Align.RIGHT):
                before = self._alignment(runs, column, align)
            if before:
                runs = (TextRun(" " * before, "margin"), *runs)
            copy = copy if number < last else copy.rstrip()
            self.lines.append(Line(prefix + runs, base + source, copy, number < last))

    def _alignment(self, runs: tuple[TextRun, ...], column: Column, align: Align) -> int:
        free = column.text_width - self.width_of(Line(runs))
        return max(0, free // 2 if align is Align.CENTRE else free)

    def _note_references(self, first: int) -> None:
        for number in range(first, len(self.lines)):
            for run in self.lines[number].runs:
                if run.note:
                    self._references.setdefault(run.note, []).append(number)


def _written_lines(text: str) -> list[tuple[int, int]]:
    """Start and end of each line that the author broke, without the break."""
    if "\n" not in text:
        return [(0, len(text))]
    parts = []
    start = 0
    for part in text.split("\n"):
        parts.append((start, start + len(part)))
        start += len(part) + 1
    return parts


def _balanced(running: InlineText, column: Column, start: int, end: int) -> int:
    """The least width that takes no more lines than the column's: a title without a stub."""
    width = column.text_width
    total = running.measured.width(start, end)
    if total <= width or total > 5 * width:
        return width
    count = len(wrap(running.measured, width, width, column.hang, start, end))
    low, high = total // count, width
    while low < high:
        middle = (low + high) // 2
        if len(wrap(running.measured, middle, middle, 0, start, end)) > count:
            low = middle + 1
        else:
            high = middle
    return high
