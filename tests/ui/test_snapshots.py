"""Pictures of the screen; each docstring says what the picture must show."""

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
    """Press keys and wait until the screen is still."""

    async def run(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await press(pilot, *pressed)

    return run


def dialog(key: str, typed: str = "") -> Callable[[Pilot[None]], Awaitable[None]]:
    """Open a dialog and type into it."""

    async def run(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await pilot.press(key)
        await pilot.pause()
        await pilot.press(*typed)
        await pilot.pause()

    return run


@pytest.fixture(autouse=True)
def _still_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cursor of an input does not blink."""
    blink = Input.cursor_blink
    monkeypatch.setattr(blink, "_default", False)


def test_three_panes(make_app: MakeApp, snap_compare: Compare) -> None:
    """Tree, list and page side by side; the list's title and cursor bar blue, days as thin rules,
    unread titles bold with a dot, the page's title, facts and rule, keys below."""
    assert snap_compare(make_app(), run_before=keys("j", "j"), terminal_size=WIDE)


def test_light_theme(make_app: MakeApp, snap_compare: Compare, library: Library) -> None:
    """The same on paper: dark ink on warm white, no part left dark."""
    library.state.set_setting("screen.theme", "light")
    assert snap_compare(make_app(), run_before=keys("j", "m", "j", "b"), terminal_size=WIDE)


@pytest.mark.parametrize(
    "theme", ["sepia", "contrast", "nord", "solarized-dark", "solarized-light", "sixteen"]
)
def test_other_themes(
    make_app: MakeApp, snap_compare: Compare, library: Library, theme: str
) -> None:
    """One ground throughout; cursor, two picked rows, a read and an unread one plainly apart; in
    sixteen colours the cursor reversed and the terminal's own ground."""
    library.state.set_setting("screen.theme", theme)
    run = keys("j", "m", "j", "b", "v", "v")
    assert snap_compare(make_app(), run_before=run, terminal_size=WIDE)


@pytest.mark.parametrize("size", [WIDE, MEDIUM, (40, 10)], ids=["wide", "medium", "tiny"])
def test_reader_below_the_list(
    make_app: MakeApp, snap_compare: Compare, library: Library, size: tuple[int, int]
) -> None:
    """Tree at the left over the whole height, the list above the page, two lines a row with the
    beginning of the text dim below the title; at 40 x 10 the list alone, whole rows, no clutter."""
    store_settings(library, "reader below", "rows 2")
    assert snap_compare(make_app(), run_before=keys("j", "j"), terminal_size=size)


def test_columns_of_a_row(make_app: MakeApp, snap_compare: Compare, library: Library) -> None:
    """Without the tree the list has room: mark, date, title, its source and its category."""
    store_settings(library, "tree false", "columns mark date source category", "layout medium")
    assert snap_compare(make_app(), run_before=keys("j"), terminal_size=WIDE)


def test_pending_keys(make_app: MakeApp, snap_compare: Compare, library: Library) -> None:
    """Below the panes `g …` and what may follow it, each with what it does, and how to give up."""
    config = replace(library.config, ui=replace(library.config.ui, keymap="vim"))
    library.stores.config = config
    assert snap_compare(make_app(), run_before=keys("3", "g"), terminal_size=WIDE)


def test_no_colours(
    make_app: MakeApp, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No colour: the row and the pane with the focus reversed, unread bold, read dim."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(make_app(), run_before=keys("j", "m", "j"), terminal_size=WIDE)


def test_focused_tree(make_app: MakeApp, snap_compare: Compare) -> None:
    """The tree's title blue, its cursor on a category of the unfolded source, listed beside."""
    run = keys("1", *"jjjj", "l", "j")
    assert snap_compare(make_app(), run_before=run, terminal_size=WIDE)


def test_two_panes(make_app: MakeApp, snap_compare: Compare) -> None:
    """At 80 cells the tree beside the list, titles cut with `…`, fewer keys below."""
    assert snap_compare(make_app(), run_before=keys("j"), terminal_size=MEDIUM)


def test_reader_over_the_list(make_app: MakeApp, snap_compare: Compare) -> None:
    """At 80 cells, in an article and a page down: its title in the bar, the percent right."""
    assert snap_compare(make_app(), run_before=keys("enter", "space"), terminal_size=MEDIUM)


def test_one_pane(make_app: MakeApp, snap_compare: Compare) -> None:
    """At 56 cells the list alone, over the whole width."""
    assert snap_compare(make_app(), run_before=keys("j"), terminal_size=NARROW)


def test_too_small(make_app: MakeApp, snap_compare: Compare) -> None:
    """One line that says how much room is needed."""
    assert snap_compare(make_app(), run_before=keys(), terminal_size=(36, 8))


def test_zoomed_reader(make_app: MakeApp, snap_compare: Compare) -> None:
    """The page centred in its measure, over the whole width."""
    assert snap_compare(make_app(), run_before=keys("z"), terminal_size=WIDE)


def test_search(make_app: MakeApp, snap_compare: Compare) -> None:
    """The bar with prompt, words and count; hits marked in titles and on the page."""
    assert snap_compare(make_app(), run_before=keys("slash", *"鱼价"), terminal_size=WIDE)


def test_completion(make_app: MakeApp, snap_compare: Compare) -> None:
    """Below the bar, over the list's first line, what `gk` may mean, the first of it reversed."""
    run = keys("slash", *"category:gk")
    assert snap_compare(make_app(), run_before=run, terminal_size=MEDIUM)


def test_timeline(make_app: MakeApp, snap_compare: Compare) -> None:
    """In the list's title bars for days between their dates, those in sight blue."""
    assert snap_compare(make_app(), run_before=keys("2", "G"), terminal_size=(200, 50))


def test_query_error(make_app: MakeApp, snap_compare: Compare) -> None:
    """What is wrong in red below the bar, with a mark below its place; the list unchanged."""
    run = keys("slash", *"is:nonsense fog")
    assert snap_compare(make_app(), run_before=run, terminal_size=WIDE)


def test_find_bar(make_app: MakeApp, snap_compare: Compare) -> None:
    """Hits on the page marked, the second one brighter, `2/36` in the bar, its keys below."""
    run = keys("3", "slash", *"pencil", "enter", "n")
    assert snap_compare(make_app(), run_before=run, terminal_size=WIDE)


def test_no_bookmarks(make_app: MakeApp, snap_compare: Compare) -> None:
    """The empty list says what makes a bookmark."""
    assert snap_compare(make_app(), run_before=keys("1", "j", "j"), terminal_size=WIDE)


def test_help(make_app: MakeApp, snap_compare: Compare) -> None:
    """Actions under headings with their keys, the guide first, those of other panes with a note."""
    assert snap_compare(make_app(), run_before=dialog("question_mark"), terminal_size=WIDE)


def test_category_picker(make_app: MakeApp, snap_compare: Compare) -> None:
    """The categories that answer to the letters, with their counts."""
    assert snap_compare(make_app(), run_before=dialog("c", "ti"), terminal_size=WIDE)


def test_date_input(make_app: MakeApp, snap_compare: Compare) -> None:
    """A small dialog that tells which day is meant."""
    assert snap_compare(make_app(), run_before=dialog("d", "2024-03-15"), terminal_size=WIDE)


@pytest.fixture
def failing_app(library: Library) -> FinewsApp:
    """The application over sources of which two fail."""
    more = (
        Source("copper", SourceKind.FEED, "https://copper.example/feed", "Copper Weekly", "Food"),
        Source("courier", SourceKind.FEED, "https://courier.example/rss", every_min=90),
    )
    library.stores.config = replace(library.config, sources=(*library.config.sources, *more))
    hour = timedelta(hours=1)
    ended = (
        ("harbour", SyncStatus.OK, "", ""),
        ("copper", SyncStatus.GONE, "gone", "https://copper.example/feed is gone for good (410)"),
        (
            "courier",
            SyncStatus.FAILED,
            "missing",
            "https://courier.example/rss has no such page (404); check the address",
        ),
    )
    with library.stores.cache.writing() as cache:
        for name, status, code, error in ended:
            source_rows.ensure_source_id(cache, name)
            outcome = SyncOutcome(name, status, error_code=code, error=error)
            source_rows.store_outcome(cache, outcome, NOW - 2 * hour, NOW + hour)
    return FinewsApp(library, REGISTRY, guide=lambda: library)


@pytest.mark.parametrize("size", [WIDE, MEDIUM], ids=["wide", "medium"])
def test_sources_screen(
    failing_app: FinewsApp, snap_compare: Compare, size: tuple[int, int]
) -> None:
    """Sources in their groups with their counts and times; two with a cross and their trouble in
    red; below, the one at the cursor with its whole error and the mend."""
    assert snap_compare(failing_app, run_before=keys("w", "G"), terminal_size=size)


def test_edit_source_dialog(failing_app: FinewsApp, snap_compare: Compare) -> None:
    """Its fields with what they hold, or what holds without them; two boxes to tick."""

    async def run(pilot: Pilot[None]) -> None:
        await press(pilot, "w", "G")
        await pilot.press("e")
        await pilot.pause()

    assert snap_compare(failing_app, run_before=run, terminal_size=WIDE)


def test_source_preview(make_app: MakeApp, snap_compare: Compare) -> None:
    """The feed's title, address, count and pace; its newest headlines with dates, one cut at the
    edge; a title and a group to give it."""
    fish = "号码头的鱼价稳中有升，"
    newest = tuple((f"第{n}{fish}" * n, NOW - timedelta(days=n)) for n in range(1, 5))
    candidate = FeedCandidate("https://boats.example/feed", "Boats", "RSS", 20, NOW, newest, 1.6)

    async def run(pilot: Pilot[None]) -> None:
        await settle(pilot)
        pilot.app.push_screen(FollowSource(candidate, ["Papers"], SourceDetails(group="Papers")))
        await pilot.pause()

    assert snap_compare(make_app(), run_before=run, terminal_size=MEDIUM)
