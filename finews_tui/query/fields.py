"""Fields of the query language: names, and parsing of their values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from finews_tui.i18n.catalog import mark, tr
from finews_tui.model.fullwidth import ascii_key, fullwidth_to_ascii
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
from finews_tui.query.date_ranges import (
    is_partial_age,
    is_partial_period,
    parse_age,
    parse_period,
)

LIKE = "like"
"""Field that takes an article ID and matches the most similar articles."""

TEXT_FIELDS = ("title", "text")
LABEL_FIELDS = (
    *("source", "group", "category", "tag", "author", "credit", "symbol", "stock", "link"),
    LIKE,
)
DATE_FIELDS = ("date", "after", "before")
AGE_FIELDS = ("newer", "older")
FIELDS = (*TEXT_FIELDS, *LABEL_FIELDS, *DATE_FIELDS, *AGE_FIELDS, "is", "sort")

_ALIASES = {"stock": "symbol"}
_MIN_TYPO_LENGTH = 4
_TYPO_CUTOFF = 0.8
_SUGGESTION_CUTOFF = 0.6
_DATE_HINT = mark(
    "Use a day, month or year: date:2022-05-18, date:2022-05, date:yesterday, date:last week"
)
_AGE_HINT = mark("Use a number and a unit (h, d, w, m or y): {field}:3d, {field}:2w")

_Choice = TypeVar("_Choice", Sort, ArticleState)


class TermError(ValueError):
    """Invalid term; `hint` suggests a fix.

    `is_completable` means that typing on can make the term valid.
    """

    def __init__(self, message: str, hint: str, *, is_completable: bool = False) -> None:
        super().__init__(message)
        self.hint = hint
        self.is_completable = is_completable


def has_word(text: str) -> bool:
    """Return whether `text` contains a letter or digit; punctuation is not indexed."""
    return any(character.isalnum() for character in text)


def canonical_field(name: str) -> str:
    """Resolve a field alias; other names are returned unchanged."""
    return _ALIASES.get(name, name)


def ascii_value(field: str, value: str) -> str:
    """Replace full-width characters in a value that is not text. The length stays the same.

    In dates also Chinese punctuation: `2022。5` is 2022.5. The index folds texts and labels itself.
    """
    if field in DATE_FIELDS + AGE_FIELDS:
        return "".join(ascii_key(character) or character for character in value)
    return fullwidth_to_ascii(value) if field in ("is", "sort", "link", LIKE) else value


def field_node(field: str, value: str) -> Node | Sort:
    """Parse the value of a field that is not in `TEXT_FIELDS`.

    Raises:
        TermError: The value is invalid.
    """
    value = ascii_value(field, value)
    if field in DATE_FIELDS:
        return _published(DateOperator(field), value)
    if field in AGE_FIELDS:
        return _newer_or_older(field, value)
    if field == "sort":
        return _choice(Sort, field, value)
    if field == "is":
        return HasState(_choice(ArticleState, field, value))
    return Field(canonical_field(field), value)


def missing_value(field: str) -> TermError:
    """Return the error for a field without a value."""
    hint = tr(
        'Write it right after the colon. To search for the text itself, quote it: "{field}:"',
        field=field,
    )
    return TermError(tr("Missing value for “{field}:”", field=field), hint, is_completable=True)


def missing_word() -> TermError:
    """Return the error for text that contains only punctuation."""
    return TermError(tr("Nothing to search for"), tr("Enter a word"), is_completable=True)


def unknown_field(name: str, term: str) -> TermError:
    """Return the error for an unknown field. `term` includes the value."""
    suggestion = next((field for field in FIELDS if field.startswith(name)), "")
    suggestion = suggestion or _nearest(name, FIELDS, _SUGGESTION_CUTOFF)
    if suggestion:
        hint = tr(
            'Did you mean “{near}:”? To search for the text itself, quote it: "{value}"',
            near=suggestion,
            value=term,
        )
    else:
        hint = tr('To search for the text itself, quote it: "{value}"', value=term)
    return TermError(tr("Unknown field “{name}:”", name=name), hint)


def is_like_field(name: str) -> bool:
    """Return whether `name` looks like a misspelled field."""
    return len(name) >= _MIN_TYPO_LENGTH and bool(_nearest(name, FIELDS))


def _published(operator: DateOperator, value: str) -> Published:
    period = parse_period(value)
    if period is None:
        hint = (
            tr("For an age, use newer:{value} or older:{value}", value=value)
            if parse_age(value)
            else tr(_DATE_HINT)
        )
        is_completable = is_partial_period(value)
        raise TermError(
            tr("Invalid date “{value}”", value=value), hint, is_completable=is_completable
        )
    return Published(operator, period)


def _newer_or_older(field: str, value: str) -> Newer | Older:
    age = parse_age(value)
    if age is None:
        operator = DateOperator.AFTER if field == "newer" else DateOperator.BEFORE
        is_date = parse_period(value) is not None
        hint = (
            tr("For a date, use {edge}:{value}", edge=operator, value=value)
            if is_date
            else tr(_AGE_HINT, field=field)
        )
        is_completable = is_partial_age(value)
        raise TermError(
            tr("Invalid age “{value}”", value=value), hint, is_completable=is_completable
        )
    return Newer(*age) if field == "newer" else Older(*age)


def _choice(choices: type[_Choice], field: str, value: str) -> _Choice:
    value_folded = value.lower()
    for choice in choices:
        if choice == value_folded:
            return choice
    suggestion = _nearest(value_folded, choices)
    hint = (
        tr("Did you mean {field}:{near}?", field=field, near=suggestion)
        if suggestion
        else tr("Use {choices}", choices=_format_choices(field, choices))
    )
    raise TermError(
        tr("Invalid value “{value}” for “{field}:”", field=field, value=value),
        hint,
        is_completable=any(choice.startswith(value_folded) for choice in choices),
    )


def _format_choices(field: str, choices: Iterable[str]) -> str:
    *others, last = (f"{field}:{choice}" for choice in choices)
    return tr("{others} or {last}", others=tr(", ").join(others), last=last)


def _nearest(name: str, known: Iterable[str], cutoff: float = _TYPO_CUTOFF) -> str:
    # Imported lazily: needed only for errors.
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, list(known), n=1, cutoff=cutoff)), "")
