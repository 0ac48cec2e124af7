"""Detection of sources at a location, with a preview before they are added."""

# Imported when the user types an address, so network modules are imported lazily.

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from finews_tui.library.stores import Stores
from finews_tui.library.subscribe.new_source import ensure_not_added, is_directory
from finews_tui.library.threads import run_in_thread
from finews_tui.model.feed_candidate import FeedCandidate
from finews_tui.sources.discovery.preview import with_preview
from finews_tui.sources.folders.entry_ids import assign_entry_ids
from finews_tui.sources.folders.posts import read_post_file, scan_folder

FOLDER = "folder"
LIST = "list"
_PREVIEWED_FILES = 30


async def find_sources(stores: Stores, location: str) -> tuple[FeedCandidate, ...]:
    """Return the candidates at a location: a folder, a list, or one or more feeds.

    A folder or a single feed has a preview. The kind of a candidate is FOLDER, LIST or the kind of
    its feed.

    Raises:
        UsageError: it was already added, or is none of these.
        FetchError, FeedError, DirectoryError: it cannot be read.
    """
    if is_directory(location):
        return (await run_in_thread(_preview_folder, stores, location),)
    from finews_tui.library.subscribe.follow import find_feeds
    from finews_tui.library.subscribe.import_file import is_subscription_list

    if await run_in_thread(is_subscription_list, location):
        return (FeedCandidate(location, kind=LIST),)
    candidates = (await find_feeds(stores, location)).candidates
    if len(candidates) == 1:
        return (await ensure_preview(stores, candidates[0]),)
    return candidates


async def ensure_preview(stores: Stores, candidate: FeedCandidate) -> FeedCandidate:
    """Return a feed with its preview, fetching it if it has none.

    Raises:
        FetchError, FeedError: it cannot be fetched, or is not a feed.
    """
    from finews_tui.library.subscribe.follow import preview_feed

    return candidate if candidate.latest else await preview_feed(stores, candidate)


def _preview_folder(stores: Stores, location: str) -> FeedCandidate:
    ensure_not_added(stores, location)
    root = Path(location).expanduser().resolve()
    drafts = stores.config.sync.include_drafts
    scan = scan_folder(root, include_drafts=drafts)
    ids = assign_entry_ids(root, scan.paths, {})
    zone = ZoneInfo(scan.zone_name)
    entries = []
    for file in scan.files[:_PREVIEWED_FILES]:
        if file.path in ids:
            file = file._replace(entry_id=ids[file.path])
            _, entry = read_post_file(root, file, zone, include_drafts=drafts)
            entries += [] if entry is None else [entry]
    candidate = FeedCandidate(str(root), kind=FOLDER)
    return with_preview(candidate, entries, stores.clock(), count=len(scan.paths))
