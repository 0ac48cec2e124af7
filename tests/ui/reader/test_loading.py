"""Loading articles: hidden reader, read timer, partial layout."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from finews_tui.layout.page import Page
from finews_tui.library.library import Library
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.command import Context
from finews_tui.ui.reader import loader
from finews_tui.ui.reader.page_view import PageView
from tests.ui.driver import press, settle

MakeApp = Callable[..., FinewsApp]
WIDE, NARROW = (140, 30), (60, 30)


async def test_article_is_laid_out_while_the_reader_is_hidden(make_app: MakeApp) -> None:
    async with make_app().run_test(size=NARROW) as pilot:
        driver = await settle(pilot)
        assert driver.opened is None
        await press(pilot, "enter")
        width = driver.page.text_width
        await press(pilot, "h", "j")
        assert not driver.is_visible(Context.READER)
        opened = driver.opened
        assert opened is not None
        assert opened.article.number == driver.number
        assert opened.page.width == width


async def test_article_in_hidden_reader_stays_unread(make_app: MakeApp, library: Library) -> None:
    async with make_app().run_test(size=NARROW) as pilot:
        driver = await press(pilot, "enter", "h")
        await driver.run("setting.set", "mark_read_after_s 0")
        await press(pilot, "j")
        number = driver.number
        assert number is not None
        await settle(pilot)
        assert not library.articles.get(number).is_read
        await press(pilot, "enter")
        assert library.articles.get(number).is_read


async def test_visible_article_is_marked_read_immediately_with_zero_delay(
    make_app: MakeApp, library: Library
) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        await driver.run("setting.set", "mark_read_after_s 0")
        await press(pilot, "j")
        await driver.wait_until(lambda: driver.headline().is_read)
        number = driver.number
        assert number is not None
        await settle(pilot)
        assert library.articles.get(number).is_read


async def test_article_is_laid_out_again_for_new_width_when_visible(make_app: MakeApp) -> None:
    async with make_app().run_test(size=NARROW) as pilot:
        driver = await press(pilot, "enter", "h", "j")
        await pilot.resize_terminal(50, 30)
        await press(pilot, "enter")
        opened = driver.opened
        assert opened is not None
        assert opened.page.width == driver.page.text_width < 50


async def test_visible_part_of_long_article_is_laid_out_first(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loader, "_LONG_BODY", 200)
    shows_part: list[bool] = []
    show = PageView.show

    def record(view: PageView, page: Page, offset: int) -> None:
        assert isinstance(view.app, FinewsApp)
        opened = view.app.main_screen.reader.opened
        assert opened is not None
        shows_part.append(opened.is_part)
        show(view, page, offset)

    monkeypatch.setattr(PageView, "show", record)
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        assert driver.opened is not None
        assert shows_part == [True, False]
        assert not driver.opened.is_part
        driver.page.scroll_to_line(8)
        offset = driver.page.text_offset
        await pilot.resize_terminal(120, 30)
        await settle(pilot)
        assert shows_part[-2:] == [True, False]
        assert driver.page.text_offset == offset
