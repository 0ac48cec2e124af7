"""Figures, missing values and periods in table cells."""

from __future__ import annotations

import time

import pytest

from finews_tui.layout.table_numbers import (
    Figure,
    is_figure,
    is_period,
    is_placeholder,
    parse_figure,
    period_key,
    point_of,
)


@pytest.mark.parametrize(
    ("text", "value", "point"),
    [
        ("0", 0, 1),
        ("1,234.5", 1234.5, 5),
        ("-12,345.67", -12345.67, 7),
        ("−3.5", -3.5, 2),
        ("+0.7%", 0.7, 2),
        ("(1,020)", -1020, 6),
        ("（12.5）", -12.5, 3),
        ("$(88.1)", -88.1, 4),
        ("１，２３４．５％", 1234.5, 5),
        ("¥3,500", 3500, 6),
        ("HK$ 41.2", 41.2, 6),
        ("5 €", 5, 1),
        ("12.3 USD", 12.3, 2),
        ("RMB 77", 77, 6),
        ("1.2亿元", 120_000_000, 1),
        ("3,400万", 34_000_000, 5),
        ("2.5万亿", 2.5e12, 1),
        ("6.1 bn", 6.1e9, 1),
        ("US$7.5m", 7.5e6, 4),
        ("18.2 million", 18.2e6, 2),
        ("40bp", 0.4, 2),
        ("3.1个百分点", 3.1, 1),
        ("12.4倍", 12.4, 2),
        ("350家", 350, 3),
        ("4.2*", 4.2, 1),
        ("4.2¹", 4.2, 1),
        ("4.2 [3]", 4.2, 1),
        ("4.2（注）", 4.2, 1),
        ("12 345 678", 12_345_678, 10),
        ("1.234.567,89", 1_234_567.89, 9),
        ("3,5", 3.5, 1),
        ("10-20%", 10, None),
        ("10-20万", 100_000, None),
        ("1.5～2.5", 1.5, None),
        ("-5%至-3%", -5, None),
        ("约3万", 30_000, 2),
        (">100", 100, 4),
        ("98.5 (-1.2%)", 98.5, 2),
        ("↓2.4%", -2.4, 2),
        ("2.4%↓", -2.4, 1),
        ("▲0.3", 0.3, 2),
        ("1.2e5", 120_000, 1),
        (".5", 0.5, 0),
        ("增加0.5个百分点", 0.5, 3),
        ("减少1.2个百分点", -1.2, 3),
        ("下降 3%", -3, 4),
        ("up 3.2%", 3.2, 4),
        ("不超过10%", 10, 5),
        ("3,200元/吨", 3200, 5),
        ("$71.5/bbl", 71.5, 3),
        ("⬆️ 2%", 2, 4),
    ],
)
def test_figures_are_parsed(text: str, value: float, point: int | None) -> None:
    figure = parse_figure(text)
    assert figure is not None
    assert figure.value == pytest.approx(value)
    assert figure.point == point
    assert is_figure(text)
    assert point_of(text) == point


@pytest.mark.parametrize(
    "text",
    [
        "", "abc", "-", "1.2.3", "600519.SH", "10 20", "第3名", "A4", "12a", "1 楼", "5月",
        "010-8888", "1,234)5", "$", "万元", "（%）", "3个月", "1" * 60, "12:30", "2024-05-18",
        "1年以内", "COVID-19", "1/2 杯", "十二", "3.1415926.5",
    ],
)  # fmt: skip
def test_other_texts_are_not_figures(text: str) -> None:
    assert parse_figure(text) is None
    assert not is_figure(text)
    assert point_of(text) is None


@pytest.mark.parametrize(
    ("text", "direction", "is_percent"),
    [
        ("+1.2%", 1, True),
        ("-3.4%", -1, True),
        ("↑3.2", 1, False),
        ("3.2 ▼", -1, False),
        ("＋０．５％", 1, True),
        ("1.2%", 0, True),
        ("(1.2%)", 0, True),
        ("+0.00%", 0, True),
        ("±2%", 0, True),
        ("下降3%", 0, True),
        ("+8613800138000", 0, False),
        ("-5~-3%", 0, True),
        ("15.2 (+3.1%)", 1, False),
    ],
)
def test_direction_comes_from_signs_and_arrows(text: str, direction: int, is_percent: bool) -> None:
    figure = parse_figure(text)
    assert figure is not None
    assert (figure.direction, figure.is_percent) == (direction, is_percent)


def test_sign_of_second_figure_does_not_negate_the_first() -> None:
    assert parse_figure("98.5 (-1.2%)") == Figure(98.5, 2, -1, False)


@pytest.mark.parametrize(
    "text",
    ["", "-", "--", "—", "——", "－", "/", "N/A", "n/a", "n.m.", "不适用", "停牌", "无", "持平", "*",
     "-%", "TBD", "暂停交易", "扭亏为盈", "不適用"],
)  # fmt: skip
def test_missing_values_are_placeholders(text: str) -> None:
    assert is_placeholder(text)
    assert not is_figure(text)


@pytest.mark.parametrize(
    "text", ["%", "0", "a", "无锡", "平安", "1/2", "None of it", "-5", "停牌公司"]
)
def test_words_and_figures_are_not_placeholders(text: str) -> None:
    assert not is_placeholder(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("2024", (2024,)),
        ("2023年", (2023,)),
        ("2024-05-18", (2024, 5, 18)),
        ("2024年5月8日", (2024, 5, 8)),
        ("2024.05", (2024, 5)),
        ("5月18日", (0, 5, 18)),
        ("Q3 2024", (2024, 3)),
        ("5 Mar 2024", (2024, 3, 5)),
        ("March 5, 2024", (2024, 3, 5)),
        ("Sep 2023", (2023, 9)),
        ("09:35", (0, 9, 35)),
        ("2024-05-18 15:29", (2024, 5, 18, 15, 29)),
    ],
)
def test_periods_are_sorted_by_time(text: str, key: tuple[int, ...]) -> None:
    assert is_period(text)
    assert period_key(text) == key


@pytest.mark.parametrize(
    "text", ["Market", "1.5", "12,345", "五月", "明年", "1-2", "Mayor", "13月"]
)
def test_other_texts_are_not_periods(text: str) -> None:
    assert not is_period(text)
    assert period_key(text) is None


@pytest.mark.parametrize(
    "unit", ["1,", "1 ", "1.1", "1-", "(1", "-", " ", "1,234", "Jan 1", "1年", "¥", "A", "1e"]
)
def test_hostile_cells_take_linear_time(unit: str) -> None:
    texts = [(unit * 40)[:length] + "!" for length in range(1, 40)] + [unit * 50_000]
    start = time.process_time()
    for text in texts:
        parse_figure(text)
        is_figure(text)
        is_period(text)
        is_placeholder(text)
    assert time.process_time() - start < 0.5
