"""Lay out the frame and title of callouts."""

from __future__ import annotations

from dataclasses import replace

from finews_tui.i18n.catalog import tr
from finews_tui.layout.inline import InlineText
from finews_tui.layout.linebreak.graphemes import truncate
from finews_tui.layout.page import TextRun
from finews_tui.layout.typesetter import Column, Typesetter
from finews_tui.model.document import Callout, Span, Spans, spans_text
from finews_tui.model.text_style import TextStyle

_WARNINGS = frozenset(("warning", "caution", "danger"))
_MIN_FRAME = 12
_ASCII = str.maketrans("╭╰│─", "++|-")


def kind_name(kind: str) -> str:
    """Return the translated name of a kind of callout."""
    names = {
        "note": tr("Note"),
        "tip": tr("Tip"),
        "info": tr("Info"),
        "important": tr("Important"),
        "warning": tr("Warning"),
        "caution": tr("Caution"),
        "danger": tr("Danger"),
        "success": tr("Success"),
        "question": tr("Question"),
        "failure": tr("Failure"),
        "bug": tr("Bug"),
        "example": tr("Example"),
        "abstract": tr("Abstract"),
        "todo": tr("To do"),
        "quote": tr("Quote"),
        "seealso": tr("See also"),
    }
    return names.get(kind) or kind.capitalize()


def open_callout(typesetter: Typesetter, callout: Callout, column: Column) -> Column:
    """Lay out the upper border with the title. Returns the column of the content."""
    bar = _stroke(typesetter, "│")
    runs = (TextRun(bar, "quote-bar"), TextRun(" ", "margin"))
    inner = replace(column.inset(runs, 2) or column, depth=column.depth + 1)
    if not _has_frame(column):
        typesetter.add_text(_title_text(typesetter, callout.heading), inner)
        return inner
    sign = "! " if callout.kind in _WARNINGS else ""
    room = column.text_width - 3 - len(sign)
    title = callout.title or (Span(truncate(kind_name(callout.kind), room - 2)),)
    text = _title_text(typesetter, title)
    rest = room - typesetter.cell_width(text.text) - 1
    has_note = any(span.note for span in title)
    if "\n" in text.text or rest < 0 or has_note:
        typesetter.add_line(column, (_rule(typesetter, "╭", column.text_width),), joins_next=True)
        typesetter.add_text(text, inner)
        return inner
    start = TextRun(_stroke(typesetter, "╭─ "), "quote-bar")
    marker = (TextRun(sign, "list-marker"),) if sign else ()
    end = (TextRun(" ", "margin"), _rule(typesetter, "─", rest)) if rest else ()
    source = text.text if callout.title else spans_text(callout.heading)
    runs = (start, *marker, *text.text_runs(0, len(text.text)), *end)
    typesetter.add_line(column, runs, source.rstrip())
    typesetter.advance(source)
    return inner


def _title_text(typesetter: Typesetter, title: Spans) -> InlineText:
    return typesetter.inline_text(title, "details", TextStyle.STRONG)


def close_callout(typesetter: Typesetter, column: Column) -> None:
    """Lay out the lower border."""
    if not _has_frame(column):
        return
    typesetter.add_line(column, (_rule(typesetter, "╰", column.text_width),), joins_next=True)


def _has_frame(column: Column) -> bool:
    """Return whether a column is wide enough for a frame."""
    return column.text_width >= _MIN_FRAME


def _rule(typesetter: Typesetter, corner: str, width: int) -> TextRun:
    return TextRun(_stroke(typesetter, corner + "─" * (width - 1)), "quote-bar")


def _stroke(typesetter: Typesetter, text: str) -> str:
    """Replace strokes that would be two cells wide."""
    return text if typesetter.options.ambiguous_width == 1 else text.translate(_ASCII)
