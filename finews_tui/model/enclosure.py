"""Enclosures: media and files that a feed attaches to an article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import unquote

from finews_tui.model.sanitize import clean_line

MAX_ENCLOSURES = 200
"""Maximum number of stored enclosures per article."""
_MAX_ADDRESS_LENGTH = 4096
_MAX_NUMBER = 1 << 53


class EnclosureKind(StrEnum):
    """Kind of an enclosure."""

    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """Attached image, audio, video or file.

    `type` is the MIME type as published, `size` is in bytes; `thumbnail` is the URL of a still
    image. Numbers are None, texts empty if unknown.
    """

    kind: EnclosureKind
    url: str
    type: str = ""
    title: str = ""
    description: str = ""
    credit: str = ""
    duration_s: int | None = None
    size: int | None = None
    thumbnail: str = ""


def file_name(url: str) -> str:
    """Return the file name in a URL, or the URL if it has none."""
    path = url.partition("?")[0].partition("#")[0]
    _, _, path = path.partition("://")
    name = path.rstrip("/").rpartition("/")[2]
    return clean_line(unquote(name)) or url


def enclosure_records(enclosures: Iterable[Enclosure]) -> list[dict[str, Any]]:
    """Return enclosures as records with all fields, ready for JSON."""
    return [
        {
            "kind": str(enclosure.kind),
            "url": enclosure.url,
            "type": enclosure.type,
            "title": enclosure.title,
            "description": enclosure.description,
            "credit": enclosure.credit,
            "duration_s": enclosure.duration_s,
            "size": enclosure.size,
            "thumbnail": enclosure.thumbnail,
        }
        for enclosure in enclosures
    ]


def enclosures_from_records(records: object) -> tuple[Enclosure, ...]:
    """Return the enclosures in records that may have been edited; skips invalid ones."""
    items = records if isinstance(records, Sequence) and not isinstance(records, str) else ()
    enclosures = (
        _from_record(item) for item in items[:MAX_ENCLOSURES] if isinstance(item, Mapping)
    )
    return tuple(enclosure for enclosure in enclosures if enclosure is not None)


def enclosure_words(enclosures: Iterable[Enclosure]) -> str:
    """Return the words of enclosures, for the full-text index."""
    texts = (
        text
        for enclosure in enclosures
        for text in (enclosure.title, enclosure.description, enclosure.credit)
    )
    return "\n".join(filter(None, texts))


def _from_record(record: Mapping[str, object]) -> Enclosure | None:
    url = _address(record, "url")
    if not url:
        return None
    try:
        kind = EnclosureKind(_text(record, "kind"))
    except ValueError:
        kind = EnclosureKind.FILE
    return Enclosure(
        kind,
        url,
        _text(record, "type"),
        _text(record, "title"),
        _text(record, "description"),
        _text(record, "credit"),
        _number(record, "duration_s"),
        _number(record, "size"),
        _address(record, "thumbnail"),
    )


def _text(record: Mapping[str, object], key: str) -> str:
    value = record.get(key)
    return clean_line(value) if isinstance(value, str) else ""


def _address(record: Mapping[str, object], key: str) -> str:
    """Return a web address, or ""."""
    text = _text(record, key)
    is_address = text.startswith(("http://", "https://")) and len(text) < _MAX_ADDRESS_LENGTH
    return text if is_address and " " not in text else ""


def _number(record: Mapping[str, object], key: str) -> int | None:
    value = record.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if 0 <= value < _MAX_NUMBER else None
