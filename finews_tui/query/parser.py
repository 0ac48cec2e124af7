"""Recursive descent parser for the query language, with error positions."""

from __future__ import annotations

import re
from typing import NoReturn

from finews_tui.i18n.catalog import mark, tr
from finews_tui.model.fullwidth import fullwidth_to_ascii
from finews_tui.query.ast import Node, QueryError, Sort, Words, conjunction, disjunction, negation
from finews_tui.query.date_ranges import (
    AGE_PHRASE,
    DATE_PHRASE,
    is_partial_age,
    is_partial_period,
)
from finews_tui.query.fields import (
    AGE_FIELDS,
    DATE_FIELDS,
    FIELDS,
    TEXT_FIELDS,
    TermError,
    ascii_value,
    field_node,
    has_word,
    is_like_field,
    missing_value,
    missing_word,
    unknown_field,
)
from finews_tui.query.formatting import CLOSING, MINUS, OPENING, OR, QUOTES

MAX_LENGTH = 4096
MAX_DEPTH = 50
MAX_TERMS = 256

_SPACES = (range(0x20), range(0x7F, 0xA0), (0x2028, 0x2029), range(0xD800, 0xE000))
_INVISIBLE = (
    (0xAD, 0x180E, 0x200B, 0xFEFF),
    *(range(0x202A, 0x202F), range(0x2060, 0x206A), range(0xFFF9, 0xFFFC)),
    range(0xE0000, 0xE0080),
)
_REPLACEMENTS: dict[int, str | None] = {
    **{code: " " for codes in _SPACES for code in codes},
    **{code: None for codes in _INVISIBLE for code in codes},
}
_RUN = re.compile(rf"[^\s{re.escape(QUOTES + OPENING + CLOSING)}]+")
_FIELD_NAME = re.compile("([A-Za-zＡ-Ｚａ-ｚ]+)([:：])")
_STARS = "*＊"
# Characters after the colon of a URL, a Windows path or `std::vector`, never of a field.
_NOT_A_VALUE = "/\\:／＼："
_SHOWN_LENGTH = 40
# Scripts with spaces between words end at Hangul; Latin Extended Additional resumes them.
_HANGUL, _LATIN_AGAIN, _RADICALS = "\u1100", "\u1e00", "\u2e80"
_OR_HINT = mark('OR goes between two terms. To search for the word itself, quote it: "OR"')


class QuerySyntaxError(Exception):
    """Invalid query; stops the parser. `error` describes the problem."""

    def __init__(self, error: QueryError) -> None:
        super().__init__(error.message)
        self.error = error


def clean(text: str) -> str:
    """Replace control characters with spaces and remove invisible characters."""
    return text.translate(_REPLACEMENTS)


def length_error(text: str) -> QueryError:
    """Return the error for a text longer than `MAX_LENGTH`."""
    hint = tr("Use at most {limit:,} characters", limit=MAX_LENGTH)
    shortened = clean(text[:MAX_LENGTH]).ljust(MAX_LENGTH) + "…"
    return QueryError(tr("Query too long"), MAX_LENGTH, MAX_LENGTH + 1, hint, shortened)


