"""Conversion of newsboat items to feed entries with the ids of the feed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime

from finews_tui.sources.feeds.entries import build_entry, explicit_id
from finews_tui.sources.feeds.raw_feed import RawEnclosure, RawItem, RawText
from finews_tui.sources.http.cache_headers import sanitize_validator
from finews_tui.sources.subscriptions.newsboat_urls import entry_guid
from finews_tui.store.newsboat_import import NewsboatFeed, NewsboatItem


def raw_item(item: NewsboatItem) -> RawItem:
    """Convert an item to the input of the feed parser's entry functions."""
    is_literal = item.content_type.startswith("text/plain")
    return RawItem(
        id=entry_guid(item.guid, item.link, item.title),
        title=RawText(item.title),
        links=(item.link,),
        authors=(item.author,) if item.author else (),
        published=_iso_format(item.published),
        contents=(RawText(item.content, is_literal),),
        enclosures=(RawEnclosure(item.enclosure, item.enclosure_type),) if item.enclosure else (),
    )


def entry_id(raw: RawItem, base: str) -> str:
    """Return the id that the next sync of the feed will give the item.

    Without guid, link and enclosure, the id depends on the date string in the feed, which newsboat
    does not store. In that case the item is treated as undated: most items without a guid are.
    """
    return (
        explicit_id(raw, base) or build_entry(replace(raw, published=""), base, with_texts=False).id
    )


def base_url(item: NewsboatItem, feed: NewsboatFeed) -> str:
    """Return the base URL for relative links in an item."""
    return item.base or feed.link or feed.address


def _iso_format(seconds: int) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat() if seconds > 0 else ""
    except (ValueError, OverflowError, OSError):
        return ""


def feed_validators(feed: NewsboatFeed) -> tuple[bytes, bytes]:
    """Return the values of the ETag and Last-Modified headers."""
    etag = feed.etag.encode("latin-1", "ignore")
    moment = _iso_format(feed.last_modified)
    modified = format_datetime(datetime.fromisoformat(moment), usegmt=True) if moment else ""
    return sanitize_validator(etag), modified.encode()
