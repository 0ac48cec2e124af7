"""An entry made ready for the store: packed, hashed and split into terms, in any process."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from finews_tui.model.article import BodyFormat, Entry, article_id
from finews_tui.store.tokenizer import index_terms

# The text of a kept body as it was indexed: (body, format, link) → text. A contentless index can
# forget a row only by the very terms that it was given.
TextExtractor = Callable[[str, BodyFormat, str], str]

# Measured on posts of 2.7 KB: level 6 takes 90 µs and leaves 0.61, level 9 gains nothing.
_ZLIB_LEVEL = 6


@dataclass(frozen=True, slots=True)
class PreparedEntry:
    """What the store writes for an entry. `entry` comes without its body, text and summary."""

    key: int
    entry: Entry
    entry_hash: bytes
    data: bytes
    title_terms: str
    text_terms: str


def prepare_entry(source: str, entry: Entry) -> PreparedEntry:
    """Pack an entry of a source; the costly part of saving it, free of any database."""
    return PreparedEntry(
        key=id_to_key(article_id(source, entry.id)),
        entry=replace(entry, body="", text="", summary=""),
        entry_hash=entry_hash(entry),
        data=pack_body(entry.summary, entry.body),
        title_terms=index_terms(entry.title),
        text_terms=index_terms(entry.text),
    )


def id_to_key(article: str) -> int:
    """An article's id as the number that the store keeps."""
    return int(article, 16)


def key_to_id(key: int) -> str:
    """The id that people see, from the store's number."""
    return f"{key:012x}"


def entry_hash(entry: Entry) -> bytes:
    """What tells whether an entry changed: all that is shown of it, without its identity.

    Blanks at the ends of lines do not count: an archive that is written anew every five minutes
    with another byte here or there has no news.
    """
    parts = (
        entry.title,
        "\n".join([line.rstrip() for line in entry.body.strip().split("\n")]),
        entry.format,
        entry.summary,
        entry.link,
        entry.author,
        entry.published.isoformat() if entry.published else "",
        entry.updated.isoformat() if entry.updated else "",
        "\x1f".join(entry.categories),
        "\x1f".join(entry.tags),
        "\x1f".join(symbol.code for symbol in entry.symbols),
        entry.story,
    )
    data = "\x1e".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=12).digest()


def pack_body(summary: str, body: str) -> bytes:
    """Summary and body as one compressed blob: the summary mostly repeats the body."""
    return zlib.compress(f"{summary}\0{body}".encode("utf-8", "surrogatepass"), _ZLIB_LEVEL)


def unpack_body(data: bytes) -> tuple[str, str]:
    """The summary and the body of a blob made by `pack`."""
    summary, _, body = zlib.decompress(data).decode("utf-8", "surrogatepass").partition("\0")
    return summary, body
