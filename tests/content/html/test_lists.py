"""List items have the numbers that their author chose."""

from __future__ import annotations

import pytest

from finews_tui.content.html.parse import parse_html
from finews_tui.content.markdown.parse import parse_markdown
from finews_tui.layout.page import LayoutOptions
from finews_tui.layout.page_layout import lay_out
from finews_tui.model.document import document_text
from finews_tui.model.list_numbers import NumberStyle, number_label
from tests.layout.page_text import find_faults, page_lines

ITEMS = "<li>one<li>two<li>three"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<ol>{ITEMS}</ol>", "1. one|2. two|3. three"),
        (f"<ol type=a>{ITEMS}</ol>", "a. one|b. two|c. three"),
        (f"<ol type=A start=26>{ITEMS}</ol>", "Z. one|AA. two|AB. three"),
        (f"<ol type=i start=8>{ITEMS}</ol>", "viii. one|ix. two|x. three"),
        (f"<ol start=-1>{ITEMS}</ol>", "-1. one|0. two|1. three"),
        (f"<ol start=abc type=x>{ITEMS}</ol>", "1. one|2. two|3. three"),
        (f"<ol reversed>{ITEMS}</ol>", "3. one|2. two|1. three"),
        (f"<ol reversed start=10>{ITEMS}</ol>", "10. one|9. two|8. three"),
        ("<ol reversed><li>a<li value=7>b<li>c</ol>", "3. a|7. b|6. c"),
        ("<ol><li value=4>a<li>b<li value=9>c<li>d</ol>", "4. a|5. b|9. c|10. d"),
        ("<ol><li value=x>a<li value=''>b</ol>", "1. a|2. b"),
        ("<ol><li>a<li><li>c</ol>", "1. a|3. c"),
        ("<ol><li>a<ol type=a><li>in<li>in</ol><li>b</ol>", "1. a|a. in|b. in|2. b"),
        ("<ol><ol><li>in</ol><li>a</ol>", "1. in|1. a"),
        (f"<ul>{ITEMS}</ul>", "• one|• two|• three"),
        ("<ul><li>a<ul><li>b<ul><li>c</ul></ul></ul>", "• a|◦ b|▪ c"),
        (f"<ul style='list-style: none'>{ITEMS}</ul>", "one|two|three"),
        (f"<ul class='nav list-unstyled'>{ITEMS}</ul>", "one|two|three"),
        (f"<ol style='list-style-type:none'>{ITEMS}</ol>", "one|two|three"),
        (f"<ol style='LIST-STYLE: lower-roman inside'>{ITEMS}</ol>", "i. one|ii. two|iii. three"),
        (f"<ol style='list-style: cjk-ideographic'>{ITEMS}</ol>", "一、 one|二、 two|三、 three"),
        (f"<ol class=loweralpha>{ITEMS}</ol>", "a. one|b. two|c. three"),
        (f"<ol type=a style='list-style-type: upper-alpha'>{ITEMS}</ol>", "A. one|B. two|C. three"),
        (f"<ol style='list-style-type: disc'>{ITEMS}</ol>", "• one|• two|• three"),
        (f"<ul style='list-style-type: decimal'>{ITEMS}</ul>", "1. one|2. two|3. three"),
        (f"<ul style='padding: 0; color: none'>{ITEMS}</ul>", "• one|• two|• three"),
        ("<ol><li style='list-style-type:lower-alpha'>a<li style='list-style:lower-alpha'>b</ol>",
         "a. a|b. b"),
        ("<ul><li>a<li style='list-style-type: none'><ul><li>in</ul><li>b</ul>", "• a|◦ in|• b"),
        ("<ol><li type=A>a<li type=i>b</ol>", "A. a|ii. b"),
        ("<ul><li><input type=checkbox checked>a<li><input type=checkbox>b</ul>", "☑ a|☐ b"),
        ("<ol start=3><li>[x] a<li>[ ] b</ol>", "3. ☑ a|4. ☐ b"),
        ("<p><input type=checkbox checked>a</p>", "☑ a"),
        ("<li>alone", "• alone"),
    ],
)  # fmt: skip
def test_items_are_numbered(html: str, expected: str) -> None:
    document = parse_html(html)
    assert document_text(document) == expected.replace("|", "\n")
    page = lay_out(document, 60, LayoutOptions())
    assert [" ".join(line.split()) for line in page_lines(page)] == expected.split("|")
    for width in (8, 12, 40):
        assert find_faults(lay_out(document, width, LayoutOptions()), document) == []


def test_lists_in_cells_keep_their_numbers() -> None:
    cells = f"<td>a<td><ol type=a start=2>{ITEMS}</ol>"
    document = parse_html(f"<table><tr><th>h<th>i</tr><tr>{cells}</tr></table>")
    assert document_text(document) == "h\ti\na\tb. one c. two d. three"


def test_markdown_lists_keep_their_start() -> None:
    assert document_text(parse_markdown("7. one\n8. two\n   - in")) == "7. one\n8. two\n◦ in"


def test_paragraphs_of_an_item_have_one_marker() -> None:
    document = parse_html("<ol><li><p>one</p><p>more</p></li><li><pre>a\nb</pre></li></ol>")
    assert document_text(document) == "1. one\nmore\n2. a\nb"


@pytest.mark.parametrize(
    ("number", "style", "label"),
    [
        (0, NumberStyle.LOWER_ALPHA, "0."),
        (-3, NumberStyle.UPPER_ROMAN, "-3."),
        (52, NumberStyle.LOWER_ALPHA, "az."),
        (703, NumberStyle.UPPER_ALPHA, "AAA."),
        (1994, NumberStyle.UPPER_ROMAN, "MCMXCIV."),
        (4000, NumberStyle.LOWER_ROMAN, "4000."),
        (7, NumberStyle.LEADING_ZERO, "07."),
        (25, NumberStyle.LOWER_GREEK, "αα."),
        (10, NumberStyle.CHINESE, "十、"),
        (21, NumberStyle.CHINESE, "二十一、"),
        (30, NumberStyle.CHINESE, "三十、"),
        (100, NumberStyle.CHINESE, "100."),
        (1_000_000_000, NumberStyle.LOWER_ALPHA, "cfdgsxl."),
        (5, NumberStyle.NONE, ""),
    ],
)
def test_number_label(number: int, style: NumberStyle, label: str) -> None:
    assert number_label(number, style) == label
