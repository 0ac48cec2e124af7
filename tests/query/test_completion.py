"""Completion while typing a query."""

from __future__ import annotations

import pytest

from finews_tui.query.completion import (
    NAME_FIELDS,
    Completion,
    IncompleteTerm,
    apply_completion,
    incomplete_term,
    name_completion,
    static_completions,
)
from finews_tui.query.fields import FIELDS
from finews_tui.query.query import parse


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("category:jj", IncompleteTerm(0, "category", "jj")),
        ("铜 -(tag:金", IncompleteTerm(4, "tag", "金")),
        ("a -source:", IncompleteTerm(3, "source", "")),
        ("date:last w", IncompleteTerm(0, "date", "last w")),
        ('symbol:"gz', IncompleteTerm(0, "symbol", "gz")),
        ("copper jj", IncompleteTerm(7, "", "jj")),
        ("经济", IncompleteTerm(0, "", "经济")),
        ("a", None),
        ("copper ", None),
        ("", None),
        ("https://x", None),
        ("category：jj", IncompleteTerm(0, "category", "jj")),
        ("铜　－ｔａｇ：金", IncompleteTerm(3, "tag", "金")),
        ("date：ｌａｓｔ w", IncompleteTerm(0, "date", "last w")),
        ("foo:bar", None),
        ('"a phrase', None),
    ],
)
def test_incomplete_term_at_end_of_text(text: str, term: IncompleteTerm | None) -> None:
    assert incomplete_term(text) == term


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("cat", "category:"),
        ("is:u", "is:unread"),
        ("sort:", "sort:newest"),
        ("date:last", "date:last week"),
        ("after:yes", "after:yesterday"),
        ("date:上", "date:上周"),
        ("newer:2", "newer:2w"),
    ],
)
def test_static_completions(text: str, first: str) -> None:
    term = incomplete_term(text)
    assert term is not None
    assert static_completions(term)[0].text == first


def test_completions_are_valid_queries() -> None:
    for field in FIELDS:
        for completion in static_completions(IncompleteTerm(0, field, "")):
            assert parse(completion.text).error is None, completion
    for name in ('say "no"', "A股（港）", "a b", "经济参考网", "(x)"):
        for field in NAME_FIELDS:
            query = parse(name_completion(field, name, "").text)
            assert query.error is None
            assert query == parse(query.text)


def test_apply_completion_replaces_incomplete_term() -> None:
    term = incomplete_term("铜 -jjck")
    assert term is not None
    assert (
        apply_completion("铜 -jjck", term, Completion("category:经济参考网"))
        == "铜 -category:经济参考网 "
    )
    assert apply_completion("铜 -jjck", term, Completion("category:")) == "铜 -category:"
