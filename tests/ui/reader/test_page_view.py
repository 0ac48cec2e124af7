"""Page view: scrolling, reading position, links, matches and copying."""

from __future__ import annotations

import pytest
from textual.geometry import Offset
from textual.message import Message
from textual.selection import SELECT_ALL, Selection

from finews_tui.content.body import parse_body
from finews_tui.layout.page import ArticleHeader, LayoutOptions, Page
from finews_tui.layout.page_layout import lay_out
from finews_tui.model.article import BodyFormat
from finews_tui.query.highlighting import substring_matcher
from finews_tui.ui.reader.find import find_matches
from finews_tui.ui.reader.page_view import PageView
from tests.ui.driver import BareApp

SIZE = (60, 20)
WIDE_CODE = (
    "`x` first\n\n```python\n" + "boats = [" + "'ferry', " * 30 + "'last']\n```\n\nThe end.\n"
)
LONG = "\n\n".join(f"Paragraph {n} of a long story about boats and fog." for n in range(60))


def page_of(text: str, width: int = 58) -> Page:
    header = ArticleHeader("A story", ("Harbour Notes", "2024-03-20 09:30"))
    return lay_out(parse_body(text, BodyFormat.MARKDOWN, ""), width, LayoutOptions(), header)


def rows(view: PageView) -> list[str]:
    return [view.render_line(line).text.rstrip() for line in range(view.size.height)]


async def test_every_line_is_as_wide_as_the_page() -> None:
    view = PageView(id="reader")
    async with BareApp(view).run_test(size=SIZE) as pilot:
        view.show(page_of(WIDE_CODE + LONG), 0)
        await pilot.pause()
        for line in range(view.size.height):
            assert view.render_line(line).cell_length == view.text_width


async def test_read_on_overlaps_by_one_line_until_the_end() -> None:
    view = PageView(id="reader")
    async with BareApp(view).run_test(size=SIZE) as pilot:
        view.show(page_of(LONG), 0)
        await pilot.pause()
        last = rows(view)[-1]
        assert view.read_on()
        assert rows(view)[0] == last
        pages = 0
        while view.read_on():
            pages += 1
            assert pages < 50
        assert view.scroll_offset.y == view.max_scroll_y
        assert view.percent == 100


async def test_read_on_returns_false_in_a_short_article() -> None:
    view = PageView(id="reader")
    async with BareApp(view).run_test(size=SIZE) as pilot:
        view.show(page_of("Short."), 0)
        await pilot.pause()
        assert not view.read_on()


async def test_wide_code_scrolls_horizontally_to_its_end() -> None:
    view = PageView(id="reader")
    async with BareApp(view).run_test(size=SIZE) as pilot:
        view.show(page_of(WIDE_CODE), 0)
        await pilot.pause()
        assert not any("'last'" in row for row in rows(view))
        before = [row for row in rows(view) if "boats" not in row and "ferry" not in row]
        for _ in range(60):
            view.scroll_sideways(8)
        assert any("'last']" in row for row in rows(view))
        assert [row for row in rows(view) if "ferry" not in row] == before
        for _ in range(60):
            view.scroll_sideways(-8)
        assert any("boats = [" in row for row in rows(view))


async def test_reading_position_does_not_drift_when_width_changes() -> None:
    view = PageView(id="reader")
    async with BareApp(view).run_test(size=SIZE) as pilot:
        view.show(page_of(LONG), 0)
        await pilot.pause()
        view.move_page_down()
        offset = view.text_offset
        assert offset > 0
        for width in (30, 58, 24, 58):
            view.show(page_of(LONG, width), offset)
            assert view.text_offset == offset
        first = next(row for row in rows(view) if row.strip())
        assert "Paragraph" in first


async def test_click_follows_a_link() -> None:
    view = PageView(id="reader")
    followed: list[str] = []

    def record(message: Message) -> None:
        if isinstance(message, PageView.LinkFollowed):
            followed.append(message.url)

    async with BareApp(view).run_test(size=SIZE, message_hook=record) as pilot:
        view.show(page_of("See the [timetable](https://harbour.example/times) today."), 0)
        await pilot.pause()
        row = next(number for number, text in enumerate(rows(view)) if "timetable" in text)
        await pilot.click(view, offset=(rows(view)[row].index("timetable") + 2, row))
        assert set(followed) == {"https://harbour.example/times"}
        followed.clear()
        await pilot.click(view, offset=(2, row))
        assert followed == []


async def test_matches_are_highlighted_and_current_match_is_scrolled_into_view() -> None:
    view = PageView(id="reader")
    async with BareApp(view).run_test(size=SIZE) as pilot:
        page = page_of(LONG)
        view.show(page, 0)
        await pilot.pause()
        matches = find_matches(page.lines, substring_matcher("boats"))
        assert len(matches) == 60
        view.show_matches(matches, 50)
        await pilot.pause()
        here = view.style_set["hit-here"].bgcolor
        painted = [
            segment.text
            for line in range(view.size.height)
            for segment in view.render_line(line)
            if segment.style is not None and segment.style.bgcolor == here
        ]
        assert painted == ["boats"]
        assert any("Paragraph 50 " in row for row in rows(view))


async def test_copied_selection_omits_margins() -> None:
    view = PageView(id="reader")
    async with BareApp(view).run_test(size=SIZE) as pilot:
        text = "The harbour office counted the boats twice and wrote the number down in pencil."
        view.show(page_of(f"{text}\n\n{text}", 40), 0)
        await pilot.pause()
        copied = view.get_selection(SELECT_ALL)
        assert copied is not None
        assert copied[0].count(text) == 2
        row = next(number for number, line in enumerate(rows(view)) if "counted" in line)
        start = rows(view)[row].index("counted")
        part = view.get_selection(Selection(Offset(start, row), Offset(start + 7, row)))
        assert part == ("counted", "\n")


@pytest.mark.parametrize("text", ["", "   \n\n  ", "<div></div>"])
async def test_empty_article_shows_its_header(text: str) -> None:
    view = PageView(id="reader")
    async with BareApp(view).run_test(size=SIZE) as pilot:
        view.show(page_of(text), 40)
        await pilot.pause()
        assert any("A story" in row for row in rows(view))
        view.clear("Nothing here.\nGo on.")
        assert [row.strip() for row in rows(view)[1:3]] == ["Nothing here.", "Go on."]
