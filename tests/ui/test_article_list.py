"""The list of articles by itself: any number of rows, and titles that mean harm."""

from __future__ import annotations

from array import array
from datetime import UTC, date
from time import process_time

import pytest
from textual.message import Message

from finews_tui.model.article import Headline
from finews_tui.query.ast import Sort, Words
from finews_tui.query.highlighting import word_matcher
from finews_tui.ui.articles.list import PAGE, ArticleList
from finews_tui.ui.articles.listing import Listing, build_listing
from finews_tui.ui.painting.periods import Grain, number_at
from tests.ui.screens import BareApp

WIDTH, HEIGHT = 70, 20
STEP_SECONDS = 1800


def numbers(count: int) -> array[int]:
    """`count` articles half an hour apart, the newest first."""
    newest = number_at(1_700_000_000)
    return array("q", range(newest, newest - count * STEP_SECONDS, -STEP_SECONDS))


def headline(number: int, title: str = "", **state: bool) -> Headline:
    return Headline(
        number=number,
        id=f"{number:012x}"[-12:],
        source="harbour",
        title=title or f"Boat {number}",
        category="Tides",
        published=number - number_at(0),
        offset=0,
        is_read=state.get("is_read", False),
        is_bookmarked=state.get("is_bookmarked", False),
    )


def rows(view: ArticleList) -> list[str]:
    """What stands on the lines in sight."""
    return [view.render_line(line).text for line in range(view.size.height)]


