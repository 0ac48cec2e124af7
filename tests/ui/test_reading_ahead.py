"""Where one pane is seen at a time, the article under the cursor is ready before one goes to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from finews_tui.library.library import Library
from finews_tui.query.highlighting import TextMatcher
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.command import Pane
from finews_tui.ui.reader import loader as loading
from finews_tui.ui.reader.pane import ReaderColumn
from tests.ui.screens import press, settle

NARROW = (60, 30)


async def test_an_article_is_laid_out_while_the_reader_is_hidden(
    make_app: Callable[..., FinewsApp],
) -> None:
    async with make_app().run_test(size=NARROW) as pilot:
        screen = await settle(pilot)
        assert screen.reader_column.opened is None
        await press(pilot, "enter")
        width = screen.reader.text_width
        await press(pilot, "h", "j")
        assert not screen.desk.is_seen(Pane.READER)
        opened = screen.reader_column.opened
        assert opened is not None
        assert opened.article.number == screen.article_list.number
        assert opened.page.width == width


async def test_what_is_only_ready_is_not_read(
    make_app: Callable[..., FinewsApp], library: Library
) -> None:
    async with make_app().run_test(size=NARROW) as pilot:
        screen = await press(pilot, "enter", "h")
        screen._read_after_s = 0.01
        await press(pilot, "j")
        number = screen.article_list.number
        assert number is not None
        await pilot.pause(0.1)
        await settle(pilot)
        assert not library.articles.get(number).is_read
        await press(pilot, "enter")
        assert library.articles.get(number).is_read


async def test_another_width_lays_out_anew_once_it_is_seen(
    make_app: Callable[..., FinewsApp],
) -> None:
    async with make_app().run_test(size=NARROW) as pilot:
        screen = await press(pilot, "enter", "h", "j")
        await pilot.resize_terminal(50, 30)
        await press(pilot, "enter")
        opened = screen.reader_column.opened
        assert opened is not None
        assert opened.page.width == screen.reader.text_width < 50


async def test_a_long_text_is_shown_before_all_of_it_is_laid_out(
    make_app: Callable[..., FinewsApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "_LONG_TEXT", 200)
    shown: list[tuple[bool, int]] = []
    show = ReaderColumn.show

    def note(column: ReaderColumn, opened: loading.Opened, words: TextMatcher, offset: int) -> None:
        shown.append((opened.is_part, len(opened.page.lines)))
        show(column, opened, words, offset)

    monkeypatch.setattr(ReaderColumn, "show", note)
    async with make_app().run_test(size=(140, 30)) as pilot:
        screen = await settle(pilot)
        assert [is_part for is_part, _ in shown] == [True, False]
        opened = screen.reader_column.opened
        assert opened is not None
        assert not opened.is_part
        screen.reader.scroll_to_line(8)
        place = screen.reader.offset_here
        await pilot.resize_terminal(120, 30)
        await settle(pilot)
        assert [is_part for is_part, _ in shown][-2:] == [True, False]
        assert screen.reader.offset_here == place
