"""Syntax tree of a query: words, fields, states, dates, and how they are combined."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """Order of a listing."""

    NEWEST = "newest"
    OLDEST = "oldest"
    RELEVANCE = "relevance"


class ArticleState(StrEnum):
    """State of an article, the value of `is:`."""

    UNREAD = "unread"
    READ = "read"
    BOOKMARKED = "bookmarked"


class TimeUnit(StrEnum):
    """Unit of time, as written in an age; `m` is a month."""

    HOUR = "h"
    DAY = "d"
    WEEK = "w"
    MONTH = "m"
    YEAR = "y"


class DateOperator(StrEnum):
    """Relation to a period; AFTER includes the period itself, BEFORE does not."""

    DURING = "date"
    AFTER = "after"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class CalendarPeriod:
    """Year, month or day; without a year, the latest such month or day that has begun."""

    year: int | None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class RelativePeriod:
    """Day, week (from Monday), month or year, `count` before the current one."""

    unit: TimeUnit
    count: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """The latest such day, including today; 0 is Monday."""

    day: int


Period = CalendarPeriod | RelativePeriod | Weekday


@dataclass(frozen=True, slots=True)
class Words:
    """Word or phrase to search for in title and text, or only in `field`.

    A bare word has no space but may have punctuation (`c++`, `rust-lang`); it always has a letter
    or a digit. `is_prefix`: the last word may continue.
    """

    text: str
    field: str | None = None
    is_phrase: bool = False
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """Value of a label: source, group, category, tag, author, symbol, link or like."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class HasState:
    """State that the article has."""

    state: ArticleState


@dataclass(frozen=True, slots=True)
class Published:
    """Published during, from the start of, or before a period of the user's calendar."""

    operator: DateOperator
    period: Period


@dataclass(frozen=True, slots=True)
class Newer:
    """Published within the last `amount` units."""

    amount: int
    unit: TimeUnit


@dataclass(frozen=True, slots=True)
class Older:
    """Published more than `amount` units ago."""

    amount: int
    unit: TimeUnit


@dataclass(frozen=True, slots=True)
class Not:
    """Articles that `child` does not match."""

    child: Node


@dataclass(frozen=True, slots=True)
class And:
    """Articles that all children match; there are at least two."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Articles that any child matches; at least two children, or none, which matches nothing."""

    children: tuple[Node, ...]


Node = Words | Field | HasState | Published | Newer | Older | Not | And | Or

NOTHING = Or(())


@dataclass(frozen=True, slots=True)
class QueryError:
    """Error in a query: a message, its position in `text`, and a hint how to correct it."""

    message: str
    start: int
    end: int
    hint: str
    text: str


def conjunction(nodes: Iterable[Node]) -> Node | None:
    """Combine nodes by And, flattened; None if there are none."""
    children: list[Node] = []
    for node in nodes:
        children.extend(node.children if isinstance(node, And) else (node,))
    if len(children) < 2:
        return children[0] if children else None
    return And(tuple(children))


def disjunction(nodes: Iterable[Node]) -> Node | None:
    """Combine nodes by Or, flattened; None if there are none."""
    children: list[Node] = []
    for node in nodes:
        children.extend(node.children if isinstance(node, Or) else (node,))
    if len(children) < 2:
        return children[0] if children else None
    return Or(tuple(children))


def negation(node: Node) -> Node:
    """Negate a node; a double negation cancels out."""
    return node.child if isinstance(node, Not) else Not(node)
