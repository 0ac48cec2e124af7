"""Repair common errors in feeds, and work around bugs of feed parsers."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.entities import html5

_HTML_TAG_NAMES = """
    a abbr acronym address applet article aside audio b base basefont bdi bdo bgsound big
    blink blockquote body br button canvas caption center cite code col colgroup data
    datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure
    font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe
    img input ins kbd label legend li link listing main map mark marquee math menu meta
    meter nav nobr noembed noframes noscript object ol optgroup option output p param
    picture plaintext pre progress q rb rp rt rtc ruby s samp script search section select
    slot small source span strike strong style sub summary sup svg table tbody td template
    textarea tfoot th thead time title tr track tt u ul var video wbr xmp
"""
HTML_TAGS = frozenset(_HTML_TAG_NAMES.split())

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?/?>")
_HTML_STRUCTURE = re.compile(
    r"</(?:p|div|ul|ol|table|blockquote|h[1-6])\s*>|<br\s*/?>|<(?:a|img)\s[^<>]*\b(?:href|src)\s*=",
    re.I,
)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_DECLARATION = re.compile(r"<\?xml\b[^>]{0,400}\?>", re.IGNORECASE)
_INVALID_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]+")
_NUMERIC_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,12})|(\d{1,12}));?")
_NAMED_REFERENCE = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_BARE_AMPERSAND = re.compile(r"&(?!(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z_][\w.-]*);)")
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_MARKUP_CHARACTERS = frozenset("<>&")
_ROOT = re.compile(r"<(?:\?xml|!doctype|!--|rss|feed|rdf:rdf|channel)", re.IGNORECASE)
_ROOT_SEARCH_LENGTH = 4096
_RSS_ROOT = re.compile(r"<(?:rss|rdf:rdf)\b", re.IGNORECASE)
_ITEM_END = "</item>"
_CAPTION = re.compile(
    r"<media:description\b[^<>]*>[^<]*(?:<!\[CDATA\[.{0,5000}?\]\]>\s*)?</media:description\s*>",
    re.DOTALL,
)
_DESCRIPTION_TEXT = re.compile(
    r"<(?:description|content:encoded)\b[^>]*>\s*[^<\s]|<!\[CDATA\[\s*\S"
)

_LATIN1_CHARACTER = re.compile("[\x80-\xff]")
_C1_CONTROL = re.compile("[\x80-\x9f]")


def repair_xml(text: str) -> str:
    """Repair invalid XML of a feed.

    Removes junk before the XML declaration (PHP warnings, blank lines), control characters and lone
    surrogates (literal or as references), and decodes HTML entities (`&nbsp;`) without a DTD.
    """
    root = _ROOT.search(text, 0, _ROOT_SEARCH_LENGTH)
    if root is not None and root.start():
        text = text[root.start() :]
    text = _INVALID_CHARACTERS.sub("", text)
    if "&#" in text:
        text = _NUMERIC_REFERENCE.sub(_check_reference, text)
    if "<!ENTITY" not in text and "&" in text:
        text = _outside_cdata(text, lambda part: _NAMED_REFERENCE.sub(_decode_reference, part))
    return text


def remove_captions(text: str) -> str:
    """Remove `media:description` from items that have a description.

    feedparser treats it as another description and uses the longer one.
    """
    if "<media:description" not in text or not _RSS_ROOT.search(text, 0, _ROOT_SEARCH_LENGTH):
        return text
    return _ITEM_END.join(map(_remove_caption, text.split(_ITEM_END)))


def escape_ampersands(text: str) -> str:
    """Escape bare ampersands (`AT&T`) outside CDATA sections."""
    return _outside_cdata(text, lambda part: _BARE_AMPERSAND.sub("&amp;", part))


def encode_utf8(text: str) -> bytes:
    """Encode XML as UTF-8 and declare the encoding."""
    return _DECLARATION.sub('<?xml version="1.0" encoding="utf-8"?>', text, count=1).encode()


def repair_text(text: str) -> str:
    """Repair doubly encoded text and Windows-1252 character references.

    The former is UTF-8 that was decoded as Latin-1 and encoded again. The latter are references
    such as `&#146;` for a quotation mark, which the HTML standard maps to Windows-1252.
    """
    if text.isascii() or not _LATIN1_CHARACTER.search(text):
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return _C1_CONTROL.sub(lambda control: _WINDOWS_1252.get(control[0], ""), text)


def looks_like_html(text: str) -> bool:
    """Return whether `text` contains an HTML tag or a character reference.

    The declared type is often wrong.
    """
    if "<" in text and any(name.lower() in HTML_TAGS for name in _TAG.findall(text)):
        return True
    return "&" in text and _REFERENCE.search(text) is not None


def has_html_structure(text: str) -> bool:
    """Return whether `text` is HTML although it is declared as plain text."""
    return "<" in text and _HTML_STRUCTURE.search(text) is not None


def _remove_caption(item: str) -> str:
    without_caption = _CAPTION.sub("", item)
    start = max(without_caption.rfind("<item"), 0)
    return without_caption if _DESCRIPTION_TEXT.search(without_caption, start) else item


def _outside_cdata(text: str, repair: Callable[[str], str]) -> str:
    """Apply `repair` to the parts of `text` outside CDATA sections."""
    if "<![CDATA[" not in text:
        return repair(text)
    parts = _CDATA.split(text)
    # The pattern has one group, so the odd parts are the CDATA sections.
    parts[::2] = map(repair, parts[::2])
    return "".join(parts)


def _check_reference(reference: re.Match[str]) -> str:
    """Return a numeric reference, or "" if its character is invalid in XML."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    is_valid = number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number < 0x110000
    return reference[0] if is_valid and number & 0xFFFE != 0xFFFE else ""


def _decode_reference(reference: re.Match[str]) -> str:
    """Decode an HTML entity, unless it is an XML entity or markup."""
    name = reference[1]
    character = html5.get(f"{name};", reference[0])
    is_markup = name in _XML_ENTITIES or character in _MARKUP_CHARACTERS
    return reference[0] if is_markup else character


_WINDOWS_1252 = {
    chr(number): bytes([number]).decode("cp1252")
    for number in range(0x80, 0xA0)
    if number not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
