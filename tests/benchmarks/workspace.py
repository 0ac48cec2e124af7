"""Data for benchmarks: generated posts, a synced home, and plain texts."""

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
from tests.benchmarks.generated_posts import long_text, write_posts

FINEWS = [sys.executable, "-m", "finews_tui"]
BASELINES = Path(__file__).parent
# Posts of known length, newest first, each starting with a distinct marker. One is for scrolling:
# finews restores its reading position.
LONG_POSTS = {"2k": 2_000, "100k": 100_000, "scrolled": 100_000, "1m": 1_000_000}
_LONG_DAY = datetime(2023, 6, 1)  # noqa: DTZ001


@dataclass(frozen=True)
class Home:
    """Home directory of a user."""

    root: Path

    @property
    def environment(self) -> dict[str, str]:
        """Minimal environment, the same for finews and the baselines."""
        inherited = {
            name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ
        }
        return {
            **inherited,
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
        """Configure folders as sources. Without `syncs`, disable automatic syncs."""
        lines = [] if syncs else ["[sync]", "on_start = false", "every_min = 0", ""]
        for name, folder in sources.items():
            lines += ["[[source]]", f'name = "{name}"', 'kind = "directory"']
            lines += [f'location = "{folder}"', ""]
        self.paths.config_file.parent.mkdir(parents=True, exist_ok=True)
        self.paths.config_file.write_text("\n".join(lines), encoding="utf-8")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        """Run finews and wait for it to exit."""
        return run([*FINEWS, *arguments], self.environment)

    def library(self) -> Library:
        return Library(self.paths, load(self.paths.config_file))


def run(command: Sequence[str], environment: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
    """Run a program. Raises if it fails."""
    return subprocess.run(
        command, env=environment, check=True, stdin=subprocess.DEVNULL, capture_output=True
    )


@dataclass(frozen=True)
class Workspace:
    """Benchmark data: `posts` generated posts under `data`, or a user's own folder."""

    data: Path
    posts: int
    quick: bool = False
    own_folder: Path | None = None

    @cached_property
    def name(self) -> str:
        if self.own_folder is None:
            return f"generated-{self.posts}"
        return "own-" + hashlib.blake2b(bytes(self.own_folder), digest_size=4).hexdigest()

    @cached_property
    def folder(self) -> Path:
        """Folder of posts, generated on first use."""
        if self.own_folder is not None:
            return self.own_folder
        folder = self.data / self.name / "posts"
        if not folder.is_dir():
            temporary = folder.with_name("posts-unfinished")
            shutil.rmtree(temporary, ignore_errors=True)
            write_posts(temporary, self.posts)
            temporary.rename(folder)
        return folder

    @cached_property
    def long_folder(self) -> Path:
        """Folder with a few posts of known lengths."""
        folder = self.data / "long"
        folder.mkdir(parents=True, exist_ok=True)
        for index, (marker, size) in enumerate(LONG_POSTS.items()):
            paragraphs = "\n\n".join(long_text(size, index))
            date = f"{_LONG_DAY - timedelta(days=index):%Y-%m-%d %H:%M:%S +0800}"
            text = f"---\ntitle: long {index}\ndate: {date}\n---\n\nbegin-{marker} {paragraphs}\n"
            path = folder / f"{marker}.md"
            if not path.is_file():
                path.write_text(text, encoding="utf-8")
        return folder

    @cached_property
    def home(self) -> Home:
        """Home with everything synced, recreated when the code of finews changes."""
        home = Home(self.data / self.name / "home")
        stamp = home.root / "code-hash"
        if not stamp.is_file() or stamp.read_text(encoding="ascii") != code_hash():
            shutil.rmtree(home.root, ignore_errors=True)
            self.disable_syncs(home)
            home.run("sync")
            stamp.write_text(code_hash(), encoding="ascii")
        self.disable_syncs(home)
        return home

    def disable_syncs(self, home: Home) -> None:
        """Configure the sources of this workspace without automatic syncs."""
        home.write_config({"archive": self.folder, "long": self.long_folder}, syncs=False)

    def new_home(self, name: str, *, syncs: bool = False) -> Home:
        """Create a home with the posts as a source, not synced yet."""
        home = Home(self.data / self.name / name)
        shutil.rmtree(home.root, ignore_errors=True)
        home.write_config({"archive": self.folder}, syncs=syncs)
        return home

    @cached_property
    def texts(self) -> Path:
        """SQLite database with a table of plain texts: number, title, text."""
        path = self.data / self.name / "texts.db"
        stamp = path.with_suffix(".code-hash")
        if stamp.is_file() and stamp.read_text(encoding="ascii") == code_hash():
            return path
        path.unlink(missing_ok=True)
        with self.home.library() as library, sqlite3.connect(path) as texts:
            texts.execute("CREATE TABLE texts (number INTEGER PRIMARY KEY, title, text)")
            numbers = library.articles.listing(EMPTY)
            for start in range(0, len(numbers), 500):
                texts.executemany(
                    "INSERT INTO texts VALUES (?, ?, ?)",
                    [
                        (article.number, article.title, library.articles.text(article))
                        for article in library.articles.get_many(numbers[start : start + 500])
                    ],
                )
        texts.close()
        stamp.write_text(code_hash(), encoding="ascii")
        return path

    @cached_property
    def post_bytes(self) -> int:
        """Total size of the posts in bytes."""
        folders = (self.folder, self.long_folder)
        return sum(path.stat().st_size for folder in folders for path in folder.rglob("*.md"))

    def rounds(self, usual: int) -> int:
        """Return the number of measurements."""
        return min(2, usual) if self.quick else usual


def code_hash() -> str:
    """Return a hash of the code that reads and stores articles."""
    package = Path(finews_tui.__file__).parent
    digest = hashlib.blake2b(digest_size=8)
    for name in ("content", "sources", "store"):
        for path in sorted((package / name).glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
