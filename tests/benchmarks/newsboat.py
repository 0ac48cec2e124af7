"""newsboat with as many articles in its cache, where it is installed."""

from __future__ import annotations

import shutil
import sqlite3
import time
from pathlib import Path

from tests.benchmarks.ground import Ground, run
from tests.benchmarks.terminal import Terminal

_FEED = "file:///nonexistent/archive.xml"
_FEEDS_MARK = "Your feeds"
_FOUND_MARK = "Search result"


def find_newsboat() -> str:
    """Its path, or nothing."""
    return shutil.which("newsboat") or ""


class Newsboat:
    """A cache of newsboat's own making, filled with the texts of the posts."""

    def __init__(self, ground: Ground) -> None:
        self._environment = ground.home.environment
        self._folder = ground.data / ground.name / "newsboat"
        cache = self._folder / "cache.db"
        self._command = [find_newsboat(), "-q", "-u", str(self._folder / "urls")]
        self._command += ["-C", str(self._folder / "config"), "-c", str(cache)]
        if not cache.is_file():
            self._fill(cache, ground.texts)

    def __enter__(self) -> Newsboat:
        return self

    def __exit__(self, *_: object) -> None:
        Path(f"{self._folder}/cache.db.lock").unlink(missing_ok=True)

    def seconds_to_feeds(self) -> float:
        """From the command to the list of feeds."""
        with Terminal(self._command, self._environment) as terminal:
            return terminal.wait_for(_FEEDS_MARK)

    def seconds_to_search(self, word: str) -> float:
        """From Enter behind a word to what was found."""
        with Terminal(self._command, self._environment) as terminal:
            terminal.wait_for(_FEEDS_MARK)
            terminal.settle()
            terminal.press("/")
            terminal.settle()
            terminal.press(word)
            terminal.settle()
            begin = time.perf_counter()
            terminal.press("\r")
            return terminal.started + terminal.wait_for(_FOUND_MARK) - begin

    def _fill(self, cache: Path, texts: Path) -> None:
        """Let newsboat make its tables, then put the articles in as it does."""
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / "urls").write_text(f"{_FEED}\n", encoding="ascii")
        (self._folder / "config").write_text("", encoding="ascii")
        partly = cache.with_name("unfinished.db")
        partly.unlink(missing_ok=True)
        command = [*self._command[:-1], str(partly), "-x", "print-unread"]
        run(command, self._environment)
        with sqlite3.connect(partly) as database:
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
        partly.rename(cache)
