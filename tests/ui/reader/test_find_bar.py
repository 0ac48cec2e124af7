"""Find bar of the reader."""

from __future__ import annotations

from collections.abc import Callable

from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.command import Context
from tests.ui.driver import press

MakeApp = Callable[..., FinewsApp]
WIDE = (120, 36)


async def test_n_steps_through_matches_until_escape(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "3", "slash")
        await driver.type("PENCIL")
        assert driver.find.result == "1/36"
        await driver.press("enter", "n", "n")
        assert driver.find.result == "3/36"
        await driver.press("N")
        assert driver.find.result == "2/36"
        number = driver.number
        await driver.press("escape", "n")
        assert driver.pane is Context.READER
        assert driver.number != number


async def test_find_bar_closes_when_article_changes(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "3", "slash")
        await driver.type("fog")
        await driver.press("enter", "J")
        assert not driver.is_finding
