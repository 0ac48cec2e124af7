"""HTML to a Document, and a whole page to its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from finews_tui.content.html.builder import DocumentBuilder, EndTagHandler
from finews_tui.content.html.limits import is_within_limits, strip_tags
from finews_tui.content.html.tag_handlers import open_element
from finews_tui.content.text.urls import normalize_url
from finews_tui.model.document import Document, Paragraph, Span
from finews_tui.model.sanitize import clean_line, clean_text

_TITLE = re.compile(r"<title[^<>]*>(.{0,4096}?)(?:</title|$)", re.IGNORECASE | re.DOTALL)
_PUBLISHED_NAMES = ("article:published_time", "datepublished", "date", "dc.date", "pubdate")


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """The parts of a page: `published` is text as it stands there; `body` is HTML."""

    title: str = ""
    description: str = ""
    author: str = ""
    published: str = ""
    link: str = ""
    body: str = ""


def parse_html(html: str, base: str = "") -> Document:
    """The blocks of HTML, a fragment or a page; relative links are resolved against `base`.

    Never raises. What is too deep or too tangled for a parser becomes plain paragraphs.
    """
    html = clean_text(html)
    if not is_within_limits(html):
        blocks = tuple(Paragraph((Span(text),)) for text in strip_tags(html))
        return Document(blocks)
    tree = LexborHTMLParser(html)
    builder = DocumentBuilder(base)
    root = tree.body or tree.root
    if "<base" in html and (element := tree.css_first("base")) is not None:
        builder.base = normalize_url(element.attributes.get("href") or "", base) or base
    if root is not None:
        walk(root, builder)
    return builder.document()


def walk(root: LexborNode, builder: DocumentBuilder) -> None:
    """Shows a builder each element and text below `root`, without recursion."""
    closers: list[EndTagHandler] = []
    node = root.first_child
    while node is not None:
        tag = node.tag
        if tag == "-text":
            builder.text(node.text_content or "")
        elif tag is not None and tag[0] not in "-!":
            closer = open_element(builder, node, tag)
            if closer is not None:
                child = node.first_child
                if child is not None:
                    closers.append(closer)
                    node = child
                    continue
                closer(builder)
        following = node.next
        while following is None and closers:
            parent = node.parent
            assert parent is not None
            closers.pop()(builder)
            node = parent
            following = node.next
        node = following


def page_of(html: str) -> HtmlPage:
    """The parts of a whole page: what its head says, and the HTML of its text."""
    html = clean_text(html)
    if not is_within_limits(html):
        title = _TITLE.search(html)
        return HtmlPage(title=clean_line(unescape(title[1])) if title else "", body=html)
    tree = LexborHTMLParser(html)
    title_node = tree.css_first("title")
    link_node = tree.css_first('link[rel="canonical"]')
    time_node = tree.css_first("time[datetime]")
    meta = _meta_of(tree)
    return HtmlPage(
        title=clean_line(title_node.text()) if title_node is not None else meta.get("og:title", ""),
        description=meta.get("description", "") or meta.get("og:description", ""),
        author=meta.get("author", ""),
        published=_first_meta(meta, _PUBLISHED_NAMES)
        or (clean_line(time_node.attributes.get("datetime") or "") if time_node else ""),
        link=normalize_url((link_node.attributes.get("href") if link_node else "") or "")
        or normalize_url(meta.get("og:url", "")),
        body=clean_text(_text_part(tree)),
    )


def _meta_of(tree: LexborHTMLParser) -> dict[str, str]:
    meta: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
        if name:
            meta.setdefault(name.lower(), clean_line(attributes.get("content") or ""))
    return meta


def _first_meta(meta: dict[str, str], names: tuple[str, ...]) -> str:
    return next((meta[name] for name in names if meta.get(name)), "")


def _text_part(tree: LexborHTMLParser) -> str:
    """The inside of the only article or main element, else of the body less its navigation."""
    for selector in ("article", "main", '[role="main"]'):
        found = tree.css(selector)
        if len(found) == 1 and found[0].text(strip=True):
            return found[0].inner_html or ""
    if tree.body is None:
        return ""
    for node in tree.body.css("nav"):
        node.decompose()
    return tree.body.inner_html or ""
