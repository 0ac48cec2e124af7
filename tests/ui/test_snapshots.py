"""Snapshots of the screen. Docstrings describe the expected image."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from finews_tui.library.library import Library
from finews_tui.model.feed_candidate import FeedCandidate
from finews_tui.model.source import Source, SourceKind
from finews_tui.model.sync_outcome import SyncOutcome, SyncStatus
from finews_tui.store import sources as source_rows
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.registry import REGISTRY
from finews_tui.ui.dialogs.follow_source import FollowSource, SourceDetails
from tests.ui.driver import press, settle, store_settings
from tests.ui.news import NOW

MakeApp = Callable[..., FinewsApp]
Compare = Callable[..., bool]
WIDE, MEDIUM, NARROW = (120, 36), (80, 24), (56, 20)


def keys(*pressed: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Return a snapshot hook that presses keys and waits until the app is idle."""

    async def run(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await press(pilot, *pressed)

    return run


def dialog(key: str, typed: str = "") -> Callable[[Pilot[None]], Awaitable[None]]:
    """Return a snapshot hook that opens a dialog and types into it."""

    async def run(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await pilot.press(key)
        await pilot.pause()
        await pilot.press(*typed)
        await pilot.pause()

    return run


@pytest.fixture(autouse=True)
def _still_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Disable the blinking input cursor."""
    blink = Input.cursor_blink
    monkeypatch.setattr(blink, "_default", False)


def test_three_panes(make_app: MakeApp, snap_compare: Compare) -> None:
    """Tree, list and page side by side.

    List title and cursor bar are blue, days are thin rules, unread titles are bold with a dot. The
    page has title, metadata and rule; key hints are at the bottom.
    """
    assert snap_compare(make_app(), run_before=keys("j", "j"), terminal_size=WIDE)


def test_light_theme(make_app: MakeApp, snap_compare: Compare, library: Library) -> None:
    """Light theme: dark text on warm white everywhere."""
    library.state.set_setting("screen.theme", "light")
    assert snap_compare(make_app(), run_before=keys("j", "m", "j", "b"), terminal_size=WIDE)


@pytest.mark.parametrize(
    "theme", ["sepia", "contrast", "nord", "solarized-dark", "solarized-light", "sixteen"]
)
def test_other_themes(
    make_app: MakeApp, snap_compare: Compare, library: Library, theme: str
) -> None:
    """Same background everywhere; cursor, selected, read and unread rows are distinct.

    With sixteen colours, the cursor is reversed and the background is that of the terminal.
    """
    library.state.set_setting("screen.theme", theme)
    run = keys("j", "m", "j", "b", "v", "v")
    assert snap_compare(make_app(), run_before=run, terminal_size=WIDE)


@pytest.mark.parametrize("size", [WIDE, MEDIUM, (40, 10)], ids=["wide", "medium", "tiny"])
def test_reader_below_the_list(
    make_app: MakeApp, snap_compare: Compare, library: Library, size: tuple[int, int]
) -> None:
    """Tree at full height, list above the page, rows of two lines with dim snippets.

    At 40 x 10 only the list is shown, with complete rows.
    """
    store_settings(library, "reader below", "rows 2")
    assert snap_compare(make_app(), run_before=keys("j", "j"), terminal_size=size)


def test_columns_of_a_row(make_app: MakeApp, snap_compare: Compare, library: Library) -> None:
    """Without the tree, rows show mark, date, title, source and category."""
    store_settings(library, "tree false", "columns mark date source category", "layout medium")
    assert snap_compare(make_app(), run_before=keys("j"), terminal_size=WIDE)


def test_pending_keys(make_app: MakeApp, snap_compare: Compare, library: Library) -> None:
    """Key bar with `g …`, the possible next keys with titles, and the cancel key."""
    config = replace(library.config, ui=replace(library.config.ui, keymap="vim"))
    library.stores.config = config
    assert snap_compare(make_app(), run_before=keys("3", "g"), terminal_size=WIDE)


def test_no_colours(
    make_app: MakeApp, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without colours: focused row and pane reversed, unread bold, read dim."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(make_app(), run_before=keys("j", "m", "j"), terminal_size=WIDE)


def test_focused_tree(make_app: MakeApp, snap_compare: Compare) -> None:
    """Blue tree title; cursor on a category of the expanded source, which is listed."""
    run = keys("1", *"jjjj", "l", "j")
    assert snap_compare(make_app(), run_before=run, terminal_size=WIDE)


def test_two_panes(make_app: MakeApp, snap_compare: Compare) -> None:
    """At 80 cells: tree beside the list, titles truncated with `…`, fewer key hints."""
    assert snap_compare(make_app(), run_before=keys("j"), terminal_size=MEDIUM)


def test_reader_over_the_list(make_app: MakeApp, snap_compare: Compare) -> None:
    """At 80 cells, one page down: article title in the bar, percentage at the right."""
    assert snap_compare(make_app(), run_before=keys("enter", "space"), terminal_size=MEDIUM)


def test_one_pane(make_app: MakeApp, snap_compare: Compare) -> None:
    """At 56 cells: only the list, at full width."""
    assert snap_compare(make_app(), run_before=keys("j"), terminal_size=NARROW)


def test_too_small(make_app: MakeApp, snap_compare: Compare) -> None:
    """One line with the required terminal size."""
    assert snap_compare(make_app(), run_before=keys(), terminal_size=(36, 8))


def test_zoomed_reader(make_app: MakeApp, snap_compare: Compare) -> None:
    """Full-width reader with a centred page."""
    assert snap_compare(make_app(), run_before=keys("z"), terminal_size=WIDE)


def test_search(make_app: MakeApp, snap_compare: Compare) -> None:
    """Search bar with prompt, words and count; matches highlighted in list and page."""
    assert snap_compare(make_app(), run_before=keys("slash", *"鱼价"), terminal_size=WIDE)


def test_completion(make_app: MakeApp, snap_compare: Compare) -> None:
    """Completions for `gk` below the search bar, the first one reversed."""
    run = keys("slash", *"category:gk")
    assert snap_compare(make_app(), run_before=run, terminal_size=MEDIUM)


def test_timeline(make_app: MakeApp, snap_compare: Compare) -> None:
    """List title with daily bars between first and last date, visible days in blue."""
    assert snap_compare(make_app(), run_before=keys("2", "G"), terminal_size=(200, 50))


def test_query_error(make_app: MakeApp, snap_compare: Compare) -> None:
    """Red error below the bar with a position marker; the list is unchanged."""
    run = keys("slash", *"is:nonsense fog")
    assert snap_compare(make_app(), run_before=run, terminal_size=WIDE)


def test_find_bar(make_app: MakeApp, snap_compare: Compare) -> None:
    """Highlighted matches, the second one brighter, `2/36` in the bar, key hints."""
    run = keys("3", "slash", *"pencil", "enter", "n")
    assert snap_compare(make_app(), run_before=run, terminal_size=WIDE)


def test_no_bookmarks(make_app: MakeApp, snap_compare: Compare) -> None:
    """The empty list explains how to add a bookmark."""
    assert snap_compare(make_app(), run_before=keys("1", "j", "j"), terminal_size=WIDE)


def test_help(make_app: MakeApp, snap_compare: Compare) -> None:
    """Commands with keys under headings, the guide first, other panes with a note."""
    assert snap_compare(make_app(), run_before=dialog("question_mark"), terminal_size=WIDE)


def test_category_picker(make_app: MakeApp, snap_compare: Compare) -> None:
    """Categories that match the typed letters, with their counts."""
    assert snap_compare(make_app(), run_before=dialog("c", "ti"), terminal_size=WIDE)


def test_date_input(make_app: MakeApp, snap_compare: Compare) -> None:
    """Small dialog that shows the parsed day."""
    assert snap_compare(make_app(), run_before=dialog("d", "2024-03-15"), terminal_size=WIDE)


@pytest.fixture
def failing_app(library: Library) -> FinewsApp:
    """App with two failing sources."""
    failing = (
        Source("copper", SourceKind.FEED, "https://copper.example/feed", "Copper Weekly", "Food"),
        Source("courier", SourceKind.FEED, "https://courier.example/rss", every_min=90),
    )
    library.stores.config = replace(library.config, sources=(*library.config.sources, *failing))
    hour = timedelta(hours=1)
    outcomes = (
        ("harbour", SyncStatus.OK, "", ""),
        ("copper", SyncStatus.GONE, "gone", "https://copper.example/feed: permanently gone (410)"),
        (
            "courier",
            SyncStatus.FAILED,
            "missing",
            "https://courier.example/rss: page not found (404); check the address",
        ),
    )
    with library.stores.cache.writing() as cache:
        for name, status, code, error in outcomes:
            source_rows.ensure_source_id(cache, name)
            outcome = SyncOutcome(name, status, error_code=code, error=error)
            source_rows.store_outcome(cache, outcome, NOW - 2 * hour, NOW + hour)
    return FinewsApp(library, REGISTRY, guide=lambda: library)


@pytest.mark.parametrize("size", [WIDE, MEDIUM], ids=["wide", "medium"])
def test_sources_screen(
    failing_app: FinewsApp, snap_compare: Compare, size: tuple[int, int]
) -> None:
    """Sources by group with counts and times; two have a cross and a red error.

    Below: details of the source at the cursor with its full error and how to fix it.
    """
    assert snap_compare(failing_app, run_before=keys("w", "G"), terminal_size=size)


def test_edit_source_dialog(failing_app: FinewsApp, snap_compare: Compare) -> None:
    """Fields with values or placeholders, and two checkboxes."""

    async def run(pilot: Pilot[None]) -> None:
        await press(pilot, "w", "G")
        await pilot.press("e")
        await pilot.pause()

    assert snap_compare(failing_app, run_before=run, terminal_size=WIDE)


def test_source_preview(make_app: MakeApp, snap_compare: Compare) -> None:
    """Feed title, URL, article count and rate, newest headlines with dates.

    One headline is truncated. Below: fields for title and group.
    """
    fish = "号码头的鱼价稳中有升，"
    newest = tuple((f"第{n}{fish}" * n, NOW - timedelta(days=n)) for n in range(1, 5))
    candidate = FeedCandidate("https://boats.example/feed", "Boats", "RSS", 20, NOW, newest, 1.6)

    async def run(pilot: Pilot[None]) -> None:
        await settle(pilot)
        pilot.app.push_screen(FollowSource(candidate, ["Papers"], SourceDetails(group="Papers")))
        await pilot.pause()

    assert snap_compare(make_app(), run_before=run, terminal_size=MEDIUM)
