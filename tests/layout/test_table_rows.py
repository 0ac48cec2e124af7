"""Sorting tables, and copying them as TSV and CSV."""

from __future__ import annotations

import csv
import time
from io import StringIO

import pytest

from finews_tui.layout.markdown_writer import to_markdown
from finews_tui.layout.page import ArticleHeader, LayoutOptions, TableOrder
from finews_tui.layout.page_layout import lay_out
from finews_tui.layout.partial_layout import lay_out_part
from finews_tui.layout.table_rows import next_order, table_rows, to_csv, to_tsv
from finews_tui.model.document import Cell, Document, Paragraph, Quote, Span, Table, spans_text
from tests.layout.page_text import page_lines


def cell(text: str, columns: int = 1, rows: int = 1) -> Cell:
    return Cell((Span(text),) if text else (), column_span=columns, row_span=rows)


def table(*rows: tuple[str | Cell, ...]) -> Table:
    return Table(tuple(tuple(x if isinstance(x, Cell) else cell(x) for x in row) for row in rows))


def first_cells(source: Table, column: int, *, is_descending: bool) -> list[str]:
    rows = table_rows(source, TableOrder(0, column, is_descending))
    return [spans_text(row[0].cell.spans) for row in rows.rows[rows.header_rows :]]


def column_of(*values: str) -> Table:
    """Return a table of numbered rows with `values` in the second column."""
    rows = table(("k", "v"), *((f"r{number}", value) for number, value in enumerate(values))).rows
    return Table(rows, 1)


@pytest.mark.parametrize(
    ("values", "ascending", "descending"),
    [
        (("10", "9", "-3"), "210", "012"),
        (("1.2亿", "3,400万", "9,000万"), "120", "021"),
        (("+1.2%", "-3.4%", "0.5%"), "120", "021"),
        (("$5m", "$900k", "$1.2bn"), "102", "201"),
        (("(120)", "7", "(3)"), "021", "120"),
        (("50bp", "0.2%", "1%"), "102", "201"),
        (("3", "—", "1", "停牌", "2"), "24013", "04213"),
        (("10-20", "5-8", "30"), "102", "201"),
        (("１２", "7", "９５"), "102", "201"),
        (("5", "合适", "3"), "201", "021"),
        (("2024-05-18", "2023-12-31", "2024-01-02"), "120", "021"),
        (("5月8日", "12月1日", "4月30日"), "201", "102"),
        (("5 Mar 2024", "1 Dec 2023", "28 Feb 2024"), "120", "021"),
        (("09:35", "14:00", "08:05"), "201", "102"),
        (("2024", "2022", "2023"), "120", "021"),
        (("item 10", "item 9", "Item 1"), "210", "012"),
        (("pear", "Apple", "", "fig"), "1302", "0312"),
        (("王", "李", "阿"), "210", "012"),
        (("5", "5", "1", "5"), "2013", "0132"),
    ],
)
def test_sorting_understands_figures_dates_and_words(
    values: tuple[str, ...], ascending: str, descending: str
) -> None:
    source = column_of(*values)
    for is_descending, expected in ((False, ascending), (True, descending)):
        names = first_cells(source, 1, is_descending=is_descending)
        # Rows with the same value or without one keep their order.
        assert "".join(name[1:] for name in names) == expected


def test_totals_and_sections_keep_their_place() -> None:
    source = table(
        ("项目", "本期"),
        (cell("流动资产", columns=2),),
        ("存货", "20"),
        ("货币", "100"),
        ("小计", "120"),
        (cell("固定资产", columns=2),),
        ("船舶", "7"),
        ("码头", "70"),
        ("合计", "197"),
    )
    assert first_cells(source, 1, is_descending=True) == [
        "流动资产", "货币", "存货", "小计", "固定资产", "码头", "船舶", "合计",
    ]  # fmt: skip
    totals = column_of("5", "9", "1")
    first = table(("k", "v"), ("Total", "15"), ("a", "5"), ("b", "9"), ("Average", "7"))
    assert first_cells(first, 1, is_descending=False) == ["a", "b", "Total", "Average"]
    assert first_cells(totals, 1, is_descending=True) == ["r1", "r0", "r2"]


