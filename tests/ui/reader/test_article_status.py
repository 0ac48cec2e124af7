"""Details of an article: why it is read or not, its source, and when that is synced next."""

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


def test_status_says_why_an_article_is_read_or_not(library: Library) -> None:
    number = library.articles.listing(parse("is:unread"))[0]
    assert status(library, number)["State"] == "unread: nobody has read it yet"
    library.mark_read([number], True)
    assert status(library, number)["State"] == "read: you were on its page, or marked it"
    library.mark_read([number], False)
    assert status(library, number)["State"] == "unread: you marked it so"


def test_status_has_the_source_and_its_next_sync(library: Library) -> None:
    details = status(library, library.articles.listing(parse("source:market"))[0])
    assert details["From"].endswith("market")
    assert details["Synced"].startswith("now; next ")
    assert "Trouble" not in details


async def test_details_key_shows_the_status(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(120, 36)) as pilot:
        driver = await press(pilot, "e")
        text = "\n".join(driver.page_lines[:24])
        assert "nobody has read it yet" in text
        assert "Synced" in text
