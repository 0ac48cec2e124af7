"""Text into the nodes of a query, by recursive descent; a mistake ends it with its place."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TypeVar

from finews_tui.model.query_dates import SPOKEN_AGE, SPOKEN_DATE, age, period
from finews_tui.model.query_nodes import (
    Edge,
    Field,
    Is,
    Mistake,
    Newer,
    Node,
    Older,
    Published,
    Sort,
    State,
    Words,
    all_of,
    any_of,
    not_of,
)
from finews_tui.model.query_text import CLOSING, MINUS, OPENING, OR, QUOTES

LONGEST = 4096
DEEPEST = 50
MOST_TERMS = 256

TEXT_FIELDS = ("title", "text")
LABEL_FIELDS = ("source", "group", "category", "tag", "author", "symbol", "link")
FIELDS = (
    *TEXT_FIELDS,
    *LABEL_FIELDS,
    "stock",
    "is",
    "date",
    "after",
    "before",
    "newer",
    "older",
    "sort",
)
_SYNONYMS = {"stock": "symbol"}
_SHORTEST_TYPO = 4
_LIKENESS = 0.8

_SPACED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_UNSEEN = re.compile(
    "[\u00ad\u180e\u200b\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_RUN = re.compile(rf"[^\s{re.escape(QUOTES + OPENING + CLOSING)}]+")
_NAMED = re.compile(r"([A-Za-z]+)[:：]")
_LATIN_END = re.compile(
    r"[^\W_\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003ffff]$"
)
_DATE_HINT = (
    "write a day, month or year: date:2022-05-18, date:2022-05, date:yesterday, date:last week"
)
_AGE_HINT = "write a number and a unit, h d w m or y: {name}:3d, {name}:2w"
_OR_HINT = f'{OR} stands between two terms; put "{OR}" in quotes to look for it as text'

_Choice = TypeVar("_Choice", Sort, State)


class MistakeFound(Exception):
    """Carries a mistake out of the parser."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake.message)
        self.mistake = mistake


def cleaned(text: str) -> str:
    """`text` without what is never seen; control characters become spaces."""
    return _UNSEEN.sub("", _SPACED.sub(" ", text))


