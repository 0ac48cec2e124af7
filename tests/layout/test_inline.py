"""Inline text: styles, ruby, superscripts, footnote references."""

from __future__ import annotations

import pytest

from finews_tui.layout.inline import inline_text, replace_controls
from finews_tui.layout.page import LayoutOptions, TextRun
from finews_tui.layout.page_layout import lay_out
from finews_tui.model.document import Document, Paragraph, Span
from finews_tui.model.super_sub_script import to_script
from finews_tui.model.text_style import TextStyle
from tests.layout.page_text import copied_text, styled_parts

SUB_EM = TextStyle.SUBSCRIPT | TextStyle.EMPHASIS
ALL_ROUNDED = "end. all figures rounded"


@pytest.mark.parametrize(
    ("text", "style", "expected"),
    [
        ("2", TextStyle.SUPERSCRIPT, "²"),
        ("-12", TextStyle.SUPERSCRIPT, "⁻¹²"),
        ("th", TextStyle.SUPERSCRIPT, "ᵗʰ"),
        ("2", TextStyle.SUBSCRIPT, "₂"),
        ("abq", TextStyle.SUPERSCRIPT, "^{abq}"),
        ("注", TextStyle.SUPERSCRIPT, "[注]"),
        ("注2", TextStyle.SUPERSCRIPT, "[注2]"),
        ("[2]", TextStyle.SUPERSCRIPT, "[2]"),
        ("〔2〕", TextStyle.SUPERSCRIPT, "〔2〕"),
        ("①", TextStyle.SUPERSCRIPT, "①"),
        ("C", TextStyle.SUPERSCRIPT, "^C"),
        ("b", TextStyle.SUBSCRIPT, "_b"),
        ("the small print", TextStyle.SUPERSCRIPT, "^{the small print}"),
        ("(n-1)", TextStyle.SUPERSCRIPT, "⁽ⁿ⁻¹⁾"),
        ("min", TextStyle.SUBSCRIPT, "ₘᵢₙ"),
        ("max,z", TextStyle.SUBSCRIPT, "_{max,z}"),
        ("®", TextStyle.SUPERSCRIPT, "®"),
        ("2", TextStyle.STRONG, "2"),
        ("", TextStyle.SUPERSCRIPT, ""),
    ],
)
def test_superscript_and_subscript(text: str, style: TextStyle, expected: str) -> None:
    assert to_script(text, style) == expected


def test_each_style_is_a_run() -> None:
    spans = (
        Span("see "),
        Span("the page", TextStyle.STRONG, link=0),
        Span(", "),
        Span("x = 1", TextStyle.CODE),
        Span(" or "),
        Span("Ctrl", TextStyle.KEYBOARD),
        Span(" and "),
        Span("this", TextStyle.MARK),
        Span("1", note="n1"),
    )
    running = inline_text(spans, "quote")
    assert list(running.text_runs(0, len(running.text))) == [
        TextRun("see ", "quote"),
        TextRun("the page", "link", TextStyle.STRONG, 0),
        TextRun(", ", "quote"),
        TextRun("x = 1", "code", TextStyle.CODE),
        TextRun(" or ", "quote"),
        TextRun("Ctrl", "code", TextStyle.KEYBOARD),
        TextRun(" and ", "quote"),
        TextRun("this", "mark", TextStyle.MARK),
        TextRun("[1]", "note", note="n1"),
    ]


def test_style_changes_never_split_graphemes() -> None:
    running = inline_text((Span("e"), Span("\u0301a", TextStyle.STRONG), Span("b")), "text")
    assert [run.text for run in running.text_runs(0, 4)] == ["e\u0301", "a", "b"]


@pytest.mark.parametrize(
    ("spans", "displayed"),
    [
        ((Span("漢字", ruby="かんじ"), Span("と")), "漢字(かんじ)と"),
        ((Span("m"), Span("2", TextStyle.SUPERSCRIPT), Span("、")), "m²、"),
        ((Span("x"), Span("ab q", TextStyle.SUBSCRIPT)), "x_{ab q}"),
        ((Span("x"), Span("a b", TextStyle.SUBSCRIPT), Span("q", SUB_EM)), "x_{a bq}"),
        ((Span("1", TextStyle.SUPERSCRIPT), Span(" These are counts")), "¹ These are counts"),
        ((Span("written with Ann", TextStyle.SUBSCRIPT),), "written with Ann"),
        ((Span("end. "), Span("all figures rounded", TextStyle.SUPERSCRIPT)), ALL_ROUNDED),
        ((Span("hy\xadphen\xadated"),), "hyphenated"),
        ((Span("as said"), Span("[2]", note="2")), "as said[2]"),
        ((Span("as said"), Span("", note="two")), "as said[two]"),
        ((Span("a\tb\x1b[31m\x9b"),), "a b [31m "),
        ((), ""),
    ],
)
def test_displayed_text(spans: tuple[Span, ...], displayed: str) -> None:
    assert inline_text(spans).text == displayed


def test_selection_copies_displayed_text() -> None:
    spans = (
        Span("漢字", ruby="かんじ"),
        Span("と m"),
        Span("2", TextStyle.SUPERSCRIPT),
        Span("、終"),
    )
    page = lay_out(Document((Paragraph(spans),)), 10, LayoutOptions())
    assert len(page.lines) > 1
    assert copied_text(page) == "漢字(かんじ)と m²、終\n"


def test_footnote_reference_stays_with_its_word() -> None:
    spans = (Span("上下左右前后"), Span("1", note="a"), Span("东西"), Span("1", note="a"))
    page = lay_out(Document((Paragraph(spans),)), 12, LayoutOptions(indent=False))
    assert [styled_parts(line) for line in page.lines] == [
        [("text", "上下左右前")],
        [("text", "后"), ("note", "[1]"), ("text", "东西"), ("note", "[1]")],
    ]


@pytest.mark.parametrize(
    ("text", "is_chinese"),
    [
        ("上半年市场回暖", True),
        ("某公司的 Software Development Kit 已经在多地发布和使用了", True),
        ("The word 市场 means market", False),
        ("Plain English", False),
        ("2022-05-18", False),
        ("", False),
        ("서울 시장", False),
    ],
)
def test_is_chinese(text: str, is_chinese: bool) -> None:
    assert inline_text((Span(text),)).is_chinese() is is_chinese


def test_replace_controls_keeps_length_and_line_breaks() -> None:
    assert replace_controls("a\x00b\nc\x85\u2028d") == "a b\nc  d"
