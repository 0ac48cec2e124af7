"""Matches of query words in a text."""

from __future__ import annotations

import pytest

from finews_tui.query.highlighting import substring_matcher, word_matcher
from finews_tui.query.query import parse, positive_words


@pytest.mark.parametrize(
    ("query", "text", "matches"),
    [
        ("降准", "央行降准了，再降准", ["降准", "降准"]),
        ("rate", "Rate, rates and RATE-setting", ["Rate", "RATE"]),
        ("rat*", "Rates", ["Rat"]),
        ("cafe", "Le Café et ｃａｆｅ", ["Café", "ｃａｆｅ"]),
        ('"rate cut"', "a rate-cut, a rate  cut", ["rate-cut", "rate  cut"]),
        ("c++", "C++ and objc", ["C"]),
        ("2024年", "在2024 年和12024年", ["2024 年"]),
        ("市场", "市，场", []),
        ("bank OR 银行", "银行 bank", ["银行", "bank"]),
        ("-bank 银行", "银行 bank", ["银行"]),
        ("is:unread", "unread", []),
        ("ﬁsh", "a fish, ﬁsh", ["fish", "ﬁsh"]),
    ],
)  # fmt: skip
def test_word_matcher_matches_like_the_index(query: str, text: str, matches: list[str]) -> None:
    spans = word_matcher(positive_words(parse(query))).spans(text)
    assert [text[start:end] for start, end in spans] == matches


def test_word_matcher_prefers_longer_word() -> None:
    spans = word_matcher(positive_words(parse("bank OR banking*"))).spans("bankings")
    assert spans == [(0, 7)]


def test_substring_matcher_matches_inside_words_and_across_lines() -> None:
    assert substring_matcher("ate cu").spans("rate\ncut") == [(1, 7)]
    assert not substring_matcher("  ")
    assert substring_matcher("(").spans("f(x)") == [(1, 2)]
