"""newsboat's filter expressions in the query language of finews, where they can be said in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from finews_tui.query.ast import (
    ArticleState,
    Field,
    HasState,
    Newer,
    Node,
    Older,
    TimeUnit,
    Words,
    conjunction,
    disjunction,
    negation,
)
from finews_tui.query.formatting import format_node
from finews_tui.query.query import parse
from finews_tui.sources.subscriptions.records import NamedFeed

_TOKEN = re.compile(
    r'\s*(?:"((?:[^"\\]|\\.)*)"|([()])|(=~|!~|!=|==|<=|>=|!#|[=<>#])|([\w:.-]+))', re.DOTALL
)
_LONGEST = 4000
_DEEPEST = 32
_REGEX_SYNTAX = re.compile(r"[\\^$.\[\]{}()*+?]")
_DOT = "\N{ONE DOT LEADER}"
_ANYTHING = re.compile(r"^\^?(?:\.\*)?|(?:\.\*)?\$?$")
_IS_SAID = re.compile(r"\w")


class _UntranslatableError(Exception):
    """An expression that the query language has no words for."""


def query_of_tag(tag: str, feeds: tuple[NamedFeed, ...]) -> str:
    """The query that finds the articles of all `feeds` with a tag."""
    text = format_node(tagged(tag, feeds))
    return text if parse(text).error is None else ""


def translated(expression: str, feeds: tuple[NamedFeed, ...]) -> str:
    """The query that finds what `expression` does among `feeds`, or "" where there is none."""
    try:
        text = format_node(_Reader(expression, feeds).whole())
    except _UntranslatableError:
        return ""
    return text if parse(text).error is None else ""


class _Reader:
    """Reads an expression by recursive descent; `and` binds tighter than `or`."""

    def __init__(self, expression: str, feeds: tuple[NamedFeed, ...]) -> None:
        self._tokens = _tokens(expression)
        self._at = 0
        self._feeds = feeds
        self._depth = 0

    def whole(self) -> Node:
        node = self._any()
        if self._at != len(self._tokens):
            raise _UntranslatableError
        return node

    def _any(self) -> Node:
        return self._joined("or", self._all, disjunction)

    def _all(self) -> Node:
        return self._joined("and", self._term, conjunction)

    def _joined(
        self, word: str, part: Callable[[], Node], join: Callable[[list[Node]], Node | None]
    ) -> Node:
        nodes = [part()]
        while self._at < len(self._tokens) and self._tokens[self._at] == ("word", word):
            self._at += 1
            nodes.append(part())
        joined = join(nodes)
        assert joined is not None
        return joined

    def _term(self) -> Node:
        kind, value = self._next()
        if (kind, value) == ("mark", "("):
            self._depth += 1
            if self._depth > _DEEPEST:
                raise _UntranslatableError
            node = self._any()
            if self._next() != ("mark", ")"):
                raise _UntranslatableError
            return node
        operator_kind, operator = self._next()
        value_kind, wanted = self._next()
        if kind != "word" or value_kind == "mark":
            raise _UntranslatableError
        if operator_kind == "word" and operator != "between":
            raise _UntranslatableError
        return _comparison(value, operator, wanted, self._feeds)

    def _next(self) -> tuple[str, str]:
        if self._at >= len(self._tokens):
            raise _UntranslatableError
        self._at += 1
        return self._tokens[self._at - 1]


def _tokens(expression: str) -> list[tuple[str, str]]:
    text = expression[:_LONGEST].strip()
    tokens: list[tuple[str, str]] = []
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None or len(expression) > _LONGEST:
            raise _UntranslatableError
        at = found.end()
        if found[1] is not None:
            tokens.append(("text", re.sub(r"\\(.)", r"\1", found[1])))
        elif found[2]:
            tokens.append(("mark", found[2]))
        elif found[3]:
            tokens.append(("operator", found[3]))
        else:
            tokens.append(("word", found[4]))
    return tokens


def _comparison(name: str, operator: str, value: str, feeds: tuple[NamedFeed, ...]) -> Node:
    if operator in ("!=", "!~", "!#"):
        opposite = {"!=": "=", "!~": "=~", "!#": "#"}[operator]
        return negation(_comparison(name, opposite, value, feeds))
    match name, operator:
        case "unread", "=" | "==" if value in ("yes", "no"):
            return HasState(ArticleState.UNREAD if value == "yes" else ArticleState.READ)
        case "flags", "#" | "=~" if value:
            return HasState(ArticleState.BOOKMARKED)
        case "flags", "=" | "==" if not value:
            return negation(HasState(ArticleState.BOOKMARKED))
        case "tags", "#":
            return tagged(value, feeds)
        case "feedtitle" | "rssurl", "=" | "==" | "=~":
            return _of_feeds(name, operator, value, feeds)
        case "age", _:
            return _age(operator, value)
        case "title" | "content" | "description", "=~":
            return _found(value, lambda text: _words(text, "title" if name == "title" else "text"))
        case "author", "=~":
            return _found(value, lambda text: Field("author", text))
        case "link", "=~":
            return _found(value, lambda text: Field("link", text))
    raise _UntranslatableError


def tagged(tag: str, feeds: tuple[NamedFeed, ...]) -> Node:
    """A tag as the group of its name, and those feeds with it that lie in another."""
    chosen = [feed for feed in feeds if tag == feed.group or tag in feed.tags]
    if not tag or not chosen:
        raise _UntranslatableError
    nodes = [Field("group", tag)] if any(feed.group == tag for feed in chosen) else []
    nodes += [Field("source", feed.name) for feed in chosen if feed.group != tag]
    return _any_of(nodes)


def _of_feeds(name: str, operator: str, value: str, feeds: tuple[NamedFeed, ...]) -> Node:
    """The feeds of a title or an address, as they are now."""
    texts = {feed.name: feed.title if name == "feedtitle" else feed.location for feed in feeds}
    if operator == "=~":
        # In addresses a dot is a dot, whatever it is in a regular expression.
        plain = _plain_texts(value.replace("\\.", ".").replace(".", _DOT))
        wanted = [text.replace(_DOT, ".").casefold() for text in plain]
        names = [
            name for name, text in texts.items() if any(one in text.casefold() for one in wanted)
        ]
    else:
        names = [name for name, text in texts.items() if text == value]
    if not names:
        raise _UntranslatableError
    return _any_of([Field("source", name) for name in names])


def _age(operator: str, value: str) -> Node:
    """newsboat counts whole days."""
    low, _, high = value.partition(":")
    if not low.isdigit() or (high and not high.isdigit()) or len(value) > 12:
        raise _UntranslatableError
    days = int(low)
    match operator:
        case "<" | "<=":
            return Newer(days + (operator == "<="), TimeUnit.DAY)
        case ">" | ">=":
            return Older(days + (operator == ">"), TimeUnit.DAY)
        case "between" if high:
            newer: Node = Newer(int(high) + 1, TimeUnit.DAY)
            both = conjunction([newer, Older(days, TimeUnit.DAY)]) if days else newer
            assert both is not None
            return both
    raise _UntranslatableError


def _found(expression: str, node_of: Callable[[str], Node]) -> Node:
    return _any_of([node_of(text) for text in _plain_texts(expression)])


def _plain_texts(expression: str) -> list[str]:
    """The texts that a regular expression without syntax but `|` finds anywhere."""
    texts = [_ANYTHING.sub("", part) for part in expression.strip("()").split("|")]
    if not all(_IS_SAID.search(text) for text in texts) or any(map(_REGEX_SYNTAX.search, texts)):
        raise _UntranslatableError
    return texts


def _any_of(nodes: Sequence[Node]) -> Node:
    found = disjunction(nodes)
    assert found is not None
    return found


def _words(text: str, field: str) -> Node:
    is_phrase = len(text.split()) > 1
    # newsboat looks for parts of words, finews for words: one that goes on is the nearest.
    return Words(" ".join(text.split()), field, is_phrase, not is_phrase and text.isascii())
