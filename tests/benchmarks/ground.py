"""The ground on which is measured: posts, a home in which finews has read them, their texts."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

import finews_tui
from finews_tui.config.loader import load
from finews_tui.library.library import Library
from finews_tui.query.query import EMPTY
from finews_tui.system.paths import Paths
from tests.benchmarks.made_posts import long_text, write_posts

FINEWS = [sys.executable, "-m", "finews_tui"]
FLOORS = Path(__file__).parent
# Posts of known length beside the archive, newest first; each begins with a mark of its own. One is
# for scrolling: where it was left is where it is opened again.
LONG_POSTS = {"2k": 2_000, "100k": 100_000, "scrolled": 100_000, "1m": 1_000_000}
_LONG_DAY = datetime(2023, 6, 1)  # noqa: DTZ001


@dataclass(frozen=True)
class Home:
    """A user's directories."""

    root: Path

    @property
    def environment(self) -> dict[str, str]:
        """Only what a program needs: the same for finews and for its floors."""
        kept = {
            name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ
        }
        return {
            **kept,
            "HOME": str(self.root),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "XDG_CONFIG_HOME": str(self.root / "config"),
            "XDG_CACHE_HOME": str(self.root / "cache"),
            "XDG_DATA_HOME": str(self.root / "data"),
            "XDG_STATE_HOME": str(self.root / "state"),
        }

    @property
    def paths(self) -> Paths:
        names = ("config", "cache", "data", "state")
        config, cache, data, state = (self.root / name / "finews" for name in names)
        return Paths(config, cache, data, state / "log")

    def write_config(self, sources: dict[str, Path], *, syncs: bool) -> None:
        """Follow these folders; `syncs` at the start, or never by itself."""
        lines = [] if syncs else ["[sync]", "on_start = false", "every_min = 0", ""]
        for name, folder in sources.items():
            lines += ["[[source]]", f'name = "{name}"', 'kind = "directory"']
            lines += [f'location = "{folder}"', ""]
        self.paths.config_file.parent.mkdir(parents=True, exist_ok=True)
        self.paths.config_file.write_text("\n".join(lines), encoding="utf-8")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        """Run finews to its end."""
        return run([*FINEWS, *arguments], self.environment)

    def library(self) -> Library:
        return Library(self.paths, load(self.paths.config_file))


def run(command: Sequence[str], environment: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
    """Run a program to its end; what fails ends the benchmark."""
    return subprocess.run(
        command, env=environment, check=True, stdin=subprocess.DEVNULL, capture_output=True
    )


@dataclass(frozen=True)
class Ground:
    """So many posts under `data`, or those of a `folder` of one's own."""

    data: Path
    posts: int
    quick: bool = False
    own_folder: Path | None = None

    @cached_property
    def name(self) -> str:
        if self.own_folder is None:
            return f"made-{self.posts}"
        return "own-" + hashlib.blake2b(bytes(self.own_folder), digest_size=4).hexdigest()

    @cached_property
    def folder(self) -> Path:
        """The posts, written at the first use."""
        if self.own_folder is not None:
            return self.own_folder
        folder = self.data / self.name / "posts"
        if not folder.is_dir():
            partly = folder.with_name("posts-unfinished")
            shutil.rmtree(partly, ignore_errors=True)
            write_posts(partly, self.posts)
            partly.rename(folder)
        return folder

    @cached_property
    def long_folder(self) -> Path:
        """A few posts of known lengths."""
        folder = self.data / "long"
        folder.mkdir(parents=True, exist_ok=True)
        for place, (mark, size) in enumerate(LONG_POSTS.items()):
            paragraphs = "\n\n".join(long_text(size, place))
            date = f"{_LONG_DAY - timedelta(days=place):%Y-%m-%d %H:%M:%S +0800}"
            text = f"---\ntitle: long {place}\ndate: {date}\n---\n\nbegin-{mark} {paragraphs}\n"
            path = folder / f"{mark}.md"
            if not path.is_file():
                path.write_text(text, encoding="utf-8")
        return folder

    @cached_property
    def home(self) -> Home:
        """A home in which all has been read; made anew when finews reads or stores otherwise."""
        home = Home(self.data / self.name / "home")
        stamp = home.root / "made-by"
        if not stamp.is_file() or stamp.read_text(encoding="ascii") != code_digest():
            shutil.rmtree(home.root, ignore_errors=True)
            self.set_quiet(home)
            home.run("sync")
            stamp.write_text(code_digest(), encoding="ascii")
        self.set_quiet(home)
        return home

    def set_quiet(self, home: Home) -> None:
        """No sync but those asked for."""
        home.write_config({"archive": self.folder, "long": self.long_folder}, syncs=False)

    def new_home(self, name: str, *, syncs: bool = False) -> Home:
        """A home that follows the posts and has read nothing."""
        home = Home(self.data / self.name / name)
        shutil.rmtree(home.root, ignore_errors=True)
        home.write_config({"archive": self.folder}, syncs=syncs)
        return home

    @cached_property
    def texts(self) -> Path:
        """An SQLite table of the plain texts: number, title, text."""
        path = self.data / self.name / "texts.db"
        made = path.with_suffix(".made-by")
        if made.is_file() and made.read_text(encoding="ascii") == code_digest():
            return path
        path.unlink(missing_ok=True)
        with self.home.library() as library, sqlite3.connect(path) as texts:
            texts.execute("CREATE TABLE texts (number INTEGER PRIMARY KEY, title, text)")
            numbers = library.articles.listing(EMPTY)
            for start in range(0, len(numbers), 500):
                texts.executemany(
                    "INSERT INTO texts VALUES (?, ?, ?)",
                    [
                        (one.number, one.title, library.articles.text(one))
                        for one in library.articles.get_many(numbers[start : start + 500])
                    ],
                )
        texts.close()
        made.write_text(code_digest(), encoding="ascii")
        return path

    @cached_property
    def post_bytes(self) -> int:
        """The bytes of all posts."""
        folders = (self.folder, self.long_folder)
        return sum(path.stat().st_size for folder in folders for path in folder.rglob("*.md"))

    def rounds(self, usual: int) -> int:
        """How often to measure."""
        return min(2, usual) if self.quick else usual


def code_digest() -> str:
    """What tells whether finews reads and stores as it did."""
    package = Path(finews_tui.__file__).parent
    digest = hashlib.blake2b(digest_size=8)
    for wing in ("content", "sources", "store"):
        for path in sorted((package / wing).glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
