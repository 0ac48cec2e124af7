"""The sources view, and what is done with a source: edited, moved, removed, asked again."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Checkbox, Input

from finews_tui.config.loader import load
from finews_tui.library.library import Library
from finews_tui.library.sync.run import sync
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.dialogs.edit_source import EditSource
from finews_tui.ui.screens.main import MainScreen
from finews_tui.ui.sources.column import SourcesColumn
from finews_tui.ui.widgets import status_bar
from tests.ui.loopback import Site, feed, serving
from tests.ui.screens import NOW, paths_in, press, settle

WIDE = (120, 36)
TIDES = feed("Tides", "High water", "Low water", "Slack")
MORE_TIDES = feed("Tides", "Spring tide", "High water", "Low water", "Slack")


@pytest.fixture(autouse=True)
def _notices_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow machine shall not outlast what is told."""
    monkeypatch.setattr(status_bar, "_NOTICE_SECONDS", 600.0)


@pytest.fixture(scope="module")
def server() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def site(server: Site) -> Iterator[Site]:
    """Two feeds that answer, one of them at two addresses, and one that is gone."""
    server.answers.clear()
    server.put("/tides", TIDES)
    server.put("/secret", TIDES)
    server.put("/ferries", feed("Ferries", "On time", "Late"))
    server.put("/gone", b"", 410)
    yield server
    for event in server.held.values():
        event.set()
    server.held.clear()


@pytest.fixture(scope="module")
def synced(tmp_path_factory: pytest.TempPathFactory, server: Site) -> Path:
    """A home that has asked them once, to be copied."""
    home = tmp_path_factory.mktemp("synced")
    paths = paths_in(home)
    lines = [
        "[ui]\nmark_read_after_s = 60.0\n[sync]\non_start = false\nunread_horizon_days = 0\n",
        *(
            f'[[source]]\nname = "{name}"\nkind = "feed"\nlocation = "{server.base}/{path}"\n{more}'
            for name, path, more in (
                ("tides", "tides", 'title = "Tides"\ngroup = "Sea"\n'),
                ("copper", "gone", 'title = "Copper Weekly"\n'),
                ("ferries", "ferries", 'group = "Sea/Boats"  # a comment\n'),
                ("secret", "secret", "hidden = true\n"),
            )
        ),
    ]
    paths.config_directory.mkdir(parents=True)
    paths.config_file.write_text("\n".join(lines), encoding="utf-8")
    return home


@pytest.fixture
def app(site: Site, synced: Path, tmp_path: Path) -> Iterator[FinewsApp]:
    """The application over these feeds, in groups; one of them is hidden."""
    if not (synced / "cache").exists():
        paths = paths_in(synced)
        with Library(paths, load(paths.config_file), clock=lambda: NOW) as library:
            asyncio.run(sync(library.stores))
    shutil.copytree(synced, tmp_path / "home")
    paths = paths_in(tmp_path / "home")
    with Library(paths, load(paths.config_file), clock=lambda: NOW) as library:
        yield FinewsApp(library, guide=lambda: library)


def column(screen: MainScreen) -> SourcesColumn:
    found = screen.query_one(SourcesColumn)
    assert screen.is_tending
    return found


def lines(screen: MainScreen) -> list[str]:
    """The rows of the view as they stand on the screen."""
    table = column(screen).table
    width = table.scrollable_content_region.width
    return [table.paint(line, width).text.rstrip() for line in range(table.row_count)]


def status(screen: MainScreen) -> str:
    return screen.status.render_line(0).text


def names(screen: MainScreen) -> list[str]:
    return [source.name for source in screen.library.config.sources]


def tree(screen: MainScreen) -> list[str]:
    rows = range(4, screen.source_tree.row_count)
    return [screen.source_tree.paint(row, 26).text.strip() for row in rows]


async def at(pilot: Pilot[None], name: str) -> MainScreen:
    """Open the view with the cursor on a source."""
    screen = await press(pilot, "w")
    column(screen).table.go_to(name)
    return await settle(pilot)