class Parser:
    """One reading of one text: the place in it, and the order that it asks for."""

    def __init__(self, text: str, *, is_typing: bool = False) -> None:
        self.text = text
        self.sort: Sort | None = None
        self._is_typing = is_typing
        self._position = 0
        self._depth = 0
        self._terms = 0
        self._wordless: Mistake | None = None

    def parse(self) -> Node | None:
        """The root of the query.

        Raises:
            MistakeFound: the text is no query.
        """
        if len(self.text) > LONGEST:
            raise MistakeFound(too_long(self.text))
        root = self._terms_until_closed("")
        if root is None and self._wordless is not None and self.sort is None:
            raise MistakeFound(self._wordless)
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
                self._refuse_stray(start)
                continue
            if self._run() == OR:
                self._position += len(OR)
                if or_at is not None or not rows:
                    raise self._mistake(
                        f"{OR} needs a term before it", start, self._position, _OR_HINT
                    )
                or_at = start
                continue
            term = self._term(field)
            if or_at is None:
                rows.append([term])
            else:
                rows[-1].append(term)
            or_at = None
        if or_at is not None and not (self._is_typing and self._position == len(self.text)):
            raise self._mistake(f"{OR} needs a term after it", or_at, or_at + len(OR), _OR_HINT)
        found = (any_of(node for node in row if node is not None) for row in rows)
        return all_of(node for node in found if node is not None)

    def _refuse_stray(self, start: int) -> None:
        """Pasted Chinese may end in a full-width parenthesis; an ASCII one is a mistake."""
        if self.text[start] == ")":
            hint = 'take it out, or put the text in quotes: "a) b"'
            raise self._mistake('")" closes nothing', start, start + 1, hint)
        self._position += 1

    def _term(self, field: str) -> Node | None:
        start = self._position
        if self._is_negation(start):
            self._position += 1
            node = self._positive(field, start)
            return None if node is None else not_of(node)
        return self._positive(field, start)

    def _is_negation(self, start: int) -> bool:
        following = self.text[start + 1 : start + 2]
        is_glued = bool(following) and not following.isspace() and following not in MINUS + CLOSING
        return self.text[start] in MINUS and is_glued

    def _positive(self, field: str, start: int) -> Node | None:
        character = self.text[self._position]
        if character in OPENING:
            return self._group(field)
        if character in QUOTES:
            return self._value(field, start)
        match = _NAMED.match(self.text, self._position)
        name = match[1].lower() if match else ""
        if match is None or name not in FIELDS:
            return self._value(field, start)
        self._position = match.end()
        if (
            self._is_at_end()
            or self.text[self._position].isspace()
            or self.text[self._position] in CLOSING
        ):
            raise self._without_value(name, start)
        if self.text[self._position] in OPENING:
            return self._group(name)
        return self._value(name, start)

    def _group(self, field: str) -> Node | None:
        if self._depth == DEEPEST:
            hint = "take some of the parentheses out"
            message = f"more than {DEEPEST} parentheses inside each other"
            raise self._mistake(message, self._position, self._position + 1, hint)
        self._depth += 1
        self._position += 1
        node = self._terms_until_closed(field)
        self._position += not self._is_at_end()
        self._depth -= 1
        return node

    def _value(self, field: str, start: int) -> Node | None:
        """A phrase or a bare run of characters, as the field wants it."""
        is_phrase = self.text[self._position] in QUOTES
        value = self._phrase() if is_phrase else self._bare(field)
        is_prefix = False
        if field in ("", *TEXT_FIELDS):
            is_prefix = value.endswith("*") if not is_phrase else self._has_star()
            value = value if is_phrase else value.rstrip("*")
            if self._is_typing and not is_phrase and self.text[start] not in MINUS:
                is_prefix |= self._is_at_end() and _LATIN_END.search(value) is not None
        self._terms += 1
        if self._terms > MOST_TERMS:
            hint = "search for fewer words, or for a part of the text"
            raise self._mistake(f"more than {MOST_TERMS} words", start, self._position, hint)
        return self._node(field, value, start, is_phrase, is_prefix)

    def _bare(self, field: str) -> str:
        spoken = None
        if field in tuple(Edge):
            spoken = SPOKEN_DATE.match(self.text, self._position)
        elif field in ("newer", "older"):
            spoken = SPOKEN_AGE.match(self.text, self._position)
        value = spoken[0] if spoken else self._run()
        start = self._position
        self._position += len(value)
        if not field and (match := _NAMED.match(value)):
            self._refuse_typo(match[1].lower(), value, start)
        return value

    def _refuse_typo(self, name: str, value: str, start: int) -> None:
        rest = value[len(name) + 1 :]
        if len(name) < _SHORTEST_TYPO or not rest or rest.startswith("//"):
            return
        for near in get_close_matches(name, FIELDS, n=1, cutoff=_LIKENESS):
            hint = f'did you mean {near}: ? To look for it as text, put it in quotes: "{value}"'
            raise self._mistake(f"there is no field {name}:", start, start + len(name) + 1, hint)

    def _phrase(self) -> str:
        """What stands between quotes; a quote that was never closed reaches to the end."""
        start = self._position + 1
        closing = "“”" if self.text[self._position] in "“”" else '"＂'
        ends = [found for mark in closing if (found := self.text.find(mark, start)) >= 0]
        if not ends and closing == "“”":
            ends = [found for mark in '"＂' if (found := self.text.find(mark, start)) >= 0]
        end = min(ends, default=len(self.text))
        self._position = min(end + 1, len(self.text))
        return " ".join(self.text[start:end].replace('"', " ").replace("＂", " ").split())

    def _has_star(self) -> bool:
        start = self._position
        while self.text[self._position : self._position + 1] == "*":
            self._position += 1
        return self._position > start

    def _node(
        self, field: str, value: str, start: int, is_phrase: bool, is_prefix: bool
    ) -> Node | None:
        if field and not value:
            raise self._without_value(field, start)
        if field in ("", *TEXT_FIELDS):
            if any(character.isalnum() for character in value):
                return Words(value, field or None, is_phrase, is_prefix)
            mistake = self._mistake(
                "there is no letter or digit to look for", start, self._position, "write a word"
            )
            if field:
                raise mistake
            self._wordless = mistake.mistake
            return None
        if field in tuple(Edge) or field in ("newer", "older"):
            return self._time(field, value, start)
        if field == "sort":
            self.sort = self._choice(Sort, field, value, start)
            return None
        if field == "is":
            return Is(self._choice(State, field, value, start))
        return Field(_SYNONYMS.get(field, field), value)

    def _time(self, field: str, value: str, start: int) -> Node:
        if field in tuple(Edge):
            when = period(value)
            if when is None:
                hint = _DATE_HINT
                if age(value):
                    hint = f"for an age write newer:{value} or older:{value}"
                raise self._mistake(f'"{value}" is no date', start, self._position, hint)
            return Published(Edge(field), when)
        found = age(value)
        if found is None:
            hint = _AGE_HINT.format(name=field)
            if period(value):
                hint = f"for a date write {'after' if field == 'newer' else 'before'}:{value}"
            raise self._mistake(f'"{value}" is no age', start, self._position, hint)
        return Newer(*found) if field == "newer" else Older(*found)

    def _choice(self, kind: type[_Choice], field: str, value: str, start: int) -> _Choice:
        for choice in kind:
            if choice == value.lower():
                return choice
        names = [str(choice) for choice in kind]
        near = get_close_matches(value.lower(), names, n=1)
        hint = (
            f"did you mean {field}:{near[0]} ?" if near else f"write {field}: and {listed(names)}"
        )
        raise self._mistake(
            f'"{value}" is nothing that {field}: knows', start, self._position, hint
        )

    def _without_value(self, field: str, start: int) -> MistakeFound:
        hint = f'write it right after the colon, or put "{field}:" in quotes to look for it as text'
        return self._mistake(f"{field}: needs a value", start, self._position, hint)

    def _mistake(self, message: str, start: int, end: int, hint: str) -> MistakeFound:
        return MistakeFound(Mistake(message, start, end, hint, self.text))

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


def listed(names: list[str]) -> str:
    """`a, b or c`."""
    return f"{', '.join(names[:-1])} or {names[-1]}"


def too_long(text: str) -> Mistake:
    """The mistake of a text that nobody typed."""
    hint = f"search for a part of it, at most {LONGEST:,} characters"
    return Mistake("the query is too long", LONGEST, LONGEST + 1, hint, text[: LONGEST + 1])
