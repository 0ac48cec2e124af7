"""Wide tables split into parts."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from finews_tui.content.body import parse_body
from finews_tui.layout.page import LayoutOptions, Page
from finews_tui.layout.page_layout import lay_out
from finews_tui.layout.table_parts import split_wide_tables
from finews_tui.model.article import BodyFormat
from tests.layout.page_text import line_text

DAYS = ("Mon", "Tue", "Wed", "周四", "Fri", "Sat", "Sun")
HEAD = "| Ferry | " + " | ".join(DAYS) + " |\n| --- |" + " ---: |" * 7
ROWS = "\n".join(f"| {boat} | " + " | ".join([time] * 7) + " |"
                 for boat, time in (("苍鹭号", "06:10"), ("Curlew", "17:45")))  # fmt: skip
TABLE = f"Before.\n\n{HEAD}\n{ROWS}\n\nAfter.\n"


def page_of(text: str, width: int) -> Page:
    return lay_out(parse_body(text, BodyFormat.MARKDOWN, ""), width, LayoutOptions())


def split_lines(page: Page) -> list[str]:
    return ["".join(run.text for run in runs).rstrip() for runs in split_wide_tables(page)]


@pytest.mark.parametrize("width", [24, 30, 40])
def test_parts_show_every_cell_in_lines_that_fit(width: int) -> None:
    lines = split_lines(page_of(TABLE, width))
    assert max(map(cell_len, lines)) <= width
    text = "\n".join(lines)
    assert all(text.count(day) == 1 for day in DAYS)
    assert text.count("06:10") == text.count("17:45") == 7
    assert text.count("苍鹭号") == text.count("Ferry") > 1
    assert lines[0].strip() == "Before."
    assert lines[-1].strip() == "After."


def test_each_part_repeats_first_column() -> None:
    lines = split_lines(page_of(TABLE, 30))
    for head in (line for line in lines if "Ferry" in line):
        row = lines[lines.index(head) + 2]
        assert cell_len(row) == cell_len(head)
        assert cell_len(row.partition("│")[0]) == cell_len(head.partition("│")[0])


def test_narrow_tables_are_not_split() -> None:
    page = page_of(f"{TABLE}\n```\n{'x' * 200}\n```\n", 120)
    assert split_lines(page) == [line_text(line).rstrip() for line in page.lines]
