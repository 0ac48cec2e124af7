"""Pinyin of Chinese names, added by a sync."""

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


def open_library_with(tmp_path: Path, **posts: str) -> Library:
    folder = tmp_path / "posts"
    folder.mkdir(exist_ok=True)
    for name, head in posts.items():
        (folder / f"{name}.md").write_text(f"---\ntitle: {name}\n{head}\n---\n\ntext\n")
    home = tmp_path / "home"
    paths = Paths(home / "config", home / "cache", home / "data", home / "log")
    source = Source("shi", SourceKind.DIRECTORY, str(folder), "早市")
    return Library(paths, Config(sync=SyncConfig(on_start=False), sources=(source,)))


def test_pinyin_has_syllables_and_initials() -> None:
    assert to_pinyin(["经济参考网", "重庆银行", "A股 ETF"]) == {
        "经济参考网": ("jingjicankaowang", "jjckw"),
        "重庆银行": ("chongqingyinhang", "cqyh"),
        "A股 ETF": ("aguetf", "age"),
    }


def test_latin_names_need_no_pinyin() -> None:
    assert has_han("A股")
    assert not has_han("Tides é 2024")


def test_sync_adds_pinyin_of_new_names_only(tmp_path: Path) -> None:
    with open_library_with(
        tmp_path, a="categories: jjck\ntags: 经济参考网", b="categories: Tides"
    ) as lib:
        asyncio.run(sync(lib.stores))
        spellings = {category.name: category.spelling for category in lib.sources.categories()}
        assert spellings == {
            "经济参考网": ("jingjicankaowang", "jjckw"),
            "Tides": ("", ""),
        }
    with open_library_with(tmp_path, c="categories: 港口") as lib:
        asyncio.run(sync(lib.stores))
        spellings = {category.name: category.spelling for category in lib.sources.categories()}
        assert spellings["港口"] == ("gangkou", "gk")


def test_screen_does_not_load_pinyin_tables() -> None:
    """Pinyin is computed in another process."""
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
