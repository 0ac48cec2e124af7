"""Tables: column widths, wrapping, merged cells, scrolling."""

from __future__ import annotations

import time

import pytest

from finews_tui.layout.page import LayoutOptions, Page
from finews_tui.layout.page_layout import lay_out
from finews_tui.layout.table_cells import MAX_COLUMNS
from finews_tui.layout.table_grid import SAMPLE_ROWS
from finews_tui.model.document import Align, Cell, Document, Span, Table, document_text
from finews_tui.model.text_style import TextStyle
from tests.layout.page_text import copied_text, nonblank_lines, page_lines, styled_parts


def cell(text: str, *, columns: int = 1, rows: int = 1, align: Align = Align.DEFAULT) -> Cell:
    spans = (Span(text),) if text else ()
    return Cell(spans, align=align, column_span=columns, row_span=rows)


def table(*rows: tuple[str | Cell, ...], head: int = 1, caption: str = "") -> Table:
    cells = tuple(
        tuple(entry if isinstance(entry, Cell) else cell(entry) for entry in row) for row in rows
    )
    return Table(cells, head, (Span(caption),) if caption else ())


def page_of(source: Table, width: int = 40, ambiguous_width: int = 1) -> Page:
    return lay_out(Document((source,)), width, LayoutOptions(ambiguous_width=ambiguous_width))


def test_columns_fit_their_content_and_numbers_are_right_aligned() -> None:
    page = page_of(
        table(
            ("公司", "收入", "同比", "日期"),
            ("甲公司", "1,234.5亿元", "12.3%", "2022-05-18"),
            ("乙", "34.5亿元", "-2.3%", "2022-05-19"),
            ("丙", "--", "", "2022-05-20"),
            caption="表1",
        ),
        60,
    )
    assert page_lines(page) == [
        " 表1",
        " ──────────────────────────────────────",
        " 公司           收入   同比  日期",
        " ──────────────────────────────────────",
        " 甲公司  1,234.5亿元  12.3%  2022-05-18",
        " 乙         34.5亿元  -2.3%  2022-05-19",
        " 丙               --         2022-05-20",
        " ──────────────────────────────────────",
    ]
    assert styled_parts(page.lines[2])[0][0] == "table-head"
    assert page.lines[2].runs[-1].style is TextStyle.STRONG
    assert styled_parts(page.lines[4])[0][0] == "table"
    assert page.lines[4].copy_text == "甲公司\t1,234.5亿元\t12.3%\t2022-05-18"
    assert page.wide_block_widths == ()


def test_long_cells_are_wrapped() -> None:
    page = page_of(
        table(("Name", "What it is"), ("alpha", "A long description that wraps"), ("b", "c"))
    )
    assert page_lines(page) == [
        " ────────────────────────────────────",
        " Name   What it is",
        " ────────────────────────────────────",
        " alpha  A long description that wraps",
        " b      c",
        " ────────────────────────────────────",
    ]
    narrow = page_of(
        table(("Name", "What it is"), ("alpha", "A long description that wraps"), ("b", "c")), 26
    )
    assert page_lines(narrow) == [
        "────────────────────────",
        "Name   What it is",
        "────────────────────────",
        "alpha  A long",
        "       description that",
        "       wraps",
        "",
        "b      c",
        "────────────────────────",
    ]
    assert copied_text(narrow) == "Name\tWhat it is\nalpha\tA long description that wraps\nb\tc\n"


def test_wide_table_has_fixed_first_column() -> None:
    names = tuple(f"column {number}" for number in range(8))
    page = page_of(table(names, tuple(f"value {number}" for number in range(8))), 40)
    assert [line.wide_block for line in page.lines] == [0] * 5
    assert {line.fixed_cells for line in page.lines} == {1 + 8 + 3}
    lines = page_lines(page)
    assert lines[0].startswith(" ─────────┬──")
    assert lines[1].startswith(" column 0 │ column 1  column 2")
    assert lines[2].startswith(" ─────────┼──")
    assert lines[4].startswith(" ─────────┴──")
    assert page.wide_block_widths == (len(lines[0]),)
    assert page.lines[3].copy_text == "\t".join(f"value {number}" for number in range(8))


def test_long_first_column_leaves_room_for_others() -> None:
    rows = (("上下左右前后东西" * 4, *map(str, range(20))),)
    page = page_of(table(("首列", *map(str, range(1990, 2010))), *rows), 40)
    assert {line.fixed_cells for line in page.lines} == {1 + 12 + 3}


def test_merged_cells_keep_their_columns() -> None:
    page = page_of(
        table(
            (cell("both", columns=2), "c"),
            (cell("rows", rows=2), "x", "1"),
            ("y", "2"),
            ("last", cell("over two columns", columns=2)),
        )
    )
    assert page_lines(page) == [
        " ──────────────────────",
        "  both                c",
        " ──────────────────────",
        " rows  x              1",
        "       y              2",
        " last  over two columns",
        " ──────────────────────",
    ]
    assert page.lines[4].copy_text == "y\t2"


