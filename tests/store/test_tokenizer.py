"""Index terms of texts and query phrases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finews_tui.model.text_folding import fold, fold_with_offsets
from finews_tui.store.tokenizer import index_terms, phrase_terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", ""),
        ("降准了", "降准 准了 了"),
        ("好", "好"),
        ("市，场", "市 场"),
        ("ABC公司", "abc 公司 司"),
        ("1.66亿元", "1 66 亿元 元"),
        ("Ｃａｆé Straße", "cafe strasse"),
        ("c++ rust-lang snake_case", "c rust lang snake case"),
        ("がき", "がき き"),
        ("한국어", "한국 국어 어"),
        ("𠀀𠀁", "𠀀𠀁 𠀁"),
    ],
)
def test_text_becomes_bigrams_and_words(text: str, terms: str) -> None:
    assert index_terms(text) == terms


@pytest.mark.parametrize(
    ("text", "terms", "is_prefix"),
    [
        ("降准", ["降准"], False),
        ("降", ["降"], True),
        ("降准了", ["降准", "准了"], False),
        ("人人", ["人人"], False),
        ("市，场", ["市", "场"], True),
        ("a 降", ["a", "降"], True),
        ("降准 bank", ["降准", "准", "bank"], False),
        ("++", [], False),
    ],
)
def test_phrase_becomes_adjacent_terms(text: str, terms: list[str], is_prefix: bool) -> None:
    assert phrase_terms(text) == (terms, is_prefix)


@given(st.text())
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("10³⁰ kg", "10 30 kg"),
        ("10⁻⁹", "10 −9".replace("−", "")),
        ("2.5×10⁸元", "2 5 10 8 元"),
        ("inflation¹ rose", "inflation 1 rose"),
        ("m² and km²", "m2 and km2"),
        ("CO₂ H₂O", "co2 h2o"),
        ("20%¹", "20 1"),
        ("增长¹，", "增长 长 1"),
        ("2½ ①", "2 1 2 1"),
        ("rate5①", "rate5 1"),
    ],
)
def test_raised_numbers_are_words(text: str, terms: str) -> None:
    assert index_terms(text) == terms
    folded, offsets = fold_with_offsets(text)
    assert folded == fold(text)
    assert len(offsets) == len(folded) + 1
