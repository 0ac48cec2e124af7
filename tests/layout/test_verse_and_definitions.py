"""Verse keeps the shape that its author gave it; short definitions have no empty lines."""

from __future__ import annotations

import pytest

from finews_tui.content.html.parse import parse_html
from finews_tui.layout.page import LayoutOptions
from finews_tui.layout.page_layout import lay_out
from tests.layout.page_text import line_text


def lines_of(html: str, width: int = 60) -> list[str]:
    page = lay_out(parse_html(html), width, LayoutOptions())
    return [line_text(line).rstrip() for line in page.lines]


def indents(lines: list[str]) -> list[int]:
    return [len(line) - len(line.lstrip()) for line in lines if line]


def test_verse_lines_start_at_the_same_place() -> None:
    html = (
        "<p>床前明月光，<br>疑是地上霜。<br>举头望明月，<br>低头思故乡。</p><p>李白写了这首诗。</p>"
    )
    first, *rest, prose = indents(lines_of(html))
    assert set(rest) == {first}
    assert prose == first + 4


def test_indent_of_verse_is_repeated_in_a_narrow_column() -> None:
    html = "<p>Shall I compare thee<br>&nbsp;&nbsp;&nbsp;&nbsp;Thou art more lovely and more</p>"
    first, second, third = indents(lines_of(html, 24))
    assert second == third == first + 4


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<dt>A<dt>B<dd>both", ["A", "B", "    both"]),
        ("<dt>A<dd>one<dd>two<dt>B<dd>three", ["A", "    one", "    two", "B", "    three"]),
        ("<dt>A<dd><p>one</p><dt>B<dd><p>two</p>", ["A", "    one", "B", "    two"]),
        ("<dt>A<dd><p>one</p><p>more</p><dt>B<dd>two",
         ["A", "    one", "", "    more", "", "B", "    two"]),
        ("<dd>alone", ["    alone"]),
        ("<dt>A<dt>B", ["A", "B"]),
        ("<div><dt>A<dd>one</div><div><dt>B<dd>two</div>", ["A", "    one", "B", "    two"]),
    ],
)  # fmt: skip
def test_short_definitions_have_no_empty_lines(html: str, expected: list[str]) -> None:
    lines = [line[1:] if line else line for line in lines_of(f"<dl>{html}</dl>")]
    assert lines == expected


def test_long_definitions_have_an_empty_line_between_terms() -> None:
    long = "The harbour is open again after the storm of last week. " * 3
    lines = lines_of(f"<dl><dt>A<dd>{long}<dd>{long}<dt>B<dd>{long}</dl>")
    assert lines.count("") == 1