def test_styles_and_alignment_of_cells() -> None:
    link = Cell((Span("link", link=0), Span(" x")), align=Align.CENTRE)
    page = page_of(table(("aaaaaaaaaa", "b"), (link, cell("r", align=Align.RIGHT)), head=0))
    assert page_lines(page)[2] == "   link x    r"
    assert styled_parts(page.lines[2]) == [
        ("table", "  "),
        ("link", "link"),
        ("table", " x"),
        ("table", "    r"),
    ]


def test_row_headers_and_tables_without_header() -> None:
    head = Cell((Span("h"),), header=True)
    page = page_of(Table(((head, head), (head, cell("x")))))
    assert [len(line.runs) > 1 and line.runs[1].style_name for line in page.lines] == [
        "table-rule", "table-head", "table-rule", "table-head", "table-rule",
    ]  # fmt: skip
    headless = page_of(table(("a", "b"), ("c", "d"), head=0))
    assert [styled_parts(line)[0][0] for line in headless.lines] == [
        "table-rule", "table", "table", "table-rule",
    ]  # fmt: skip


def test_number_and_name_of_rows_stay_in_place_together() -> None:
    days = tuple(f"day {number}" for number in range(12))
    figures = tuple(str(number) for number in range(12))
    page = page_of(
        table(("No.", "Boat", *days), ("1", "Heron", *figures), ("12", "Gull", *figures))
    )
    lines = page_lines(page)
    assert lines[1].startswith(" No.  Boat  │ day 0")
    assert lines[3].startswith("   1  Heron │     0")
    assert {line.fixed_cells for line in page.lines} == {1 + 3 + 2 + 5 + 3}
    assert page.wide_block_stops[0][0] == 14
    named = page_of(table(("Boat", "Port", *days), ("Heron", "Northmouth", *figures)))
    assert page_lines(named)[1].startswith(" Boat  │ Port")


def test_one_wide_column_scrolls_by_cells() -> None:
    page = page_of(table(*((str(number) * 5000,) for number in range(3)), head=0))
    assert page.wide_block_stops in ((), ((),))


def test_ascii_rules_for_wide_ambiguous_characters() -> None:
    page = page_of(table(*(tuple("x" * 9 for _ in range(9)),) * 2), 40, ambiguous_width=2)
    assert page_lines(page)[0].startswith(" ----------+---")
    assert page_lines(page)[1].startswith(" xxxxxxxxx | xxx")


@pytest.mark.parametrize(
    "source",
    [
        Table(()),
        Table(((),)),
        table(("",)),
        table(("a",), ()),
        table((cell("x", columns=0, rows=-1),)),
        table((cell("x", columns=10**9, rows=10**9),), ("y",)),
        table(*(tuple(cell("x", columns=10**6, rows=10**6) for _ in range(9)),) * 90),
        table(("a\nb", "c"), ("\n", "d")),
        Table(((Cell((Span("\x1b[31m\u3000"),)),),)),
    ],
)
@pytest.mark.parametrize("width", [1, 5, 20, 84])
def test_irregular_tables_keep_all_text(source: Table, width: int) -> None:
    page = page_of(source, width)
    texts = [
        text.replace("\x1b", " ").split()
        for text in nonblank_lines(document_text(Document((source,))))
    ]
    assert [text.split() for text in nonblank_lines(copied_text(page))] == texts
    displayed = "".join(page_lines(page))
    assert all(word[0] in displayed for words in texts for word in words)


def test_huge_tables_are_sized_by_a_sample_and_not_wrapped() -> None:
    rows = SAMPLE_ROWS + 500
    page = page_of(
        table(("name", "text"), *((f"row {number}", "long text " * 9) for number in range(rows)))
    )
    assert len(page.lines) == rows + 4
    assert {line.wide_block for line in page.lines} == {0}


def test_table_with_too_many_columns_is_not_truncated() -> None:
    names = tuple(str(number) for number in range(MAX_COLUMNS - 2000))
    page = page_of(table(names, names))
    assert page.lines[1].copy_text == "\t".join(names)
    assert page_lines(page)[1].endswith(names[-1])


def test_merged_cell_over_numbers_is_right_aligned_and_its_header_centred() -> None:
    page = page_of(
        table(
            ("harbour", cell("boxes", columns=2)),
            ("Eastholm", "1,020,650", "998,700"),
            ("all", cell("2,019,350", columns=2)),
        )
    )
    assert page_lines(page)[1:-1] == [
        " harbour         boxes",
        " ────────────────────────────",
        " Eastholm  1,020,650  998,700",
        " all                2,019,350",
    ]


def test_wide_table_scrolls_by_columns_until_the_last_is_visible() -> None:
    days = tuple(f"{day}{'.' * 9}" for day in "abcdefgh")
    page = page_of(table(("boat", *days), ("Heron", *days)))
    positions, position = [0], 0
    while (position := page.next_scroll(0, position, 8, 40)) != positions[-1]:
        positions.append(position)
    assert positions == [0, 12, 24, 36, 48, 60, 72]
    assert page.next_scroll(0, 30, -8, 40) == 24
    assert page.next_scroll(0, 0, -8, 40) == 0
    last = "".join(run.text for run in page.lines[1].runs)[9 + 72 :]
    assert last == "  ".join(days[-2:])


