"""Errors in queries: position, message and hint; limits; hostile text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finews_tui.query.ast import NOTHING
from finews_tui.query.parser import MAX_DEPTH, MAX_LENGTH, MAX_TERMS
from finews_tui.query.query import Query, parse, parse_partial
from tests.cpu_time import cpu_limit


@pytest.mark.parametrize(
    ("text", "span", "message", "hint"),
    [
        ("a b)", ")", '")" closes nothing', "take it out"),
        ("a title: b", "title:", "title: needs a value", '"title:" in quotes'),
        ('tag:"" b', 'tag:""', "tag: needs a value", "right after the colon"),
        ("title:* b", "title:*", "title: needs a value", "right after the colon"),
        ("(source:) b", "source:", "source: needs a value", "right after the colon"),
        ("a tilte:x b", "tilte:x", "there is no field tilte:", "did you mean title:"),
        ("sorce:x", "sorce:x", "there is no field sorce:", "did you mean source:"),
        ("is:unred a", "is:unred", "there is no is:unred", "did you mean is:unread"),
        ("is:?! a", "is:?!", "there is no is:?!", "is:unread, is:read or is:bookmarked"),
        ("-sort:best", "-sort:best", "there is no sort:best", "sort:newest, sort:oldest or"),
        ("date:2022-13 a", "date:2022-13", '"2022-13" is no date', "date:2022-05-18"),
        ("date:last x a", "date:last x", '"last x" is no date', "date:last week"),
        ("after:3d", "after:3d", '"3d" is no date', "newer:3d or older:3d"),
        ("newer:soon", "newer:soon", '"soon" is no age', "newer:3d"),
        ("newer:2022-05", "newer:2022-05", '"2022-05" is no age', "after:2022-05"),
        ("older:yesterday", "older:yesterday", '"yesterday" is no age', "before:yesterday"),
        ("OR a", "OR", "OR needs a term before it", '"OR" in quotes'),
        ("a OR OR b", "OR", "OR needs a term before it", '"OR" in quotes'),
        ("a (b OR) c", "OR", "OR needs a term after it", '"OR" in quotes'),
        ("a OR", "OR", "OR needs a term after it", '"OR" in quotes'),
        ('a "?!"', '"?!"', "there is nothing to look for", "write a word"),
        ("title:?!", "title:?!", "there is nothing to look for", "write a word"),
        ('a "b c', '"b c', "the quote is not closed", "add a quote"),
        ("“降准", "“降准", "the quote is not closed", "add a quote"),
        ('5" disk', '" disk', "the quote is not closed", "take this one out"),
        ('group:"morning', '"morning', "the quote is not closed", "add a quote"),
        ('"', '"', "the quote is not closed", "add a quote"),
        ("a (b c", "(", "the parenthesis is not closed", 'add ")"'),
        ("((a)", "(", "the parenthesis is not closed", 'add ")"'),
        ("降准（", "（", "the parenthesis is not closed", 'add ")"'),
        ("title:(a", "(", "the parenthesis is not closed", 'add ")"'),
        ("foo:bar", "foo:bar", "there is no field foo:", 'in quotes: "foo:bar"'),
        ("a -foo:bar b", "-foo:bar", "there is no field foo:", 'in quotes: "foo:bar"'),
        ("(foo:bar)", "foo:bar", "there is no field foo:", 'in quotes: "foo:bar"'),
        ('foo:"a b"', "foo:", "there is no field foo:", 'in quotes: "foo:"'),
        ("foo:(a b)", "foo:", "there is no field foo:", 'in quotes: "foo:"'),
        ("FOO:bar", "FOO:bar", "there is no field foo:", 'in quotes: "FOO:bar"'),
        ("story:1", "story:1", "there is no field story:", "did you mean sort:"),
        ("cat:finance", "cat:finance", "there is no field cat:", "did you mean category:"),
        ("titles:x", "titles:x", "there is no field titles:", "did you mean title:"),
        ("tilte：x", "tilte：x", "there is no field tilte:", "did you mean title:"),
        ("date://x", "date://x", '"//x" is no date', "date:2022-05-18"),
        ("()", "()", "there is nothing to look for", "write a word"),
        ("+ ++", "++", "there is nothing to look for", "write a word"),
    ],
)
def test_error_has_position_and_hint(text: str, span: str, message: str, hint: str) -> None:
    query = parse(text)
    error = query.error
    assert error is not None
    assert error.message == message
    assert hint in error.hint
    assert error.text[error.start : error.end] == span
    assert query.root == NOTHING
    assert not query.is_empty


@pytest.mark.parametrize(
    "text", ["Sport: goals", "tilte: x", "titles://x", "http://x:8/a:b", "16:30", ":x", "A股:涨"]
)
def test_colon_without_name_and_value_is_text(text: str) -> None:
    assert parse(text).error is None


def _depth(levels: int) -> Query:
    return parse("(" * levels + "a" + ")" * levels)


def test_nesting_is_limited() -> None:
    assert _depth(MAX_DEPTH) == parse("a")
    error = _depth(MAX_DEPTH + 1).error
    assert error is not None
    assert (error.start, error.end) == (MAX_DEPTH, MAX_DEPTH + 1)


def test_number_of_words_is_limited() -> None:
    assert parse("a " * MAX_TERMS).error is None
    error = parse("a " * (MAX_TERMS + 1)).error
    assert error is not None
    assert str(MAX_TERMS) in error.message


def test_length_is_limited() -> None:
    assert parse("a" * MAX_LENGTH).error is None
    query = parse("a" * (MAX_LENGTH + 1))
    assert query.error is not None
    assert "too long" in query.error.message
    assert parse(query.text) == query


@pytest.mark.parametrize(
    "piece",
    ["(", ")", '"', "“", "a ", "-", "-(", "title:", "(-", "a OR ", "*", "date:1 a ", "降准"],
)
def test_million_characters_are_parsed_in_linear_time(piece: str) -> None:
    for text in (piece * (1_000_000 // len(piece)), piece * (MAX_LENGTH // len(piece))):
        with cpu_limit(2):
            parse(text)
            parse_partial(text)


PIECES = st.sampled_from(
    [
        *'()（）"“” -－*:：/.d3',
        *(
            "OR",
            "OR ",
            "title:",
            "is:",
            "sort:",
            "date:",
            "newer:",
            "stock:",
            "tilte:",
            "foo:",
            "//",
        ),
        *("unread", "oldest", "last ", "week", "2022", "-05", "5月", "18日", "may ", "ago"),
        *("降准", "c++", "\u200b", "\x1b", "\ud800"),
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=14).map("".join)))
def test_parse_never_raises_and_normal_form_is_the_same_query(text: str) -> None:
    partial = parse_partial(text)
    assert partial.incomplete is None or partial.query.error is None
    for query in (parse(text), partial.query):
        assert parse(query.text) == query
        assert (query.root == NOTHING) == (query.error is not None)
        if query.error is None:
            assert parse(query.text).text == query.text
            query.text.encode()
        else:
            assert 0 <= query.error.start < query.error.end <= len(query.error.text)
