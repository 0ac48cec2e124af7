"""Subscriptions imported from other readers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from finews_tui.content.text.urls import normalize_url
from finews_tui.model.sanitize import clean_line

MAX_LABEL_LENGTH = 200
MAX_DESCRIPTION_LENGTH = 1000

_FEED_SCHEME = re.compile(r"feed:(?=//|https?:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FeedMetadata:
    """Website and description of a feed, stored for export."""

    site: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class FeedSubscription:
    """Feed in a subscription list. `tags` does not include its group."""

    location: str
    title: str = ""
    group: str = ""
    tags: tuple[str, ...] = ()
    hidden: bool = False
    full_text: bool = False
    about: FeedMetadata = FeedMetadata()


@dataclass(frozen=True, slots=True)
class NewsboatQuery:
    """newsboat query feed: name, filter expression and line number."""

    name: str
    expression: str
    line: int


@dataclass(frozen=True, slots=True)
class ImportedFeed:
    """Imported feed: the name of its source, with all its tags."""

    name: str
    title: str
    location: str
    group: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """Parsed subscription list. `refused` has a message per skipped line."""

    feeds: tuple[FeedSubscription, ...] = ()
    queries: tuple[NewsboatQuery, ...] = ()
    refused: tuple[str, ...] = ()


def normalize_feed_url(url: str) -> str:
    """Return the normalized http or https URL of a feed, "" for files and commands.

    `feed://host/…` and `feed:https://host/…` are accepted as well.
    """
    return normalize_url(strip_feed_scheme(url))


def strip_feed_scheme(url: str) -> str:
    """Return `url` without the `feed:` scheme, once used by browsers to open readers."""
    url = url.strip()
    scheme = _FEED_SCHEME.match(url)
    if scheme is None:
        return url
    rest = url[scheme.end() :]
    return rest if rest.lower().startswith(("http:", "https:")) else "http://" + rest.lstrip("/")


def clean_label(text: str) -> str:
    """Sanitize an imported title, group or tag to one line of limited length."""
    return clean_line(text, MAX_LABEL_LENGTH * 4)[:MAX_LABEL_LENGTH].strip()
