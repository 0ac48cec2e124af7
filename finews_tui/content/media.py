"""Show media of an article before its text, unless the text contains them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from finews_tui.content.media_platforms import VIDEO_PLATFORMS, platform_name
from finews_tui.i18n.catalog import tr
from finews_tui.model.document import Block, Document, Media, document_text
from finews_tui.model.enclosure import Enclosure, EnclosureKind, file_name
from finews_tui.model.text_folding import alphanumeric

_WEB_ADDRESS = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
# WordPress inserts the size of a resized image before the extension: `boat-300x200.jpg`.
_RESIZED = re.compile(r"(?:-scaled|-\d{2,5}x\d{2,5})(?=\.\w{2,5}$)")
# Blogger has the size in a segment of the path: `/s72-c/boat.jpg`, `/w640-h480/boat.jpg`.
_BLOGGER_HOST = re.compile(r"[\w.-]*(?:googleusercontent\.com|bp\.blogspot\.com)/")
_BLOGGER_SIZE = re.compile(r"/[swh]\d{2,4}(?:-[a-z0-9-]{1,20})?(?=/[^/]*$)|=[swh]\d{2,4}[\w-]*$")
_IMAGE_PATH = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)$", re.IGNORECASE)

# Shorter captions may be in the text by chance.
_MIN_REPEATED = 20


def media_key(url: str) -> str:
    """Return the URL of a file without scheme and size, the same for all of its sizes."""
    rest = _WEB_ADDRESS.sub("", url, count=1)
    path = rest.partition("?")[0].partition("#")[0]
    if _BLOGGER_HOST.match(path):
        return _BLOGGER_SIZE.sub("", path)
    return _RESIZED.sub("", path) if _IMAGE_PATH.search(path) else rest


def with_media(document: Document, enclosures: Iterable[Enclosure], title: str = "") -> Document:
    """Return the document with enclosures before its text.

    Leaves out those whose address the text has, and words that repeat the text or `title`.
    """
    shown = {media_key(link) for link in document.links}
    known = _Known(alphanumeric(title), alphanumeric(document_text(document)))
    links = list(document.links)
    blocks: list[Block] = []
    for enclosure in enclosures:
        key = media_key(enclosure.url)
        if key not in shown:
            shown.add(key)
            blocks.append(_block(enclosure, known, links))
            known.last_description = enclosure.description
    if not blocks:
        return document
    return replace(document, blocks=(*blocks, *document.blocks), links=tuple(links))


@dataclass(slots=True)
class _Known:
    """Letters and digits of the displayed title and text, and the previous description."""

    title: str
    text: str
    last_description: str = ""

    def new(self, words: str) -> str:
        """Return `words`, or "" if they are known."""
        letters = alphanumeric(words)
        is_in_text = len(letters) >= _MIN_REPEATED and letters in self.text
        is_known = letters in (self.title, self.text) or words == self.last_description
        return "" if is_known or is_in_text else words


def _block(enclosure: Enclosure, known: _Known, links: list[str]) -> Media:
    """Return the block of an enclosure; appends its addresses to `links`."""
    address = len(links)
    links.append(enclosure.url)
    image = address if enclosure.kind is EnclosureKind.IMAGE else None
    if enclosure.thumbnail:
        image = len(links)
        links.append(enclosure.thumbnail)
    name, caption = known.new(enclosure.title), known.new(enclosure.description)
    if enclosure.kind is EnclosureKind.IMAGE:
        name, caption = (caption or name), ""
    if enclosure.credit and enclosure.kind is EnclosureKind.IMAGE:
        credit = f" ({enclosure.credit})"
        if alphanumeric(enclosure.credit) not in alphanumeric(name):
            name = (name or _default_name(enclosure.url)) + credit
    elif enclosure.credit and alphanumeric(enclosure.credit) not in alphanumeric(caption):
        caption = " · ".join(filter(None, (caption, enclosure.credit)))
    default = _default_name(enclosure.url)
    details = [format_duration(enclosure.duration_s), format_size(enclosure.size)]
    is_platform = default != file_name(enclosure.url)
    if name and default not in name and (is_platform or enclosure.kind is EnclosureKind.IMAGE):
        details.insert(0, default)
    return Media(
        enclosure.kind, name or default, address, image, tuple(filter(None, details)), caption
    )


def _default_name(url: str) -> str:
    """Return the file name of a URL, or the name of a video platform."""
    platform = platform_name(url, VIDEO_PLATFORMS)
    return tr("{platform} video", platform=platform) if platform else file_name(url)


def format_duration(seconds: int | None) -> str:
    """Return a duration as `m:ss` or `h:mm:ss`, or "" if unknown."""
    if not seconds:
        return ""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def format_size(size: int | None) -> str:
    """Return a size in kB or MB, or "" if it is unknown or below 1 kB."""
    if size is None or size < 1000:
        return ""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{size / 1000:.0f} kB"
