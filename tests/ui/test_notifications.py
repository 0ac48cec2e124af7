"""Notifications are shown over the reader and close when a search opens."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.widgets._toast import Toast

from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.command import Context
from tests.ui.driver import press, settle

MakeApp = Callable[..., FinewsApp]


@pytest.mark.parametrize("size", [(200, 50), (120, 36), (110, 30), (80, 24), (70, 24)])
async def test_notification_covers_only_the_reader(
    size: tuple[int, int], make_app: MakeApp
) -> None:
    async with make_app().run_test(size=size, notifications=True) as pilot:
        driver = await press(pilot, "3")
        driver.main.notify("网页上的文字比订阅源给的还要短，所以没有换上它。" * 3, markup=False)
        await settle(pilot)
        toast = pilot.app.screen.query_one(Toast)
        assert toast.region.width > 20
        assert toast.region.x >= driver.region(Context.READER).x


async def test_notification_closes_when_a_search_opens(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(120, 36), notifications=True) as pilot:
        driver = await press(pilot, "3")
        driver.main.notify("没有地址", markup=False)
        await settle(pilot)
        await pilot.press("slash")
        await settle(pilot)
        assert not pilot.app.screen.query(Toast)
