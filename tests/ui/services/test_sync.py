"""Syncs in the app: new articles, failures and the schedule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.timer import Timer

from finews_tui.config.loader import load
from finews_tui.library.library import Library
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.registry import REGISTRY
from tests.ui.driver import press, settle
from tests.ui.news import HARBOUR_POSTS, MARKET_POSTS, NOW, config_for, paths_in

MakeApp = Callable[..., FinewsApp]
WIDE = (120, 36)
ALL = HARBOUR_POSTS + MARKET_POSTS


def write_post(home: Path, name: str, title: str, source: str = "harbour") -> None:
    text = f"---\ntitle: {title}\ndate: 2024-03-20 11:00:00 +0000\n---\n\nThe fog is gone.\n"
    (home / "posts" / source / f"{name}.md").write_text(text, encoding="utf-8")


# New articles


async def test_new_articles_are_listed_on_command_without_moving_cursor(
    make_app: MakeApp, home: Path
) -> None:
    write_post(home, "2024-03-20-fresh", "Fresh from the sea")
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "j")
        number = driver.number
        await driver.press("R")
        assert driver.number == number
        assert len(driver.listing) == ALL
        driver.clear_message()
        assert "1 new · . to show" in driver.status_text
        await driver.press("full_stop")
        assert len(driver.listing) == ALL + 1
        assert driver.cursor == 0
        assert driver.opened is not None
        assert driver.opened.article.title == "Fresh from the sea"


async def test_source_sync_is_limited_to_scope(make_app: MakeApp, home: Path) -> None:
    write_post(home, "2024-03-20-fresh", "Fresh from the sea")
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "right_square_bracket", "r")
        assert driver.scope == "早市"
        assert "No new articles" in driver.status_text


async def test_first_sync_fills_empty_list(home: Path, tmp_path: Path) -> None:
    config = config_for(home / "posts")
    with Library(paths_in(tmp_path / "fresh"), config) as library:
        async with FinewsApp(library, REGISTRY, guide=lambda: library).run_test(size=WIDE) as pilot:
            driver = await settle(pilot)
            assert "No articles here yet" in driver.article_list.empty_text
            await driver.press("R")
            assert len(driver.listing) == ALL


async def test_failing_source_does_not_stop_sync_of_others(home: Path, tmp_path: Path) -> None:
    config = config_for(home / "posts")
    (home / "posts" / "market").rename(home / "posts" / "moved")
    with Library(paths_in(tmp_path / "fresh"), config) as library:
        async with FinewsApp(library, REGISTRY, guide=lambda: library).run_test(size=WIDE) as pilot:
            driver = await press(pilot, "R")
            assert len(driver.listing) == HARBOUR_POSTS
            assert driver.notifications == []
            driver.clear_message()
            assert "✗ 1 source failing · w for details" in driver.status_text


# The schedule


@dataclass
class Interval:
    """Repeating timer started by the app."""

    seconds: float
    call: Callable[[], None]
    is_running: bool = True

    def stop(self) -> None:
        self.is_running = False


CONFIG = """
[ui]
mark_read_after_s = 0.01
[sync]
on_start = false
every_min = 30
[[source]]
name = "harbour"
kind = "directory"
location = "{posts}/harbour"
title = "Harbour Notes"
[[source]]
name = "market"
kind = "directory"
location = "{posts}/market"
title = "早市"
every_min = 5
"""


@pytest.fixture
def intervals(monkeypatch: pytest.MonkeyPatch) -> list[Interval]:
    """Record scheduled automatic syncs instead of starting timers."""
    started: list[Interval] = []
    set_interval = FinewsApp.set_interval

    def start(app: FinewsApp, seconds: float, call: Callable[[], None]) -> Interval | Timer:
        if seconds < 60:
            return set_interval(app, seconds, call)
        started.append(Interval(seconds, call))
        return started[-1]

    monkeypatch.setattr(FinewsApp, "set_interval", start)
    return started


@pytest.fixture
def scheduled_app(home: Path) -> Iterator[FinewsApp]:
    """App that syncs every 30 minutes, and one of its two sources every 5.

    Articles are marked as read almost immediately.
    """
    paths = paths_in(home)
    paths.config_directory.mkdir(parents=True, exist_ok=True)
    paths.config_file.write_text(CONFIG.format(posts=home / "posts"), encoding="utf-8")
    with Library(paths, load(paths.config_file), clock=lambda: NOW) as library:
        yield FinewsApp(library, REGISTRY, guide=lambda: library)


def running(intervals: list[Interval]) -> list[float]:
    """Intervals of the active timers in seconds."""
    return [interval.seconds for interval in intervals if interval.is_running]


async def test_source_with_shorter_interval_has_own_timer(
    scheduled_app: FinewsApp, intervals: list[Interval], home: Path
) -> None:
    for source in ("harbour", "market"):
        write_post(home, "2024-03-20-fresh", "Fresh", source)
    async with scheduled_app.run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        assert running(intervals) == [1800, 300]
        intervals[1].call()
        await driver.settle()
        counts = {state.source.name: state.articles for state in driver.library.sources.states()}
        assert counts == {"harbour": HARBOUR_POSTS, "market": MARKET_POSTS + 1}
        intervals[0].call()
        await driver.settle()
        assert driver.library.sources.totals().articles == ALL + 2
        assert running(intervals) == [1800, 300]


async def test_article_changes_do_not_restart_sync_timers(
    scheduled_app: FinewsApp, intervals: list[Interval]
) -> None:
    async with scheduled_app.run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        first = list(intervals)
        await driver.press("m", "b", "u", "u", "ctrl+r", "A", "u")
        await driver.press("J", "enter", "space")
        number = driver.number
        assert number is not None
        await driver.wait_until(lambda: driver.library.articles.get(number).is_read)
        await driver.press("1", "2", "R")
        assert intervals == first
        assert running(intervals) == [1800, 300]


async def test_source_changes_restart_sync_timers(
    scheduled_app: FinewsApp, intervals: list[Interval]
) -> None:
    async with scheduled_app.run_test(size=WIDE) as pilot:
        driver = await press(pilot, "w")
        driver.sources.select("market")
        await driver.press("e")
        await driver.fill(every="10")
        await driver.press("enter")
        assert running(intervals) == [1800, 600]
        await driver.press("d")
        assert driver.library.config.sources[0].name == "harbour"
        assert running(intervals) == [1800]
        await driver.press("u")
        assert running(intervals) == [1800, 600]
        await driver.press("u")
        assert running(intervals) == [1800, 300]


async def test_added_source_restarts_sync_timers(
    scheduled_app: FinewsApp, intervals: list[Interval], tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    async with scheduled_app.run_test(size=WIDE) as pilot:
        driver = await press(pilot, "a")
        await driver.fill(location=str(folder))
        await driver.press("enter", "enter")
        assert len(driver.library.config.sources) == 3
        assert len(intervals) > 2
        assert running(intervals) == [1800, 300]
        assert not any(interval.is_running for interval in intervals[:2])
