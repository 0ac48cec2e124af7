"""Control characters and markup in posts are shown as plain text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from finews_tui.library.library import Library
from finews_tui.library.sync.run import sync
from finews_tui.model.source import Source, SourceKind
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.registry import REGISTRY
from tests.layout.nasty_text import NASTY, forbidden_characters
from tests.ui.driver import Driver, settle
from tests.ui.news import NOW, config_for, paths_in


def assert_text_only(driver: Driver) -> None:
    assert forbidden_characters("\n".join(driver.lines)) == []


async def test_list_tree_page_and_dialogs_show_text_only(tmp_path: Path) -> None:
    posts = tmp_path / "posts"
    posts.mkdir()
    for number, text in enumerate(NASTY):
        front_matter = (
            f'title: "{text}"\ncategories: "{text}"\ntags: "{text}"\ndate: 2024-03-20 08:00'
        )
        body = f"## {text}\n\n{text} [{text}](https://harbour.example/)\n\n```\n{text}\n```\n"
        post = f"---\n{front_matter}\n---\n\n{body}"
        (posts / f"nasty-{number}.md").write_bytes(post.encode("utf-8", "surrogatepass"))
    source = Source("nasty", SourceKind.DIRECTORY, str(posts))
    config = replace(config_for(posts), sources=(source,))
    with Library(paths_in(tmp_path / "home"), config, clock=lambda: NOW) as library:
        await sync(library.stores)
        app = FinewsApp(library, REGISTRY, guide=lambda: library)
        async with app.run_test(size=(150, 60)) as pilot:
            driver = await settle(pilot)
            assert len(driver.listing) == len(NASTY)
            # Every fifth article: the layout tests cover all of them.
            for _ in range(0, len(NASTY), 5):
                assert_text_only(driver)
                await driver.run("article.next", count=5)
            for keys in (("1", "G"), ("3", "t"), ("escape", "c"), ("escape", "question_mark")):
                await driver.press(*keys)
                assert_text_only(driver)
