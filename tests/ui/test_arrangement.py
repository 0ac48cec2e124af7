"""Settings and pane sizes: applied immediately and restored at the next start."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.geometry import Offset
from textual.pilot import Pilot

from finews_tui.library.library import Library
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.command import Context
from tests.ui.driver import Driver, press, settle, store_settings

MakeApp = Callable[..., FinewsApp]
WIDE, MEDIUM, NARROW = (120, 36), (80, 24), (56, 20)


async def set_settings(pilot: Pilot[None], *settings: str) -> Driver:
    """Change settings, like `:setting.set`."""
    driver = await settle(pilot)
    for setting in settings:
        await driver.run("setting.set", setting)
    return driver


async def test_settings_are_applied_immediately_and_restored(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await set_settings(pilot, "measure 40", "rows 2", "columns date")
        assert driver.page.page.width > 40
        assert driver.article_list.row_height == 2
        assert driver.article_list.columns == {"date"}
        opened = driver.opened
        assert opened is not None
        assert opened.options.measure == 40
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        assert driver.session.settings.ui.measure == 40
        assert driver.article_list.row_height == 2


async def test_palette_changes_setting(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"setting: rows 2", "enter")
        await settle(pilot)
        assert driver.session.settings.ui.rows == 2


async def test_reader_setting_places_reader_beside_or_below_list(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        assert driver.region(Context.LIST).y == driver.region(Context.READER).y
        await set_settings(pilot, "reader below")
        x, y, width, height = driver.region(Context.LIST)
        assert driver.region(Context.READER)[:3] == (x, y + height, width)
        assert driver.region(Context.TREE).height == height + driver.region(Context.READER).height
        await press(pilot, "3", "z")
        assert driver.region(Context.READER).width == WIDE[0]
        await press(pilot, "z")
        await set_settings(pilot, "tree false")
        assert driver.region(Context.LIST)[:3] == (0, y, WIDE[0])
        await press(pilot, "1")
        assert driver.pane is Context.TREE
        assert driver.region(Context.TREE).width > 10
        await press(pilot, "2")
        await pilot.resize_terminal(*MEDIUM)
        await settle(pilot)
        assert driver.region(Context.READER).width == MEDIUM[0]
        await pilot.resize_terminal(*NARROW)
        await settle(pilot)
        assert driver.region(Context.LIST).width == NARROW[0]
        assert not driver.is_visible(Context.READER)


async def test_hidden_tree_is_shown_while_focused(make_app: MakeApp) -> None:
    async with make_app().run_test(size=MEDIUM) as pilot:
        driver = await set_settings(pilot, "tree false")
        assert driver.region(Context.LIST).width == MEDIUM[0]
        await press(pilot, "escape")
        assert driver.region(Context.TREE).width == 24
        await press(pilot, "enter")
        assert driver.region(Context.LIST).width == MEDIUM[0]


async def test_layout_setting_applies_to_all_widths(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await set_settings(pilot, "layout narrow")
        assert driver.region(Context.LIST).width == WIDE[0]
        await set_settings(pilot, "layout auto")
        assert driver.region(Context.LIST).width < WIDE[0] // 2


async def test_panes_are_resized_by_keys_and_sizes_are_restored(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        before = driver.region(Context.LIST).width
        await press(pilot, "ctrl+right", "ctrl+right")
        wider = driver.region(Context.LIST).width
        assert wider > before
        await press(pilot, "1", "ctrl+left")
        assert driver.region(Context.TREE).width == 24
        await pilot.resize_terminal(*NARROW)
        await settle(pilot)
        await press(pilot, "1")
        assert driver.region(Context.TREE).width == NARROW[0]
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        assert driver.region(Context.TREE).width == 24
        assert driver.region(Context.LIST).width in range(wider - 1, wider + 3)


async def test_panes_are_resized_by_mouse(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        x, y, width, _ = driver.region(Context.TREE)
        await pilot.mouse_down(offset=Offset(x + width - 1, y))
        await pilot.hover(offset=Offset(35, y))
        await pilot.mouse_up(offset=Offset(35, y))
        await settle(pilot)
        assert driver.region(Context.TREE).width == 36
        await pilot.hover(offset=Offset(50, y))
        assert driver.region(Context.TREE).width == 36


@pytest.mark.parametrize("reader", ["beside", "below"])
@pytest.mark.parametrize("size", [(40, 10), (60, 20), (80, 24), (200, 50)])
async def test_list_and_page_fit_every_terminal_size(
    make_app: MakeApp, size: tuple[int, int], reader: str, library: Library
) -> None:
    store_settings(library, f"reader {reader}")
    async with make_app().run_test(size=size) as pilot:
        driver = await settle(pilot)
        assert driver.article_list.size.height >= 4
        assert driver.article_list.size.width >= 38
        await press(pilot, "enter")
        assert driver.page.size.height >= 4
