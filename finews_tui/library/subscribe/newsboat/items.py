"""Items of newsboat as entries of their feed, with the ids that the feed gives them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime

from finews_tui.sources.feeds.entries import build_entry, explicit_id
from finews_tui.sources.feeds.raw_feed import Enclosure, RawItem, RawText
from finews_tui.sources.http.cache_headers import sanitize_validator
from finews_tui.sources.subscriptions.newsboat_urls import entry_guid
from finews_tui.store.newsboat_import import NewsboatFeed, NewsboatItem


def raw_item(item: NewsboatItem) -> RawItem:
    """Return an item as a feed has it, ready for the feed parser's entry functions."""
    is_literal = item.content_type.startswith("text/plain")
    return RawItem(
        id=entry_guid(item.guid, item.link, item.title),
        title=RawText(item.title),
        links=(item.link,),
        authors=(item.author,) if item.author else (),
        published=_iso_format(item.published),
        contents=(RawText(item.content, is_literal),),
        enclosures=(Enclosure(item.enclosure, item.enclosure_type),) if item.enclosure else (),
    )


def entry_id(raw: RawItem, base: str) -> str:
    """Return the id that the next sync of the feed gives the item.

    Without guid, link and file the id depends on the date as the feed writes it, which newsboat
    does not store. Then it is that of an undated item: most without a guid have no date either.
    """
    return (
        explicit_id(raw, base) or build_entry(replace(raw, published=""), base, with_texts=False).id
    )


def base_url(item: NewsboatItem, feed: NewsboatFeed) -> str:
    """Return the URL that relative links of an item are resolved against."""
    return item.base or feed.link or feed.address


def _iso_format(seconds: int) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat() if seconds > 0 else ""
    except (ValueError, OverflowError, OSError):
        return ""


def feed_validators(feed: NewsboatFeed) -> tuple[bytes, bytes]:
    """Return ETag and Last-Modified as header values; newsboat stores the latter as a number."""
    etag = feed.etag.encode("latin-1", "ignore")
    moment = _iso_format(feed.last_modified)
    modified = format_datetime(datetime.fromisoformat(moment), usegmt=True) if moment else ""
    return sanitize_validator(etag), modified.encode()
