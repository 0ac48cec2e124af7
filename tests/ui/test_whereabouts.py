"""The details tell why an article is read or not, where it comes from, and when that is asked."""

from __future__ import annotations

from collections.abc import Callable

from finews_tui.library.library import Library
from finews_tui.query.query import parse
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.reader.article_status import whereabouts
from tests.ui.screens import press

MakeApp = Callable[..., FinewsApp]


def told(library: Library, number: int) -> dict[str, str]:
    return dict(whereabouts(library, library.articles.get(number)))


def test_why_it_is_read_or_not(library: Library) -> None:
    number = library.articles.listing(parse("is:unread"))[0]
    assert told(library, number)["State"] == "unread: nobody has read it yet"
    library.mark_read([number], True)
    assert told(library, number)["State"] == "read: you were on its page, or marked it"
    library.mark_read([number], False)
    assert told(library, number)["State"] == "unread: you marked it so"


def test_where_it_comes_from_and_when_that_is_asked(library: Library) -> None:
    found = told(library, library.articles.listing(parse("source:market"))[0])
    assert found["From"].endswith("market")
    assert found["Synced"].startswith("now; next ")
    assert "Trouble" not in found


async def test_it_is_one_key_away(make_app: MakeApp) -> None:
    async with make_app().run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "e")
        lines = screen.reader.page.lines[:24]
        shown = "\n".join("".join(run.text for run in line.runs) for line in lines)
        assert "nobody has read it yet" in shown
        assert "Synced" in shown
