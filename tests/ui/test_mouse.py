"""Clicks on key hints, mouse wheel, and terminal cursor."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual import events
from textual.geometry import Offset

from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.command import Context
from finews_tui.ui.commands.key_names import format_keys, parse_formatted_keys
from tests.ui.driver import press, settle

MakeApp = Callable[..., FinewsApp]
WIDE = (120, 36)


@pytest.mark.parametrize(
    "keys", [("j",), ("g", "g"), ("ctrl+r",), ("escape",), ("space",), ("minus",), ("shift+left",)]
)
def test_formatted_keys_are_parsed_back(keys: tuple[str, ...]) -> None:
    assert parse_formatted_keys(format_keys(keys)) == keys


@pytest.mark.parametrize("text", ["j/k", "letters", ""])
def test_text_without_keys_is_not_parsed(text: str) -> None:
    assert parse_formatted_keys(text) == ()


async def test_click_on_key_hint_runs_its_command(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "j")
        line = driver.key_bar_text
        await pilot.click("#keys", offset=(line.index("read"), 0))
        await driver.settle()
        assert driver.pane is Context.READER
        line = driver.key_bar_text
        await pilot.click("#keys", offset=(line.index("help"), 0))
        await driver.settle()
        assert len(pilot.app.screen_stack) == 2


async def test_wheel_scrolls_pane_under_mouse(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        before = driver.article_list.scroll_offset.y
        await pilot._post_mouse_events([events.MouseScrollDown], "#reader", offset=(5, 5))
        await driver.settle()
        assert driver.page.scroll_offset.y > 0
        assert driver.article_list.scroll_offset.y == before
        assert driver.pane is Context.LIST


async def test_terminal_cursor_follows_focus(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "j", "j")
        articles = driver.article_list
        line = articles.line_of(articles.cursor) - articles.scroll_offset.y
        assert pilot.app.cursor_position == articles.region.offset + Offset(0, line)
        await driver.press("1")
        assert pilot.app.cursor_position.x == driver.source_tree.region.x
        await driver.press("3")
        assert pilot.app.cursor_position == driver.page.region.offset
