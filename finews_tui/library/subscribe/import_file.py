"""Import subscriptions from OPML or newsboat's `urls`, and export them as OPML."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from finews_tui.config.editor import add_sources
from finews_tui.config.schema import MAX_TEXT_LENGTH
from finews_tui.content.text.decoding import decode_text
from finews_tui.errors import UsageError
from finews_tui.i18n.catalog import ntr, tr
from finews_tui.i18n.system_errors import describe_os_error
from finews_tui.library.changes.change import CompositeChange
from finews_tui.library.changes.sources import removal_of
from finews_tui.library.changes.undo import record
from finews_tui.library.stores import Stores
from finews_tui.library.subscribe.import_queries import import_saved_queries
from finews_tui.library.subscribe.new_source import feed_name, printable_line, taken_names
from finews_tui.model.source import Source, SourceKind
from finews_tui.model.url_redaction import redact_url
from finews_tui.sources.subscriptions.newsboat_urls import parse_newsboat_urls
from finews_tui.sources.subscriptions.opml import MAX_FILE_BYTES, parse_opml, write_opml
from finews_tui.sources.subscriptions.records import (
    FeedMetadata,
    FeedSubscription,
    ImportedFeed,
    clean_label,
)
from finews_tui.store import source_metadata
from finews_tui.system.paths import home_relative

_HEAD_BYTES = 1 << 16
_OPML_LIST = re.compile(r"<(?:opml|outline)\b", re.IGNORECASE)
_URLS_LIST = re.compile(r"\s*(?:#.*\s*)*\"?(?:https?://\S|(?:query|exec|filter):)", re.IGNORECASE)
# All XML is parsed as OPML, so that errors are reported as such.
_XML = re.compile(r"<(?:\?xml|!doctype|opml|outline)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """Added sources, number of already existing sources, and one line per rejection.

    `queries` are the names of new saved queries.
    """

    added: tuple[Source, ...]
    known: int
    queries: tuple[str, ...]
    refused: tuple[str, ...]


def is_subscription_list(location: str) -> bool:
    """Return whether a local file is a list of feeds, not a feed."""
    try:
        with Path(location).expanduser().open("rb") as file:
            head = decode_text(file.read(_HEAD_BYTES)).text
    except (OSError, RuntimeError, ValueError):
        return False
    return bool(_OPML_LIST.search(head) or _URLS_LIST.match(head))


def read_subscription_file(path: Path) -> bytes:
    """Read a subscription file, up to one byte over the size limit.

    Raises:
        UsageError: the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            return read_subscription_stream(file)
    except OSError as error:
        raise UsageError(
            tr(
                "cannot read {path}: {reason}",
                path=home_relative(path),
                reason=describe_os_error(error),
            )
        ) from error


def read_subscription_stream(stream: BinaryIO) -> bytes:
    """Read up to one byte over the size limit: the parser rejects larger files."""
    return stream.read(MAX_FILE_BYTES + 1)


def import_subscription_file(stores: Stores, location: str) -> ImportResult:
    """Add the feeds listed in a file, as a single undoable change.

    Raises:
        UsageError: the file cannot be read, or is malicious.
        ConfigError: the configuration cannot be changed; nothing was added.
    """
    result = import_subscriptions(stores, read_subscription_file(Path(location).expanduser()))
    if result.added:
        label = ntr("Added {count} feed", "Added {count} feeds", len(result.added))
        changes = tuple(removal_of(source) for source in result.added)
        record(stores, CompositeChange(label, changes))
    return result


def import_subscriptions(
    stores: Stores, data: bytes, titles: Mapping[str, str] = MappingProxyType({})
) -> ImportResult:
    """Add the feeds listed in OPML or newsboat's `urls`; nothing is fetched or run.

    Existing sources and saved queries are not changed. `titles`, by address, are used for feeds
    without a title in the list. The first tag of a feed becomes its group; another tag becomes a
    saved query if several feeds have it.

    Raises:
        UsageError: the data is in neither format, or is malicious.
        ConfigError: the configuration cannot be changed; nothing was added.
    """
    is_xml = _XML.search(decode_text(data).text, 0, _HEAD_BYTES)
    subscriptions = parse_opml(data) if is_xml else parse_newsboat_urls(data)
    refused = list(subscriptions.refused)
    existing = {source.location: source for source in stores.config.sources}
    added: list[Source] = []
    imported: list[ImportedFeed] = []
    for feed in subscriptions.feeds:
        source = existing.get(feed.location)
        if source is None and len(feed.location) > MAX_TEXT_LENGTH:
            refused.append(
                tr(
                    "{feed}: address is too long",
                    feed=feed.title or redact_url(feed.location),
                )
            )
            continue
        if source is None:
            taken = [*taken_names(stores, feed.location), *(new.name for new in added)]
            source = _new_source(feed, titles.get(feed.location, ""), taken)
            added.append(source)
        imported.append(_imported_feed(feed, source))
    if added:
        _store_metadata(stores, subscriptions.feeds, added)
        stores.config = add_sources(stores.paths.config_file, added)
    queries = import_saved_queries(stores, subscriptions.queries, imported, refused)
    known = len(imported) - len(added)
    return ImportResult(tuple(added), known, queries, tuple(refused))


def export_opml(stores: Stores, *, with_secrets: bool = False) -> str:
    """Return all feeds as OPML, by default without credentials and tokens."""
    sources = stores.config.sources
    with stores.cache.reading() as cache:
        about = {
            source.name: FeedMetadata(
                source_metadata.site(cache, source.name),
                source_metadata.description(cache, source.name),
            )
            for source in sources
        }
    return write_opml(sources, with_secrets=with_secrets, about=about).decode()


def _store_metadata(
    stores: Stores, feeds: Sequence[FeedSubscription], added: Sequence[Source]
) -> None:
    """Store websites and descriptions of added feeds for the next export."""
    about = {feed.location: feed.about for feed in feeds if feed.about != FeedMetadata()}
    if not about:
        return
    with stores.cache.writing() as cache:
        for source in added:
            if source.location in about:
                source_metadata.set_site(cache, source.name, about[source.location].site)
                source_metadata.set_description(
                    cache, source.name, about[source.location].description
                )


def _new_source(feed: FeedSubscription, title: str, taken: Collection[str]) -> Source:
    title = printable_line(feed.title or clean_label(title))
    return Source(
        feed_name(title, feed.location, taken),
        SourceKind.FEED,
        feed.location,
        title=title,
        group=printable_line(feed.group),
        hidden=feed.hidden,
        full_text=feed.full_text,
    )


def _imported_feed(feed: FeedSubscription, source: Source) -> ImportedFeed:
    """Return the imported feed; its group may differ from the group in the list."""
    tags = tuple(filter(None, (feed.group, *feed.tags)))
    return ImportedFeed(source.name, source.title, source.location, source.group, tags)
