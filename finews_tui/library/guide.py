"""The built-in guide: a separate library with the articles that ship with finews."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from finews_tui.config.loader import Config, SyncConfig
from finews_tui.i18n.catalog import language, tr
from finews_tui.library.library import Library
from finews_tui.library.sync.run import sync
from finews_tui.model.source import Source, SourceKind
from finews_tui.system.paths import Paths, guide_directory

GUIDE_NAME = "guide"


def guide_library(paths: Paths) -> Library:
    """Open the guide in the user's language and sync it with the shipped articles.

    Its databases are separate from the user's, so its articles never appear in their lists and
    counts. Each language has its own databases.

    Raises:
        StoreError: the databases cannot be opened.
    """
    root = guide_directory() / language()
    source = Source(GUIDE_NAME, SourceKind.DIRECTORY, str(root), title=tr("finews guide"))
    guide_paths = replace(
        paths,
        cache_directory=paths.cache_directory / "guide" / root.name,
        data_directory=paths.data_directory / "guide" / root.name,
    )
    config = Config(sync=SyncConfig(on_start=False, unread_horizon_days=0), sources=(source,))
    library = Library(guide_paths, config)
    asyncio.run(sync(library.stores))
    return library
