"""Parse HTML into a Document, and a web page into its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from finews_tui.content.html.anchors import link_targets
from finews_tui.content.html.builder import DocumentBuilder, EndTagHandler
from finews_tui.content.html.limits import is_within_limits, strip_tags
from finews_tui.content.html.tag_handlers import open_element
from finews_tui.content.text.urls import normalize_url
from finews_tui.model.document import Document, HiddenKind, Paragraph, Span, document_text
from finews_tui.model.sanitize import clean_line, clean_text

_TITLE = re.compile(r"<title[^<>]*>(.{0,4096}?)(?:</title|$)", re.IGNORECASE | re.DOTALL)
_MAX_INVISIBLE = 400
"""Length of text that may be hidden even if less is visible."""
_SHOWABLE_KINDS = frozenset(HiddenKind) - {HiddenKind.LINE_NUMBERS}
_PUBLISHED_NAMES = ("article:published_time", "datepublished", "date", "dc.date", "pubdate")


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """Parts of a page; `published` is raw text, `body` the main content as HTML."""

    title: str = ""
    description: str = ""
    author: str = ""
    published: str = ""
    link: str = ""
    body: str = ""


def parse_html(html: str, base: str = "", *, show_hidden: bool = False) -> Document:
    """Parse a fragment or page, and resolve relative links against `base`.

    With `show_hidden`, text that a web page would hide is included. Never raises. HTML that would
    take too long to parse becomes plain paragraphs.
    """
    html = clean_text(html)
    if not is_within_limits(html):
        blocks = tuple(Paragraph((Span(text),)) for text in strip_tags(html))
        return Document(blocks)
    tree = LexborHTMLParser(html)
    root = tree.body or tree.root
    if "<base" in html and (base_node := tree.css_first("base")) is not None:
        base = normalize_url(base_node.attributes.get("href") or "", base) or base
    targets = link_targets(html, base)
    builder = DocumentBuilder(base, targets, _SHOWABLE_KINDS if show_hidden else frozenset())
    if root is None:
        return builder.document()
    walk(root, builder)
    document = builder.document()
    if builder.invisible_length and _hides_article(document, builder.invisible_length):
        builder = DocumentBuilder(base, targets, frozenset((HiddenKind.INVISIBLE,)))
        walk(root, builder)
        document = builder.document()
    return document


def _hides_article(document: Document, invisible_length: int) -> bool:
    """Return whether a document hides more than it shows.

    Pages fade in their whole text, or show it when it has been counted.
    """
    visible = (
        document_text(document)
        if invisible_length > _MAX_INVISIBLE or not document.blocks
        else None
    )
    return visible is not None and invisible_length > len(visible)


def walk(root: LexborNode, builder: DocumentBuilder) -> None:
    """Pass each element and text node below `root` to a builder, without recursion."""
    end_handlers: list[EndTagHandler] = []
    node = root.first_child
    while node is not None:
        tag = node.tag
        if tag == "-text":
            builder.text(node.text_content or "")
        elif tag is not None and tag[0] not in "-!":
            end_handler = open_element(builder, node, tag)
            if end_handler is not None:
                child = node.first_child
                if child is not None:
                    end_handlers.append(end_handler)
                    node = child
                    continue
                end_handler(builder)
        next_node = node.next
        while next_node is None and end_handlers:
            parent = node.parent
            assert parent is not None
            end_handlers.pop()(builder)
            node = parent
            next_node = node.next
        node = next_node


def parse_page(html: str) -> HtmlPage:
    """Parse a page into metadata and the HTML of its main content."""
    html = clean_text(html)
    if not is_within_limits(html):
        title = _TITLE.search(html)
        return HtmlPage(title=clean_line(unescape(title[1])) if title else "", body=html)
    tree = LexborHTMLParser(html)
    title_node = tree.css_first("title")
    link_node = tree.css_first('link[rel="canonical"]')
    time_node = tree.css_first("time[datetime]")
    meta = _read_meta_elements(tree)
    return HtmlPage(
        title=clean_line(title_node.text()) if title_node is not None else meta.get("og:title", ""),
        description=meta.get("description", "") or meta.get("og:description", ""),
        author=meta.get("author", ""),
        published=_first_meta(meta, _PUBLISHED_NAMES)
        or (clean_line(time_node.attributes.get("datetime") or "") if time_node else ""),
        link=normalize_url((link_node.attributes.get("href") if link_node else "") or "")
        or normalize_url(meta.get("og:url", "")),
        body=clean_text(_main_content(tree)),
    )


def _read_meta_elements(tree: LexborHTMLParser) -> dict[str, str]:
    meta: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
        if name:
            meta.setdefault(name.lower(), clean_line(attributes.get("content") or ""))
    return meta


def _first_meta(meta: dict[str, str], names: tuple[str, ...]) -> str:
    return next((meta[name] for name in names if meta.get(name)), "")


def _main_content(tree: LexborHTMLParser) -> str:
    """Return the single article or main element, else the body without navigation."""
    for selector in ("article", "main", '[role="main"]'):
        nodes = tree.css(selector)
        if len(nodes) == 1 and nodes[0].text(strip=True):
            return nodes[0].inner_html or ""
    if tree.body is None:
        return ""
    for node in tree.body.css("nav"):
        node.decompose()
    return tree.body.inner_html or ""
