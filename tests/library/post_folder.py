"""Helpers: a folder of posts, a library with a fixed clock, and syncs."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from finews_tui.config.loader import load
from finews_tui.library.library import Library
from finews_tui.library.sync.run import sync
from finews_tui.model.sync_outcome import SyncOutcome
from finews_tui.query.query import parse
from finews_tui.system.paths import Paths

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class PostFolder:
    """Folder of posts written by a test."""

    root: Path

    def write(
        self, path: str, title: str, body: str = "正文。", date: str = "2026-03-09 08:00:00 +0800"
    ) -> Path:
        """Write a post in category `wire` with the display name 通讯."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        front = f'title: "{title}"\ndate: {date}\ncategories: wire\ntags: 通讯新闻'
        file.write_text(f"---\n{front}\n---\n{body}\n", encoding="utf-8")
        return file


def open_library(paths: Paths, now: datetime = NOW) -> Library:
    """Open a library with the clock fixed at `now`."""
    return Library(paths, load(paths.config_file), clock=lambda: now)


def sync_folder(library: Library, *, force: bool = False) -> SyncOutcome:
    """Sync the only source; return its outcome."""
    (outcome,) = asyncio.run(sync(library.stores, force=force))
    return outcome


def titles(library: Library, query: str = "") -> list[str]:
    """Return the titles of articles that match a query."""
    numbers = library.articles.listing(parse(query))
    return [headline.title for headline in library.articles.headlines(numbers)]
