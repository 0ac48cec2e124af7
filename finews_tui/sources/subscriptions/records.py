"""Subscriptions in files of other readers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from finews_tui.content.text.urls import normalize_url
from finews_tui.model.sanitize import clean_line

MAX_LABEL_LENGTH = 200

_FEED_SCHEME = re.compile(r"feed:(?=//|https?:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FeedSubscription:
    """Feed in a list. `tags` are those other than its group."""

    location: str
    title: str = ""
    group: str = ""
    tags: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class NewsboatQuery:
    """Query feed of newsboat: its line number, and its filter expression."""

    name: str
    expression: str
    line: int


@dataclass(frozen=True, slots=True)
class ImportedFeed:
    """Feed in a list under the name of its source in finews, with all its tags."""

    name: str
    title: str
    location: str
    group: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """Content of a list. `refused` are messages about lines that cannot be imported."""

    feeds: tuple[FeedSubscription, ...] = ()
    queries: tuple[NewsboatQuery, ...] = ()
    refused: tuple[str, ...] = ()


def normalize_feed_url(url: str) -> str:
    """Return the http or https URL of a feed in normal form, or "" (files, commands).

    `feed://host/…` and `feed:https://host/…` are accepted as well.
    """
    return normalize_url(strip_feed_scheme(url))


def strip_feed_scheme(url: str) -> str:
    """Return `url` without the scheme `feed:`, which browsers opened readers with."""
    url = url.strip()
    scheme = _FEED_SCHEME.match(url)
    if scheme is None:
        return url
    rest = url[scheme.end() :]
    return rest if rest.lower().startswith(("http:", "https:")) else "http://" + rest.lstrip("/")


def clean_label(text: str) -> str:
    """Return a title, group or tag of a file as one sanitized line of limited length."""
    return clean_line(text, MAX_LABEL_LENGTH * 4)[:MAX_LABEL_LENGTH].strip()
