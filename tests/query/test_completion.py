"""What may follow in a query that is being typed."""

from __future__ import annotations

import pytest

from finews_tui.query.completion import (
    NAME_FIELDS,
    Completion,
    Unfinished,
    completed,
    fixed_completions,
    named_completion,
    unfinished,
)
from finews_tui.query.fields import FIELDS
from finews_tui.query.query import parse


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("category:jj", Unfinished(0, "category", "jj")),
        ("铜 -(tag:金", Unfinished(4, "tag", "金")),
        ("a -source:", Unfinished(3, "source", "")),
        ("date:last w", Unfinished(0, "date", "last w")),
        ('symbol:"gz', Unfinished(0, "symbol", "gz")),
        ("copper jj", Unfinished(7, "", "jj")),
        ("经济", Unfinished(0, "", "经济")),
        ("a", None),
        ("copper ", None),
        ("", None),
        ("https://x", None),
        ("foo:bar", None),
        ('"a phrase', None),
    ],
)
def test_the_term_at_the_end_is_what_is_completed(text: str, term: Unfinished | None) -> None:
    assert unfinished(text) == term


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
def test_operators_states_orders_and_dates_are_proposed(text: str, first: str) -> None:
    term = unfinished(text)
    assert term is not None
    assert fixed_completions(term)[0].text == first


def test_whatever_is_proposed_is_a_query() -> None:
    for field in FIELDS:
        for proposal in fixed_completions(Unfinished(0, field, "")):
            assert parse(proposal.text).mistake is None, proposal
    for name in ('say "no"', "A股（港）", "a b", "经济参考网", "(x)"):
        for field in NAME_FIELDS:
            query = parse(named_completion(field, name, "").text)
            assert query.mistake is None
            assert query == parse(query.text)


def test_what_is_taken_stands_in_the_place_of_the_term() -> None:
    term = unfinished("铜 -jjck")
    assert term is not None
    assert (
        completed("铜 -jjck", term, Completion("category:经济参考网")) == "铜 -category:经济参考网 "
    )
    assert completed("铜 -jjck", term, Completion("category:")) == "铜 -category:"
