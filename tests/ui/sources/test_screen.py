"""Sources screen: table, editing, moving, removing and syncing."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Checkbox

from finews_tui.config.loader import load
from finews_tui.library.library import Library
from finews_tui.library.sync.run import sync
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.command import Context
from finews_tui.ui.commands.registry import REGISTRY
from finews_tui.ui.dialogs.edit_source import EditSource
from tests.ui.driver import Driver, press, settle
from tests.ui.loopback import Site, feed, serving
from tests.ui.news import NOW, paths_in

WIDE = (120, 36)
TIDES = feed("Tides", "High water", "Low water", "Slack")
MORE_TIDES = feed("Tides", "Spring tide", "High water", "Low water", "Slack")


@pytest.fixture(scope="module")
def server() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def site(server: Site) -> Iterator[Site]:
    """Serve two feeds, one of them at two URLs, and one that is gone (410)."""
    server.responses.clear()
    server.put("/tides", TIDES)
    server.put("/secret", TIDES)
    server.put("/ferries", feed("Ferries", "On time", "Late"))
    server.put("/gone", b"", 410)
    yield server
    server.release_all()


@pytest.fixture(scope="module")
def synced(tmp_path_factory: pytest.TempPathFactory, server: Site) -> Path:
    """Template of a home with these feeds as sources."""
    home = tmp_path_factory.mktemp("synced")
    paths = paths_in(home)
    lines = [
        "[ui]\nmark_read_after_s = 60.0\n[sync]\non_start = false\nunread_horizon_days = 0\n",
        *(
            f'[[source]]\nname = "{name}"\nkind = "feed"\nlocation = "{server.base}/{path}"\n{keys}'
            for name, path, keys in (
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
    """App with these feeds, synced once: in groups, one of them hidden."""
    if not (synced / "cache").exists():
        paths = paths_in(synced)
        with Library(paths, load(paths.config_file), clock=lambda: NOW) as library:
            asyncio.run(sync(library.stores))
    shutil.copytree(synced, tmp_path / "home")
    paths = paths_in(tmp_path / "home")
    with Library(paths, load(paths.config_file), clock=lambda: NOW) as library:
        yield FinewsApp(library, REGISTRY, guide=lambda: library)


def source_names(driver: Driver) -> list[str]:
    return [source.name for source in driver.library.config.sources]


def source_tree_lines(driver: Driver) -> list[str]:
    """Return the lines of the tree below All, Unread, Bookmarks and the separator."""
    return [" ".join(line.split()) for line in driver.tree_lines[4:]]


async def open_at(pilot: Pilot[None], name: str) -> Driver:
    """Open the sources screen with the cursor on a source."""
    driver = await press(pilot, "w")
    driver.sources.select(name)
    await driver.settle()
    assert driver.source_row.name == name
    return driver


@pytest.mark.parametrize(
    ("width", "text"),
    [(60, "✗ 1 source failing · w  "), (55, "✗ 1 source failing  "), (40, "✗ 1 w")],
)
async def test_status_bar_shows_longest_failure_text_that_fits(
    app: FinewsApp, width: int, text: str
) -> None:
    async with app.run_test(size=(width, 20)) as pilot:
        driver = await settle(pilot)
        assert text in driver.status_text
        assert driver.status_text.startswith(" finews   All  ")


async def test_table_shows_sources_with_errors_and_remedies(app: FinewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        assert "✗ 1 source failing · w for details" in driver.status_text
        assert not driver.notifications
        driver = await open_at(pilot, "copper")
        lines = driver.source_lines
        assert [line.strip().split("  ")[0].strip(" ▌") for line in lines] == [
            *("Sea", "Tides", "Sea/Boats", "ferries", "No group", "✗ Copper Weekly", "secret"),
        ]
        assert "permanently gone (410)" in lines[5]
        assert "3 a day" in lines[1]
        assert "hidden" in lines[6]
        details = str(driver.sources.query_one("#source-details").render())
        assert "Copper Weekly   feed · copper" in details
        assert "Press f to retry anyway" in details


async def test_sources_screen_has_status_bar_of_main_screen(app: FinewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        status = driver.status_text
        await driver.press("w")
        assert driver.manages_sources
        assert driver.status_text == status


async def test_forced_sync_fetches_gone_feed(app: FinewsApp, site: Site) -> None:
    site.put("/gone", feed("Copper", "It is back"))
    async with app.run_test(size=WIDE) as pilot:
        driver = await open_at(pilot, "copper")
        await driver.press("r")
        assert "permanently gone" in driver.source_lines[5]
        await driver.press("f")
        assert "gone" not in driver.source_lines[5]
        driver.clear_message()
        assert "failing" not in driver.status_text


async def test_enter_lists_articles_of_source_and_escape_closes_screen(app: FinewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await open_at(pilot, "ferries")
        await driver.press("enter")
        assert not driver.manages_sources
        assert len(driver.listing) == 2
        await driver.press("w")
        assert driver.source_row.name == "ferries"
        await driver.press("escape")
        assert not driver.manages_sources
        await driver.press("w", "q")
        assert not driver.manages_sources
        assert app.is_running


async def test_hidden_source_is_in_tree_while_it_is_listed(app: FinewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        assert "secret" not in " ".join(source_tree_lines(driver))
        assert len(driver.listing) == 8
        driver = await open_at(pilot, "secret")
        await driver.press("enter")
        assert driver.scope == "secret"
        assert len(driver.listing) == 3
        await driver.reload_counts()
        assert driver.scope == "secret"


async def test_article_keys_do_nothing_on_sources_screen(app: FinewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await press(pilot, "w", "b", "A", "space", "n", "J")
        assert driver.manages_sources
        assert driver.library.sources.totals() == (8, 8, 0)
        assert driver.cursor == 0


async def test_empty_table_shows_hint(app: FinewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await press(pilot, "w", *"dddd")
        assert source_names(driver) == []
        assert "No sources yet" in driver.sources.table.empty_text
        await driver.press("u", "slash", *"zzz")
        assert "No matching sources" in driver.sources.table.empty_text


async def test_checkbox_is_readable_without_colours(app: FinewsApp) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        driver = await open_at(pilot, "ferries")
        await driver.press("e")
        box = app.screen.query_one("#full-text", Checkbox)
        assert str(box.render()).startswith("[ ]")
        box.value = True
        assert str(box.render()).startswith("[x]")


async def test_dialog_fits_low_terminal(app: FinewsApp) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        driver = await open_at(pilot, "ferries")
        await driver.press("e")
        dialog = app.screen.query_one(".dialog")
        assert dialog.max_scroll_y == 0
        assert app.screen.query_one(".dialog--footer").region.bottom <= 20
        await pilot.resize_terminal(40, 10)
        await driver.settle()
        assert dialog.region.contains_region(app.screen.query_one("#title").region)


async def test_edit_preserves_rest_of_config_and_can_be_undone(app: FinewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await open_at(pilot, "ferries")
        config_file = driver.library.paths.config_file
        before = config_file.read_text()
        await driver.press("e")
        dialog = app.screen
        assert isinstance(dialog, EditSource)
        await driver.fill(title="The Ferries", every="soon")
        dialog.query_one("#full-text", Checkbox).value = True
        await driver.press("enter")
        assert app.screen is dialog
        assert "Invalid interval" in driver.dialog_text("error")
        await driver.fill(every="90")
        await driver.press("enter")
        added = 'title = "The Ferries"\nevery_min = 90\nfull_text = true\n'
        group = 'group = "Sea/Boats"  # a comment\n'
        assert config_file.read_text() == before.replace(group, group + added)
        assert "Edited The Ferries · u to undo" in driver.status_text
        assert any("The Ferries" in line for line in driver.source_lines)
        await driver.press("u")
        assert config_file.read_text() == before


async def test_failed_edit_reopens_dialog_with_typed_text(app: FinewsApp, site: Site) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await open_at(pilot, "ferries")
        await driver.press("e")
        await driver.fill(location=f"{site.base}/tides", title="Typed")
        await driver.press("enter")
        assert isinstance(app.screen, EditSource)
        assert "already added as Tides" in driver.dialog_text("error")
        assert driver.field("title").value == "Typed"


async def test_source_is_moved_to_new_group_and_back(app: FinewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await open_at(pilot, "copper")
        await driver.press("m", *"Metals", "enter")
        assert driver.library.sources.state("copper").source.group == "Metals"
        assert [line.split("  ")[0].strip() for line in driver.source_lines][4] == "Metals"
        assert driver.source_row.name == "copper"
        await driver.press("u")
        assert driver.library.sources.state("copper").source.group == ""


async def test_renaming_group_renames_its_subgroups(app: FinewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await press(pilot, "1", *"jjj")
        assert source_tree_lines(driver) == [
            *("▾ Sea 5", "▾ Boats 2", "ferries 2", "Tides 3", "Copper Weekly"),
        ]
        assert len(driver.listing) == 5
        await driver.press("e")
        driver.field().value = "Water"
        await driver.press("enter")
        groups = [source.group for source in driver.library.config.sources]
        assert groups == ["Water", "", "Water/Boats", ""]
        await driver.press("u")
        assert driver.library.sources.state("ferries").source.group == "Sea/Boats"


async def test_undo_restores_removed_source_with_marks(app: FinewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await press(pilot, "m", "j", "b")
        before = driver.library.paths.config_file.read_text()
        counts = driver.library.sources.totals()
        await driver.press("1", *"jjjjj")
        assert driver.node.source == "ferries"
        await driver.press("delete")
        assert source_names(driver) == ["tides", "copper", "secret"]
        assert "Removed ferries · u to undo" in driver.status_text
        assert driver.scope == "All"
        # Articles with the same date are in any order, and bookmarks outlive their source.
        bookmarks = [article.source for article in driver.library.bookmarks.all()]
        assert len(driver.listing) == 6 + bookmarks.count("ferries")
        await driver.press("u")
        assert driver.library.paths.config_file.read_text() == before
        assert driver.library.sources.totals() == counts
        assert len(driver.listing) == 8


async def test_find_bar_filters_table_and_s_sorts_by_errors(app: FinewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await press(pilot, "w", "slash", *"copp")
        assert len(driver.source_lines) == 1
        await driver.press("enter", "escape")
        assert len(driver.source_lines) == 7
        await driver.press("s")
        assert "Copper Weekly" in driver.source_lines[0]


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (200, 50)])
async def test_rows_have_full_width_at_every_size(app: FinewsApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        driver = await open_at(pilot, "copper")
        table = driver.sources.table
        width = table.scrollable_content_region.width
        rows = [table.paint(line, width) for line in range(table.row_count)]
        assert {row.cell_length for row in rows} == {width}
        assert table.size.height >= 3


async def test_new_articles_are_announced_before_sync_ends(app: FinewsApp, site: Site) -> None:
    site.put("/tides", MORE_TIDES)
    site.put("/secret", MORE_TIDES)
    ferries = site.hold("/ferries")
    async with app.run_test(size=WIDE) as pilot:
        driver = await press(pilot, "j", "j")
        position = (driver.number, driver.article_list.scroll_offset)
        await driver.press("w")
        await pilot.press("R")
        await driver.wait_until(
            lambda: "2 new" in driver.status_text and "sync 3/4" in driver.status_text
        )
        await driver.wait_until(lambda: "ferries  checking …" in "\n".join(driver.source_lines))
        await driver.wait_until(lambda: "Tides  1 new" in "\n".join(driver.source_lines))
        await pilot.press("escape")
        await pilot.pause()
        assert (driver.number, driver.article_list.scroll_offset) == position
        assert len(driver.listing) == 8
        ferries.set()
        await driver.settle()
        driver.clear_message()
        assert "2 new · . to show" in driver.status_text
        assert (driver.number, driver.article_list.scroll_offset) == position
        await driver.press("full_stop")
        assert len(driver.listing) == 10


async def test_failures_are_summarized_in_status_bar(app: FinewsApp, site: Site) -> None:
    site.responses.clear()
    async with app.run_test(size=WIDE) as pilot:
        driver = await press(pilot, "R")
        assert not driver.notifications
        assert "4 sources failed" in driver.status_text
        driver.clear_message()
        assert "✗ 4 sources failing · w for details" in driver.status_text


async def test_quitting_during_sync_preserves_new_articles(app: FinewsApp, site: Site) -> None:
    site.put("/tides", MORE_TIDES)
    site.put("/secret", MORE_TIDES)
    ferries = site.hold("/ferries")
    async with app.run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        library = driver.library
        await pilot.press("R")
        await driver.wait_until(lambda: "2 new" in driver.status_text)
        await pilot.press("ctrl+q")
    assert library.sources.totals().articles == 10
    ferries.set()
    outcomes = {outcome.source: outcome for outcome in await sync(library.stores)}
    assert outcomes["ferries"].new == 0


# Commands of the main screen


async def choose_in_palette(driver: Driver, words: str) -> None:
    await driver.press("ctrl+p")
    await driver.type(words)
    await driver.press("enter")


async def test_main_screen_command_closes_sources_and_runs(app: FinewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await press(pilot, "w")
        await choose_in_palette(driver, "mark all in the list")
        assert not driver.manages_sources
        assert driver.library.sources.totals().unread == 0
        assert "Marked 8 articles as read" in driver.message


async def test_search_from_command_line_closes_sources(app: FinewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await press(pilot, "w", "colon")
        await driver.type("listing.search late")
        await driver.press("enter")
        assert not driver.manages_sources
        assert driver.search.text == "late"
        assert driver.title == "Late"
        assert len(driver.listing) == 1


async def test_category_selected_in_palette_closes_sources(app: FinewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await press(pilot, "w")
        await choose_in_palette(driver, "go to ferr")
        assert not driver.manages_sources
        assert driver.scope == "ferries"


async def test_pane_command_closes_sources_and_moves_focus(app: FinewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await press(pilot, "w")
        await choose_in_palette(driver, "next pane")
        assert not driver.manages_sources
        assert driver.pane is Context.READER
        assert driver.focused is driver.page


async def test_sources_command_opens_sources_screen(app: FinewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        await choose_in_palette(driver, "sources.order")
        assert driver.manages_sources
        await driver.settle()
        assert "Copper Weekly" in driver.source_lines[0]


async def test_closing_help_returns_to_sources(app: FinewsApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        driver = await press(pilot, "w", "question_mark", "escape")
        assert driver.manages_sources
