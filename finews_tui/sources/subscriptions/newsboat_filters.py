"""Translate newsboat filter expressions into queries."""

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
from finews_tui.sources.subscriptions.records import ImportedFeed

_TOKEN = re.compile(
    r'\s*(?:"((?:[^"\\]|\\.)*)"|([()])|(=~|!~|!=|==|<=|>=|!#|[=<>#])|([\w:.-]+))', re.DOTALL
)
_MAX_LENGTH = 4000
_MAX_DEPTH = 32
_REGEX_SYNTAX = re.compile(r"[\\^$.\[\]{}()*+?]")
_DOT = "\N{ONE DOT LEADER}"
_ANYTHING = re.compile(r"^\^?(?:\.\*)?|(?:\.\*)?\$?$")
_HAS_LETTER = re.compile(r"\w")


class UnsupportedFilterError(Exception):
    """The query language has no equivalent of the expression."""


def tag_query(tag: str, feeds: tuple[ImportedFeed, ...]) -> str:
    """Return the query for articles of all `feeds` with a tag, or ""."""
    text = format_node(tag_node(tag, feeds))
    return text if parse(text).error is None else ""


def translate_filter(expression: str, feeds: tuple[ImportedFeed, ...]) -> str:
    """Return the query equivalent to `expression`, or "" if there is none."""
    try:
        text = format_node(_FilterParser(expression, feeds).parse())
    except UnsupportedFilterError:
        return ""
    return text if parse(text).error is None else ""


class _FilterParser:
    """Recursive descent parser; `and` binds tighter than `or`."""

    def __init__(self, expression: str, feeds: tuple[ImportedFeed, ...]) -> None:
        self._tokens = _tokenize(expression)
        self._position = 0
        self._feeds = feeds
        self._depth = 0

    def parse(self) -> Node:
        node = self._parse_disjunction()
        if self._position != len(self._tokens):
            raise UnsupportedFilterError
        return node

    def _parse_disjunction(self) -> Node:
        return self._parse_list("or", self._parse_conjunction, disjunction)

    def _parse_conjunction(self) -> Node:
        return self._parse_list("and", self._parse_term, conjunction)

    def _parse_list(
        self,
        operator: str,
        parse_operand: Callable[[], Node],
        join: Callable[[list[Node]], Node | None],
    ) -> Node:
        operands = [parse_operand()]
        while self._position < len(self._tokens) and self._tokens[self._position] == (
            "word",
            operator,
        ):
            self._position += 1
            operands.append(parse_operand())
        node = join(operands)
        assert node is not None
        return node

    def _parse_term(self) -> Node:
        kind, value = self._next_token()
        if (kind, value) == ("parenthesis", "("):
            self._depth += 1
            if self._depth > _MAX_DEPTH:
                raise UnsupportedFilterError
            node = self._parse_disjunction()
            if self._next_token() != ("parenthesis", ")"):
                raise UnsupportedFilterError
            return node
        operator_kind, operator = self._next_token()
        operand_kind, operand = self._next_token()
        if kind != "word" or operand_kind == "parenthesis":
            raise UnsupportedFilterError
        if operator_kind == "word" and operator != "between":
            raise UnsupportedFilterError
        return _translate_comparison(value, operator, operand, self._feeds)

    def _next_token(self) -> tuple[str, str]:
        if self._position >= len(self._tokens):
            raise UnsupportedFilterError
        self._position += 1
        return self._tokens[self._position - 1]


def _tokenize(expression: str) -> list[tuple[str, str]]:
    """Return tokens as (kind, text)."""
    text = expression[:_MAX_LENGTH].strip()
    tokens: list[tuple[str, str]] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None or len(expression) > _MAX_LENGTH:
            raise UnsupportedFilterError
        position = match.end()
        if match[1] is not None:
            tokens.append(("text", re.sub(r"\\(.)", r"\1", match[1])))
        elif match[2]:
            tokens.append(("parenthesis", match[2]))
        elif match[3]:
            tokens.append(("operator", match[3]))
        else:
            tokens.append(("word", match[4]))
    return tokens


