"""newsboat with the same articles in its cache, if installed."""

from __future__ import annotations

import shutil
import sqlite3
import time
from pathlib import Path

from tests.benchmarks.terminal import Terminal
from tests.benchmarks.workspace import Workspace, run

_FEED = "file:///nonexistent/archive.xml"
_FEEDS_TEXT = "Your feeds"
_RESULTS_TEXT = "Search result"


def find_newsboat() -> str:
    """Return the path of newsboat, "" if not installed."""
    return shutil.which("newsboat") or ""


class Newsboat:
    """newsboat with a cache filled with the texts of the posts."""

    def __init__(self, workspace: Workspace) -> None:
        self._environment = workspace.home.environment
        self._folder = workspace.data / workspace.name / "newsboat"
        cache = self._folder / "cache.db"
        self._command = [find_newsboat(), "-q", "-u", str(self._folder / "urls")]
        self._command += ["-C", str(self._folder / "config"), "-c", str(cache)]
        if not cache.is_file():
            self._fill(cache, workspace.texts)

    def __enter__(self) -> Newsboat:
        return self

    def __exit__(self, *_: object) -> None:
        Path(f"{self._folder}/cache.db.lock").unlink(missing_ok=True)

    def time_to_feeds(self) -> float:
        """Return the time in seconds from the start to the list of feeds."""
        with Terminal(self._command, self._environment) as terminal:
            return terminal.wait_for(_FEEDS_TEXT)

    def time_to_search(self, word: str) -> float:
        """Return the time in seconds from Enter to the search results."""
        with Terminal(self._command, self._environment) as terminal:
            terminal.wait_for(_FEEDS_TEXT)
            terminal.settle()
            terminal.press("/")
            terminal.settle()
            terminal.press(word)
            terminal.settle()
            start = time.perf_counter()
            terminal.press("\r")
            return terminal.started + terminal.wait_for(_RESULTS_TEXT) - start

    def _fill(self, cache: Path, texts: Path) -> None:
        """Let newsboat create its tables, then insert the articles."""
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / "urls").write_text(f"{_FEED}\n", encoding="ascii")
        (self._folder / "config").write_text("", encoding="ascii")
        temporary = cache.with_name("unfinished.db")
        temporary.unlink(missing_ok=True)
        command = [*self._command[:-1], str(temporary), "-x", "print-unread"]
        run(command, self._environment)
        with sqlite3.connect(temporary) as database:
            database.execute("ATTACH ? AS made", (str(texts),))
            database.execute(
                "INSERT OR REPLACE INTO rss_feed (rssurl, url, title) VALUES (?1, ?1, 'archive')",
                (_FEED,),
            )
            database.execute(
                "INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread)"
                " SELECT number, title, '', 'http://news.example/' || number, ?,"
                " number - 62135596800, text, 0 FROM made.texts",
                (_FEED,),
            )
        database.close()
        temporary.rename(cache)
