"""Pickers of categories, commands and themes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from finews_tui.ui.app import FinewsApp
from finews_tui.ui.dialogs.picker import Picker
from tests.ui.driver import Driver, press, settle
from tests.ui.news import HARBOUR_POSTS

MakeApp = Callable[..., FinewsApp]
WIDE = (120, 36)


# Categories


@pytest.mark.parametrize(
    ("typed", "category"),
    [
        ("lths", "Lighthouses"),
        ("gangkou", "港口晚报"),  # the slug
        ("gkwb", "港口晚报"),  # initials of the pinyin
        ("gangkouw", "港口晚报"),
    ],
)
async def test_category_matches_letters_slug_and_pinyin(
    make_app: MakeApp, typed: str, category: str
) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "c")
        await driver.type(typed)
        await driver.press("enter")
        assert driver.scope == category
        assert driver.node.label == category
        if category == "Lighthouses":
            assert len(driver.listing) == HARBOUR_POSTS // 3


async def test_picker_without_matches_stays_open(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "c", *"qqqq")
        picker = driver.app.screen
        assert isinstance(picker, Picker)
        assert picker.rows.render_line(0).text.strip() == "No matches"
        await driver.press("enter")
        assert driver.app.screen is picker


async def test_most_used_category_is_first_after_restart(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        for category in ("tides", "lighthouses", "tides"):
            await driver.press("c")
            await driver.type(category)
            await driver.press("enter")
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "c", "enter")
        assert driver.scope == "Tides"


# Palette, help and themes


async def test_palette_runs_commands_opens_categories_and_sets_theme(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        for words in ("oldest", "go to ferr", "theme: light"):
            await driver.press("ctrl+p")
            await driver.type(words)
            await driver.press("enter")
        assert driver.list_query.oldest_first
        assert driver.scope == "Ferries"
        assert driver.app.theme == "finews-light"


async def test_help_runs_selected_command(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "question_mark")
        await driver.type("full-screen")
        await driver.press("enter")
        assert driver.panes.is_zoomed


async def test_selected_theme_is_restored_at_next_start(make_app: MakeApp) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        await driver.run("theme.choose", "light")
    assert make_app().theme == "finews-light"


# Keys in one burst


POST_WITH_HEADINGS = """---
title: Tides and fog
date: 2024-03-20 11:00:00 +0000
---

## Tides

High and low.

## Fog

None today.
"""


async def open_picker(driver: Driver, name: str) -> None:
    """Open a picker by its key, or the picker of themes or headings."""
    if name == "themes":
        await driver.run("theme.choose")
    elif name == "headings":
        await driver.press("R", "full_stop", "t")
    else:
        await driver.press(name)
    if name == "question_mark":
        await driver.type(
            "full-screen"
        )  # the first row opens the guide, which is not available here
    assert isinstance(driver.app.screen, Picker)


PICKERS = ("c", "ctrl+p", "colon", "question_mark", "themes", "headings")


@pytest.fixture
def home_with_headings(home: Path) -> None:
    path = home / "posts" / "harbour" / "2024-03-20-headings.md"
    path.write_text(POST_WITH_HEADINGS, encoding="utf-8")


@pytest.mark.parametrize("yields", [0, 3])
@pytest.mark.parametrize("name", PICKERS)
async def test_enter_twice_in_burst_closes_picker_once(
    home_with_headings: None, make_app: MakeApp, name: str, yields: int
) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        await open_picker(driver, name)
        await driver.burst("enter", "enter", yields=yields)
        assert driver.app.is_running
        assert driver.app.screen is driver.main
        await driver.press("2", "g", "j")
        assert driver.cursor == 1


@pytest.mark.parametrize("name", PICKERS)
async def test_escape_twice_in_burst_closes_picker_once(
    home_with_headings: None, make_app: MakeApp, name: str
) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        await open_picker(driver, name)
        await driver.burst("escape", "escape")
        assert driver.app.is_running
        assert driver.app.screen is driver.main
        await driver.press("2", "g", "j")
        assert driver.cursor == 1
