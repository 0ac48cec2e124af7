"""One term of a query: a field's name and a value into a node."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from finews_tui.model.query_dates import age, period
from finews_tui.model.query_nodes import (
    Edge,
    Field,
    Is,
    Newer,
    Node,
    Older,
    Published,
    Sort,
    State,
)

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
_DATE_HINT = (
    "write a day, month or year: date:2022-05-18, date:2022-05, date:yesterday, date:last week"
)
_AGE_HINT = "write a number and a unit, h d w m or y: {field}:3d, {field}:2w"

_Choice = TypeVar("_Choice", Sort, State)


class Refused(ValueError):
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


def labelled(field: str, value: str) -> Node | Sort:
    """What any other field says with its value.

    Raises:
        Refused: it says nothing.
    """
    if field in DATE_FIELDS:
        return _published(Edge(field), value)
    if field in AGE_FIELDS:
        return _aged(field, value)
    if field == "sort":
        return _choice(Sort, field, value)
    if field == "is":
        return Is(_choice(State, field, value))
    return Field(_SYNONYMS.get(field, field), value)


def without_value(field: str) -> Refused:
    """A field that nothing follows."""
    hint = f'write it right after the colon, or put "{field}:" in quotes to look for it as text'
    return Refused(f"{field}: needs a value", hint, is_unfinished=True)


def without_word() -> Refused:
    """Text that is punctuation alone."""
    return Refused("there is nothing to look for", "write a word", is_unfinished=True)


def refuse_typo(name: str, value: str) -> None:
    """An unknown field is text (`foo:bar`, `https://…`), unless it almost names a known one.

    Raises:
        Refused: it is.
    """
    rest = value[len(name) + 1 :]
    if len(name) < _SHORTEST_TYPO or not rest or rest.startswith("//"):
        return
    if near := _nearest(name, FIELDS):
        hint = f'did you mean {near}: ? To look for it as text, put it in quotes: "{value}"'
        raise Refused(f"there is no field {name}:", hint)


def _published(edge: Edge, value: str) -> Published:
    when = period(value)
    if when is None:
        hint = f"for an age write newer:{value} or older:{value}" if age(value) else _DATE_HINT
        raise Refused(f'"{value}" is no date', hint, is_unfinished=True)
    return Published(edge, when)


def _aged(field: str, value: str) -> Newer | Older:
    found = age(value)
    if found is None:
        edge = Edge.AFTER if field == "newer" else Edge.BEFORE
        is_date = period(value) is not None
        hint = f"for a date write {edge}:{value}" if is_date else _AGE_HINT.format(field=field)
        raise Refused(f'"{value}" is no age', hint, is_unfinished=True)
    return Newer(*found) if field == "newer" else Older(*found)


def _choice(kind: type[_Choice], field: str, value: str) -> _Choice:
    for choice in kind:
        if choice == value.lower():
            return choice
    near = _nearest(value.lower(), kind)
    hint = f"did you mean {field}:{near} ?" if near else f"write {_listed(field, kind)}"
    is_unfinished = any(choice.startswith(value.lower()) for choice in kind)
    raise Refused(f"there is no {field}:{value}", hint, is_unfinished=is_unfinished)


def _listed(field: str, choices: Iterable[str]) -> str:
    *others, last = (f"{field}:{choice}" for choice in choices)
    return f"{', '.join(others)} or {last}"


def _nearest(name: str, known: Iterable[str]) -> str:
    # Only a mistake needs it, and every start would pay for it.
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, list(known), n=1, cutoff=_LIKENESS)), "")
