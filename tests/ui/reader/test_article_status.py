"""Article details: reason for the read state, source and next sync."""

from __future__ import annotations

from collections.abc import Callable

from finews_tui.library.library import Library
from finews_tui.query.query import parse
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.reader.article_status import article_status
from tests.ui.driver import press

MakeApp = Callable[..., FinewsApp]


def status(library: Library, number: int) -> dict[str, str]:
    return dict(article_status(library, library.articles.get(number)))


def test_status_explains_the_read_state(library: Library) -> None:
    number = library.articles.listing(parse("is:unread"))[0]
    assert status(library, number)["State"] == "unread: not opened yet"
    library.mark_read([number], True)
    assert status(library, number)["State"] == "read: opened or marked by you"
    library.mark_read([number], False)
    assert status(library, number)["State"] == "unread: marked by you"


def test_status_includes_source_and_next_sync(library: Library) -> None:
    details = status(library, library.articles.listing(parse("source:market"))[0])
    assert details["Source"].endswith("market")
    assert details["Last sync"].startswith("just now · next: ")
    assert "Error" not in details


async def test_details_command_shows_the_status(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(120, 36)) as pilot:
        driver = await press(pilot, "e")
        text = "\n".join(driver.page_lines[:24])
        assert "not opened yet" in text
        assert "Last sync" in text
