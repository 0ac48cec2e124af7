"""Translation of the screen: no English in Chinese mode and no Chinese in English."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from finews_tui.config.loader import Config, SyncConfig, UiConfig
from finews_tui.i18n.catalog import CHINESE, LANGUAGE_VARIABLE
from finews_tui.library.guide import guide_library
from finews_tui.library.library import Library
from finews_tui.library.sync.run import sync
from finews_tui.model.source import Source, SourceKind
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.registry import REGISTRY
from tests.chinese import find_chinese, find_english
from tests.ui.driver import settle
from tests.ui.news import NOW, paths_in
from tests.ui.test_snapshots import Compare, dialog, keys

POSTS = {
    "2024-03-19-chao.md": (
        "大潮将至",
        "堤岸",
        "港务局说，今晚的潮水比往年高。\n\n## 往年\n\n去年也是这样。",
    ),
    "2024-03-20-dukou.md": ("渡口复航", "渡口", "[渡轮](https://ferry.example/)今早开出第一班。"),
    "2024-03-20-chaguan.md": ("茶馆照常开门", "渡口", "河边的茶馆照常开门，茶客不少。"),
}
# They leave the screen or start other programs.
SKIPPED_COMMANDS = ("app.", "quit.back", "article.browser", "sources.site", "palette")
DIALOGS = ("?", "ctrl+p", "c", "d", "a", ":")
SIZES = [(120, 36), (80, 24)]


@pytest.fixture
def chinese_library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Library]:
    """Library of Chinese articles, with the interface in Chinese."""
    monkeypatch.setenv(LANGUAGE_VARIABLE, CHINESE)
    (tmp_path / "posts").mkdir()
    for name, (title, category, body) in POSTS.items():
        text = f"---\ntitle: {title}\ncategories: {category}\ndate: {name[:10]}\n---\n\n{body}\n"
        (tmp_path / "posts" / name).write_text(text, encoding="utf-8")
    config = Config(
        ui=UiConfig(mark_read_after_s=60.0),
        sync=SyncConfig(on_start=False),
        sources=(
            Source("gangkou", SourceKind.DIRECTORY, str(tmp_path / "posts"), "港口晚报", "报刊"),
        ),
    )
    with Library(paths_in(tmp_path / "home"), config, clock=lambda: NOW) as library:
        asyncio.run(sync(library.stores))
        yield library


@pytest.fixture(autouse=True)
def _still_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Input.cursor_blink, "_default", False)


def _screen_text(app: App[None]) -> str:
    """Return all text on the screen, line by line."""
    svg = app.export_screenshot()
    lines: dict[str, str] = {}
    for x, text in re.findall(r'<text[^>]* y="([\d.]+)"[^>]*>(.*?)</text>', svg):
        lines[x] = lines.get(x, "") + unescape(text).replace("\xa0", " ")
    return "\n".join(lines.values())


def _no_guide() -> Library:
    raise AssertionError("the guide is not shown if there are sources")


@pytest.mark.slow
async def test_commands_show_no_english(chinese_library: Library) -> None:
    app = FinewsApp(chinese_library, REGISTRY, guide=_no_guide)
    untranslated: dict[str, list[str]] = {}
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        for command in REGISTRY.commands:
            if command.id.startswith(SKIPPED_COMMANDS) or not command.keys:
                continue
            await pilot.press(*command.keys[0].split())
            await pilot.pause()
            if len(app.screen_stack) == 1:
                await settle(pilot)
            english = find_english(_screen_text(app), "example.com")
            if english:
                untranslated[command.id] = english
            while len(app.screen_stack) > 1:
                # A worker may wait for the result of the dialog.
                await app.screen.dismiss(None)
            await pilot.press("escape", "2")
    assert untranslated == {}


async def test_dialogs_have_no_english(chinese_library: Library) -> None:
    app = FinewsApp(chinese_library, REGISTRY, query="渡口", guide=_no_guide)
    ids = [command.id for command in REGISTRY.commands]
    async with app.run_test(size=(120, 60)) as pilot:
        await settle(pilot)
        for key in (*DIALOGS, "S"):
            text = await _dialog(pilot, key)
            assert find_english(text, "example.com", *ids) == [], key
            assert find_chinese(text)


async def test_dialogs_have_no_chinese(empty_library: Library) -> None:
    with await asyncio.to_thread(guide_library, empty_library.paths) as guide:
        app = FinewsApp(empty_library, REGISTRY, guide=lambda: guide)
        async with app.run_test(size=(120, 60)) as pilot:
            await settle(pilot)
            assert find_english(_screen_text(app))
            for key in DIALOGS:
                assert find_chinese(await _dialog(pilot, key)) == [], key


async def _dialog(pilot: Pilot[None], key: str) -> str:
    """Return the screen text while the dialog of a key is open."""
    await pilot.press(key)
    await pilot.pause()
    assert len(pilot.app.screen_stack) > 1, key
    text = _screen_text(pilot.app)
    pilot.app.pop_screen()
    await pilot.pause()
    return text


async def test_guide_uses_the_interface_language(
    empty_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(LANGUAGE_VARIABLE, CHINESE)
    with await asyncio.to_thread(guide_library, empty_library.paths) as guide:
        app = FinewsApp(empty_library, REGISTRY, guide=lambda: guide)
        async with app.run_test(size=(120, 36)) as pilot:
            driver = await settle(pilot)
            assert driver.headline(driver.listing.numbers[0]).title == "欢迎使用 finews"


@pytest.mark.parametrize("size", SIZES, ids=["120x36", "80x24"])
def test_panes(size: tuple[int, int], chinese_library: Library, snap_compare: Compare) -> None:
    """Dates as `2024年3月20日 星期三`, aligned columns, no English except keys."""
    app = FinewsApp(chinese_library, REGISTRY, guide=_no_guide)
    assert snap_compare(app, run_before=keys("j"), terminal_size=size)


@pytest.mark.parametrize("size", SIZES, ids=["120x36", "80x24"])
def test_help(size: tuple[int, int], chinese_library: Library, snap_compare: Compare) -> None:
    """Headings, keys and titles in aligned columns."""
    app = FinewsApp(chinese_library, REGISTRY, guide=_no_guide)
    assert snap_compare(app, run_before=dialog("?"), terminal_size=size)


def test_query_error(chinese_library: Library, snap_compare: Compare) -> None:
    """Below the bar: position of the error and how to fix it."""
    app = FinewsApp(chinese_library, REGISTRY, guide=_no_guide)
    assert snap_compare(app, run_before=keys("/", *"is:unred"), terminal_size=SIZES[0])


def test_empty_list(chinese_library: Library, snap_compare: Compare) -> None:
    """Hint for an empty bookmark list."""
    app = FinewsApp(chinese_library, REGISTRY, query="is:bookmarked", guide=_no_guide)
    assert snap_compare(app, run_before=keys(), terminal_size=SIZES[1])
