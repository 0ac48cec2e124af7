"""Syntax tree of a query: words, fields, states, dates and their combinations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """Sort order of a listing."""

    NEWEST = "newest"
    OLDEST = "oldest"
    RELEVANCE = "relevance"


class ArticleState(StrEnum):
    """Article state: the values of `is:`."""

    UNREAD = "unread"
    READ = "read"
    BOOKMARKED = "bookmarked"


class TimeUnit(StrEnum):
    """Unit of time as written in an age; `m` means month."""

    HOUR = "h"
    DAY = "d"
    WEEK = "w"
    MONTH = "m"
    YEAR = "y"


class DateOperator(StrEnum):
    """Comparison with a period. AFTER includes the period itself, BEFORE does not."""

    DURING = "date"
    AFTER = "after"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class CalendarPeriod:
    """Year, month or day. Without a year: the latest one that has started."""

    year: int | None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class RelativePeriod:
    """Day, week (starting Monday), month or year, `count` before the current one."""

    unit: TimeUnit
    count: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """Most recent weekday, today included; 0 is Monday."""

    day: int


Period = CalendarPeriod | RelativePeriod | Weekday


@dataclass(frozen=True, slots=True)
class Words:
    """Word or phrase to search for in title and text, or only in `field`.

    A bare word contains no spaces but may contain punctuation (`c++`, `rust-lang`); it always
    contains a letter or a digit. If `is_prefix`, the last word matches as a prefix.
    """

    text: str
    field: str | None = None
    is_phrase: bool = False
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """Value of a field: source, group, category, tag, author, credit, symbol, link or like."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class HasState:
    """Articles in a given state."""

    state: ArticleState


@dataclass(frozen=True, slots=True)
class Published:
    """Articles published during, since or before a period in the user's time zone."""

    operator: DateOperator
    period: Period


@dataclass(frozen=True, slots=True)
class Newer:
    """Articles published within the last `amount` units."""

    amount: int
    unit: TimeUnit


@dataclass(frozen=True, slots=True)
class Older:
    """Articles published more than `amount` units ago."""

    amount: int
    unit: TimeUnit


@dataclass(frozen=True, slots=True)
class Not:
    """Articles not matched by `child`."""

    child: Node


@dataclass(frozen=True, slots=True)
class And:
    """Articles matched by all children (at least two)."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Articles matched by any child (at least two, or none to match nothing)."""

    children: tuple[Node, ...]


Node = Words | Field | HasState | Published | Newer | Older | Not | And | Or

NOTHING = Or(())


@dataclass(frozen=True, slots=True)
class QueryError:
    """Error in a query: message, position in `text`, and a hint how to fix it."""

    message: str
    start: int
    end: int
    hint: str
    text: str


def conjunction(nodes: Iterable[Node]) -> Node | None:
    """Combine nodes with And, flattened. None if there are no nodes."""
    children: list[Node] = []
    for node in nodes:
        children.extend(node.children if isinstance(node, And) else (node,))
    if len(children) < 2:
        return children[0] if children else None
    return And(tuple(children))


def disjunction(nodes: Iterable[Node]) -> Node | None:
    """Combine nodes with Or, flattened. None if there are no nodes."""
    children: list[Node] = []
    for node in nodes:
        children.extend(node.children if isinstance(node, Or) else (node,))
    if len(children) < 2:
        return children[0] if children else None
    return Or(tuple(children))


def negation(node: Node) -> Node:
    """Negate a node. A double negation cancels out."""
    return node.child if isinstance(node, Not) else Not(node)
