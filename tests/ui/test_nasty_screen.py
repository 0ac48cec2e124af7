"""The screen over a hundred posts of nasty strings: what it draws is text."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from textual.pilot import Pilot

from finews_tui.library.library import Library
from finews_tui.library.sync.run import sync
from finews_tui.model.source import Source, SourceKind
from finews_tui.ui.app import FinewsApp
from tests.layout.nasty_text import NASTY, forbidden_characters
from tests.ui.screens import NOW, config_for, paths_in, press, settle


def drawn(pilot: Pilot[None]) -> str:
    """All that stands on the screen."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in strips)


async def test_rows_tree_page_and_dialogs(tmp_path: Path) -> None:
    posts = tmp_path / "posts"
    posts.mkdir()
    for number, text in enumerate(NASTY):
        head = f'title: "{text}"\ncategories: "{text}"\ntags: "{text}"\ndate: 2024-03-20 08:00'
        body = f"## {text}\n\n{text} [{text}](https://harbour.example/)\n\n```\n{text}\n```\n"
        post = f"---\n{head}\n---\n\n{body}"
        (posts / f"nasty-{number}.md").write_bytes(post.encode("utf-8", "surrogatepass"))
    source = Source("nasty", SourceKind.DIRECTORY, str(posts))
    config = replace(config_for(posts), sources=(source,))
    with Library(paths_in(tmp_path / "home"), config, clock=lambda: NOW) as library:
        await sync(library.stores)
        app = FinewsApp(library, guide=lambda: library)
        async with app.run_test(size=(150, 60)) as pilot:
            screen = await settle(pilot)
            assert len(screen.article_list.listing) == len(NASTY)
            for _ in range(0, len(NASTY), 5):  # each by itself is a test of the page
                assert forbidden_characters(drawn(pilot)) == []
                screen.action_step(5)
                await asyncio.sleep(0.04)
                await settle(pilot)
            for keys in (("1", "G"), ("3", "t"), ("escape", "c"), ("escape", "question_mark")):
                await press(pilot, *keys)
                assert forbidden_characters(drawn(pilot)) == []
