"""What the parsers of feeds hand on: one shape for all formats, as the publisher wrote it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that comes with an item: a podcast's sound, a picture."""

    address: str
    type: str = ""
    length: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A text of an item; `is_literal` where its publisher says that it is no markup."""

    value: str
    is_literal: bool = False


@dataclass(frozen=True, slots=True)
class RawItem:
    """An item before it is cleaned; `links` are the addresses of its page, the likeliest first."""

    id: str = ""
    title: Part = Part("")
    links: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published: str = ""
    updated: str = ""
    contents: tuple[Part, ...] = ()
    summary: Part = Part("")
    tags: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class RawFeed:
    """A feed before it is cleaned; `is_broken` where its XML had to be guessed at."""

    version: str
    items: tuple[RawItem, ...] = ()
    title: Part = Part("")
    link: str = ""
    description: Part = Part("")
    authors: tuple[str, ...] = ()
    ttl_min: int | None = None
    is_broken: bool = False


def links_of(link: str, alternates: list[str], permalink: str | None) -> tuple[str, ...]:
    """The addresses of an item's page. A guid that stands for one (`permalink`) must be absolute:

    RSS takes every guid for an address, and most publishers forget to deny it.
    """
    links = dict.fromkeys((link, *alternates))
    return tuple(each for each in links if each != permalink or "://" in each)
