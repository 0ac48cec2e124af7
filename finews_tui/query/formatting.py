"""Formatting of queries in normal form, which parses to the same query."""

from __future__ import annotations

from finews_tui.query.ast import (
    And,
    CalendarPeriod,
    Field,
    HasState,
    Newer,
    Node,
    Not,
    Older,
    Or,
    Published,
    Words,
)
from finews_tui.query.date_ranges import format_period

QUOTES = '"＂“”'
OPENING = "(（"
CLOSING = ")）"
MINUS = "-－"
OR = "OR"


def format_node(node: Node) -> str:
    """Format a node as query text, without outer parentheses."""
    if isinstance(node, And):
        return " ".join(_format_term(child) for child in node.children)
    if isinstance(node, Or):
        return f" {OR} ".join(_format_term(child) for child in node.children)
    return _format_term(node)


def _format_term(node: Node) -> str:
    match node:
        case Words(text=text, field=field, is_phrase=is_phrase, is_prefix=is_prefix):
            name = f"{field}:" if field else ""
            quoted = _quote(text) if is_phrase or not _needs_no_quotes(text) else text
            return name + quoted + "*" * is_prefix
        case Field(name=name, value=value):
            return f"{name}:{value if _needs_no_quotes(value) else _quote(value)}"
        case HasState(state=state):
            return f"is:{state}"
        case Published(operator=operator, period=CalendarPeriod(year=None, day=None) as month):
            # In quotes: `date:may` followed by `18` would read as one date.
            return f"{operator}:{_quote(format_period(month))}"
        case Published(operator=operator, period=period):
            return f"{operator}:{format_period(period)}"
        case Newer(amount=amount, unit=unit):
            return f"newer:{amount}{unit}"
        case Older(amount=amount, unit=unit):
            return f"older:{amount}{unit}"
        case Not(child=child):
            text = _format_term(child)
            return f"-({text})" if text[0] in MINUS else f"-{text}"
        case And() | Or():
            return f"({format_node(node)})"


def _needs_no_quotes(text: str) -> bool:
    return bool(text) and not any(c.isspace() or c in QUOTES + OPENING + CLOSING for c in text)


def _quote(text: str) -> str:
    return '"' + text.replace('"', " ") + '"'
