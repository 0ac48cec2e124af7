"""A query printed in its normal form, which parses to the same query."""

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
    """The node as it would be typed; a conjunction at the top stands without parentheses."""
    if isinstance(node, And):
        return " ".join(_term(child) for child in node.children)
    if isinstance(node, Or):
        return f" {OR} ".join(_term(child) for child in node.children)
    return _term(node)


def _term(node: Node) -> str:
    match node:
        case Words(text=text, field=field, is_phrase=is_phrase, is_prefix=is_prefix):
            name = f"{field}:" if field else ""
            quoted = _quoted(text) if is_phrase or not _stands_bare(text) else text
            return name + quoted + "*" * is_prefix
        case Field(name=name, value=value):
            return f"{name}:{value if _stands_bare(value) else _quoted(value)}"
        case HasState(state=state):
            return f"is:{state}"
        case Published(operator=operator, period=CalendarPeriod(year=None, day=None) as month):
            # In quotes, or `date:may 18` would be printed for two terms.
            return f"{operator}:{_quoted(format_period(month))}"
        case Published(operator=operator, period=period):
            return f"{operator}:{format_period(period)}"
        case Newer(amount=amount, unit=unit):
            return f"newer:{amount}{unit}"
        case Older(amount=amount, unit=unit):
            return f"older:{amount}{unit}"
        case Not(child=child):
            text = _term(child)
            return f"-({text})" if text[0] in MINUS else f"-{text}"
        case And() | Or():
            return f"({format_node(node)})"


def _stands_bare(text: str) -> bool:
    return bool(text) and not any(c.isspace() or c in QUOTES + OPENING + CLOSING for c in text)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', " ") + '"'
