"""A message in the corner lies over the reader alone: no pane's edge cuts through its words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.widgets._toast import Toast

from finews_tui.ui.app import FinewsApp
from tests.ui.screens import settle

MakeApp = Callable[..., FinewsApp]


@pytest.mark.parametrize("size", [(200, 50), (120, 36), (110, 30), (80, 24), (70, 24)])
async def test_a_toast_lies_over_the_reader_alone(size: tuple[int, int], make_app: MakeApp) -> None:
    async with make_app().run_test(size=size, notifications=True) as pilot:
        screen = await settle(pilot)
        await pilot.press("3")
        screen.notify("网页上的文字比订阅源给的还要短，所以没有换上它。" * 3, markup=False)
        await settle(pilot)
        toast = pilot.app.screen.query_one(Toast)
        assert toast.region.width > 20
        left = screen.query_one("#reader-column").region.x
        assert toast.region.x >= left


async def test_a_toast_goes_where_one_wants_to_type(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(120, 36), notifications=True) as pilot:
        screen = await settle(pilot)
        await pilot.press("3")
        screen.notify("没有地址", markup=False)
        await settle(pilot)
        await pilot.press("slash")
        await settle(pilot)
        assert not pilot.app.screen.query(Toast)
