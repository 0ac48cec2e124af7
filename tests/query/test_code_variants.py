"""Forms of Hong Kong codes in searches."""

from __future__ import annotations

import pytest

from finews_tui.query.code_variants import code_forms, expand_codes
from finews_tui.query.query import parse


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("0388", ["0388", "00388"]),
        ("00388", ["00388", "0388"]),
        ("2197", ["2197", "02197"]),
        ("02197", ["02197", "2197"]),
        ("700.HK", ["700.HK", "0700.HK", "00700.HK"]),
        ("0700.hk", ["0700.hk", "00700.hk"]),
        ("388", ["388"]),
        ("12345", ["12345"]),
        ("600519", ["600519"]),
        ("0000", ["0000"]),
        ("2197.5", ["2197.5"]),
        ("５", ["５"]),
    ],
)
def test_code_has_both_lengths(text: str, forms: list[str]) -> None:
    assert code_forms(text) == forms


def test_codes_are_expanded_inside_query() -> None:
    query = expand_codes(parse("港股 (0388 OR a) -02197"))
    assert query.text == "港股 (0388 OR 00388 OR a) -(02197 OR 2197)"
    assert expand_codes(parse("03*")).text == "03*"
