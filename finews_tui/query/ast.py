"""What a query is made of: words, fields, states, times, and how they are joined."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """The order of a listing."""

    NEWEST = "newest"
    OLDEST = "oldest"
    RELEVANCE = "relevance"


class ArticleState(StrEnum):
    """What the reader did with an article."""

    UNREAD = "unread"
    READ = "read"
    BOOKMARKED = "bookmarked"


class TimeUnit(StrEnum):
    """A unit of time; `m` is a month."""

    HOUR = "h"
    DAY = "d"
    WEEK = "w"
    MONTH = "m"
    YEAR = "y"


class DateOperator(StrEnum):
    """Which side of a period is meant; AFTER takes in the period itself, BEFORE does not."""

    DURING = "date"
    AFTER = "after"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class CalendarPeriod:
    """A year, a month or a day; without a year the latest such month or day that has begun."""

    year: int | None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class RelativePeriod:
    """The day, week (from Monday), month or year that lies `count` before the present one."""

    unit: TimeUnit
    count: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """The latest such day, today included; 0 is Monday."""

    day: int


Period = CalendarPeriod | RelativePeriod | Weekday


@dataclass(frozen=True, slots=True)
class Words:
    """Text to be found: in title and text, or in one of them where `field` says so.

    A bare word has no space in it, but may have punctuation (`c++`, `rust-lang`); it always has a
    letter or a digit. `is_prefix`: the last word of it may go on.
    """

    text: str
    field: str | None = None
    is_phrase: bool = False
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A label; `name` is source, group, category, tag, author, symbol, link or like."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class HasState:
    """A state."""

    state: ArticleState


@dataclass(frozen=True, slots=True)
class Published:
    """Published during, from the start of, or before a period of the reader's calendar."""

    operator: DateOperator
    period: Period


@dataclass(frozen=True, slots=True)
class Newer:
    """Published within the last `amount` units."""

    amount: int
    unit: TimeUnit


@dataclass(frozen=True, slots=True)
class Older:
    """Published longer ago than `amount` units."""

    amount: int
    unit: TimeUnit


@dataclass(frozen=True, slots=True)
class Not:
    """All that `child` does not find."""

    child: Node


@dataclass(frozen=True, slots=True)
class And:
    """What every child finds; two children or more."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """What some child finds: two children or more, or none, which finds nothing."""

    children: tuple[Node, ...]


Node = Words | Field | HasState | Published | Newer | Older | Not | And | Or

NOTHING = Or(())


@dataclass(frozen=True, slots=True)
class QueryError:
    """Why a query cannot be asked: a sentence, its place in `text`, and what to write instead."""

    message: str
    start: int
    end: int
    hint: str
    text: str


def conjunction(nodes: Iterable[Node]) -> Node | None:
    """The conjunction of nodes, flat; None if there are none."""
    children: list[Node] = []
    for node in nodes:
        children.extend(node.children if isinstance(node, And) else (node,))
    if len(children) < 2:
        return children[0] if children else None
    return And(tuple(children))


def disjunction(nodes: Iterable[Node]) -> Node | None:
    """The disjunction of nodes, flat; None if there are none."""
    children: list[Node] = []
    for node in nodes:
        children.extend(node.children if isinstance(node, Or) else (node,))
    if len(children) < 2:
        return children[0] if children else None
    return Or(tuple(children))


def negation(node: Node) -> Node:
    """The opposite of a node."""
    return node.child if isinstance(node, Not) else Not(node)
