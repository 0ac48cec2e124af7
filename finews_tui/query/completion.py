"""What may follow in a query that is being typed: operators, states, orders, dates, and names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from finews_tui.query.ast import ArticleState, Sort
from finews_tui.query.fields import AGE_FIELDS, DATE_FIELDS, FIELDS, canonical_field

NAME_FIELDS = ("category", "source", "tag", "symbol", "group", "author")
"""The fields whose values are names that only the library knows."""

_SHORTEST_BARE = 2  # letters of a bare word from which it may be the beginning of something
# Compiled by `re`, once, when somebody types: no start pays for them.
_FIELD = r'(?:^|(?<=[\s(（\-－]))([a-z]+):(["“]?)([^\s"“”()（）]*)$'
_SPOKEN = rf"(?:^|(?<=[\s(（\-－]))({'|'.join(DATE_FIELDS)}):([^\"“”()（）]*)$"
_BARE = r'(?:^|(?<=[\s(（\-－]))([^\s:"“”()（）\-－]+)$'
_LONGEST = 1_000  # characters that somebody types; more is pasted
_DATES = (
    *("today", "yesterday", "this week", "last week", "this month", "last month"),
    *("this year", "last year", "monday", "3 days ago", "2 weeks ago"),
    *("今天", "昨天", "本周", "上周", "本月", "上月", "今年", "去年"),
)
_AGES = ("1d", "3d", "1w", "2w", "1m", "3m", "1y")


class IncompleteTerm(NamedTuple):
    """The term at the end of what is typed: its place, its field, and what there is of its value.

    The field is empty for a bare word.
    """

    start: int
    field: str
    prefix: str


class Completion(NamedTuple):
    """What may stand in the place of an unfinished term, and a word about it."""

    text: str
    note: str = ""


def incomplete_term(text: str) -> IncompleteTerm | None:
    """The term that is being typed at the end of `text`; None where nothing can be proposed."""
    if len(text) > _LONGEST:
        return None
    if match := re.search(_SPOKEN, text):
        return IncompleteTerm(match.start(), match[1], match[2].lstrip())
    if match := re.search(_FIELD, text):
        is_known = match[1] in FIELDS
        return IncompleteTerm(match.start(), match[1], match[3]) if is_known else None
    match = re.search(_BARE, text)
    is_in_phrase = text.count('"') % 2 or text.count("“") > text.count("”")
    if match is not None and len(match[1]) >= _SHORTEST_BARE and not is_in_phrase:
        return IncompleteTerm(match.start(), "", match[1])
    return None


def static_completions(term: IncompleteTerm) -> list[Completion]:
    """The completions that are the same in every library."""
    prefix = term.prefix.casefold()
    if not term.field:
        return [Completion(f"{field}:") for field in FIELDS if field.startswith(prefix)]
    values: Iterable[str] = ()
    if term.field in DATE_FIELDS:
        values = _DATES
    elif term.field in AGE_FIELDS:
        values = _AGES
    elif term.field == "is":
        values = ArticleState
    elif term.field == "sort":
        values = Sort
    return [
        Completion(f"{term.field}:{value}")
        for value in values
        if value.startswith(prefix) and value != prefix
    ]


def name_completion(field: str, value: str, note: str) -> Completion:
    """A name as a term; in quotes where it would not stand alone."""
    name = canonical_field(field)
    is_bare = value and not re.search(r'[\s"“”()（）]', value)
    quoted = value if is_bare else '"' + value.replace('"', " ") + '"'
    return Completion(f"{name}:{quoted}", note)


def apply_completion(text: str, term: IncompleteTerm, completion: Completion) -> str:
    """`text` with its unfinished term made whole; after an operator its value is to follow."""
    end = "" if completion.text.endswith(":") else " "
    return f"{text[: term.start]}{completion.text}{end}"
