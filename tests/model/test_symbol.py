"""Codes of securities and the forms in which people write them."""

from __future__ import annotations

import pytest

from finews_tui.model.symbol import Symbol, a_share_market, symbol_forms


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("700", "00700.HK"),
        ("0700", "00700.HK"),
        ("00700", "00700.HK"),
        ("0700.hk", "00700.HK"),
        ("HK0700", "00700.HK"),
        ("600519", "600519"),
        ("600519.SS", "600519.SH"),
        ("sh600519", "600519.SH"),
        ("SZ.000001", "000001.SZ"),
        ("aapl", "AAPL.US"),
        ("$AAPL", "AAPL.US"),
        ("BRK-B", "BRK.B.US"),
        ("BABA.N", "BABA.US"),
        ("NASDAQ: PDD", "PDD.US"),
        ("BK0493", "BK0493"),
        ("蔚来", "蔚来"),
        ("0", "0"),
        ("", ""),
    ],
)
def test_written_forms_include_code(written: str, code: str) -> None:
    forms = symbol_forms(written)
    assert forms[0] == written.upper()
    assert code in forms


@pytest.mark.parametrize(
    ("digits", "market"),
    [
        *(("600519", "SH"), ("688981", "SH"), ("000001", "SZ"), ("300750", "SZ"), ("830799", "BJ")),
        *(("100000", ""), ("999999", ""), ("12345", ""), ("113050", "")),
    ],
)
def test_share_market_by_number(digits: str, market: str) -> None:
    assert a_share_market(digits) == market


def test_sector_has_no_market() -> None:
    assert Symbol("BK0493").is_sector
    assert not Symbol("NIO.US").is_sector
