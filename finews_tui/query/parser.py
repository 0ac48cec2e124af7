"""Text into the nodes of a query, by recursive descent; an error ends it with its place."""

from __future__ import annotations

import re

from finews_tui.i18n.catalog import mark, tr
from finews_tui.query.ast import Node, QueryError, Sort, Words, conjunction, disjunction, negation
from finews_tui.query.date_ranges import SPOKEN_AGE, SPOKEN_DATE
from finews_tui.query.fields import (
    AGE_FIELDS,
    DATE_FIELDS,
    FIELDS,
    TEXT_FIELDS,
    TermError,
    field_node,
    has_word,
    missing_value,
    missing_word,
    refuse_unknown_field,
)
from finews_tui.query.formatting import CLOSING, MINUS, OPENING, OR, QUOTES

MAX_LENGTH = 4096
MAX_DEPTH = 50
MAX_TERMS = 256

_SPACES = (range(0x20), range(0x7F, 0xA0), (0x2028, 0x2029), range(0xD800, 0xE000))
_UNSEEN = (
    (0xAD, 0x180E, 0x200B, 0xFEFF),
    *(range(0x202A, 0x202F), range(0x2060, 0x206A), range(0xFFF9, 0xFFFC)),
    range(0xE0000, 0xE0080),
)
_CLEAN: dict[int, str | None] = {
    **{code: " " for codes in _SPACES for code in codes},
    **{code: None for codes in _UNSEEN for code in codes},
}
_RUN = re.compile(rf"[^\s{re.escape(QUOTES + OPENING + CLOSING)}]+")
_NAMED = re.compile(r"([A-Za-z]+)[:：]")
# Where scripts of spaced words end and begin again: Hangul, Latin Extended Additional, radicals.
_HANGUL, _LATIN_AGAIN, _RADICALS = "\u1100", "\u1e00", "\u2e80"
_OR_HINT = mark('OR stands between two terms; put "OR" in quotes to look for it as text')


class QuerySyntaxError(Exception):
    """Carries an error out of the parser."""

    def __init__(self, error: QueryError) -> None:
        super().__init__(error.message)
        self.error = error


def clean(text: str) -> str:
    """`text` without what is never seen; control characters become spaces."""
    return text.translate(_CLEAN)


def length_error(text: str) -> QueryError:
    """The error of a text that nobody typed."""
    hint = tr("search for a part of it, at most {most:,} characters", most=MAX_LENGTH)
    kept = clean(text[:MAX_LENGTH]).ljust(MAX_LENGTH) + "…"
    return QueryError(tr("the query is too long"), MAX_LENGTH, MAX_LENGTH + 1, hint, kept)


