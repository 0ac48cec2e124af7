"""Layout of headings, paragraphs, lists, quotes and nested blocks."""

from __future__ import annotations

import pytest

from finews_tui.layout.page import ArticleHeader, LayoutOptions, OutlineEntry, Page
from finews_tui.layout.page_layout import lay_out
from finews_tui.layout.typesetter import root_column
from finews_tui.model.document import (
    Align,
    Block,
    Callout,
    Code,
    Document,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Span,
    document_text,
)
from finews_tui.model.text_style import TextStyle
from tests.layout.page_text import copied_text, line_text, nonblank_lines, page_lines, styled_parts


def paragraph(text: str, align: Align = Align.DEFAULT) -> Paragraph:
    return Paragraph((Span(text),), align)


def item(*blocks: Block | str, checked: bool | None = None, number: int | None = None) -> ListItem:
    children = tuple(paragraph(block) if isinstance(block, str) else block for block in blocks)
    return ListItem(children, checked, number)


def page_of(*blocks: Block, width: int = 30, options: LayoutOptions | None = None) -> Page:
    return lay_out(Document(blocks), width, options or LayoutOptions())


def test_only_chinese_paragraphs_are_indented() -> None:
    page = page_of(paragraph("春天的市场里人来人往，热闹得很"), paragraph("Spring in the market"))
    assert page_lines(page) == [
        "    春天的市场里人来人往，热",
        "闹得很",
        "",
        "Spring in the market",
    ]
    assert page.lines[0].copy_text == "春天的市场里人来人往，热"
    assert page.lines[0].joins_next
    assert not page.lines[1].joins_next
    plain = page_of(paragraph("春天的市场里人来人往"), options=LayoutOptions(indent=False))
    assert page_lines(plain) == ["春天的市场里人来人往"]


def test_explicit_line_breaks_are_preserved() -> None:
    page = page_of(Paragraph((Span("one"), Span("\n"), Span("two"), Span("\n\n"), Span("three"))))
    assert page_lines(page) == ["one", "two", "", "three"]
    assert copied_text(page) == "one\ntwo\n\nthree\n"


def test_alignment_moves_lines_within_the_column() -> None:
    page = page_of(paragraph("某报社", align=Align.RIGHT), paragraph("title", align=Align.CENTRE))
    assert page_lines(page) == [" " * 22 + "某报社", "", " " * 11 + "title"]


def test_headings_have_empty_lines_above_and_outline_entries() -> None:
    page = page_of(
        Heading(1, (Span("First"),)),
        Heading(2, (Span("Second one"),)),
        paragraph("text"),
        Heading(4, (Span("Small"),)),
        paragraph("text"),
        Heading(3, (Span("  "),)),
    )
    assert page_lines(page) == ["First", "─────", "", "Second one", "", "text", "", "Small", "text"]
    assert page.outline == (
        OutlineEntry(0, 1, "First"),
        OutlineEntry(3, 2, "Second one"),
        OutlineEntry(7, 4, "Small"),
    )
    assert [run.style_name for run in page.lines[3].runs] == ["heading2"]
    assert page.lines[3].runs[0].style is TextStyle.STRONG


def test_long_heading_is_balanced() -> None:
    page = page_of(Heading(2, (Span("春天的市场里人来人往热闹得很了"),)))
    assert page_lines(page) == ["春天的市场里人来", "人往热闹得很了"]


def test_lists_have_hanging_indents_and_bullets_by_level() -> None:
    page = page_of(
        ListBlock(
            (
                item(
                    "春天的市场里人来人往热闹得很",
                    ListBlock((item("two", ListBlock((item("three"),))),)),
                ),
                item("done", checked=True),
                item("open", checked=False),
                item(),
            )
        )
    )
    assert page_lines(page) == [
        "• 春天的市场里人来人往热闹",
        "  得很",
        "  ◦ two",
        "    ▪ three",
        "☑ done",
        "☐ open",
        "•",
    ]
    assert styled_parts(page.lines[0])[0] == ("list-marker", "• ")
    assert [line.copy_text for line in page.lines if line.copy_text][-3:] == [
        "☑ done",
        "☐ open",
        "•",
    ]


def test_list_numbers_are_right_aligned_and_can_be_explicit() -> None:
    page = page_of(
        ListBlock((item("a"), item("b"), item("c", number=120), item("d")), ordered=True, start=9)
    )
    assert page_lines(page) == ["  9. a", " 10. b", "120. c", "121. d"]


def test_loose_lists_have_empty_lines_between_items() -> None:
    page = page_of(ListBlock((item("a", "b"), item("c")), tight=False))
    assert page_lines(page) == ["• a", "", "  b", "", "• c"]


def test_lists_are_indented_on_wide_pages_only() -> None:
    page = page_of(ListBlock((item("a"),)), width=60)
    assert page_lines(page) == ["   • a"]


def test_quotes_have_a_bar_on_every_line() -> None:
    page = page_of(
        Quote((paragraph("春天的市场里人来人往热闹得很哪"), Quote((paragraph("inner"),)))), width=20
    )
    assert (
        page_lines(page)
        == [
            "▎ 春天的市场里人来人",
            "▎ 往热闹得很哪",
            "▎",
            "▎ ▎ inner",
        ]
        or [line[0] for line in page_lines(page)] == ["▎"] * 4
    )
    assert styled_parts(page.lines[0])[0] == ("quote-bar", "▎")
    assert styled_parts(page.lines[0])[1][0] == "quote"


