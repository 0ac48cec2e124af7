"""What is seen can be clicked, and the terminal's own cursor follows the focus."""

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
def test_keys_that_are_printed_are_known_again(keys: tuple[str, ...]) -> None:
    assert parse_formatted_keys(format_keys(keys)) == keys


@pytest.mark.parametrize("shown", ["j/k", "letters", ""])
def test_what_is_no_key_presses_none(shown: str) -> None:
    assert parse_formatted_keys(shown) == ()


async def test_the_keys_below_are_buttons(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "j")
        line = screen.key_bar_text
        await pilot.click("#keys", offset=(line.index("read"), 0))
        await settle(pilot)
        assert screen.pane is Context.READER
        line = screen.key_bar_text
        await pilot.click("#keys", offset=(line.index("help"), 0))
        await pilot.pause()
        assert len(pilot.app.screen_stack) == 2


async def test_the_wheel_scrolls_the_pane_below_it(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        before = screen.article_list.scroll_offset.y
        await pilot._post_mouse_events([events.MouseScrollDown], "#reader", offset=(5, 5))
        await settle(pilot)
        assert screen.page.scroll_offset.y > 0
        assert screen.article_list.scroll_offset.y == before
        assert screen.pane is Context.LIST


async def test_the_real_cursor_follows_the_focus(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "j", "j")
        rows = screen.article_list
        line = rows.line_of(rows.cursor) - rows.scroll_offset.y
        assert pilot.app.cursor_position == rows.region.offset + Offset(0, line)
        await press(pilot, "1")
        assert pilot.app.cursor_position.x == screen.source_tree.region.x
        await press(pilot, "3")
        assert pilot.app.cursor_position == screen.page.region.offset