async def until(pilot: Pilot[None], is_so: Callable[[], bool]) -> None:
    """Wait for what a sync brings about while it goes on."""
    for _ in range(1500):
        if is_so():
            return
        await pilot.pause(0.02)
    raise AssertionError("it did not come about")


@pytest.mark.parametrize(
    ("width", "wording"),
    [(60, "✗ 1 source fails · w  "), (52, "✗ 1 source fails  "), (40, "✗ 1 w")],
)
async def test_that_sources_fail_is_told_in_words_that_fit(
    app: FinewsApp, width: int, wording: str
) -> None:
    async with app.run_test(size=(width, 20)) as pilot:
        screen = await settle(pilot)
        assert wording in status(screen)
        assert status(screen).startswith(" finews   All  ")


async def test_the_view_shows_every_source_with_its_trouble_and_the_mend(app: FinewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        assert "✗ 1 source fails · w shows why" in status(screen)
        assert not app._notifications
        screen = await at(pilot, "copper")
        shown = lines(screen)
        assert [line.strip().split("  ")[0].strip(" ▌") for line in shown] == [
            *("Sea", "Tides", "Sea/Boats", "ferries", "No group", "✗ Copper Weekly", "secret"),
        ]
        assert "is gone for good (410)" in shown[5]
        assert "3 a day" in shown[1]
        assert "hidden" in shown[6]
        story = str(column(screen).query_one("#source-story").render())
        assert "Copper Weekly   feed · copper" in story
        assert "f asks again all the same" in story


async def test_a_gone_feed_comes_back_by_force(app: FinewsApp, site: Site) -> None:
    site.put("/gone", feed("Copper", "It is back"))
    async with app.run_test(size=WIDE) as pilot:
        screen = await at(pilot, "copper")
        await press(pilot, "r")
        assert "is gone for good" in lines(screen)[5]
        await press(pilot, "f")
        assert "gone" not in lines(screen)[5]
        screen.status.notice("")
        assert "fails" not in status(screen)


async def test_enter_shows_a_source_and_the_way_back_is_short(app: FinewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        screen = await at(pilot, "ferries")
        await press(pilot, "enter")
        assert not screen.is_tending
        assert len(screen.article_list.listing) == 2
        await press(pilot, "w")
        row = column(screen).row
        assert row is not None
        assert row.name == "ferries"
        await press(pilot, "escape")
        assert not screen.is_tending
        await press(pilot, "w", "q")
        assert not screen.is_tending
        assert app.is_running


async def test_a_hidden_source_has_a_row_while_it_is_shown(app: FinewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        assert "secret" not in " ".join(tree(screen))
        assert len(screen.article_list.listing) == 8
        screen = await at(pilot, "secret")
        await press(pilot, "enter")
        assert screen.place_name == "secret"
        assert len(screen.article_list.listing) == 3
        screen.load_counts(0)
        await settle(pilot)
        assert screen.place_name == "secret"


async def test_keys_of_the_news_do_nothing_in_the_view(app: FinewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        screen = await press(pilot, "w", "b", "A", "space", "n", "J")
        assert screen.library.sources.totals() == (8, 8, 0)
        assert screen.article_list.cursor == 0


async def test_a_view_of_no_sources_says_so(app: FinewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        screen = await press(pilot, "w", *"dddd")
        assert names(screen) == []
        assert "Nothing is followed yet" in column(screen).table.empty_text
        await press(pilot, "u", "slash", *"zzz")
        assert "No source of this name" in column(screen).table.empty_text


async def test_a_box_tells_its_tick_without_colour(app: FinewsApp) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        await at(pilot, "ferries")
        await pilot.press("e")
        await pilot.pause()
        box = app.screen.query_one("#full-text", Checkbox)
        assert str(box.render()).startswith("[ ]")
        box.value = True
        assert str(box.render()).startswith("[x]")


async def test_a_low_terminal_shows_a_dialog_whole(app: FinewsApp) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        await at(pilot, "ferries")
        await pilot.press("e")
        await pilot.pause()
        dialog = app.screen.query_one(".dialog")
        assert dialog.max_scroll_y == 0
        assert app.screen.query_one(".dialog--foot").region.bottom <= 20
        await pilot.resize_terminal(40, 10)
        await pilot.pause()
        await pilot.pause()
        assert dialog.region.contains_region(app.screen.query_one("#title").region)


async def test_an_edit_is_written_and_undone(app: FinewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        screen = await at(pilot, "ferries")
        before = screen.library.paths.config_file.read_text()
        await pilot.press("e")
        await pilot.pause()
        dialog = app.screen
        assert isinstance(dialog, EditSource)
        dialog.query_one("#title", Input).value = "The Ferries"
        dialog.query_one("#every", Input).value = "soon"
        dialog.query_one("#full-text", Checkbox).value = True
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen is dialog
        assert "a whole number" in str(dialog.query_one(".dialog--mistake").render())
        dialog.query_one("#every", Input).value = "90"
        await pilot.press("enter")
        await settle(pilot)
        added = 'title = "The Ferries"\nevery_min = 90\nfull_text = true\n'
        group = 'group = "Sea/Boats"  # a comment\n'
        text = screen.library.paths.config_file.read_text()
        assert text == before.replace(group, group + added)
        assert "The Ferries edited · u undoes" in status(screen)
        assert any("The Ferries" in line for line in lines(screen))
        await press(pilot, "u")
        assert screen.library.paths.config_file.read_text() == before


async def test_what_cannot_be_written_is_asked_again_with_what_was_typed(
    app: FinewsApp, site: Site
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await at(pilot, "ferries")
        await pilot.press("e")
        await pilot.pause()
        app.screen.query_one("#location", Input).value = f"{site.base}/tides"
        app.screen.query_one("#title", Input).value = "Kept"
        await pilot.press("enter")
        await settle(pilot)
        again = app.screen
        assert isinstance(again, EditSource)
        assert "is followed already, as Tides" in str(again.query_one(".dialog--mistake").render())
        assert again.query_one("#title", Input).value == "Kept"


async def test_a_source_is_moved_to_a_new_group_and_back(app: FinewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        screen = await at(pilot, "copper")
        await pilot.press("m")
        await pilot.pause()
        await pilot.press(*"Metals", "enter")
        await settle(pilot)
        assert screen.library.sources.state("copper").source.group == "Metals"
        assert [line.split("  ")[0].strip() for line in lines(screen)][4] == "Metals"
        row = column(screen).row
        assert row is not None
        assert row.name == "copper"
        await press(pilot, "u")
        assert screen.library.sources.state("copper").source.group == ""


async def test_groups_lie_in_groups_and_are_renamed_as_one(app: FinewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        screen = await press(pilot, "1", *"jjj")
        assert [" ".join(row.strip("▌").split()) for row in tree(screen)] == [
            *("▾ Sea 5", "▾ Boats 2", "ferries 2", "Tides 3", "Copper Weekly"),
        ]
        assert len(screen.article_list.listing) == 5
        await pilot.press("e")
        await pilot.pause()
        app.screen.query_one(Input).value = "Water"
        await pilot.press("enter")
        await settle(pilot)
        groups = [source.group for source in screen.library.config.sources]
        assert groups == ["Water", "", "Water/Boats", ""]
        await press(pilot, "u")
        assert screen.library.sources.state("ferries").source.group == "Sea/Boats"


async def test_a_source_removed_from_the_tree_comes_back_whole(app: FinewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        screen = await press(pilot, "m", "j", "b")
        before = screen.library.paths.config_file.read_text()
        counts = screen.library.sources.totals()
        await press(pilot, "1", *"jjjjj")
        branch = screen.source_tree.branch
        assert branch is not None
        assert branch.source == "ferries"
        await press(pilot, "delete")
        assert names(screen) == ["tides", "copper", "secret"]
        assert "ferries removed · u undoes" in status(screen)
        assert screen.place_name == "All"
        # Feeds that came at once may stand in either order; a bookmark stays, whosever it is.
        kept = [article.source for article in screen.library.bookmarks.all()]
        assert len(screen.article_list.listing) == 6 + kept.count("ferries")
        await press(pilot, "u")
        assert screen.library.paths.config_file.read_text() == before
        assert screen.library.sources.totals() == counts
        assert len(screen.article_list.listing) == 8


async def test_a_source_is_found_by_a_few_letters(app: FinewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        screen = await press(pilot, "w", "slash", *"copp")
        assert len(lines(screen)) == 1
        await press(pilot, "enter", "escape")
        assert len(lines(screen)) == 7
        await press(pilot, "s")
        assert "Copper Weekly" in lines(screen)[0]


async def test_help_and_palette_know_the_view(app: FinewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        screen = await press(pilot, "w")
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"next pane", "enter")
        await settle(pilot)
        assert not screen.is_tending
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"sources.order", "enter")
        await settle(pilot)
        assert screen.is_tending
        await pilot.press("question_mark")
        await pilot.pause()
        await pilot.press("escape")
        await settle(pilot)
        assert screen.is_tending


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (200, 50)])
async def test_rows_fill_the_width_at_every_size(app: FinewsApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        screen = await at(pilot, "copper")
        table = column(screen).table
        width = table.scrollable_content_region.width
        rows = [table.paint(line, width) for line in range(table.row_count)]
        assert {row.cell_length for row in rows} == {width}
        assert table.size.height >= 3


async def test_news_is_there_before_slow_sources_are_done(app: FinewsApp, site: Site) -> None:
    site.put("/tides", MORE_TIDES)
    site.put("/secret", MORE_TIDES)
    site.held["/ferries"] = threading.Event()
    async with app.run_test(size=WIDE) as pilot:
        screen = await press(pilot, "j", "j")
        number, top = screen.article_list.number, screen.article_list.scroll_offset
        await press(pilot, "w")
        await pilot.press("R")
        await until(pilot, lambda: "2 new" in status(screen) and "sync 3/4" in status(screen))
        await until(pilot, lambda: any("ferries  asking …" in line for line in lines(screen)))
        await until(pilot, lambda: any("Tides  1 new" in line for line in lines(screen)))
        await pilot.press("escape")
        await pilot.pause()
        assert (screen.article_list.number, screen.article_list.scroll_offset) == (number, top)
        assert len(screen.article_list.listing) == 8
        site.held["/ferries"].set()
        await settle(pilot)
        screen.status.notice("")
        assert "2 new · . shows them" in status(screen)
        assert (screen.article_list.number, screen.article_list.scroll_offset) == (number, top)
        await press(pilot, "full_stop")
        assert len(screen.article_list.listing) == 10


async def test_many_failures_are_one_line(app: FinewsApp, site: Site) -> None:
    site.answers.clear()
    async with app.run_test(size=WIDE) as pilot:
        screen = await press(pilot, "R")
        assert not app._notifications
        assert "4 sources failed" in status(screen)
        screen.status.notice("")
        assert "✗ 4 sources fail · w shows why" in status(screen)


async def test_leaving_amid_a_sync_loses_nothing(app: FinewsApp, site: Site) -> None:
    site.put("/tides", MORE_TIDES)
    site.put("/secret", MORE_TIDES)
    site.held["/ferries"] = threading.Event()
    library = app._library
    async with app.run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        await pilot.press("R")
        await until(pilot, lambda: "2 new" in status(screen))
        await pilot.press("ctrl+q")
    assert library.sources.totals().articles == 10
    site.held["/ferries"].set()
    outcomes = {one.source: one for one in await sync(library.stores)}
    assert outcomes["ferries"].new == 0


async def test_intervals_of_their_own_are_kept(
    app: FinewsApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        rounds: list[tuple[float, object]] = []
        monkeypatch.setattr(
            screen, "set_interval", lambda seconds, call: rounds.append((seconds, call))
        )
        file = screen.library.paths.config_file
        file.write_text(file.read_text().replace('"Tides"\n', '"Tides"\nevery_min = 5\n'))
        screen.library.stores.config = load(file)
        monkeypatch.setattr(screen, "_rounds", [])
        screen.keep_syncing()
        assert [seconds for seconds, _ in rounds] == [1800, 300]