class Parser:
    """One reading of one text: the place in it, and the order that it asks for.

    While it is being typed, the last word may go on and a last OR may still get its term.
    """

    def __init__(self, text: str, *, is_typing: bool = False) -> None:
        self.text = text
        self.sort: Sort | None = None
        self._is_typing = is_typing
        self._position = 0
        self._depth = 0
        self._terms = 0
        self._wordless: QuerySyntaxError | None = None

    def parse(self) -> Node | None:
        """The root of the query; None where the text asks for all.

        Raises:
            QuerySyntaxError: the text is no query.
        """
        root = self._terms_until_closed("")
        if root is None and self._wordless is not None and not self._is_typing:
            raise self._wordless
        return root

    def _terms_until_closed(self, field: str) -> Node | None:
        """Terms up to the end or the `)` of the present group; bare ones are of `field`."""
        rows: list[list[Node | None]] = []
        or_at: int | None = None
        while self._skip_space():
            start = self._position
            if self.text[start] in CLOSING:
                if self._depth:
                    break
                self._pass_stray(start)
            elif self._run() == OR:
                self._position += len(OR)
                if or_at is not None or not rows:
                    raise self._error(tr("OR needs a term before it"), start, tr(_OR_HINT))
                or_at = start
            else:
                term = self._term(field)
                if or_at is None:
                    rows.append([])
                rows[-1].append(term)
                or_at = None
        if or_at is not None and not (self._is_typing and self._is_at_end()):
            raise self._error(tr("OR needs a term after it"), or_at, tr(_OR_HINT))
        found = (disjunction(node for node in row if node is not None) for row in rows)
        return conjunction(node for node in found if node is not None)

    def _pass_stray(self, start: int) -> None:
        """Pasted Chinese may end in a full-width parenthesis; an ASCII one is an error."""
        self._position += 1
        if self.text[start] == ")":
            hint = tr('take it out, or put the text in quotes: "a) b"')
            raise self._error(tr('")" closes nothing'), start, hint)

    def _term(self, field: str) -> Node | None:
        start = self._position
        following = self.text[start + 1 : start + 2]
        is_glued = following.strip() and following not in MINUS + CLOSING
        if self.text[start] not in MINUS or not is_glued:
            return self._positive(field, start)
        self._position += 1
        node = self._positive(field, start)
        return None if node is None else negation(node)

    def _positive(self, field: str, start: int) -> Node | None:
        if self.text[self._position] in OPENING:
            return self._group(field, start)
        match = _NAMED.match(self.text, self._position)
        if match is None or match[1].lower() not in FIELDS:
            return self._value(field, start)
        field = match[1].lower()
        self._position = match.end()
        following = self.text[self._position : self._position + 1]
        if not following.strip() or following in CLOSING:
            raise self._refused(missing_value(field), start)
        return self._group(field, start) if following in OPENING else self._value(field, start)

    def _group(self, field: str, start: int) -> Node | None:
        self._position += 1
        if self._depth == MAX_DEPTH:
            message = tr("more than {most} parentheses inside each other", most=MAX_DEPTH)
            raise self._error(message, start, tr("take some of the parentheses out"))
        self._depth += 1
        node = self._terms_until_closed(field)
        self._depth -= 1
        self._position += not self._is_at_end()
        if node is None:
            self._wordless = self._refused(missing_word(), start)
        return node

    def _value(self, field: str, start: int) -> Node | None:
        """A phrase or a bare run of characters, as the field wants it."""
        self._terms += 1
        if self._terms > MAX_TERMS:
            hint = tr("search for fewer words, or for a part of the text")
            raise self._error(tr("more than {most} words", most=MAX_TERMS), start, hint)
        try:
            if field in ("", *TEXT_FIELDS):
                return self._words(field, start)
            node = field_node(field, self._label(field))
        except TermError as refusal:
            raise self._refused(refusal, start) from None
        if not isinstance(node, Sort):
            return node
        self.sort = node
        return None

    def _words(self, field: str, start: int) -> Node | None:
        is_phrase = self.text[self._position] in QUOTES
        if is_phrase:
            text, is_closed = self._phrase()
            is_prefix = self._pass_stars()
        else:
            run = self._pass_run(self._run())
            text, is_closed = run.rstrip("*"), False
            is_prefix = text != run
            # Without its `-`, as in `-(-OR)`, the bare word would be printed as the operator.
            is_phrase = run == OR and not field
            if not field and (match := _NAMED.match(run)):
                refuse_unknown_field(match[1].lower(), run)
        if not has_word(text):
            if field or (is_phrase and text):
                raise missing_word() if text else missing_value(field)
            self._wordless = self._refused(missing_word(), start)
            return None
        if self._is_typing and self._is_at_end() and not is_closed:
            is_prefix |= self.text[start] not in MINUS and _ends_latin(text)
        return Words(text, field or None, is_phrase, is_prefix)

    def _label(self, field: str) -> str:
        if self.text[self._position] in QUOTES:
            value = self._phrase()[0]
        else:
            spoken = None
            if field in DATE_FIELDS + AGE_FIELDS:
                pattern = SPOKEN_DATE if field in DATE_FIELDS else SPOKEN_AGE
                spoken = re.compile(pattern).match(self.text, self._position)
            value = self._pass_run(spoken[0] if spoken else self._run())
        if not value:
            raise missing_value(field)
        return value

    def _phrase(self) -> tuple[str, bool]:
        """What stands between quotes, and whether they were closed; else it reaches to the end."""
        start = self._position + 1
        is_curly = self.text[self._position] in "“”"
        ends = self._places("“”" if is_curly else '"＂', start)
        if not ends and is_curly:
            ends = self._places('"＂', start)
        end = min(ends, default=len(self.text))
        self._position = min(end + 1, len(self.text))
        inner = self.text[start:end].replace('"', " ").replace("＂", " ")
        return " ".join(inner.split()), bool(ends)

    def _places(self, marks: str, start: int) -> list[int]:
        return [place for mark in marks if (place := self.text.find(mark, start)) >= 0]

    def _pass_stars(self) -> bool:
        start = self._position
        while self.text.startswith("*", self._position):
            self._position += 1
        return self._position > start

    def _pass_run(self, run: str) -> str:
        self._position += len(run)
        return run

    def _run(self) -> str:
        match = _RUN.match(self.text, self._position)
        return match[0] if match else ""

    def _is_at_end(self) -> bool:
        return self._position >= len(self.text)

    def _skip_space(self) -> bool:
        """Go to the next character that is no space; False at the end."""
        while not self._is_at_end() and self.text[self._position].isspace():
            self._position += 1
        return not self._is_at_end()

    def _refused(self, refusal: TermError, start: int) -> QuerySyntaxError:
        is_unfinished = refusal.is_unfinished and self._is_at_end()
        return self._error(str(refusal), start, refusal.hint, is_unfinished)

    def _error(
        self, message: str, start: int, hint: str, is_unfinished: bool = False
    ) -> QuerySyntaxError:
        """A error that reaches from `start` to the present place."""
        end = self._position
        return QuerySyntaxError(QueryError(message, start, end, hint, self.text, is_unfinished))


def _ends_latin(text: str) -> bool:
    """Whether the last character is one of a word that is still growing: no Chinese, no Hangul."""
    last = text[-1]
    return last.isalnum() and (last < _HANGUL or _LATIN_AGAIN <= last < _RADICALS)
