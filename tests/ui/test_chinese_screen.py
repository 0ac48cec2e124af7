"""The screen in Chinese has no English left in it, the screen in English no Chinese."""

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
# They leave the screen, or start other programs.
OUTSIDE = ("app.", "quit.back", "article.browser", "sources.site", "palette")
DIALOGS = ("?", "ctrl+p", "c", "d", "a", ":")
SIZES = [(120, 36), (80, 24)]


@pytest.fixture
def chinese_library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Library]:
    """A library of Chinese articles, with finews in Chinese."""
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


def _shown(app: App[None]) -> str:
    """All text on the screen, line by line."""
    drawn = app.export_screenshot()
    lines: dict[str, str] = {}
    for x, text in re.findall(r'<text[^>]* y="([\d.]+)"[^>]*>(.*?)</text>', drawn):
        lines[x] = lines.get(x, "") + unescape(text).replace("\xa0", " ")
    return "\n".join(lines.values())


def _no_guide() -> Library:
    raise AssertionError("the guide is not wanted where sources are followed")


@pytest.mark.slow
async def test_no_key_shows_english(chinese_library: Library) -> None:
    app = FinewsApp(chinese_library, REGISTRY, guide=_no_guide)
    left: dict[str, list[str]] = {}
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        for command in REGISTRY.commands:
            if command.id.startswith(OUTSIDE) or not command.keys:
                continue
            await pilot.press(*command.keys[0].split())
            await pilot.pause()
            if len(app.screen_stack) == 1:
                await settle(pilot)
            found = find_english(_shown(app), "example.com")
            if found:
                left[command.id] = found
            while len(app.screen_stack) > 1:
                # A worker may wait for what a dialog gives back.
                await app.screen.dismiss(None)
            await pilot.press("escape", "2")
    assert left == {}


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
            assert find_english(_shown(app))
            for key in DIALOGS:
                assert find_chinese(await _dialog(pilot, key)) == [], key


async def _dialog(pilot: Pilot[None], key: str) -> str:
    """What is on the screen while the dialog of a key is open."""
    await pilot.press(key)
    await pilot.pause()
    assert len(pilot.app.screen_stack) > 1, key
    text = _shown(pilot.app)
    pilot.app.pop_screen()
    await pilot.pause()
    return text


async def test_guide_is_in_the_language(
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
    """Dates as `2024年3月20日 星期三`, columns in line, no word of English but keys."""
    app = FinewsApp(chinese_library, REGISTRY, guide=_no_guide)
    assert snap_compare(app, run_before=keys("j"), terminal_size=size)


@pytest.mark.parametrize("size", SIZES, ids=["120x36", "80x24"])
def test_help(size: tuple[int, int], chinese_library: Library, snap_compare: Compare) -> None:
    """Headings, keys and what they do, each column below itself."""
    app = FinewsApp(chinese_library, REGISTRY, guide=_no_guide)
    assert snap_compare(app, run_before=dialog("?"), terminal_size=size)


def test_query_error(chinese_library: Library, snap_compare: Compare) -> None:
    """Below the bar, where the error in the search is and what to write."""
    app = FinewsApp(chinese_library, REGISTRY, guide=_no_guide)
    assert snap_compare(app, run_before=keys("/", *"is:unred"), terminal_size=SIZES[0])


def test_empty_list(chinese_library: Library, snap_compare: Compare) -> None:
    """What to do if there are no bookmarks yet."""
    app = FinewsApp(chinese_library, REGISTRY, query="is:bookmarked", guide=_no_guide)
    assert snap_compare(app, run_before=keys(), terminal_size=SIZES[1])