def test_figures_are_aligned_on_the_decimal_point_below_an_unmarked_header() -> None:
    page = page_of(
        table(
            ("项目", "本报告期", "上年同期", "增减（%）"),
            ("港务收入", "1,234,567.12", "987,654.00", "25.00"),
            ("净利润", "-12,345.67", "（8,888）", "-238.9"),
            ("每股收益（元）", "0.123", "不适用", "—"),
            ("合计", "8", "停牌", ""),
            head=0,
        ),
        84,
    )
    assert page_lines(page)[1:] == [
        " 项目                 本报告期    上年同期  增减（%）",
        " ────────────────────────────────────────────────────",
        " 港务收入        1,234,567.12   987,654.00      25.00",
        " 净利润            -12,345.67   （8,888）     -238.9",
        " 每股收益（元）          0.123      不适用          —",
        " 合计                    8            停牌",
        " ────────────────────────────────────────────────────",
    ]
    assert {run.style_name for run in page.lines[1].runs} == {"margin", "table-head"}
    assert {run.style_name for run in page.lines[6].runs} == {"margin", "table-total"}


@pytest.mark.parametrize(
    ("figures", "lines"),
    [
        (("5", "5.25", "125.5"), ["  5", "  5.25", "125.5"]),
        (("+5%", "-12.5%", "0.25%"), [" +5%", "-12.5%", "  0.25%"]),
        (("¥5", "¥12.50"), [" ¥5", "¥12.50"]),
        (("(5.5)", "17"), ["(5.5)", "17"]),
        (("5亿元", "3,400万", "1.25亿元"), ["    5亿元", "3,400万", "    1.25亿元"]),
        (("１．５％", "12.25%"), ["１．５％", "12.25%"]),
        (("5*", "12.5"), [" 5*", "12.5"]),
        (("2–4", "12.5"), [" 2–4", "12.5"]),
        (("N/A", "12.5", "7"), [" N/A", "12.5", " 7"]),
        (("100000000", "0.00000001"), [" 100000000", "0.00000001"]),
    ],
)
def test_figures_with_signs_units_and_marks_are_aligned(
    figures: tuple[str, ...], lines: list[str]
) -> None:
    page = page_of(table(("k", "v"), *(("a", figure) for figure in figures)), 60)
    assert [line[4:].rstrip() for line in page_lines(page)[3:-1]] == lines


def test_footnotes_and_superscripts_do_not_change_the_alignment_of_figures() -> None:
    note = Cell((Span("12.5"), Span("1", note="1")))
    power = Cell((Span("7.25"), Span("2", TextStyle.SUPERSCRIPT)))
    page = page_of(table(("k", "v"), ("a", note), ("b", power), ("c", "103")))
    assert page_lines(page)[3:-1] == [" a   12.5[1]", " b    7.25²", " c  103"]


def test_figures_ignore_centring_and_words_keep_it() -> None:
    centred = [
        tuple(cell(text, align=Align.CENTRE) for text in row)
        for row in (("港口名称", "船次"), ("北港", "1,020"), ("南港", "98"))
    ]
    page = page_of(table(*centred, head=0))
    assert page_lines(page)[1:-1] == [
        " 港口名称   船次",
        " ───────────────",
        "   北港    1,020",
        "   南港       98",
    ]


def test_empty_declared_header_is_not_drawn() -> None:
    page = page_of(table(("", ""), ("船名", "母港"), ("苍鹭号", "北港")))
    assert page_lines(page)[1:-1] == [" 船名    母港", " 苍鹭号  北港"]
    figures = page_of(table(("", ""), ("船名", "船次"), ("苍鹭号", "12")))
    assert figures.lines[1].runs[-1].style_name == "table-head"


def test_unit_row_is_at_the_right_and_repeated_header_is_bold() -> None:
    header = ("港口", "船次", "箱量")
    page = page_of(
        table(
            (cell("单位：万箱", columns=3),),
            header,
            ("北港", "1,020", "31.8"),
            header,
            ("南港", "98", "2"),
            ("东港", "77", "1"),
            ("西港", "12", "3"),
            ("中港", "6", "4"),
            head=0,
        )
    )
    assert page_lines(page)[1:4] == [
        "        单位：万箱",
        " 港口   船次  箱量",
        " ─────────────────",
    ]
    assert [line.runs[-1].style_name for line in page.lines[1:6]] == [
        "table-unit", "table-head", "table-rule", "table", "table-head",
    ]  # fmt: skip


def test_large_tables_are_drawn_in_linear_time() -> None:
    def seconds(rows: int) -> float:
        source = table(
            *(("港口", *(f"{n}.{n % 7}" for n in range(40))) for _ in range(rows)), head=0
        )
        start = time.process_time()
        page_of(source)
        return time.process_time() - start

    seconds(100)
    assert seconds(2_000) < 12 * max(0.05, seconds(500))
