"""Items of newsboat as a feed would give them, under the ids that it will give them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime

from finews_tui.sources.feeds.entries import entry_of, stated_id
from finews_tui.sources.feeds.raw_feed import Enclosure, Part, RawItem
from finews_tui.sources.http.cache_headers import sendable
from finews_tui.sources.subscriptions.newsboat_urls import entry_guid
from finews_tui.store.newsboat_import import NewsboatFeed, NewsboatItem


def raw_item(item: NewsboatItem) -> RawItem:
    """An item as a feed would give it."""
    is_literal = item.content_type.startswith("text/plain")
    return RawItem(
        id=entry_guid(item.guid, item.link, item.title),
        title=Part(item.title),
        links=(item.link,),
        authors=(item.author,) if item.author else (),
        published=_written(item.published),
        contents=(Part(item.content, is_literal),),
        enclosures=(Enclosure(item.enclosure, item.enclosure_type),) if item.enclosure else (),
    )


def entry_id(raw: RawItem, base: str) -> str:
    """The id that the feed's next answer will give the item.

    Without guid, link and file it hangs on the date as the feed writes it, which newsboat does not
    keep: that of an undated one, for most that name nothing name no date either.
    """
    return stated_id(raw, base) or entry_of(replace(raw, published=""), base, with_texts=False).id


def base_url(item: NewsboatItem, feed: NewsboatFeed) -> str:
    return item.base or feed.link or feed.address


def _written(seconds: int) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat() if seconds > 0 else ""
    except (ValueError, OverflowError, OSError):
        return ""


def feed_validators(feed: NewsboatFeed) -> tuple[bytes, bytes]:
    """ETag and Last-Modified as they go into a request; newsboat keeps the latter as a number."""
    etag = feed.etag.encode("latin-1", "ignore")
    moment = _written(feed.last_modified)
    modified = format_datetime(datetime.fromisoformat(moment), usegmt=True) if moment else ""
    return sendable(etag), modified.encode()
