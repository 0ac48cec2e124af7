"""A JSON Feed in a file as a source of a library."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from finews_tui.config.loader import load
from finews_tui.library.library import Library
from finews_tui.library.sync.run import sync
from finews_tui.model.sync_outcome import SyncOutcome
from finews_tui.system.paths import Paths


@dataclass(frozen=True, slots=True)
class JsonFeedFile:
    """JSON Feed in a file; `write` takes fields by item id."""

    path: Path

    def write(self, **items: Mapping[str, str]) -> None:
        defaults = {"content_text": "Nothing was seen.", "date_published": "2026-03-09T08:00:00Z"}
        entries = [
            {"id": key, "title": f"About {key}", **defaults, **fields}
            for key, fields in items.items()
        ]
        version = "https://jsonfeed.org/version/1.1"
        self.path.write_text(json.dumps({"version": version, "title": "Log", "items": entries}))

    def configure(self, paths: Paths, **settings: int) -> None:
        """Write a configuration with this feed as `log`, and `settings` in `[sync]`."""
        lines = ["[sync]", *(f"{key} = {value}" for key, value in settings.items())]
        lines += [
            "[[source]]",
            'name = "log"',
            'kind = "feed"',
            f'location = "{self.path.as_uri()}"',
        ]
        paths.config_directory.mkdir(parents=True, exist_ok=True)
        paths.config_file.write_text("\n".join(lines) + "\n")

    def follow(self, library: Library, **settings: int) -> None:
        self.configure(library.paths, **settings)
        library.stores.config = load(library.paths.config_file)


def sync_feed(library: Library, *, force: bool = False) -> SyncOutcome:
    (outcome,) = asyncio.run(sync(library.stores, force=force))
    return outcome
