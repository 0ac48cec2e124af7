"""Typed enclosures of an item, one for each image, recording or file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

from finews_tui.content.media import media_key
from finews_tui.content.media_platforms import watch_page
from finews_tui.content.text.urls import normalize_url
from finews_tui.model.enclosure import MAX_ENCLOSURES, Enclosure, EnclosureKind
from finews_tui.model.sanitize import clean_line
from finews_tui.sources.feeds.raw_feed import RawEnclosure, RawText
from finews_tui.sources.feeds.text import to_plain_line

_KIND_OF_TYPE = {
    "application/x-shockwave-flash": EnclosureKind.VIDEO,
    "application/x-mpegurl": EnclosureKind.VIDEO,
    "application/vnd.apple.mpegurl": EnclosureKind.VIDEO,
    "application/dash+xml": EnclosureKind.VIDEO,
    "application/ogg": EnclosureKind.AUDIO,
}
_KIND_OF_EXTENSION = {
    **dict.fromkeys(
        ("jpg", "jpeg", "jpe", "png", "gif", "webp", "avif", "svg", "bmp", "heic", "tif", "tiff"),
        EnclosureKind.IMAGE,
    ),
    **dict.fromkeys(
        ("mp3", "m4a", "m4b", "aac", "ogg", "oga", "opus", "flac", "wav", "wma"),
        EnclosureKind.AUDIO,
    ),
    **dict.fromkeys(
        ("mp4", "m4v", "webm", "mov", "ogv", "avi", "mkv", "mpg", "mpeg", "wmv", "flv", "m3u8"),
        EnclosureKind.VIDEO,
    ),
}
_MAX_TEXT_BYTES = 2000
_MAX_DURATION_S = 30 * 86_400
_DURATION = re.compile(r"(?:(?:(\d{1,4}):)?(\d{1,4}):)?(\d{1,8})(?:[.,]\d{1,9})?")
# WordPress adds the author's portrait to every item.
_PORTRAIT = re.compile(r"https?://(?:[\w-]{1,20}\.)?gravatar\.com/avatar/")


def build_enclosures(media: Iterable[RawEnclosure], base: str) -> tuple[Enclosure, ...]:
    """Return the enclosures of an item in their order, with URLs resolved against `base`.

    Tracking pixels are left out. Of the sizes of an image and the formats of a recording, the
    default or the largest is used.
    """
    chosen: dict[tuple[object, ...], tuple[RawEnclosure, Enclosure]] = {}
    for raw in media:
        enclosure = _enclosure(raw, base)
        if enclosure is None:
            continue
        key = _identity(raw, enclosure)
        known = chosen.get(key)
        chosen[key] = (raw, enclosure) if known is None else _better(known, (raw, enclosure))
    by_address: dict[str, Enclosure] = {}
    for _, enclosure in chosen.values():
        key_of_file = media_key(enclosure.url)
        other = by_address.get(key_of_file)
        by_address[key_of_file] = _combined(other, enclosure) if other else enclosure
    return tuple(by_address.values())[:MAX_ENCLOSURES]


def parse_duration(text: str) -> int | None:
    """Return a duration in whole seconds from `ss`, `mm:ss` or `h:mm:ss`; None if unknown."""
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    duration = 3600 * hours + 60 * minutes + seconds
    return duration if 0 < duration <= _MAX_DURATION_S else None


def _enclosure(raw: RawEnclosure, base: str) -> Enclosure | None:
    """Return an enclosure, or None for pixels, author portraits and URLs not of the web."""
    url = normalize_url(raw.url, base)
    if not url or _is_pixel(raw) or _PORTRAIT.match(url):
        return None
    kind = _kind(raw, url)
    is_playable = kind in (EnclosureKind.AUDIO, EnclosureKind.VIDEO)
    return Enclosure(
        kind,
        watch_page(url),
        clean_line(raw.type.partition(";")[0]).lower()[:100],
        _line(raw.title),
        _line(raw.description),
        _line(raw.credit),
        parse_duration(raw.duration) if is_playable else None,
        raw.length or None,
        normalize_url(raw.thumbnail, base) if raw.thumbnail and is_playable else "",
    )


def _line(text: str) -> str:
    return clean_line(to_plain_line(RawText(text)), _MAX_TEXT_BYTES) if text else ""


def _kind(raw: RawEnclosure, url: str) -> EnclosureKind:
    medium, mime_type = raw.medium.lower(), raw.type.partition(";")[0].strip().lower()
    for name in (medium, mime_type.partition("/")[0]):
        if name in ("image", "audio", "video"):
            return EnclosureKind(name)
    if mime_type in _KIND_OF_TYPE:
        return _KIND_OF_TYPE[mime_type]
    extension = urlsplit(url).path.rpartition(".")[2].lower()
    if extension in _KIND_OF_EXTENSION:
        return _KIND_OF_EXTENSION[extension]
    if watch_page(url) != url:
        return EnclosureKind.VIDEO
    has_size = bool(raw.width or raw.height)
    return EnclosureKind.IMAGE if has_size and not (medium or mime_type) else EnclosureKind.FILE


def _is_pixel(raw: RawEnclosure) -> bool:
    return raw.width in ("0", "1") and raw.height in ("0", "1")


def _identity(raw: RawEnclosure, enclosure: Enclosure) -> tuple[object, ...]:
    """Return a key that all representations of the same content share."""
    is_image = enclosure.kind is EnclosureKind.IMAGE
    if raw.group and not is_image:
        return enclosure.kind, raw.group
    if is_image:
        pattern = media_key(enclosure.url)
        for number in filter(None, (raw.width, raw.height)):
            pattern = re.sub(rf"(?<!\d){re.escape(number)}(?!\d)", "*", pattern)
        is_sized = bool(raw.width or raw.height)
        if raw.group and is_sized:
            return enclosure.kind, raw.group, enclosure.description, enclosure.title
        return enclosure.kind, pattern
    return enclosure.kind, enclosure.url


def _better(
    known: tuple[RawEnclosure, Enclosure], other: tuple[RawEnclosure, Enclosure]
) -> tuple[RawEnclosure, Enclosure]:
    """Return the default or larger representation, with the texts of both."""
    best, rest = (other, known) if _rank(other[0]) > _rank(known[0]) else (known, other)
    return best[0], _combined(best[1], rest[1])


def _rank(raw: RawEnclosure) -> tuple[bool, int, int]:
    width = int(raw.width) if raw.width.isascii() and raw.width.isdigit() else 0
    return raw.is_default, min(width, 1 << 20), raw.length


def _combined(first: Enclosure, second: Enclosure) -> Enclosure:
    """Return the first enclosure, completed with the fields of the second."""
    return replace(
        first,
        kind=second.kind if first.kind is EnclosureKind.FILE else first.kind,
        type=first.type or second.type,
        title=first.title or second.title,
        description=first.description or second.description,
        credit=first.credit or second.credit,
        duration_s=first.duration_s or second.duration_s,
        size=first.size or second.size,
        thumbnail=first.thumbnail or second.thumbnail,
    )