def test_callout_has_a_frame_with_its_title() -> None:
    page = page_of(
        Callout("note", (Span("标题 "), Span("two", TextStyle.CODE)), (paragraph("Some words"),)),
        Callout("warning", (), (paragraph("More words"),)),
        Callout("custom", (), (Callout("tip", (Span("Inner"),), (paragraph("x"),)),)),
        width=24,
    )
    assert page_lines(page) == [
        "╭─ 标题 two ──────────",
        "│ Some words",
        "╰─────────────────────",
        "",
        "╭─ ! Warning ─────────",
        "│ More words",
        "╰─────────────────────",
        "",
        "╭─ Custom ────────────",
        "│ ╭─ Inner ───────────",
        "│ │ x",
        "│ ╰───────────────────",
        "╰─────────────────────",
    ]
    assert copied_text(page).rstrip() == (
        "标题 two\nSome words\n\nWarning\nMore words\n\nCustom\nInner\nx"
    )


def test_long_title_of_callout_is_wrapped() -> None:
    title = (Span("A title of more than a line"),)
    page = page_of(Callout("tip", title, (paragraph("Words"),)), width=20)
    assert page_lines(page) == [
        "╭─────────────────",
        "│ A title of more",
        "│ than a line",
        "│ Words",
        "╰─────────────────",
    ]


@pytest.mark.parametrize("width", [1, 4, 9, 30])
def test_frame_of_callout_has_no_wide_strokes(width: int) -> None:
    block = Callout("important", (), (paragraph("words"),))
    page = page_of(block, width=width, options=LayoutOptions(ambiguous_width=2))
    assert all(line_text(line).isascii() for line in page.lines)
    assert all(len(line_text(line)) <= width for line in page.lines)


def test_offsets_of_callouts_match_their_text() -> None:
    blocks = (
        Callout("note", (), (paragraph("one"),)),
        Callout("tip", (Span("two"),), (paragraph("three"),)),
        paragraph("four"),
    )
    text = document_text(Document(blocks))
    page = page_of(*blocks)
    offset = next(line.offset for line in page.lines if "four" in line_text(line))
    assert text[offset:] == "four"


def test_empty_document_is_an_empty_page() -> None:
    page = page_of()
    assert page == Page((), 30, (), (), (), ())
    assert (
        page_of(paragraph("  "), Heading(1, ()), Code("\n \n"), ListBlock(()), Quote(())).lines
        == ()
    )
    assert lay_out(Document(), 30, LayoutOptions(), ArticleHeader("", ())).lines == ()


@pytest.mark.parametrize(
    ("width", "measure", "left", "room"),
    [
        (120, 84, 18, 84),
        (84, 84, 1, 82),
        (60, 84, 1, 58),
        (40, 84, 1, 38),
        (39, 84, 0, 39),
        (80, 40, 20, 40),
        (39, 30, 4, 30),
        (1, 84, 0, 1),
        (0, 84, 0, 1),
    ],
)
def test_column_is_centred_on_wide_pages(width: int, measure: int, left: int, room: int) -> None:
    column = root_column(width, measure)
    assert (column.prefix_width, column.room) == (left, room)


def test_margins_are_separate_runs() -> None:
    page = page_of(paragraph("text"), width=60)
    assert [(run.style_name, run.text) for run in page.lines[0].runs] == [
        ("margin", " "),
        ("text", "text"),
    ]


@pytest.mark.parametrize("width", [40, 84])
def test_deeply_nested_lists_leave_room_for_text(width: int) -> None:
    block: Block = paragraph("the innermost of them all")
    for _ in range(3000):
        block = ListBlock((item("上下左右前后东西南北上下左右前后东西南北", block),))
    page = page_of(block, width=width)
    assert all(
        len(line.copy_text) >= 9 for line in page.lines if line.joins_next and line.copy_text
    )
    assert copied_text(page).endswith("them all\n")
    assert max(len(line_text(line)) for line in page.lines) <= width


def test_deeply_nested_quotes_keep_their_order() -> None:
    block: Block = paragraph("last")
    for number in range(3000, 0, -1):
        block = Quote((paragraph(str(number)), block))
    page = page_of(block)
    assert nonblank_lines(copied_text(page)) == [*map(str, range(1, 3001)), "last"]


def test_paragraph_with_few_ideographs_is_indented_in_chinese_documents_only() -> None:
    mixed = paragraph("例 2 - a read that depends on a write")
    chinese = paragraph("春天的市场里人来人往，热闹得很。" * 3)
    english = paragraph("In spring the market is full of people, and of fish, and of talk.")
    assert page_lines(page_of(chinese, mixed, width=60))[-1].startswith(" " * 5 + "例")
    assert page_lines(page_of(english, mixed, width=60))[-1].startswith(" 例")


def test_lower_headings_differ_without_colours() -> None:
    headings = [Heading(level, (Span(f"Level {level}"),)) for level in range(3, 7)]
    page = page_of(*headings)
    styles = [run.style for line in page.lines for run in line.runs if "Level" in run.text]
    assert len(set(styles)) == 4
