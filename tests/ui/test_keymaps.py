"""Key handling: sequences, counts, macros, the `:` line, and text input."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input

from finews_tui.library.library import Library
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.command import Context
from finews_tui.ui.commands.registry import REGISTRY
from tests.ui.driver import press, settle
from tests.ui.news import NOW, config_for, paths_in

MakeApp = Callable[..., FinewsApp]
WIDE = (120, 36)


@pytest.fixture
def app_with(home: Path) -> Iterator[Callable[..., FinewsApp]]:
    """Create an app with a keymap, keys and macros."""
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
            raise AssertionError("the guide is not shown if there are sources")

        return FinewsApp(library, REGISTRY, guide=no_guide)

    yield make
    for library in opened:
        library.close()


async def test_counts_and_sequences_in_the_vim_keymap(app_with: Callable[..., FinewsApp]) -> None:
    async with app_with("vim").run_test(size=WIDE) as pilot:
        driver = await press(pilot, "5", "j")
        assert driver.cursor == 5
        await press(pilot, "1", "0", "g", "g")
        assert driver.cursor == 9
        await press(pilot, "G")
        assert driver.cursor == driver.article_list.row_count - 1
        await press(pilot, "g", "g")
        assert driver.cursor == 0
        await press(pilot, "alt+3")
        assert driver.pane.value == Context.READER
        await press(pilot, "4", "j")
        assert driver.page.scroll_offset.y == 4
        await press(pilot, "ctrl+w", "h")
        assert driver.pane.value == Context.TREE


async def test_pending_sequence_is_shown_and_cancelled(
    app_with: Callable[..., FinewsApp],
) -> None:
    async with app_with("vim").run_test(size=WIDE) as pilot:
        driver = await press(pilot, "j", "3", "g")
        assert "3 g" in driver.pending_keys
        assert "Go to top" in driver.key_bar_text
        await press(pilot, "escape")
        assert driver.cursor == 1
        assert driver.pane is Context.LIST
        assert driver.pending_keys == ""
        await press(pilot, "g", "q")
        assert "g q is not bound to a command" in driver.message
        assert driver.main.is_active


async def test_newsboat_keymap_uses_arrows_for_articles_and_j_for_feeds(
    app_with: Callable[..., FinewsApp],
) -> None:
    async with app_with("newsboat").run_test(size=WIDE) as pilot:
        driver = await press(pilot, "down", "J", "N")
        assert driver.cursor == 2
        assert driver.headline().is_read
        await press(pilot, "j")
        assert driver.node.source


async def test_less_keymap_pages_with_f_and_b(app_with: Callable[..., FinewsApp]) -> None:
    async with app_with("less").run_test(size=WIDE) as pilot:
        driver = await press(pilot, "enter", "ctrl+f")
        page = driver.page.scroll_offset.y
        assert page > 10
        await press(pilot, "b")
        assert driver.page.scroll_offset.y == 0
        await press(pilot, "2", "ctrl+f")
        assert driver.page.scroll_offset.y == 2 * page


async def test_text_input_runs_no_commands(app_with: Callable[..., FinewsApp]) -> None:
    async with app_with("vim").run_test(size=WIDE) as pilot:
        driver = await press(pilot, "slash", *"3gg:q", "ctrl+u")
        assert driver.is_searching
        field = driver.focused
        assert isinstance(field, Input)
        assert field.value == ""
        await press(pilot, *"jjZZ")
        assert field.value == "jjZZ"
        assert driver.main.is_active
        await press(pilot, "alt+3")
        assert driver.pane is Context.READER


async def test_macro_runs_its_commands_in_order(
    app_with: Callable[..., FinewsApp],
) -> None:
    steps = ("article.bookmark", "article.read", "unread.next", "move.down 2")
    app = app_with(keys={"macro.keep": "g k", "move.top": "g g"}, macros={"keep": steps})
    async with app.run_test(size=WIDE) as pilot:
        driver = await press(pilot, "g", "k")
        assert driver.cursor == 3
        first = driver.headline(driver.listing.numbers[0])
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
async def test_command_line_runs_a_command_with_an_argument(
    make_app: MakeApp, typed: str, expected: str
) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        await pilot.press("colon")
        await pilot.pause()
        keys = ["tab" if key == "\t" else "space" if key == " " else key for key in typed]
        await pilot.press(*keys, "enter")
        await settle(pilot)
        published = driver.headline().published
        assert published is not None
        day = NOW.fromtimestamp(published, NOW.tzinfo).date().isoformat()
        unread_only = "unread only" if driver.list_query.unread_only else ""
        numbers = {str(driver.cursor), str(driver.article_list.row_count)}
        assert expected in numbers | {driver.scope, day, unread_only}


@pytest.mark.parametrize("key", ["／", "、", "・"])
async def test_input_method_search_key_opens_search(
    key: str, app_with: Callable[..., FinewsApp]
) -> None:
    async with app_with().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        await driver.burst(key)
        assert driver.is_searching
        assert driver.search.text == ""


@pytest.mark.parametrize("key", ["？", "：", "Ａ", "ａ"])
async def test_input_method_key_opens_what_its_twin_opens(
    key: str, app_with: Callable[..., FinewsApp]
) -> None:
    shown = []
    for typed in (key, chr(ord(key) - 0xFEE0)):
        async with app_with().run_test(size=WIDE) as pilot:
            driver = await settle(pilot)
            await driver.burst(typed)
            shown.append((type(driver.app.screen), driver.library.sources.totals().unread))
    assert shown[0] == shown[1]


async def test_input_method_keys_move_in_every_pane(app_with: Callable[..., FinewsApp]) -> None:
    async with app_with().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        await driver.burst("ｊ", "ｊ", "ｋ", "ｊ")
        assert driver.cursor == 2
        await driver.burst("Ｇ")
        assert driver.cursor == driver.article_list.row_count - 1
        await driver.burst("ｇ")
        assert driver.cursor == 0
        await driver.burst("１", "ｊ")
        assert driver.pane is Context.TREE
        node = driver.node
        await driver.burst("ｋ")
        assert driver.node is not node
        await driver.burst("３", "ｊ", "ｊ")
        assert driver.pane.value == Context.READER
        assert driver.page.scroll_offset.y == 2


async def test_input_method_brackets_go_to_neighbour_categories(
    app_with: Callable[..., FinewsApp],
) -> None:
    async with app_with().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        scopes = [driver.scope]
        for key in ("】", "】", "【"):
            await driver.burst(key)
            scopes.append(driver.scope)
        assert scopes[1] == scopes[3]
        assert len(set(scopes)) == 3


async def test_input_method_keys_in_sequences_and_counts(
    app_with: Callable[..., FinewsApp],
) -> None:
    async with app_with("vim").run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        await driver.burst("１", "２", "ｊ")
        assert driver.cursor == 12
        await driver.burst("ｇ", "ｇ")
        assert driver.cursor == 0


async def test_text_fields_keep_full_width_characters(app_with: Callable[..., FinewsApp]) -> None:
    async with app_with().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        await driver.burst("/", *"ｊ、？：。")
        assert driver.search.text == "ｊ、？：。"


async def test_bound_full_width_key_wins(app_with: Callable[..., FinewsApp]) -> None:
    keys = {"move.bottom": "？, G", "move.top": "ｊ, g"}
    async with app_with(keys=keys).run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        await driver.burst("？")
        assert driver.cursor == driver.article_list.row_count - 1
        await driver.burst("ｊ")
        assert driver.cursor == 0


async def test_superscript_is_not_a_count(app_with: Callable[..., FinewsApp]) -> None:
    async with app_with("vim").run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        await driver.burst("²", "j")
        assert driver.cursor == 1
