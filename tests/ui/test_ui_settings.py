"""Settings and sizes: changed on the screen, seen at once, there again at the next start."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.geometry import Offset
from textual.pilot import Pilot

from finews_tui.config.loader import UiConfig
from finews_tui.errors import UsageError
from finews_tui.library.library import Library
from finews_tui.ui import pane_sizes as sizes
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.command import Pane
from finews_tui.ui.pane_sizes import Sizes
from finews_tui.ui.screens.main import MainScreen
from finews_tui.ui.services.settings import (
    SETTING,
    Setting,
    choices,
    chosen_ui,
    keep,
    parse_setting,
)
from tests.ui.screens import press, settle

MakeApp = Callable[..., FinewsApp]
WIDE, MEDIUM, NARROW = (120, 36), (80, 24), (56, 20)


async def set_to(pilot: Pilot[None], *texts: str) -> MainScreen:
    screen = await settle(pilot)
    for text in texts:
        screen.action_setting(text)
        await settle(pilot)
    return screen


def area(screen: MainScreen, name: str) -> tuple[int, int, int, int]:
    found = screen.query_one(f"#{name}-column").region
    return (found.x, found.y, found.width, found.height)


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ("rows 2", Setting("rows", 2)),
        ("measure 72", Setting("measure", 72)),
        ("tree false", Setting("tree", False)),
        ("mark_read_after_s 2.5", Setting("mark_read_after_s", 2.5)),
        ("columns mark  date", Setting("columns", "mark date")),
        ('reader "below"', Setting("reader", "below")),
        ("rows default", Setting("rows", None)),
    ],
)
def test_settings_are_written_as_in_the_configuration(text: str, setting: Setting) -> None:
    assert parse_setting(text) == setting
    assert parse_setting(setting.text) == setting


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rowz 2", "rowz: no such setting; there are layout, reader"),
        ("rows 3", "rows must be 1 or 2"),
        ("columns mark moon", "columns must be words out of mark, date, source, category"),
        ("measure wide", "measure must be a whole number from 20 to 200"),
    ],
)
def test_a_mistake_in_a_setting_is_told(text: str, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_setting(text)
    assert told in str(caught.value)


def test_every_choice_is_one(empty_library: Library) -> None:
    for setting in choices():
        keep(empty_library.state, setting)
        ui = chosen_ui(empty_library.state, UiConfig())
        assert getattr(ui, setting.name) == setting.value
    keep(empty_library.state, Setting("rows", None))
    assert chosen_ui(empty_library.state, UiConfig()).rows == UiConfig().rows


@pytest.mark.parametrize("text", ["", "[]", "{", '{"moon": 1, "rows": 7, "measure": "x"}'])
def test_what_was_kept_otherwise_is_passed_over(empty_library: Library, text: str) -> None:
    empty_library.state.set_setting(SETTING, text)
    assert chosen_ui(empty_library.state, UiConfig()) == UiConfig()


@pytest.mark.parametrize("kept", [Sizes(), Sizes(30, 40, 50), Sizes(tree=20)])
def test_sizes_are_kept(kept: Sizes) -> None:
    assert sizes.from_text(sizes.to_text(kept)) == kept


@pytest.mark.parametrize("text", ["", "x", "[]", '{"tree": "wide"}', '{"moon": 3}'])
def test_sizes_that_are_none_are_passed_over(text: str) -> None:
    assert sizes.from_text(text) == Sizes()


async def test_a_setting_is_worn_at_once_and_at_the_next_start(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await set_to(pilot, "measure 40", "rows 2", "columns date")
        assert screen.reader.page.width > 40
        assert screen.article_list.row_height == 2
        assert screen.article_list.columns == {"date"}
        opened = screen.reader_column.opened
        assert opened is not None
        assert opened.layout_options.measure == 40
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        assert screen.ui.measure == 40
        assert screen.article_list.row_height == 2


async def test_the_palette_has_settings(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"setting: rows 2", "enter")
        await settle(pilot)
        assert screen.ui.rows == 2


async def test_the_reader_lies_beside_the_list_or_below_it(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        assert area(screen, "list")[1] == area(screen, "reader")[1]
        await set_to(pilot, "reader below")
        x, y, width, height = area(screen, "list")
        assert area(screen, "reader")[:3] == (x, y + height, width)
        assert area(screen, "tree")[3] == height + area(screen, "reader")[3]
        await press(pilot, "3", "z")
        assert area(screen, "reader")[2] == WIDE[0]
        await press(pilot, "z")
        await set_to(pilot, "tree false")
        assert area(screen, "list")[:3] == (0, y, WIDE[0])
        await press(pilot, "1")
        assert screen.desk.pane is Pane.TREE
        assert area(screen, "tree")[2] > 10
        await press(pilot, "2")
        await pilot.resize_terminal(*MEDIUM)
        await settle(pilot)
        assert area(screen, "reader")[2] == MEDIUM[0]
        await pilot.resize_terminal(*NARROW)
        await settle(pilot)
        assert area(screen, "list")[2] == NARROW[0]
        assert not screen.desk.is_seen(Pane.READER)


async def test_the_tree_may_be_away(make_app: MakeApp) -> None:
    async with make_app().run_test(size=MEDIUM) as pilot:
        screen = await set_to(pilot, "tree false")
        assert area(screen, "list")[2] == MEDIUM[0]
        await press(pilot, "escape")
        assert area(screen, "tree")[2] == 24
        await press(pilot, "enter")
        assert area(screen, "list")[2] == MEDIUM[0]


async def test_the_layout_may_be_one_for_all_widths(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await set_to(pilot, "layout narrow")
        assert area(screen, "list")[2] == WIDE[0]
        await set_to(pilot, "layout auto")
        assert area(screen, "list")[2] < WIDE[0] // 2


async def test_panes_are_sized_by_keys_and_stay_so(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        before = area(screen, "list")[2]
        await press(pilot, "ctrl+right", "ctrl+right")
        wider = area(screen, "list")[2]
        assert wider > before
        await press(pilot, "1", "ctrl+left")
        assert area(screen, "tree")[2] == 24
        await pilot.resize_terminal(*NARROW)
        await settle(pilot)
        await press(pilot, "1")
        assert area(screen, "tree")[2] == NARROW[0]
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        assert area(screen, "tree")[2] == 24
        assert area(screen, "list")[2] in range(wider - 1, wider + 3)


async def test_panes_are_sized_by_the_mouse(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        x, y, width, _ = area(screen, "tree")
        await pilot.mouse_down(offset=Offset(x + width - 1, y))
        await pilot.hover(offset=Offset(35, y))
        await pilot.mouse_up(offset=Offset(35, y))
        await settle(pilot)
        assert area(screen, "tree")[2] == 36
        await pilot.hover(offset=Offset(50, y))
        assert area(screen, "tree")[2] == 36


@pytest.mark.parametrize("reader", ["beside", "below"])
@pytest.mark.parametrize("size", [(40, 10), (60, 20), (80, 24), (200, 50)])
async def test_every_size_has_a_list_to_read_in(
    make_app: MakeApp, size: tuple[int, int], reader: str, library: Library
) -> None:
    keep(library.state, Setting("reader", reader))
    async with make_app().run_test(size=size) as pilot:
        screen = await settle(pilot)
        assert screen.article_list.size.height >= 4
        assert screen.article_list.size.width >= 38
        await press(pilot, "enter")
        assert screen.reader.size.height >= 4