class Parser:
    """Parser for a single text. Not reusable.

    If `is_partial`, the text is still being typed: its last word matches as a prefix, and an
    unfinished last term (`date:20`, `is:unr`, an open quote, parenthesis or OR) is reported as
    `incomplete` instead of an error. Unfinished terms are skipped; open phrases and groups are
    parsed as far as typed.
    """

    def __init__(self, text: str, *, is_partial: bool = False) -> None:
        self.text = text
        self.sort: Sort | None = None
        self.incomplete: QueryError | None = None
        self._is_partial = is_partial
        self._position = 0
        self._depth = 0
        self._terms = 0
        self._empty_term_error: QueryError | None = None

    def parse(self) -> Node | None:
        """Return the root node. None if the query matches everything.

        Raises:
            QuerySyntaxError: The query is invalid.
        """
        root = self._parse_terms("")
        if root is None and self._empty_term_error is not None:
            self._raise_unless_incomplete(self._empty_term_error)
        return root

    def _parse_terms(self, field: str) -> Node | None:
        """Parse terms up to the end or a closing parenthesis, bare words in `field`."""
        alternatives: list[list[Node | None]] = []
        or_position: int | None = None
        while self._skip_space():
            start = self._position
            if self.text[start] in CLOSING:
                if self._depth:
                    break
                self._skip_stray_parenthesis(start)
            elif fullwidth_to_ascii(self._peek_run()) == OR:
                self._position += len(OR)
                if or_position is not None or not alternatives:
                    self._fail(tr("Missing term before OR"), start, tr(_OR_HINT))
                or_position = start
            else:
                term = self._parse_term(field)
                if or_position is None:
                    alternatives.append([])
                alternatives[-1].append(term)
                or_position = None
        if or_position is not None:
            error = self._error(tr("Missing term after OR"), or_position, tr(_OR_HINT))
            self._raise_unless_incomplete(error, is_completable=self._is_at_end())
        terms = (disjunction(node for node in nodes if node is not None) for nodes in alternatives)
        return conjunction(node for node in terms if node is not None)

    def _skip_stray_parenthesis(self, start: int) -> None:
        """Skip a full-width `）`, common in pasted Chinese; an ASCII one is an error."""
        self._position += 1
        if self.text[start] == ")":
            hint = tr('Remove it, or quote the text: "a) b"')
            self._fail(tr("Unmatched “)”"), start, hint)

    def _parse_term(self, field: str) -> Node | None:
        start = self._position
        following = self.text[start + 1 : start + 2]
        is_prefixed = following.strip() and following not in MINUS + CLOSING
        if self.text[start] not in MINUS or not is_prefixed:
            return self._parse_positive(field, start)
        self._position += 1
        node = self._parse_positive(field, start)
        return None if node is None else negation(node)

    def _parse_positive(self, field: str, start: int) -> Node | None:
        if self.text[self._position] in OPENING:
            return self._parse_group(field, start)
        match = _FIELD_NAME.match(self.text, self._position)
        if match is None:
            return self._parse_value(field, start)
        name, colon = fullwidth_to_ascii(match[1]).lower(), match[2]
        following = self.text[match.end() : match.end() + 1]
        has_value = bool(following.strip()) and following not in CLOSING
        if name in FIELDS:
            self._position = match.end()
            if not has_value:
                self._handle_term_error(missing_value(name), start)
                return None
            if following in OPENING:
                return self._parse_group(name, start)
            return self._parse_value(name, start)
        # Many Chinese headlines have a full-width colon after the first word (`ETF：…`).
        is_field = colon == ":" or is_like_field(name)
        if has_value and is_field and following not in _NOT_A_VALUE:
            run = self._take(self._peek_run())
            error = unknown_field(name, run[:_SHOWN_LENGTH])
            raise QuerySyntaxError(self._term_error(error, start))
        return self._parse_value(field, start)

    def _parse_group(self, field: str, start: int) -> Node | None:
        opening = self._position
        self._position += 1
        if self._depth == MAX_DEPTH:
            message = tr("Parentheses nested more than {limit} levels deep", limit=MAX_DEPTH)
            self._fail(message, start, tr("Remove some of the parentheses"))
        self._depth += 1
        node = self._parse_terms(field)
        self._depth -= 1
        if self._is_at_end():
            message = tr("Unclosed parenthesis")
            hint = tr("Add “)” at the end, or quote the text")
            self._raise_unless_incomplete(
                QueryError(message, opening, opening + 1, hint, self.text)
            )
            return node
        self._position += 1
        if node is None:
            self._empty_term_error = self._term_error(missing_word(), start)
        return node

    def _parse_value(self, field: str, start: int) -> Node | None:
        """Parse a quoted phrase or a run of characters as the value of `field`."""
        self._terms += 1
        if self._terms > MAX_TERMS:
            hint = tr("Use fewer words, or only a part of the text")
            self._fail(tr("Too many words (at most {limit})", limit=MAX_TERMS), start, hint)
        if field in ("", *TEXT_FIELDS):
            return self._parse_words(field, start)
        is_quoted = self.text[self._position] in QUOTES
        value = self._parse_label(field, start)
        if not value:
            return None
        try:
            node = field_node(field, value)
        except TermError as error:
            if is_quoted:
                raise QuerySyntaxError(self._term_error(error, start)) from None
            self._handle_term_error(error, start)
            return None
        if not isinstance(node, Sort):
            return node
        self.sort = node
        return None

    def _parse_words(self, field: str, start: int) -> Node | None:
        is_phrase = self.text[self._position] in QUOTES
        is_open = False
        if is_phrase:
            text, is_open = self._parse_phrase()
            is_prefix = self._skip_stars()
        else:
            run = self._take(self._peek_run())
            text = run.rstrip(_STARS)
            is_prefix = text != run
            # After removing the `-` of `-(-OR)`, a bare OR would be formatted as the operator.
            is_phrase = fullwidth_to_ascii(run) == OR and not field
        if not has_word(text):
            if not is_open:
                if field or (is_phrase and text):
                    self._handle_term_error(missing_word() if text else missing_value(field), start)
                self._empty_term_error = self._term_error(missing_word(), start)
            return None
        if self._is_partial and self._is_at_end() and (is_open or not is_phrase):
            is_prefix |= self.text[start] not in MINUS and _ends_latin(text)
        return Words(text, field or None, is_phrase, is_prefix)

    def _parse_label(self, field: str, start: int) -> str:
        """Parse the value of a non-text field; empty if missing or incomplete."""
        if self.text[self._position] in QUOTES:
            value, is_open = self._parse_phrase()
            if is_open:
                return ""
        else:
            value = self._take(self._peek_time_phrase(field) or self._peek_run())
        if not value:
            self._handle_term_error(missing_value(field), start)
        return value

    def _peek_time_phrase(self, field: str) -> str:
        """Return the date or age of several words at the current position, if any."""
        if field not in DATE_FIELDS + AGE_FIELDS:
            return ""
        is_date = field in DATE_FIELDS
        rest = ascii_value(field, self.text[self._position :])
        is_partial_value = is_partial_period if is_date else is_partial_age
        if self._is_partial and " " in rest and is_partial_value(rest):
            return rest
        match = re.match(DATE_PHRASE if is_date else AGE_PHRASE, rest)
        return rest[: match.end()] if match else ""

    def _parse_phrase(self) -> tuple[str, bool]:
        """Return the text between quotes, and whether the closing quote is missing."""
        opening = self._position
        is_curly = self.text[opening] in "“”"
        ends = self._find_any("“”" if is_curly else '"＂', opening + 1)
        if not ends and is_curly:
            ends = self._find_any('"＂', opening + 1)
        end = min(ends, default=len(self.text))
        self._position = min(end + 1, len(self.text))
        if not ends:
            hint = tr("Add a quote at the end, or remove this one")
            self._raise_unless_incomplete(self._error(tr("Unclosed quote"), opening, hint))
        inner = self.text[opening + 1 : end].replace('"', " ").replace("＂", " ")
        return " ".join(inner.split()), not ends

    def _find_any(self, characters: str, start: int) -> list[int]:
        positions = (self.text.find(character, start) for character in characters)
        return [position for position in positions if position >= 0]

    def _skip_stars(self) -> bool:
        start = self._position
        while self.text.startswith(tuple(_STARS), self._position):
            self._position += 1
        return self._position > start

    def _take(self, run: str) -> str:
        self._position += len(run)
        return run

    def _peek_run(self) -> str:
        match = _RUN.match(self.text, self._position)
        return match[0] if match else ""

    def _is_at_end(self) -> bool:
        return self._position >= len(self.text)

    def _skip_space(self) -> bool:
        """Skip whitespace. Returns False at the end of the text."""
        while not self._is_at_end() and self.text[self._position].isspace():
            self._position += 1
        return not self._is_at_end()

    def _fail(self, message: str, start: int, hint: str) -> NoReturn:
        raise QuerySyntaxError(self._error(message, start, hint))

    def _handle_term_error(self, error: TermError, start: int) -> None:
        """Raise, unless the term is the last one and can still become valid."""
        is_completable = error.is_completable and self._is_at_end()
        self._raise_unless_incomplete(self._term_error(error, start), is_completable=is_completable)

    def _raise_unless_incomplete(self, error: QueryError, *, is_completable: bool = True) -> None:
        """Raise, or record the error as `incomplete` if typing on can fix it."""
        if not (self._is_partial and is_completable):
            raise QuerySyntaxError(error)
        self.incomplete = self.incomplete or error

    def _term_error(self, error: TermError, start: int) -> QueryError:
        return self._error(str(error), start, error.hint)

    def _error(self, message: str, start: int, hint: str) -> QueryError:
        """Return an error spanning `start` to the current position."""
        return QueryError(message, start, self._position, hint, self.text)


def _ends_latin(text: str) -> bool:
    """Return whether `text` ends in a script with spaces between words (not CJK)."""
    last = text[-1]
    return last.isalnum() and (last < _HANGUL or _LATIN_AGAIN <= last < _RADICALS)
