"""Subscriptions as another reader's file lists them, and what of it is no source."""

from __future__ import annotations

import re
from dataclasses import dataclass

from finews_tui.content.text.urls import normalize_url
from finews_tui.model.sanitize import clean_line

LONGEST_LABEL = 200


@dataclass(frozen=True, slots=True)
class ListedFeed:
    """A feed in a list; `tags` are those beyond the one that became its group."""

    location: str
    title: str = ""
    group: str = ""
    tags: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class ListedQuery:
    """A query feed of newsboat in a list: its line, and its filter expression as written."""

    name: str
    expression: str
    line: int


@dataclass(frozen=True, slots=True)
class NamedFeed:
    """A listed feed under the name that finews follows it by; `tags` are all that it was given."""

    name: str
    title: str
    location: str
    group: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """What a file lists; `refused` tells line by line what was not taken over, and why."""

    sources: tuple[ListedFeed, ...] = ()
    queries: tuple[ListedQuery, ...] = ()
    refused: tuple[str, ...] = ()


def feed_location(address: str) -> str:
    """The web address of a feed, in normal form; "" for all that is none (files, commands).

    `feed:` addresses are web addresses: `feed://host/…` and `feed:https://host/…`.
    """
    return normalize_url(without_feed_scheme(address))


def without_feed_scheme(address: str) -> str:
    """`address` without the scheme `feed:`, which browsers once gave to readers."""
    address = address.strip()
    found = _FEED_SCHEME.match(address)
    if found is None:
        return address
    rest = address[found.end() :]
    return rest if rest.lower().startswith(("http:", "https:")) else "http://" + rest.lstrip("/")


def label(text: str) -> str:
    """A title, group or tag from a file: one clean line of bounded length."""
    return clean_line(text, LONGEST_LABEL * 4)[:LONGEST_LABEL].strip()


_FEED_SCHEME = re.compile(r"feed:(?=//|https?:)", re.IGNORECASE)