def test_rows_of_a_merged_cell_stay_together() -> None:
    source = table(
        ("区", "港", "箱"),
        (cell("东", rows=2), "甲", "3"),
        ("乙", "9"),
        (cell("西", rows=2), "丙", "5"),
        ("丁", "1"),
    )
    rows = table_rows(source, TableOrder(0, 2, True))
    texts = [[spans_text(placed.cell.spans) for placed in row] for row in rows.rows[1:]]
    assert texts == [["西", "丙", "5"], ["丁", "1"], ["东", "甲", "3"], ["乙", "9"]]


def test_key_sorts_then_reverses_then_restores() -> None:
    source = column_of("3", "9")
    first = next_order(source, 7, 1, None)
    assert first == TableOrder(7, 1, True)
    second = next_order(source, 7, 1, first)
    assert second == TableOrder(7, 1, False)
    assert next_order(source, 7, 1, second) is None
    words = next_order(source, 7, 0, second)
    assert words == TableOrder(7, 0, False)
    assert next_order(source, 7, 0, words) == TableOrder(7, 0, True)


def test_column_names_join_header_rows_without_titles() -> None:
    source = table(
        (cell("表1 港口", columns=3),),
        (cell("港口", rows=2), cell("2024年", columns=2)),
        ("数量", "占比"),
        ("北港", "5", "10%"),
        ("南港", "7", "12%"),
    )
    rows = table_rows(source)
    assert rows.header_rows == 3
    assert [rows.column_name(n) for n in range(3)] == ["港口", "2024年 数量", "2024年 占比"]
    assert table_rows(table(("a", "b"))).column_name(1) == ""


def test_copied_table_has_all_cells_in_their_columns() -> None:
    source = table(
        (cell("港口", rows=2), cell("箱量, TEU", columns=2)),
        ("进", "出"),
        ('北 "N"', "1,020", "9\t8\n7"),
    )
    rows = table_rows(source)
    assert to_tsv(rows) == '港口\t箱量, TEU\t\n\t进\t出\n北 "N"\t1,020\t9 8 7\n'
    assert list(csv.reader(StringIO(to_csv(rows)))) == [
        ["港口", "箱量, TEU", ""],
        ["", "进", "出"],
        ['北 "N"', "1,020", "9 8 7"],
    ]


def test_page_shows_order_of_one_table_and_marks_its_column() -> None:
    tables = [column_of("3", "9", "5"), column_of("1", "2", "4")]
    blocks = (Paragraph((Span("Before."),)), tables[0], Quote((tables[1],)), tables[1])
    page = lay_out(Document(blocks), 40, LayoutOptions())
    assert [position.table for position in page.tables] == [tables[0], tables[1], tables[1]]
    quoted = page.tables[1]
    options = LayoutOptions(table_orders=(TableOrder(quoted.offset, 1, True),))
    ordered = lay_out(Document(blocks), 40, options)
    before, after = page_lines(page), page_lines(ordered)
    assert [
        number for number, (old, new) in enumerate(zip(before, after, strict=True)) if old != new
    ] == [quoted.body_line - 1, quoted.body_line, quoted.body_line + 2]
    assert after[quoted.body_line - 1].endswith("▼─") or "▼" in after[quoted.body_line - 1]
    assert [position.offset for position in page.tables] == [p.offset for p in ordered.tables]
    assert ordered.lines[-1].offset == page.lines[-1].offset


def test_tables_have_the_same_offset_on_a_part_of_the_page() -> None:
    words = tuple(Paragraph((Span(f"word {number} " * 40),)) for number in range(200))
    document = Document((*words, column_of("3", "9"), *words))
    whole = lay_out(document, 60, LayoutOptions())
    offset = whole.tables[0].offset
    part = lay_out_part(document, 60, LayoutOptions(), ArticleHeader("t", ()), offset - 100)
    assert [position.offset for position in part.tables] == [offset]


def test_large_tables_are_sorted_fast() -> None:
    source = column_of(*(f"{number * 7919 % 20_011:,}" for number in range(20_000)))
    start = time.process_time()
    rows = table_rows(source, TableOrder(0, 1, True))
    assert time.process_time() - start < 5
    assert spans_text(rows.rows[1][1].cell.spans) == "20,010"


def test_markdown_has_the_recognized_header_and_no_false_one() -> None:
    figures = to_markdown(Document((table(("港口", "船次"), ("北港", "1,020")),)))
    assert figures == "| 港口 | 船次 |\n| --- | --- |\n| 北港 | 1,020 |"
    words = to_markdown(Document((table(("甲", "乙"), ("丙", "丁")),)))
    assert words == "|  |  |\n| --- | --- |\n| 甲 | 乙 |\n| 丙 | 丁 |"
