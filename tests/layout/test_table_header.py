"""Header rows, units and totals of tables that do not mark them."""

from __future__ import annotations

import pytest

from finews_tui.layout.table_cells import place_cells
from finews_tui.layout.table_header import header_row_count, is_total_row, is_unit_row
from finews_tui.layout.table_rows import table_rows
from finews_tui.model.document import Cell, Span, Table
from finews_tui.model.text_style import TextStyle


def table(text: str) -> Table:
    """Return a table from lines of cells between bars.

    `>2` after a cell spans two columns, `v2` two rows.
    """
    rows = []
    for line in text.strip().split("\n"):
        cells = []
        for part in line.split("|"):
            words = part.split()
            columns = next((int(word[1:]) for word in words if word[0] == ">"), 1)
            spanned = next((int(word[1:]) for word in words if word[0] == "v"), 1)
            content = " ".join(word for word in words if word[0] not in ">v")
            spans = (Span(content),) if content else ()
            cells.append(Cell(spans, column_span=columns, row_span=spanned))
        rows.append(tuple(cells))
    return Table(tuple(rows))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("港口 | 船次 | 增减（%）\n北港 | 1,020 | 3.5\n南港 | 998 | -2.1", 1),
        ("项目 | 2024年 | 2023年\n收入 | 12.5 | 11.0\n成本 | — | 7.2", 1),
        ("Item | 2024 | 2023\nSales | 12.5 | 11.0\nCosts | 8.1 | 7.2", 1),
        (" | Q1 | Q2 | Q3\nFerries | 12 | 15 | 18", 1),
        ("项目 | 2024-12-31 | 2023-12-31\n资产 | 5,000 | 4,000", 1),
        ("代码 | 名称 | 涨跌幅\n600001 | 甲 | 停牌\n600002 | 乙 | +1.2%", 1),
        ("开盘 | 收盘\n3.20 | 3.35", 1),
        ("项目 | 本期 | 上期\n流动资产： | | \n货币资金 | 100 | 90\n存货 | 20 | 10", 1),
        ("单位：万元 >3\n项目 | 本期 | 上期\n收入 | 100 | 90", 2),
        ("表1 港口吞吐量 >3\n单位：万吨 >3\n港口 | 本期 | 上期\n北港 | 100 | 90", 3),
        ("地区 v2 | 2024年 >2 | 2023年 >2\n数量 | 占比 | 数量 | 占比\n东 | 5 | 10% | 4 | 9%", 2),
        ("项目 | 金额 | 比例\n | （万元） | （%）\n甲 | 100 | 20\n乙 | 400 | 80", 2),
        ("指标 | 产量 | 价格\n单位 | 万吨 | 元/吨\n铜 | 30 | 8,000", 2),
        ("姓名 | 职务 | 任期开始\n甲 | 船长 | 2021-05-18\n乙 | 大副 | 2022-06-01", 1),
        ("期限 | 1M | 3M\n利率 | 1.52% | 1.61%", 1),
        ("营业收入\n12\n13", 1),
        ("项目 | 金额 | %\n甲 | 12 | 40\n乙 | 18 | 60", 1),
        ("Season | 2023-24 | 2024–25\nGoals | 41 | 55", 1),
        ("产品 | 毛利率 | 比上年增减\n甲 | 12.5% | 增加0.5个百分点\n乙 | 9% | 减少1.2个百分点", 1),
        ("甲 | 12 | 3\n乙 | 14 | 5", 0),
        ("联系人 | 林可\n电话 | 010-88888888\n邮编 | 100000", 0),
        ("公司 | 北口港务\n最新价 | 12.30\n涨跌幅 | +1.2%\n市值 | 35亿", 0),
        ("Company | Heron Ferries\nPrice | 12.30\nChange | +1.2%", 0),
        ("项目 | 本期\n收入 | 12.30\n毛利率 | 35%", 1),
        ("Fleet | Boats\nHeron | 12\nEgret | 9", 1),
        ("港口 | 船次\n北港 | 1,020\n南港 | —", 1),
        ("2023 | 34\n2024 | 36", 0),
        ("2023 | 甲\n2024 | 乙\n2025 | 丙", 0),
        ("船名 | 苍鹭号\n船长 | 林可\n母港 | 北港", 0),
        ("早 | 午 | 晚\n鱼 | 饭 | 汤", 0),
        ("船名： | 苍鹭号\n吨位： | 3,500\n船员： | 12", 0),
        ("5月1日 | 3.2\n5月2日 | 3.3", 0),
        ("只有一行 | 两格", 0),
        (" | \n | ", 0),
        ("甲 | 乙\n丙 | 丁 5 条\n戊 | 6", 0),
        ("船名 | 备注\n苍鹭 | 3\n白鹭 | 修船\n夜鹭 | 停航\n池鹭 | 新船", 0),
    ],
)  # fmt: skip
def test_header_is_above_figures_or_dates(text: str, count: int) -> None:
    rows, columns = place_cells(table(text))
    assert header_row_count(rows, columns) == count


@pytest.mark.parametrize(
    ("label", "is_total"),
    [("合计", True), ("合 计", True), ("总计：", True), ("小计", True), ("Total", True),
     ("Grand total", True), ("Total assets", True), ("平均", True), ("资产总计", True),
     ("合计数字化", False), ("总部", False), ("Totally", False), ("小雨", False), ("", False)],
)  # fmt: skip
def test_total_rows_are_known_by_their_label(label: str, is_total: bool) -> None:
    rows, _ = place_cells(table(f"{label} | 5 | 6"))
    assert is_total_row(rows[0]) is is_total


def test_bold_first_row_is_the_header_of_words() -> None:
    bold, plain = (
        tuple(Cell((Span(text, style),)) for text in ("船名", "母港"))
        for style in (TextStyle.STRONG, TextStyle.PLAIN)
    )
    assert table_rows(Table((bold, plain, plain))).header_rows == 1
    assert table_rows(Table((bold, bold))).header_rows == 0
    assert table_rows(Table((plain, plain))).header_rows == 0


def test_declared_header_continues_in_ordinary_cells() -> None:
    source = table("区 v2 | 2024 >2\n数量 | 占比\n东 | 5 | 10%\n西 | 7 | 90%")
    assert table_rows(Table(source.rows, 1)).header_rows == 2
    body = table("区 v2 | 2024 >2\n1 | 2%\n东 | 5 | 10%")
    assert table_rows(Table(body.rows, 1)).header_rows == 1
    words = table("船名 | 备注\n苍鹭 | 在港\n白鹭 | 3")
    assert table_rows(Table(words.rows, 1)).header_rows == 1


def test_rows_of_words_are_not_totals() -> None:
    rows, _ = place_cells(table("all | 全部\nTotal | 合计"))
    assert not any(map(is_total_row, rows))


@pytest.mark.parametrize(
    ("text", "is_unit"),
    [("单位：万元 >3", True), ("（单位：元） >3", True), ("金额单位：人民币元 | |", True),
     ("In millions of dollars >3", True), ("Unit: tonnes >2", True), ("单位 | 万元", False),
     ("北港 >3", False), ("Inland >2", False)],
)  # fmt: skip
def test_unit_rows_have_nothing_but_the_unit(text: str, is_unit: bool) -> None:
    rows, _ = place_cells(table(text))
    assert is_unit_row(rows[0]) is is_unit
