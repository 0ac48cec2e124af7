"""Queries while typing: results so far, incomplete terms, errors."""

from __future__ import annotations

import pytest

from finews_tui.query.query import EMPTY, PartialQuery, parse, parse_partial


@pytest.mark.parametrize(
    ("typed", "equivalent"),
    [
        ("", ""),
        ("infl", "infl*"),
        ("infl ", "infl"),
        ("rate infl", "rate infl*"),
        ("title:infl", "title:infl*"),
        ("60051", "60051*"),
        ("降准", "降准"),
        ("ETF降准", "ETF降准"),
        ("降准etf", "降准etf*"),
        ("-infl", "-infl"),
        ("a -", "a"),
        ("c++", "c++"),
        ('"new yo"', '"new yo"'),
        ("infl*", "infl*"),
        ("source:wir", "source:wir"),
        ("foo:", "foo:"),
        ("http:", "http:"),
        ("http:/", "http:/"),
        ("12:", "12:"),
        ("date:2022", "date:2022"),
        ("date:2022-1", "date:2022-01"),
        ("date:may ", "date:may"),
        ("newer:3m", "newer:3m"),
    ],
)
def test_last_word_matches_as_prefix(typed: str, equivalent: str) -> None:
    assert parse_partial(typed) == PartialQuery(parse(equivalent))


@pytest.mark.parametrize(
    "term",
    [
        *("title:", "newer:", "is:", "is:unr", "sort:o", "title:?!", "OR", "OR "),
        *("date:2", "date:20", "date:202", "date:2022-", "date:2022-0", "date:2022-05-0"),
        *("date:5-", "date:18", "date:3 ", "date:3 da", "date:3 days", "date:3 days a"),
        *("date:18 ma", "date:to", "date:last", "date:last ", "date:last we", "date:fe"),
        *("date:2022年5", "date:3天", "date:上", "after:星", "date:2022051"),
        *("newer:3", "newer:3 ", "newer:3 da", "older:2个"),
    ],
)
def test_incomplete_last_term_is_skipped_and_reported(term: str) -> None:
    partial = parse_partial(f"a {term}")
    assert partial.query == parse("a")
    assert partial.incomplete is not None
    assert partial.incomplete.start == len("a ")
    assert partial.incomplete.message
    assert partial.incomplete.hint
    assert parse(f"a {term}").error is not None


@pytest.mark.parametrize("typed", ["date:20", "is:", "(", '"', "?!", "()", "title:"])
def test_incomplete_term_alone_matches_everything_and_is_reported(typed: str) -> None:
    partial = parse_partial(typed)
    assert partial.query == EMPTY
    assert partial.incomplete is not None


@pytest.mark.parametrize(
    ("typed", "equivalent", "position"),
    [
        ('"new yo', '"new yo"*', 0),
        ('a "new york ', 'a "new york"*', 2),
        ("“降准 了", '"降准 了"', 0),
        ('-"new yo', '-"new yo"', 1),
        ('a "', "a", 2),
        ("(a OR infl", "a OR infl*", 0),
        ("a (b c ", "a b c", 2),
        ("（降准", "降准", 0),
        ("title:(a OR b", "title:a OR title:b*", 6),
        ("(a date:20", "a", 3),
        ('a group:"morning pa', "a", 8),
        ('a date:"last we', "a", 7),
    ],
)
def test_open_phrase_and_group_are_parsed_as_far_as_typed(
    typed: str, equivalent: str, position: int
) -> None:
    partial = parse_partial(typed)
    assert partial.query == parse(equivalent)
    assert partial.incomplete is not None
    assert partial.incomplete.start == position


@pytest.mark.parametrize(
    "typed",
    [
        *("date:99", "date:2022-13", "date:2022-1x", "date:2022-0 ", "date:32", 'date:"20"'),
        *("newer:2x", "newer:soon", "newer:3d2", "is:xyz", "sort:best"),
        *("foo:b", "tilte:a", "story:1", "a)", "is:unr b", "title: b", "title: ", "date:x b"),
    ],
)
def test_error_that_typing_cannot_fix_is_reported(typed: str) -> None:
    partial = parse_partial(typed)
    assert partial.incomplete is None
    assert partial.query == parse(typed)
    assert partial.query.error is not None
