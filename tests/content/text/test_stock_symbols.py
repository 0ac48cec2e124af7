"""Stock symbols in HTML attributes of archive posts."""

from __future__ import annotations

import pytest

from finews_tui.content.text.stock_symbols import SymbolCollector, symbol_code
from finews_tui.model.symbol import Symbol


@pytest.mark.parametrize(
    ("data_code", "element_id", "link", "code"),
    [
        ("1,600160", "", "", "600160.SH"),
        ("0,002241", "", "", "002241.SZ"),
        ("116,00700", "", "", "00700.HK"),
        ("106,NIO", "", "", "NIO.US"),
        ("105,PDD", "", "", "PDD.US"),
        ("107,SPY", "", "", "SPY.US"),
        ("90,BK0493", "", "", "BK0493"),
        ("NIO|106|7", "", "", "NIO.US"),
        ("K 002752|0|2", "", "", "002752.SZ"),
        ("", "stock_1.600160", "", "600160.SH"),
        ("", "Info.116.00700", "", "00700.HK"),
        ("", "bk_90.BK0473", "", "BK0473"),
        ("", "", "http://quote.eastmoney.com/unify/r/0.300343", "300343.SZ"),
        ("", "Info.3321", "", ""),
        ("", "", "http://example.org/unify/r/0.300343", ""),
        ("99,X", "", "", ""),
        ("1", "", "", ""),
        ("1,600160; rm", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_symbol_code(data_code: str, element_id: str, link: str, code: str) -> None:
    assert symbol_code(data_code, element_id, link) == code


def test_symbol_collector_keeps_first_name_of_each_symbol() -> None:
    symbols = SymbolCollector()
    symbols.add("NIO.US", "")
    symbols.add("600160.SH", "巨化股份")
    symbols.add("NIO.US", "蔚来")
    symbols.add("600160.SH", "巨化")
    assert symbols.symbols() == (Symbol("NIO.US", "蔚来"), Symbol("600160.SH", "巨化股份"))
