"""The first start asks one thing, in a line that stands in nobody's way."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from finews_tui.library.guide import guide_library
from finews_tui.library.library import Library
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.registry import REGISTRY
from finews_tui.ui.dialogs.add_source import AddSource
from finews_tui.ui.widgets.welcome_bar import WelcomeBar
from tests.ui.driver import settle
from tests.ui.news import paths_in


@pytest.fixture
def guide(tmp_path: Path) -> Iterator[Library]:
    with guide_library(paths_in(tmp_path / "guide")) as library:
        yield library


def welcome(pilot: Pilot[None]) -> str:
    bars = pilot.app.screen.query(WelcomeBar)
    return bars.first().render_line(0).text.strip() if bars else ""


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (80, "What would you like to read?   a add a site, folder or list   ⏎ look around"),
        (60, "a add a site, folder or list   ⏎ look around"),
    ],
)
async def test_the_question_and_its_answers(
    width: int, said: str, empty_library: Library, guide: Library
) -> None:
    app = FinewsApp(empty_library, REGISTRY, guide=lambda: guide)
    async with app.run_test(size=(width, 24)) as pilot:
        await settle(pilot)
        assert welcome(pilot) == said
        await pilot.press("a")
        await pilot.pause()
        assert isinstance(app.screen, AddSource)


async def test_who_follows_something_is_not_asked(
    empty_library: Library, guide: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "posts"
    await asyncio.to_thread(folder.mkdir)
    await asyncio.to_thread(empty_library.sources.add_directory, str(folder))
    app = FinewsApp(empty_library, REGISTRY, guide=lambda: guide)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert welcome(pilot) == ""
        await app.run_action("guide")
        await settle(pilot)
        assert welcome(pilot) == ""
