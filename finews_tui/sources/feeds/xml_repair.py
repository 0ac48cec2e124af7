"""Mends of what feeds and their parsers get wrong; each is a pure function with its case."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.entities import html5

_MARKUP_WORDS = """
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
MARKUP_NAMES = frozenset(_MARKUP_WORDS.split())

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?/?>")
_STRUCTURE = re.compile(
    r"</(?:p|div|ul|ol|table|blockquote|h[1-6])\s*>|<br\s*/?>|<(?:a|img)\s[^<>]*\b(?:href|src)\s*=",
    re.I,
)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_DECLARATION = re.compile(r"<\?xml\b[^>]{0,400}\?>", re.IGNORECASE)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]+")
_CHARACTER_NUMBER = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,12})|(\d{1,12}));?")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_BARE_AMPERSAND = re.compile(r"&(?!(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z_][\w.-]*);)")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_MARKUP_CHARACTERS = frozenset("<>&")
_ROOT = re.compile(r"<(?:\?xml|!doctype|!--|rss|feed|rdf:rdf|channel)", re.IGNORECASE)
_LEADING_BYTES = 4096
_OF_RSS = re.compile(r"<(?:rss|rdf:rdf)\b", re.IGNORECASE)
_ITEM_END = "</item>"
_CAPTION = re.compile(
    r"<media:description\b[^<>]*>[^<]*(?:<!\[CDATA\[.{0,5000}?\]\]>\s*)?</media:description\s*>",
    re.DOTALL,
)
_OWN_TEXT = re.compile(r"<(?:description|content:encoded)\b[^>]*>\s*[^<\s]|<!\[CDATA\[\s*\S")

_LATIN_HIGH = re.compile("[\x80-\xff]")
_C1 = re.compile("[\x80-\x9f]")


def mended_document(text: str) -> str:
    """A feed's XML with what no XML may hold taken out; what is inside CDATA stays as it is.

    Junk before the XML declaration (a warning of PHP, blank lines); control characters, raw and by
    number, lone surrogates (`xml/control`); names of HTML's characters (`&nbsp;`) without a DTD.
    """
    root = _ROOT.search(text, 0, _LEADING_BYTES)
    if root is not None and root.start():
        text = text[root.start() :]
    text = _NOT_XML.sub("", text)
    if "&#" in text:
        text = _CHARACTER_NUMBER.sub(_legal_number, text)
    if "<!ENTITY" not in text and "&" in text:
        text = _outside_cdata(text, lambda part: _NAMED.sub(_character, part))
    return text


def without_captions(text: str) -> str:
    """A feed's XML without the captions of pictures in items that have a text of their own.

    feedparser takes `media:description` for a second description, and the longer one wins
    (`test_a_caption_is_no_text`).
    """
    if "<media:description" not in text or not _OF_RSS.search(text, 0, _LEADING_BYTES):
        return text
    return _ITEM_END.join(map(_without_caption, text.split(_ITEM_END)))


def with_escaped_ampersands(text: str) -> str:
    """`AT&T` outside CDATA as the XML it was meant to be (`xml/bare-amp`)."""
    return _outside_cdata(text, lambda part: _BARE_AMPERSAND.sub("&amp;", part))


def as_utf8(text: str) -> bytes:
    """A feed's XML in UTF-8, with a declaration that says so."""
    return _DECLARATION.sub('<?xml version="1.0" encoding="utf-8"?>', text, count=1).encode()


def mended_value(text: str) -> str:
    """Text that was encoded twice, or by numbers of windows-1252, as its author saw it.

    UTF-8 read as Latin-1 and encoded again (`double-encoded-html`); `&#146;` for a quotation mark,
    as the HTML standard maps it (`demoronize`).
    """
    if text.isascii() or not _LATIN_HIGH.search(text):
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return _C1.sub(lambda found: _WINDOWS_1252.get(found[0], ""), text)


def looks_like_html(text: str) -> bool:
    """Whether `text` holds a tag of HTML or a character reference: labels are often wrong."""
    if "<" in text and any(name.lower() in MARKUP_NAMES for name in _TAG.findall(text)):
        return True
    return "&" in text and _REFERENCE.search(text) is not None


def is_surely_html(text: str) -> bool:
    """Whether `text` is HTML though its publisher says that it is none: it has whole structures."""
    return "<" in text and _STRUCTURE.search(text) is not None


def _without_caption(item: str) -> str:
    bare = _CAPTION.sub("", item)
    return bare if _OWN_TEXT.search(bare, max(bare.rfind("<item"), 0)) else item


def _outside_cdata(text: str, mend: Callable[[str], str]) -> str:
    if "<![CDATA[" not in text:
        return mend(text)
    parts = _CDATA.split(text)
    # split() with one group: the odd ones are the CDATA sections.
    parts[::2] = map(mend, parts[::2])
    return "".join(parts)


def _legal_number(found: re.Match[str]) -> str:
    number = int(found[1], 16) if found[1] else int(found[2])
    is_legal = number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number < 0x110000
    return found[0] if is_legal and number & 0xFFFE != 0xFFFE else ""


def _character(found: re.Match[str]) -> str:
    name = found[1]
    character = html5.get(f"{name};", found[0])
    return found[0] if name in _OF_XML or character in _MARKUP_CHARACTERS else character


_WINDOWS_1252 = {
    chr(number): bytes([number]).decode("cp1252")
    for number in range(0x80, 0xA0)
    if number not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