def _translate_comparison(
    attribute: str, operator: str, value: str, feeds: tuple[ImportedFeed, ...]
) -> Node:
    if operator in ("!=", "!~", "!#"):
        opposite = {"!=": "=", "!~": "=~", "!#": "#"}[operator]
        return negation(_translate_comparison(attribute, opposite, value, feeds))
    match attribute, operator:
        case "unread", "=" | "==" if value in ("yes", "no"):
            return HasState(ArticleState.UNREAD if value == "yes" else ArticleState.READ)
        case "flags", "#" | "=~" if value:
            return HasState(ArticleState.BOOKMARKED)
        case "flags", "=" | "==" if not value:
            return negation(HasState(ArticleState.BOOKMARKED))
        case "tags", "#":
            return tag_node(value, feeds)
        case "feedtitle" | "rssurl", "=" | "==" | "=~":
            return _feeds_node(attribute, operator, value, feeds)
        case "age", _:
            return _age_node(operator, value)
        case "title" | "content" | "description", "=~":
            field = "title" if attribute == "title" else "text"
            return _regex_node(value, lambda text: _words(text, field))
        case "author", "=~":
            return _regex_node(value, lambda text: Field("author", text))
        case "link", "=~":
            return _regex_node(value, lambda text: Field("link", text))
    raise UnsupportedFilterError


def tag_node(tag: str, feeds: tuple[ImportedFeed, ...]) -> Node:
    """Translate a tag into the group of that name and tagged feeds of other groups."""
    tagged_feeds = [feed for feed in feeds if tag == feed.group or tag in feed.tags]
    if not tag or not tagged_feeds:
        raise UnsupportedFilterError
    nodes = [Field("group", tag)] if any(feed.group == tag for feed in tagged_feeds) else []
    nodes += [Field("source", feed.name) for feed in tagged_feeds if feed.group != tag]
    return _any_of(nodes)


def _feeds_node(attribute: str, operator: str, value: str, feeds: tuple[ImportedFeed, ...]) -> Node:
    """Translate a condition on titles or URLs into the feeds that match now."""
    values = {
        feed.name: feed.title if attribute == "feedtitle" else feed.location for feed in feeds
    }
    if operator == "=~":
        # Dots in URLs are meant literally, although they are regular expression syntax.
        plain = _regex_alternatives(value.replace("\\.", ".").replace(".", _DOT))
        parts = [text.replace(_DOT, ".").casefold() for text in plain]
        names = [
            name for name, text in values.items() if any(part in text.casefold() for part in parts)
        ]
    else:
        names = [name for name, text in values.items() if text == value]
    if not names:
        raise UnsupportedFilterError
    return _any_of([Field("source", name) for name in names])


def _age_node(operator: str, value: str) -> Node:
    """Translate an age; newsboat counts whole days."""
    low, _, high = value.partition(":")
    if not low.isdigit() or (high and not high.isdigit()) or len(value) > 12:
        raise UnsupportedFilterError
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
    raise UnsupportedFilterError


def _regex_node(regex: str, to_node: Callable[[str], Node]) -> Node:
    return _any_of([to_node(text) for text in _regex_alternatives(regex)])


def _regex_alternatives(regex: str) -> list[str]:
    """Return the alternatives of a regular expression without any other syntax."""
    texts = [_ANYTHING.sub("", part) for part in regex.strip("()").split("|")]
    if not all(_HAS_LETTER.search(text) for text in texts) or any(map(_REGEX_SYNTAX.search, texts)):
        raise UnsupportedFilterError
    return texts


def _any_of(nodes: Sequence[Node]) -> Node:
    node = disjunction(nodes)
    assert node is not None
    return node


def _words(text: str, field: str) -> Node:
    is_phrase = len(text.split()) > 1
    # newsboat matches substrings, finews whole words or prefixes: a prefix is the closest match.
    return Words(" ".join(text.split()), field, is_phrase, not is_phrase and text.isascii())
