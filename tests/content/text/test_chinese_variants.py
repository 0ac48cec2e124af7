"""Simplified and traditional variants of search words."""

from __future__ import annotations

import pytest

from finews_tui.content.text.chinese_variants import expand_variants, variants
from finews_tui.query.query import parse, positive_words


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("市场", {"市場"}),
        ("頭髮", {"头发", "頭發"}),
        ("发展", {"發展", "髮展"}),
        ("皇后", {"皇後"}),
        ("央行", set()),
        ("bank", set()),
        ("A股市场", {"A股市場"}),
    ],
)
def test_variants_of_word(text: str, others: set[str]) -> None:
    result = variants(text)
    assert result[0] == text
    assert set(result[1:]) == others


def test_variants_of_long_text_are_few() -> None:
    text = "清华大学社会科学学院发布干部后台里面复杂的历史" * 9
    assert len(variants(text)) <= 3


def test_expand_variants_adds_each_variant_to_query() -> None:
    query = expand_variants(parse("title:市场 -發展 sort:oldest"))
    assert query.text == "(title:市场 OR title:市場) -(發展 OR 发展 OR 髮展) sort:oldest"
    words = positive_words(expand_variants(parse('"头发" OR bank')))
    assert [word.text for word in words] == ["头发", "頭發", "頭髮", "bank"]
    for text in ("", "bank", "category:市场 is:unread", "title:"):
        assert expand_variants(parse(text)) == parse(text)
