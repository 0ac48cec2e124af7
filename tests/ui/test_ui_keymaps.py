"""Keys on the screen: sequences, counts, macros, `:`, and texts that keys leave alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input

from finews_tui.library.library import Library
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.command import Pane
from tests.ui.screens import NOW, config_for, paths_in, press, settle

MakeApp = Callable[..., FinewsApp]
WIDE = (120, 36)


@pytest.fixture
def app_with(home: Path) -> Iterator[Callable[..., FinewsApp]]:
    """The application with a keymap, keys and macros."""
    opened: list[Library] = []

    def make(
        keymap: str = "default",
        keys: Mapping[str, str] | None = None,
        macros: Mapping[str, tuple[str, ...]] | None = None,
    ) -> FinewsApp:
        config = config_for(home / "posts", keymap=keymap)
        config = replace(config, keys=keys or {}, macros=macros or {})
        library = Library(paths_in(home), config, clock=lambda: NOW)
        opened.append(library)

        def no_guide() -> Library:
            raise AssertionError("the guide is not wanted where sources are followed")

        return FinewsApp(library, guide=no_guide)

    yield make
    for library in opened:
        library.close()


async def test_counts_and_sequences_of_vim(app_with: Callable[..., FinewsApp]) -> None:
    async with app_with("vim").run_test(size=WIDE) as pilot:
        screen = await press(pilot, "5", "j")
        assert screen.article_list.cursor == 5
        await press(pilot, "1", "0", "g", "g")
        assert screen.article_list.cursor == 9
        await press(pilot, "G")
        assert screen.article_list.cursor == screen.article_list.row_count - 1
        await press(pilot, "g", "g")
        assert screen.article_list.cursor == 0
        await press(pilot, "alt+3")
        assert screen.desk.pane.value == Pane.READER.value
        await press(pilot, "4", "j")
        assert screen.reader.scroll_offset.y == 4
        await press(pilot, "ctrl+w", "h")
        assert screen.desk.pane.value == Pane.TREE.value


async def test_a_sequence_that_is_begun_is_shown_and_given_up(
    app_with: Callable[..., FinewsApp],
) -> None:
    async with app_with("vim").run_test(size=WIDE) as pilot:
        screen = await press(pilot, "j", "3", "g")
        shown = screen.key_bar.left()
        assert ("3 g", "key") in shown
        assert any("To the top" in text for text, _ in shown)
        await press(pilot, "escape")
        assert screen.article_list.cursor == 1
        assert screen.desk.pane is Pane.LIST
        assert ("3 g", "key") not in screen.key_bar.left()
        await press(pilot, "g", "q")
        assert any("g q: there are no such keys" in text for text, _ in screen.status.right())
        assert screen.is_active


async def test_newsboat_moves_by_arrows_and_feeds_by_j(app_with: Callable[..., FinewsApp]) -> None:
    async with app_with("newsboat").run_test(size=WIDE) as pilot:
        screen = await press(pilot, "down", "J", "N")
        assert screen.article_list.cursor == 2
        number = screen.article_list.number
        assert number is not None
        headline = screen.article_list.headline(number)
        assert headline is not None
        assert headline.is_read
        await press(pilot, "j")
        assert screen.source_tree.branch is not None
        assert screen.source_tree.branch.source


async def test_less_pages_by_f_and_b(app_with: Callable[..., FinewsApp]) -> None:
    async with app_with("less").run_test(size=WIDE) as pilot:
        screen = await press(pilot, "enter", "ctrl+f")
        page = screen.reader.scroll_offset.y
        assert page > 10
        await press(pilot, "b")
        assert screen.reader.scroll_offset.y == 0
        await press(pilot, "2", "ctrl+f")
        assert screen.reader.scroll_offset.y == 2 * page


async def test_text_that_is_typed_calls_nothing(app_with: Callable[..., FinewsApp]) -> None:
    async with app_with("vim").run_test(size=WIDE) as pilot:
        screen = await press(pilot, "slash", *"3gg:q", "ctrl+u")
        assert screen.list_column.is_searching
        line = screen.focused
        assert isinstance(line, Input)
        assert line.value == ""
        await press(pilot, *"jjZZ")
        assert line.value == "jjZZ"
        assert screen.is_active
        await press(pilot, "alt+3")
        assert screen.desk.pane is Pane.READER


async def test_a_macro_does_its_actions_one_after_the_other(
    app_with: Callable[..., FinewsApp],
) -> None:
    steps = ("article.bookmark", "article.read", "unread.next", "move.down 2")
    app = app_with(keys={"macro.keep": "g k", "move.top": "g g"}, macros={"keep": steps})
    async with app.run_test(size=WIDE) as pilot:
        screen = await press(pilot, "g", "k")
        assert screen.article_list.cursor == 3
        first = screen.article_list.headline(screen.article_list.listing.numbers[0])
        assert first is not None
        assert first.is_bookmarked
        assert first.is_read


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("move.down 7", "7"),
        ("listing.search 鱼价", "24"),
        ("listing.sea\t鱼价", "24"),
        ("category.pick Ferr", "Ferries"),
        ("listing.date 2024-03-15", "2024-03-15"),
        ("unread only", "unread only"),
    ],
)
async def test_any_action_runs_by_its_name_with_an_argument(
    make_app: MakeApp, typed: str, expected: str
) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        await pilot.press("colon")
        await pilot.pause()
        keys = ["tab" if key == "\t" else "space" if key == " " else key for key in typed]
        await pilot.press(*keys, "enter")
        await settle(pilot)
        number = screen.article_list.number
        headline = screen.article_list.headline(number) if number is not None else None
        assert headline is not None
        assert headline.published is not None
        day = NOW.fromtimestamp(headline.published, NOW.tzinfo).date().isoformat()
        unread = "unread only" if screen.wish.is_unread_only else ""
        told = {str(screen.article_list.cursor), str(screen.article_list.row_count)}
        assert expected in told | {screen.place_name, day, unread}
