"""Hidden text: listed in the article details, shown with a key."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from finews_tui.config.loader import Config, SyncConfig, UiConfig
from finews_tui.library.library import Library
from finews_tui.library.sync.run import sync
from finews_tui.model.source import Source, SourceKind
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.registry import REGISTRY
from tests.library.post_folder import NOW
from tests.ui.driver import settle
from tests.ui.news import paths_in

HIDDEN = """---
title: Letter
date: 2022-05-30 10:00:00 +0000
---
<div style="display:none">Preview line</div>
<h2>Pier<a class="anchor" href="#p">#</a></h2>
<p>Ships sail.</p>
<div class="sharedaddy">Share this</div>
"""
PLAIN = "---\ntitle: Plain\ndate: 2022-05-29 10:00:00 +0000\n---\nNothing else.\n"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[FinewsApp]:
    posts = tmp_path / "posts"
    posts.mkdir()
    (posts / "letter.md").write_text(HIDDEN, "utf-8")
    (posts / "plain.md").write_text(PLAIN, "utf-8")
    config = Config(
        ui=UiConfig(mark_read_after_s=60.0),
        sync=SyncConfig(on_start=False, unread_horizon_days=0),
        sources=(Source("port", SourceKind.DIRECTORY, str(posts)),),
    )
    with Library(paths_in(tmp_path), config, clock=lambda: NOW) as library:
        asyncio.run(sync(library.stores))
        yield FinewsApp(library, REGISTRY, guide=lambda: library)


async def test_details_list_hidden_text_and_a_key_shows_it(app: FinewsApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        driver = await settle(pilot)
        assert "Preview line" not in driver.page_text
        await driver.press("e")
        text = " ".join(driver.page_text.split())
        assert "invisible text “Preview line”; 1 heading link; share buttons “Share this”" in text
        assert "Show hidden text X" in text
        await driver.press("e", "X")
        assert "Showing hidden text · X: hide it" in driver.page_text
        for words in ("Preview line", "Pier#", "Share this"):
            assert words in driver.page_text
        await driver.press("X")
        assert "Preview line" not in driver.page_text
        await driver.press("J", "X")
        assert "Nothing is hidden in this article" in driver.status_text
