"""Sets the head of a page: title, one line of facts, notes, a rule."""

from __future__ import annotations

from finews_tui.model.document import Span, Style
from finews_tui.page.figures import set_rule
from finews_tui.page.inline import one_line
from finews_tui.page.lines import Head
from finews_tui.page.typesetter import Column, Typesetter

_BETWEEN = " · "


def set_head(setter: Typesetter, head: Head, column: Column) -> None:
    """Set the head; it has no place in the document's text."""
    title = one_line(head.title)
    _text(setter, title, "title", column, style=Style.STRONG)
    facts = [fact for fact in map(one_line, head.facts) if fact]
    if title and facts:
        setter.air(column, 1)
    for line in _fact_lines(setter, facts, column.fill):
        _text(setter, line, "meta", column)
    notes = [note for note in map(one_line, head.notes) if note]
    for note in notes:
        _text(setter, note, "note", column)
    if title or facts or notes:
        set_rule(setter, column)
        setter.air(column, 1)


def _text(
    setter: Typesetter, text: str, role: str, column: Column, style: Style = Style.PLAIN
) -> None:
    setter.text(setter.flow((Span(text),), role, style), column, balanced=role == "title")
    setter.offset = 0


def _fact_lines(setter: Typesetter, facts: list[str], room: int) -> list[str]:
    """Facts joined to lines that fit, each fact whole."""
    lines = facts[:1]
    for fact in facts[1:]:
        joined = lines[-1] + _BETWEEN + fact
        if setter.cells(joined) <= room:
            lines[-1] = joined
        else:
            lines.append(fact)
    return lines
