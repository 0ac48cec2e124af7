"""Change detection in the bookmarks folder that opens no files."""

from __future__ import annotations

import os

from finews_tui.library.stores import Stores
from finews_tui.model.post_file import Fingerprint
from finews_tui.store.bookmark_index import indexed_bookmarks

# Same as in `bookmarks.files`, which imports parsers and would slow down every command.
_SUFFIXES = (".md", ".markdown")


def bookmarks_changed(stores: Stores) -> bool:
    """Return whether a file was added, deleted or edited since the folder was indexed."""
    with stores.cache.reading() as cache:
        known = {name: row.fingerprint for name, row in indexed_bookmarks(cache).items()}
    try:
        with os.scandir(stores.paths.bookmarks_directory) as entries:
            present = {
                entry.name: _fingerprint(entry.stat(follow_symlinks=False))
                for entry in entries
                if entry.name.lower().endswith(_SUFFIXES)
                and not entry.name.startswith(".")
                and not entry.is_dir(follow_symlinks=False)
            }
    except FileNotFoundError:
        present = {}
    except OSError:
        return True
    return present != known


def _fingerprint(status: os.stat_result) -> Fingerprint:
    return Fingerprint(status.st_mtime_ns, status.st_size, status.st_ino)
