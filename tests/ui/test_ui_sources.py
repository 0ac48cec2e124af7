"""Sources on the screen: the guide, the first folder, sync, and failures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from finews_tui.errors import StoreFullError
from finews_tui.library.guide import guide_library
from finews_tui.library.library import Library
from finews_tui.query.query import parse
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.dialogs.add_source import AddSource
from finews_tui.ui.dialogs.follow_source import FollowSource
from finews_tui.ui.screens.main import MainScreen
from tests.ui.screens import HARBOUR_POSTS, MARKET_POSTS, config_for, paths_in, press, settle, still

MakeApp = Callable[..., FinewsApp]
WIDE = (120, 36)
ALL = HARBOUR_POSTS + MARKET_POSTS


def status(screen: MainScreen) -> str:
    return screen.status.render_line(0).text


def toasts(pilot: Pilot[None]) -> list[str]:
    return [notification.message for notification in pilot.app._notifications]


@pytest.fixture
def guided(empty_library: Library) -> FinewsApp:
    """The application of somebody who follows nothing yet."""
    return FinewsApp(empty_library, guide=lambda: guide_library(empty_library.paths))


async def test_with_nothing_followed_the_guide_is_read(guided: FinewsApp) -> None:
    async with guided.run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        assert status(screen).startswith(" finews guide")
        opened = screen.reader_column.opened
        assert opened is not None
        assert opened.article.title == "Welcome to finews"


async def test_a_first_folder_takes_the_place_of_the_guide(
    guided: FinewsApp, empty_library: Library, synced_home: Path
) -> None:
    async with guided.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("a")
        await pilot.pause()
        assert isinstance(pilot.app.screen, AddSource)
        pilot.app.screen.query_one("#location", Input).value = str(synced_home / "nowhere")
        await pilot.press("enter")
        await still(pilot)
        dialog = pilot.app.screen
        assert isinstance(dialog, AddSource)
        assert "no such folder" in str(dialog.query_one(".dialog--mistake").render())
        assert dialog.query_one("#location", Input).value.endswith("nowhere")
        dialog.query_one("#location", Input).value = str(synced_home / "posts" / "market")
        await pilot.press("enter")
        await still(pilot)
        shown = pilot.app.screen
        assert isinstance(shown, FollowSource)
        note = str(shown.query_one(".dialog--note").render())
        assert f"{MARKET_POSTS} articles · 5 a day" in note
        assert "2024-03-20  第0号码头" in str(shown.query_one(".dialog--latest").render())
        shown.query_one("#title", Input).value = "早市"
        await pilot.press("enter")
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, MainScreen)
        await settle(pilot)
        assert not screen.is_guide
        assert screen.place_name == "早市"
        assert len(screen.article_list.listing) == MARKET_POSTS
        assert [source.title for source in empty_library.config.sources] == ["早市"]
        await pilot.press("ctrl+q")


async def test_the_guide_opens_over_ones_own_news_and_closes(
    library: Library, empty_library: Library
) -> None:
    app = FinewsApp(library, guide=lambda: guide_library(empty_library.paths))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await app.run_action("app.guide")
        await settle(pilot)
        guide = app.screen
        assert isinstance(guide, MainScreen)
        assert guide.is_guide
        await pilot.press("q")
        await settle(pilot)
        assert isinstance(app.screen, MainScreen)
        assert not app.screen.is_guide
        assert app.is_running


def write_post(home: Path, name: str, title: str) -> None:
    text = f"---\ntitle: {title}\ndate: 2024-03-20 11:00:00 +0000\n---\n\nThe fog is gone.\n"
    (home / "posts" / "harbour" / f"{name}.md").write_text(text, encoding="utf-8")


async def test_news_never_moves_the_cursor_and_is_shown_when_asked_for(
    make_app: MakeApp, home: Path
) -> None:
    write_post(home, "2024-03-20-fresh", "Fresh from the sea")
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "j")
        number = screen.article_list.number
        await press(pilot, "R")
        assert screen.article_list.number == number
        assert len(screen.article_list.listing) == ALL
        screen.status.notice("")
        assert "1 new · . shows them" in status(screen)
        await press(pilot, "full_stop")
        assert len(screen.article_list.listing) == ALL + 1
        assert screen.article_list.cursor == 0
        opened = screen.reader_column.opened
        assert opened is not None
        assert opened.article.title == "Fresh from the sea"


async def test_r_syncs_the_source_that_one_is_in(make_app: MakeApp, home: Path) -> None:
    write_post(home, "2024-03-20-fresh", "Fresh from the sea")
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "right_square_bracket", "r")
        assert screen.place_name == "早市"
        assert "Nothing new" in status(screen)


async def test_rows_appear_as_a_first_sync_brings_them(home: Path, tmp_path: Path) -> None:
    config = config_for(home / "posts")
    with Library(paths_in(tmp_path / "fresh"), config) as library:
        async with FinewsApp(library, guide=lambda: library).run_test(size=WIDE) as pilot:
            screen = await settle(pilot)
            assert "No articles here yet" in screen.article_list.empty_text
            await press(pilot, "R")
            assert len(screen.article_list.listing) == ALL


async def test_a_source_that_failed_is_told_and_the_others_came(home: Path, tmp_path: Path) -> None:
    config = config_for(home / "posts")
    (home / "posts" / "market").rename(home / "posts" / "moved")
    with Library(paths_in(tmp_path / "fresh"), config) as library:
        async with FinewsApp(library, guide=lambda: library).run_test(size=WIDE) as pilot:
            screen = await press(pilot, "R")
            assert len(screen.article_list.listing) == HARBOUR_POSTS
            assert toasts(pilot) == []
            screen.status.notice("")
            assert "✗ 1 source fails · w shows why" in status(screen)


async def test_a_mark_that_cannot_be_written_is_told_and_taken_back(
    make_app: MakeApp, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreFullError("state.db: no room on the disk; make some")

    async with make_app().run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        monkeypatch.setattr(library, "mark_read", full)
        await press(pilot, "m")
        assert toasts(pilot) == ["state.db: no room on the disk; make some"]
        number = screen.article_list.number
        assert number is not None
        headline = screen.article_list.headline(number)
        assert headline is not None
        assert not headline.is_read
        assert pilot.app.is_running


async def test_an_unforeseen_failure_of_a_worker_is_no_end(
    make_app: MakeApp, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        monkeypatch.setattr(library.articles, "listing", lambda *_, **__: 1 / 0)
        await press(pilot, "s")
        assert toasts(pilot) == ["ZeroDivisionError: see the log"]
        assert len(screen.article_list.listing) == ALL


async def test_an_article_that_is_gone_is_told(make_app: MakeApp, library: Library) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        await settle(pilot)
        with library.stores.cache.writing() as cache:
            cache.execute("DELETE FROM bodies")
            number = library.articles.listing(parse(""))[1]
            cache.execute("DELETE FROM articles WHERE number = ?", (number,))
        await press(pilot, "j")
        assert pilot.app.is_running


async def test_links_and_addresses_are_copied_and_handed_out(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen = tmp_path / "seen"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf "%s\\n" "$#" "$1" >> {seen}\n', encoding="utf-8")
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(browser))
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "o")
        assert seen.read_text(encoding="utf-8") == "1\nhttps://harbour.example/boat/0\n"
        assert "https://harbour.example/boat/0" in status(screen)
        await press(pilot, "y")
        assert pilot.app.clipboard == "https://harbour.example/boat/0"
        await press(pilot, "Y")
        assert pilot.app.clipboard.startswith("# Boat number 0 comes in\n\nPart 0 of 0.")


@pytest.mark.parametrize("address", ["javascript:1", "file:///etc/passwd", "--help"])
async def test_what_is_no_web_address_is_refused(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("BROWSER", "/bin/false")
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        screen.open_address(address)
        await settle(pilot)
        assert toasts(pilot)[0].startswith("refused:")


async def test_where_no_browser_works_the_address_is_shown(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER", "/bin/false")
    async with make_app().run_test(size=WIDE) as pilot:
        await press(pilot, "o")
        assert "https://harbour.example/boat/0" in toasts(pilot)[0]
