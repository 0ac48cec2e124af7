"""What an address or a folder will bring, looked at before it is followed."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from finews_tui.library.stores import Stores
from finews_tui.library.subscribe.new_source import is_directory, refuse_followed
from finews_tui.library.threads import run_in_thread
from finews_tui.model.feed_candidate import FeedCandidate
from finews_tui.sources.discovery.preview import glimpsed
from finews_tui.sources.folders.entry_ids import identities
from finews_tui.sources.folders.posts import read_file, survey

FOLDER = "folder"
LIST = "list"
_FILES_READ = 30


async def find_sources(stores: Stores, location: str) -> tuple[FeedCandidate, ...]:
    """What `location` may stand for: a folder or a list of feeds, looked at already, or the feeds
    that it leads to.

    Raises:
        UsageError: it is followed already, or is neither.
        FetchError, FeedError, DirectoryError: it leads to nothing that can be read.
    """
    if is_directory(location):
        return (await run_in_thread(_folder, stores, location),)
    from finews_tui.library.subscribe.follow import find_feeds
    from finews_tui.library.subscribe.import_file import is_subscription_list

    if await run_in_thread(is_subscription_list, location):
        return (FeedCandidate(location, kind=LIST),)
    found = await find_feeds(stores, location)
    if len(found.candidates) == 1:
        (candidate,) = found.candidates
        return (await with_preview(stores, candidate),)
    return found.candidates


async def with_preview(stores: Stores, candidate: FeedCandidate) -> FeedCandidate:
    """One of several with what it will bring.

    Raises:
        FetchError, FeedError: it is no feed.
    """
    from finews_tui.library.subscribe.follow import preview_feed

    return candidate if candidate.latest else await preview_feed(stores, candidate)


def _folder(stores: Stores, location: str) -> FeedCandidate:
    refuse_followed(stores, location)
    root = Path(location).expanduser().resolve()
    drafts = stores.config.sync.include_drafts
    found = survey(root, include_drafts=drafts)
    ids = identities(root, found.paths, {})
    entries = []
    for file in found.files[:_FILES_READ]:
        if file.path in ids:
            _, entry = read_file(
                root,
                file._replace(entry_id=ids[file.path]),
                ZoneInfo(found.zone_name),
                include_drafts=drafts,
            )
            entries += [] if entry is None else [entry]
    candidate = FeedCandidate(str(root), kind=FOLDER)
    return glimpsed(candidate, entries, stores.clock(), count=len(found.paths))
