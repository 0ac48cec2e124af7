"""Completion while typing a query: fields, states, sort orders, dates and names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from finews_tui.model.fullwidth import fullwidth_to_ascii
from finews_tui.query.ast import ArticleState, Sort
from finews_tui.query.fields import AGE_FIELDS, DATE_FIELDS, FIELDS, canonical_field

NAME_FIELDS = ("category", "source", "tag", "symbol", "group", "author", "credit")
"""Fields whose values are names from the library."""

_MIN_WORD_LENGTH = 2  # of a bare word to complete to a field or a name
# Strings, compiled and cached by `re` on first use: not needed at startup.
_FIELD = r'(?:^|(?<=[\s(（\-－]))([a-z]+):(["“]?)([^\s"“”()（）]*)$'
_DATE_FIELD = rf"(?:^|(?<=[\s(（\-－]))({'|'.join(DATE_FIELDS)}):([^\"“”()（）]*)$"
_WORD = r'(?:^|(?<=[\s(（\-－]))([^\s:"“”()（）\-－]+)$'
_MAX_LENGTH = 1_000  # longer text is pasted, not typed
_DATES = (
    *("today", "yesterday", "this week", "last week", "this month", "last month"),
    *("this year", "last year", "monday", "3 days ago", "2 weeks ago"),
    *("今天", "昨天", "本周", "上周", "本月", "上月", "今年", "去年"),
)
_AGES = ("1d", "3d", "1w", "2w", "1m", "3m", "1y")


class IncompleteTerm(NamedTuple):
    """Term at the cursor: start, field ("" for a bare word), and the value so far."""

    start: int
    field: str
    prefix: str


class Completion(NamedTuple):
    """Replacement for an incomplete term, with a note to display next to it."""

    text: str
    note: str = ""


def incomplete_term(text: str) -> IncompleteTerm | None:
    """Return the term at the end of `text`. None if there is nothing to complete."""
    if len(text) > _MAX_LENGTH:
        return None
    text = fullwidth_to_ascii(text)
    if match := re.search(_DATE_FIELD, text):
        return IncompleteTerm(match.start(), match[1], match[2].lstrip())
    if match := re.search(_FIELD, text):
        is_known = match[1] in FIELDS
        return IncompleteTerm(match.start(), match[1], match[3]) if is_known else None
    match = re.search(_WORD, text)
    is_in_phrase = text.count('"') % 2 or text.count("“") > text.count("”")
    if match is not None and len(match[1]) >= _MIN_WORD_LENGTH and not is_in_phrase:
        return IncompleteTerm(match.start(), "", match[1])
    return None


def static_completions(term: IncompleteTerm) -> list[Completion]:
    """Return completions that do not depend on the library."""
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
    """Return the completion for a name, quoted if necessary."""
    is_bare = value and not re.search(r'[\s"“”()（）]', value)
    quoted = value if is_bare else '"' + value.replace('"', " ") + '"'
    return Completion(f"{canonical_field(field)}:{quoted}", note)


def apply_completion(text: str, term: IncompleteTerm, completion: Completion) -> str:
    """Replace the term at the end of `text`. Adds a space unless a value must follow."""
    end = "" if completion.text.endswith(":") else " "
    return f"{text[: term.start]}{completion.text}{end}"