class Heard:
    """The messages of a test's application."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    def __call__(self, message: Message) -> None:
        """Each is heard once for every node that it bubbles through."""
        if not any(message is heard for heard in self.messages):
            self.messages.append(message)

    def missed(self) -> list[int]:
        """The numbers whose headlines were asked for."""
        asked = [m for m in self.messages if isinstance(m, ArticleList.HeadlinesMissed)]
        return [number for message in asked for number in message.numbers]


@pytest.mark.parametrize("count", [0, 1, 200, 201, 1_000_000])
async def test_any_number_of_rows_is_shown_and_moved_through(count: int) -> None:
    view, heard = ArticleList(id="list"), Heard()
    async with BareApp(view).run_test(size=(WIDTH, HEIGHT), message_hook=heard) as pilot:
        view.show(build_listing(numbers(count), Sort.NEWEST, UTC), None)
        await pilot.pause()
        assert view.row_count == count
        assert len(heard.missed()) == min(count, PAGE)
        view.action_bottom()
        await pilot.pause()
        assert view.cursor == count - 1
        assert len(heard.missed()) == min(count, PAGE) + (0 if count <= PAGE else _last_page(count))
        view.action_top()
        await pilot.pause()
        assert view.cursor == min(0, count - 1)
        assert all(len(strip) <= WIDTH for strip in rows(view))


def _last_page(count: int) -> int:
    """How many headlines the pages hold that are in sight at the end, beside the first."""
    first = (count - HEIGHT) // PAGE * PAGE
    return count - max(PAGE, first)


async def test_a_move_in_a_million_rows_costs_what_it_costs_in_ten() -> None:
    costs = []
    for count in (100, 1_000_000):
        view = ArticleList(id="list")
        async with BareApp(view).run_test(size=(WIDTH, HEIGHT)) as pilot:
            view.show(build_listing(numbers(count), Sort.NEWEST, UTC), None)
            await pilot.pause()
            best = 1.0
            for _ in range(20):
                start = process_time()
                view.action_down()
                rows(view)
                best = min(best, process_time() - start)
            costs.append(best)
    assert costs[1] < 5 * costs[0]


@pytest.mark.parametrize(
    "title",
    [
        "[/nope]",
        "[WSJ] 降准",
        "[@click=app.quit]quit[/]",
        "[link=file:///etc/passwd]open[/link]",
        "{0} %s $text",
        "한국어 日本語 ไทย العربية",
        "👩‍👩‍👧‍👦 family 🇨🇳",
        "ＦＵＬＬ　ＷＩＤＴＨ",
        "e\u0301" * 40,
        "宽" * 200,
    ],
)
async def test_a_title_is_text_and_never_wider_than_its_row(title: str) -> None:
    view = ArticleList(id="list")
    async with BareApp(view).run_test(size=(WIDTH, HEIGHT)) as pilot:
        own = numbers(3)
        view.show(build_listing(own, Sort.NEWEST, UTC), None)
        view.fill(own, [headline(number, title) for number in own])
        await pilot.pause()
        shown = rows(view)[1]
        assert title[:5] in shown
        for line in range(HEIGHT):
            assert view.render_line(line).cell_length == view.scrollable_content_region.width


async def test_days_stand_above_their_articles_and_are_no_rows() -> None:
    view = ArticleList(id="list")
    async with BareApp(view).run_test(size=(WIDTH, HEIGHT)) as pilot:
        own = numbers(100)
        view.today = date(2023, 11, 14)
        view.show(build_listing(own, Sort.NEWEST, UTC), None)
        view.fill(own, [headline(number) for number in own])
        await pilot.pause()
        assert rows(view)[0].startswith(" ─ Today · Tuesday 14 November 2023 ─")
        assert "22:13" in rows(view)[1]
        await pilot.click(view, offset=(10, 0))
        assert view.cursor == 0
        await pilot.click(view, offset=(10, 3))
        assert view.cursor == 2


async def test_a_day_whose_line_went_out_of_sight_is_told() -> None:
    view, heard = ArticleList(id="list"), Heard()
    async with BareApp(view).run_test(size=(WIDTH, HEIGHT), message_hook=heard) as pilot:
        view.show(build_listing(numbers(200), Sort.NEWEST, UTC), None)
        view.action_half_down()
        view.action_page_down()
        view.action_page_down()
        await pilot.pause()
        told = [m.label for m in heard.messages if isinstance(m, ArticleList.PeriodChanged)]
        assert told[-1] == "Tuesday 14 November 2023"


async def test_the_cursor_stays_on_its_article_and_its_line_when_rows_come() -> None:
    view = ArticleList(id="list")
    async with BareApp(view).run_test(size=(WIDTH, HEIGHT)) as pilot:
        own = numbers(300)
        view.show(build_listing(own[50:], Sort.NEWEST, UTC), None)
        for _ in range(40):
            view.action_down()
        await pilot.pause()
        number = view.number
        line = view.line_of(view.cursor) - view.scroll_offset.y
        view.show(build_listing(own, Sort.NEWEST, UTC), number)
        await pilot.pause()
        assert view.number == number
        assert view.line_of(view.cursor) - view.scroll_offset.y == line


async def test_a_mark_tells_unread_and_bookmarked() -> None:
    view = ArticleList(id="list")
    async with BareApp(view).run_test(size=(WIDTH, HEIGHT)) as pilot:
        own = numbers(3)
        view.show(Listing(own, Sort.NEWEST, UTC, Grain.DAY, array("q", [0])), None)
        view.fill(
            own,
            [
                headline(own[0]),
                headline(own[1], is_read=True),
                headline(own[2], is_read=True, is_bookmarked=True),
            ],
        )
        await pilot.pause()
        assert [text[1] for text in rows(view)[1:4]] == ["●", " ", "★"]
        view.change([own[0]], is_read=True)
        assert rows(view)[1][1] == " "


async def test_an_article_that_is_gone_is_said_to_be() -> None:
    view = ArticleList(id="list")
    async with BareApp(view).run_test(size=(WIDTH, HEIGHT)) as pilot:
        own = numbers(2)
        view.show(build_listing(own, Sort.RELEVANCE, UTC), None)
        assert "…" in rows(view)[0]
        view.fill(own, [headline(own[1])])
        await pilot.pause()
        assert "no longer there" in rows(view)[0]
        assert "2023-11-14" in rows(view)[1]


async def test_words_searched_for_are_marked_in_titles() -> None:
    view = ArticleList(id="list")
    async with BareApp(view).run_test(size=(WIDTH, HEIGHT)) as pilot:
        own = numbers(1)
        view.look_for(word_matcher([Words("fog"), Words("降准")]))
        view.show(build_listing(own, Sort.NEWEST, UTC), None)
        view.fill(own, [headline(own[0], "ＦＯＧ and 降准 in the fog")])
        await pilot.pause()
        hit = view.looks["hit"].bgcolor
        marked = [
            segment.text
            for segment in view.render_line(1)
            if segment.style is not None and segment.style.bgcolor == hit
        ]
        assert marked == ["ＦＯＧ", "降准", "fog"]


async def test_a_source_is_called_by_its_title() -> None:
    view = ArticleList(id="list")
    view.columns = frozenset(("mark", "date", "source"))
    async with BareApp(view).run_test(size=(WIDTH, HEIGHT)) as pilot:
        shown = numbers(1)
        view.fill(shown, [headline(shown[0])])
        view.show(build_listing(shown, Sort.NEWEST, UTC), None)
        await pilot.pause()
        assert "harbour" in rows(view)[1]
        view.name_sources({"harbour": "Harbour Notes"})
        await pilot.pause()
        assert "Harbour Notes" in rows(view)[1]
