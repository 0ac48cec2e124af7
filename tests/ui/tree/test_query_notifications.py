"""Toggle notifications of a saved query: by command line, palette or key."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest
import pytest_asyncio

from finews_tui.library.library import Library
from finews_tui.ui.app import FinewsApp
from tests.ui.driver import Driver, settle

MakeApp = Callable[..., FinewsApp]
SAVED_QUERY = "鱼"


@pytest_asyncio.fixture
async def driver(library: Library, make_app: MakeApp) -> AsyncIterator[Driver]:
    """App with the cursor on a saved query in the tree; `B` is a configured key."""
    library.state.save_query(SAVED_QUERY, "鱼价")
    library.stores.config = replace(library.config, keys={"query.notify": "B"})
    async with make_app().run_test(size=(120, 36)) as pilot:
        driver = await settle(pilot)
        await driver.press("1", "j", "j", "j")
        assert driver.node.label == SAVED_QUERY
        yield driver


@pytest.mark.parametrize(
    "keys",
    [("colon", *"query.notify", "enter"), ("ctrl+p", *"query.notify", "enter"), ("B",)],
    ids=["command line", "palette", "key"],
)
async def test_notifications_of_saved_query_are_toggled(
    driver: Driver, keys: tuple[str, ...]
) -> None:
    await driver.press(*keys)
    assert driver.session.news.notifying_queries == [SAVED_QUERY]
    assert f"Notifications on for {SAVED_QUERY}" in driver.message
    await driver.press(*keys)
    assert driver.session.news.notifying_queries == []
    assert f"Notifications off for {SAVED_QUERY}" in driver.message


async def test_notifications_require_a_saved_query(driver: Driver) -> None:
    await driver.press("k", "B")
    assert driver.session.news.notifying_queries == []
    assert "Notifications are only available for saved queries" in driver.message
