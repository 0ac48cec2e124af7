"""One term of a query: a field's name and a value into a node."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from finews_tui.i18n.catalog import mark, tr
from finews_tui.query.ast import (
    ArticleState,
    DateOperator,
    Field,
    HasState,
    Newer,
    Node,
    Older,
    Published,
    Sort,
)
from finews_tui.query.date_ranges import parse_age, parse_period

LIKE = "like"
"""The field whose value is an article's id: it finds those that are most like that article."""

TEXT_FIELDS = ("title", "text")
LABEL_FIELDS = (
    *("source", "group", "category", "tag", "author", "symbol", "stock", "link"),
    LIKE,
)
DATE_FIELDS = ("date", "after", "before")
AGE_FIELDS = ("newer", "older")
FIELDS = (*TEXT_FIELDS, *LABEL_FIELDS, *DATE_FIELDS, *AGE_FIELDS, "is", "sort")

_SYNONYMS = {"stock": "symbol"}
_SHORTEST_TYPO = 4
_LIKENESS = 0.8
_DATE_HINT = mark(
    "write a day, month or year: date:2022-05-18, date:2022-05, date:yesterday, date:last week"
)
_AGE_HINT = mark("write a number and a unit, h d w m or y: {field}:3d, {field}:2w")

_Choice = TypeVar("_Choice", Sort, ArticleState)


class TermError(ValueError):
    """A term that says nothing; `hint` is what to write instead.

    `is_unfinished`: it may come to say something as one types on.
    """

    def __init__(self, message: str, hint: str, *, is_unfinished: bool = False) -> None:
        super().__init__(message)
        self.hint = hint
        self.is_unfinished = is_unfinished


def has_word(text: str) -> bool:
    """Whether there is a letter or a digit that can be looked for."""
    return any(character.isalnum() for character in text)


def field_node(field: str, value: str) -> Node | Sort:
    """What any other field says with its value.

    Raises:
        Refused: it says nothing.
    """
    if field in DATE_FIELDS:
        return _published(DateOperator(field), value)
    if field in AGE_FIELDS:
        return _aged(field, value)
    if field == "sort":
        return _choice(Sort, field, value)
    if field == "is":
        return HasState(_choice(ArticleState, field, value))
    return Field(_SYNONYMS.get(field, field), value)


def missing_value(field: str) -> TermError:
    """A field that nothing follows."""
    hint = tr(
        'write it right after the colon, or put "{field}:" in quotes to look for it as text',
        field=field,
    )
    return TermError(tr("{field}: needs a value", field=field), hint, is_unfinished=True)


def missing_word() -> TermError:
    """Text that is punctuation alone."""
    return TermError(tr("there is nothing to look for"), tr("write a word"), is_unfinished=True)


def refuse_unknown_field(name: str, value: str) -> None:
    """An unknown field is text (`foo:bar`, `https://…`), unless it almost names a known one.

    Raises:
        Refused: it is.
    """
    rest = value[len(name) + 1 :]
    if len(name) < _SHORTEST_TYPO or not rest or rest.startswith("//"):
        return
    if near := _nearest(name, FIELDS):
        hint = tr(
            'did you mean {near}: ? To look for it as text, put it in quotes: "{value}"',
            near=near,
            value=value,
        )
        raise TermError(tr("there is no field {name}:", name=name), hint)


def _published(operator: DateOperator, value: str) -> Published:
    when = parse_period(value)
    if when is None:
        hint = (
            tr("for an age write newer:{value} or older:{value}", value=value)
            if parse_age(value)
            else tr(_DATE_HINT)
        )
        raise TermError(tr('"{value}" is no date', value=value), hint, is_unfinished=True)
    return Published(operator, when)


def _aged(field: str, value: str) -> Newer | Older:
    found = parse_age(value)
    if found is None:
        operator = DateOperator.AFTER if field == "newer" else DateOperator.BEFORE
        is_date = parse_period(value) is not None
        hint = (
            tr("for a date write {edge}:{value}", edge=operator, value=value)
            if is_date
            else tr(_AGE_HINT, field=field)
        )
        raise TermError(tr('"{value}" is no age', value=value), hint, is_unfinished=True)
    return Newer(*found) if field == "newer" else Older(*found)


def _choice(kind: type[_Choice], field: str, value: str) -> _Choice:
    for choice in kind:
        if choice == value.lower():
            return choice
    near = _nearest(value.lower(), kind)
    hint = (
        tr("did you mean {field}:{near} ?", field=field, near=near)
        if near
        else tr("write {choices}", choices=_listed(field, kind))
    )
    is_unfinished = any(choice.startswith(value.lower()) for choice in kind)
    raise TermError(
        tr("there is no {field}:{value}", field=field, value=value),
        hint,
        is_unfinished=is_unfinished,
    )


def _listed(field: str, choices: Iterable[str]) -> str:
    *others, last = (f"{field}:{choice}" for choice in choices)
    return tr("{others} or {last}", others=tr(", ").join(others), last=last)


def _nearest(name: str, known: Iterable[str]) -> str:
    # Only an error needs it, and every start would pay for it.
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, list(known), n=1, cutoff=_LIKENESS)), "")
