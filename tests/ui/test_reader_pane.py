"""The page by itself: scrolled, kept in place, clicked, copied."""

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
from finews_tui.ui.reader.find import hits
from finews_tui.ui.reader.reader_pane import ReaderPane
from tests.ui.screens import BareApp

SIZE = (60, 20)
WIDE_CODE = (
    "`x` first\n\n```python\n" + "boats = [" + "'ferry', " * 30 + "'last']\n```\n\nThe end.\n"
)
LONG = "\n\n".join(f"Paragraph {n} of a long story about boats and fog." for n in range(60))


def page_of(text: str, width: int = 58) -> Page:
    head = ArticleHeader("A story", ("Harbour Notes", "2024-03-20 09:30"))
    return lay_out(parse_body(text, BodyFormat.MARKDOWN, ""), width, LayoutOptions(), head)


def rows(view: ReaderPane) -> list[str]:
    return [view.render_line(line).text.rstrip() for line in range(view.size.height)]


async def test_every_line_is_exactly_as_wide_as_the_pane() -> None:
    view = ReaderPane(id="reader")
    async with BareApp(view).run_test(size=SIZE) as pilot:
        view.show(page_of(WIDE_CODE + LONG), 0)
        await pilot.pause()
        for line in range(view.size.height):
            assert view.render_line(line).cell_length == view.text_width


async def test_a_page_down_overlaps_by_one_line_and_ends() -> None:
    view = ReaderPane(id="reader")
    async with BareApp(view).run_test(size=SIZE) as pilot:
        view.show(page_of(LONG), 0)
        await pilot.pause()
        last = rows(view)[-1]
        assert view.page_on()
        assert rows(view)[0] == last
        pages = 0
        while view.page_on():
            pages += 1
            assert pages < 50
        assert view.is_at_end
        assert view.percent == 100


async def test_a_short_article_is_at_its_end_at_once() -> None:
    view = ReaderPane(id="reader")
    async with BareApp(view).run_test(size=SIZE) as pilot:
        view.show(page_of("Short."), 0)
        await pilot.pause()
        assert not view.page_on()


async def test_wide_code_is_scrolled_sideways_and_no_further_than_its_end() -> None:
    view = ReaderPane(id="reader")
    async with BareApp(view).run_test(size=SIZE) as pilot:
        view.show(page_of(WIDE_CODE), 0)
        await pilot.pause()
        assert not any("'last'" in row for row in rows(view))
        before = [row for row in rows(view) if "boats" not in row and "ferry" not in row]
        for _ in range(60):
            view.action_sideways(8)
        assert any("'last']" in row for row in rows(view))
        assert [row for row in rows(view) if "ferry" not in row] == before
        for _ in range(60):
            view.action_sideways(-8)
        assert any("boats = [" in row for row in rows(view))


async def test_the_place_is_kept_from_width_to_width() -> None:
    view = ReaderPane(id="reader")
    async with BareApp(view).run_test(size=SIZE) as pilot:
        view.show(page_of(LONG), 0)
        await pilot.pause()
        view.action_page_down()
        offset = view.offset_here
        assert offset > 0
        for width in (30, 58, 24, 58):
            view.show(page_of(LONG, width), offset)
            assert view.offset_here == offset
        first = next(row for row in rows(view) if row.strip())
        assert "Paragraph" in first


async def test_a_click_on_a_link_tells_its_address() -> None:
    view = ReaderPane(id="reader")
    told: list[str] = []

    def hear(message: Message) -> None:
        if isinstance(message, ReaderPane.LinkChosen):
            told.append(message.address)

    async with BareApp(view).run_test(size=SIZE, message_hook=hear) as pilot:
        view.show(page_of("See the [timetable](https://harbour.example/times) today."), 0)
        await pilot.pause()
        row = next(number for number, text in enumerate(rows(view)) if "timetable" in text)
        await pilot.click(view, offset=(rows(view)[row].index("timetable") + 2, row))
        assert set(told) == {"https://harbour.example/times"}
        told.clear()
        await pilot.click(view, offset=(2, row))
        assert told == []


async def test_hits_are_painted_and_the_one_here_is_brought_into_sight() -> None:
    view = ReaderPane(id="reader")
    async with BareApp(view).run_test(size=SIZE) as pilot:
        page = page_of(LONG)
        view.show(page, 0)
        await pilot.pause()
        found = hits(page.lines, substring_matcher("boats"))
        assert len(found) == 60
        view.show_hits(found, 50)
        await pilot.pause()
        here = view.looks["hit-here"].bgcolor
        painted = [
            segment.text
            for line in range(view.size.height)
            for segment in view.render_line(line)
            if segment.style is not None and segment.style.bgcolor == here
        ]
        assert painted == ["boats"]
        assert any("Paragraph 50 " in row for row in rows(view))


async def test_a_selection_copies_the_text_and_no_margins() -> None:
    view = ReaderPane(id="reader")
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
async def test_an_article_without_text_is_a_page_too(text: str) -> None:
    view = ReaderPane(id="reader")
    async with BareApp(view).run_test(size=SIZE) as pilot:
        view.show(page_of(text), 40)
        await pilot.pause()
        assert any("A story" in row for row in rows(view))
        view.clear("Nothing here.\nGo on.")
        assert [row.strip() for row in rows(view)[1:3]] == ["Nothing here.", "Go on."]
