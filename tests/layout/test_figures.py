"""Layout of code, images, definitions, footnotes and article headers."""

from __future__ import annotations

import unicodedata

import pytest

from finews_tui.i18n.catalog import CHINESE, ENGLISH, LANGUAGE_VARIABLE
from finews_tui.layout.page import (
    ArticleHeader,
    FootnotePosition,
    ImagePosition,
    LayoutOptions,
    Page,
)
from finews_tui.layout.page_layout import lay_out
from finews_tui.model.document import (
    Block,
    Cell,
    Code,
    Definition,
    DefinitionList,
    Details,
    Document,
    Footnote,
    Heading,
    HorizontalRule,
    Image,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Span,
    Table,
    block_texts,
)
from tests.layout.page_text import copied_text, nonblank_lines, page_lines, styled_parts

LINKS = ("https://example.org/pictures/one%20chart.png", "https://example.org/story")


def paragraph(text: str) -> Paragraph:
    return Paragraph((Span(text),))


def page_of(*blocks: Block, width: int = 30) -> Page:
    return lay_out(Document(blocks, links=LINKS), width, LayoutOptions())


def test_code_is_a_wide_block_with_its_lines() -> None:
    page = page_of(Code("\ndef f():\n\treturn '" + "x" * 40 + "'\n\n", "python"), width=30)
    assert page_lines(page) == ["  def f():", "      return '" + "x" * 40 + "'"]
    assert [line.wide_block for line in page.lines] == [0, 0]
    assert {line.fixed_cells for line in page.lines} == {2}
    assert page.wide_block_widths == (len("      return ''") + 40,)
    assert ("code-keyword", "def") in styled_parts(page.lines[0])
    assert page.lines[1].copy_text == "\treturn '" + "x" * 40 + "'"


@pytest.mark.parametrize(("language", "line"), [(ENGLISH, "▣ image"), (CHINESE, "▣ 图片")])
def test_generic_alt_text_is_replaced(
    language: str, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(LANGUAGE_VARIABLE, language)
    assert page_lines(page_of(Image("Image", address=0))) == [line]


def test_image_is_a_line_with_name_size_and_caption() -> None:
    page = page_of(
        Image("a chart", address=0, width=640, height=480),
        Image("", address=0, link=1, caption=(Span("source: us"),)),
        Image("the same", caption=(Span("the same"),)),
        Image("a name that is too long for one line of the page", address=1),
    )
    assert page_lines(page) == [
        "▣ a chart 640×480",
        "",
        "▣ one chart.png",
        "source: us",
        "",
        "▣ the same",
        "",
        "▣ a name that is too long f…",
    ]
    assert page.images == (
        ImagePosition(0, LINKS[0], "a chart"),
        ImagePosition(2, LINKS[0], ""),
        ImagePosition(7, LINKS[1], "a name that is too long for one line of the page"),
    )
    assert page.lines[0].runs[0].link == 0
    assert page.lines[2].runs[0].link == 1
    assert page.lines[3].runs[0].style_name == "caption"
    assert nonblank_lines(copied_text(page)) == [
        "a chart",
        "source: us",
        "the same",
        "a name that is too long for one line of the page",
    ]


def test_definitions_and_details() -> None:
    page = page_of(
        DefinitionList((Definition((Span("市盈率"),), (paragraph("股价除以每股收益"),)),)),
        Details((Span("更多"),), (paragraph("inside"),)),
        Details((Span("nothing"),), ()),
        HorizontalRule(),
    )
    assert page_lines(page) == [
        "市盈率",
        "    股价除以每股收益",
        "",
        "▾ 更多",
        "",
        "  inside",
        "",
        "▾ nothing",
        "",
        "─" * 28,
    ]
    assert styled_parts(page.lines[3]) == [("details", "▾ "), ("details", "更多")]


def test_footnotes_are_at_the_end_with_their_references() -> None:
    document = Document(
        (
            Paragraph((Span("see"), Span("1", note="1"))),
            Footnote("1", (paragraph("the first note"),)),
            Paragraph((Span("again"), Span("1", note="1"), Span("2", note="long label"))),
            Footnote("long label", (paragraph("the second"),)),
        )
    )
    page = lay_out(document, 30, LayoutOptions())
    assert page_lines(page) == [
        "see[1]",
        "",
        "again[1][2]",
        "",
        "─" * 12,
        "[1]    the first note",
        "[long label]",
        "       the second",
    ]
    assert page.notes == (FootnotePosition("1", 5, (0, 2)), FootnotePosition("long label", 6, (2,)))
    offsets = [line.offset for line in page.lines]
    assert offsets == sorted(offsets)
    assert "\n".join(block_texts(document.blocks))[page.lines[5].offset :].startswith("again")
    assert "\n".join(block_texts(document.blocks))[page.lines[7].offset :].startswith("the second")


def test_header_has_title_metadata_and_notes() -> None:
    head = ArticleHeader("春天的市场", ("某报", "2022-05-18 15:29", "3 min"), ("by someone", " "))
    page = lay_out(Document((paragraph("text"),)), 30, LayoutOptions(), head)
    assert page_lines(page) == [
        "春天的市场",
        "",
        "某报 · 2022-05-18 15:29",
        "3 min",
        "by someone",
        "─" * 28,
        "",
        "text",
    ]
    assert [line.runs[-1].style_name for line in page.lines if line.runs] == [
        "title", "meta", "meta", "note", "rule", "text",
    ]  # fmt: skip
    assert {line.offset for line in page.lines} == {0}


def test_page_has_no_control_characters() -> None:
    nasty = "a\x00\x07\x1b]0;t\x07\x9b31m\x85\u2028\r\x7f\tz\ud800\nb"
    spans = (Span(nasty), Span("n", ruby=nasty), Span(nasty, note=nasty))
    page = lay_out(
        Document(
            (
                Heading(1, spans),
                Paragraph(spans),
                Quote((ListBlock((ListItem((Paragraph(spans),)),)),)),
                Code(nasty, nasty),
                Code("# " + nasty, "python"),
                Image(nasty, address=0, caption=(Span("caption" + nasty),)),
                Image("", address=0),
                Table(((Cell(spans), Cell((Span(nasty),))),), caption=spans),
                DefinitionList((Definition(spans, (Paragraph(spans),)),)),
                Details(spans, (Paragraph(spans),)),
                Footnote(nasty, (Paragraph(spans),)),
            ),
            links=("https://example.org/%1b%9b%0a%00.png",),
        ),
        60,
        LayoutOptions(),
        ArticleHeader(nasty, (nasty, nasty), (nasty,)),
    )
    for line in page.lines:
        displayed = [run.text for run in line.runs]
        for text in (*displayed, line.copy_text.replace("\t", "").replace("\n", "")):
            assert not {"Cc", "Cs", "Zl", "Zp"} & set(map(unicodedata.category, text))
    for text in (*(entry.text for entry in page.outline), *(image.alt for image in page.images)):
        assert "Cc" not in map(unicodedata.category, text)
