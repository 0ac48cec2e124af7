"""Names of Chinese characters to_pinyin after a sync, so that Latin letters find them."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

from finews_tui.config.loader import Config, SyncConfig
from finews_tui.content.text.pinyin import has_han, to_pinyin
from finews_tui.library.library import Library
from finews_tui.library.sync.run import sync
from finews_tui.model.source import Source, SourceKind
from finews_tui.system.paths import Paths


def library_of(tmp_path: Path, **posts: str) -> Library:
    folder = tmp_path / "posts"
    folder.mkdir(exist_ok=True)
    for name, head in posts.items():
        (folder / f"{name}.md").write_text(f"---\ntitle: {name}\n{head}\n---\n\ntext\n")
    home = tmp_path / "home"
    paths = Paths(home / "config", home / "cache", home / "data", home / "log")
    source = Source("shi", SourceKind.DIRECTORY, str(folder), "早市")
    return Library(paths, Config(sync=SyncConfig(on_start=False), sources=(source,)))


def test_a_name_is_spelled_whole_and_by_initials() -> None:
    assert to_pinyin(["经济参考网", "重庆银行", "A股 ETF"]) == {
        "经济参考网": ("jingjicankaowang", "jjckw"),
        "重庆银行": ("chongqingyinhang", "cqyh"),
        "A股 ETF": ("aguetf", "age"),
    }


def test_latin_names_need_no_spelling() -> None:
    assert has_han("A股")
    assert not has_han("Tides é 2024")


def test_a_sync_spells_what_came_and_only_that(tmp_path: Path) -> None:
    with library_of(tmp_path, a="categories: jjck\ntags: 经济参考网", b="categories: Tides") as lib:
        asyncio.run(sync(lib.stores))
        spellings = {one.name: one.spelling for one in lib.sources.categories()}
        assert spellings == {
            "经济参考网": ("jingjicankaowang", "jjckw"),
            "Tides": ("", ""),
        }
    with library_of(tmp_path, c="categories: 港口") as lib:
        asyncio.run(sync(lib.stores))
        spellings = {one.name: one.spelling for one in lib.sources.categories()}
        assert spellings["港口"] == ("gangkou", "gk")


def test_the_screen_never_loads_the_speller() -> None:
    """A sync in the screen's process asks another for spellings."""
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import finews_tui.library.sync.name_pinyin, finews_tui.ui.app, sys; "
            "print('pypinyin' in sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout.strip() == "False"
