"""Query errors (position, message, hint), limits, and hostile input."""

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
        ("a b)", ")", "Unmatched “)”", "Remove it"),
        ("a title: b", "title:", "Missing value for “title:”", 'quote it: "title:"'),
        ('tag:"" b', 'tag:""', "Missing value for “tag:”", "right after the colon"),
        ("title:* b", "title:*", "Missing value for “title:”", "right after the colon"),
        ("(source:) b", "source:", "Missing value for “source:”", "right after the colon"),
        ("a tilte:x b", "tilte:x", "Unknown field “tilte:”", "Did you mean “title:”?"),
        ("sorce:x", "sorce:x", "Unknown field “sorce:”", "Did you mean “source:”?"),
        ("is:unred a", "is:unred", "Invalid value “unred” for “is:”", "Did you mean is:unread?"),
        ("is:?! a", "is:?!", "Invalid value “?!” for “is:”", "is:unread, is:read or is:bookmarked"),
        (
            "-sort:best",
            "-sort:best",
            "Invalid value “best” for “sort:”",
            "sort:newest, sort:oldest or",
        ),
        ("date:2022-13 a", "date:2022-13", "Invalid date “2022-13”", "date:2022-05-18"),
        ("date:last x a", "date:last x", "Invalid date “last x”", "date:last week"),
        ("after:3d", "after:3d", "Invalid date “3d”", "newer:3d or older:3d"),
        ("newer:soon", "newer:soon", "Invalid age “soon”", "newer:3d"),
        ("newer:2022-05", "newer:2022-05", "Invalid age “2022-05”", "after:2022-05"),
        ("older:yesterday", "older:yesterday", "Invalid age “yesterday”", "before:yesterday"),
        ("OR a", "OR", "Missing term before OR", 'quote it: "OR"'),
        ("a OR OR b", "OR", "Missing term before OR", 'quote it: "OR"'),
        ("a (b OR) c", "OR", "Missing term after OR", 'quote it: "OR"'),
        ("a OR", "OR", "Missing term after OR", 'quote it: "OR"'),
        ('a "?!"', '"?!"', "Nothing to search for", "Enter a word"),
        ("title:?!", "title:?!", "Nothing to search for", "Enter a word"),
        ('a "b c', '"b c', "Unclosed quote", "Add a quote"),
        ("“降准", "“降准", "Unclosed quote", "Add a quote"),
        ('5" disk', '" disk', "Unclosed quote", "remove this one"),
        ('group:"morning', '"morning', "Unclosed quote", "Add a quote"),
        ('"', '"', "Unclosed quote", "Add a quote"),
        ("a (b c", "(", "Unclosed parenthesis", "Add “)”"),
        ("((a)", "(", "Unclosed parenthesis", "Add “)”"),
        ("降准（", "（", "Unclosed parenthesis", "Add “)”"),
        ("title:(a", "(", "Unclosed parenthesis", "Add “)”"),
        ("foo:bar", "foo:bar", "Unknown field “foo:”", 'quote it: "foo:bar"'),
        ("a -foo:bar b", "-foo:bar", "Unknown field “foo:”", 'quote it: "foo:bar"'),
        ("(foo:bar)", "foo:bar", "Unknown field “foo:”", 'quote it: "foo:bar"'),
        ('foo:"a b"', "foo:", "Unknown field “foo:”", 'quote it: "foo:"'),
        ("foo:(a b)", "foo:", "Unknown field “foo:”", 'quote it: "foo:"'),
        ("FOO:bar", "FOO:bar", "Unknown field “foo:”", 'quote it: "FOO:bar"'),
        ("story:1", "story:1", "Unknown field “story:”", "Did you mean “sort:”?"),
        ("cat:finance", "cat:finance", "Unknown field “cat:”", "Did you mean “category:”?"),
        ("titles:x", "titles:x", "Unknown field “titles:”", "Did you mean “title:”?"),
        ("tilte：x", "tilte：x", "Unknown field “tilte:”", "Did you mean “title:”?"),
        ("date://x", "date://x", "Invalid date “//x”", "date:2022-05-18"),
        ("()", "()", "Nothing to search for", "Enter a word"),
        ("+ ++", "++", "Nothing to search for", "Enter a word"),
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


def _nested_query(levels: int) -> Query:
    return parse("(" * levels + "a" + ")" * levels)


def test_nesting_is_limited() -> None:
    assert _nested_query(MAX_DEPTH) == parse("a")
    error = _nested_query(MAX_DEPTH + 1).error
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
def test_parse_never_raises_and_normal_form_round_trips(text: str) -> None:
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
