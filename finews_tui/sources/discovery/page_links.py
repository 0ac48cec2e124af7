"""Links to feeds in a web page and in its Link header."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from finews_tui.content.html.limits import iter_start_tags, remove_raw_elements
from finews_tui.content.text.decoding import decode_text
from finews_tui.content.text.urls import normalize_url
from finews_tui.model.feed_candidate import FeedCandidate
from finews_tui.model.sanitize import clean_line
from finews_tui.sources.http.address_policy import is_private
from finews_tui.sources.subscriptions.records import strip_feed_scheme

MAX_CANDIDATES = 50

_MAX_SEARCHED_BYTES = 1 << 20
_MAX_HEADER_LENGTH = 16_384
_MAX_TAG_LENGTH = 4096
_MAX_LABEL_HTML = 600
_MAX_LABEL_LENGTH = 100
_TAG_NAME = re.compile(r"<(link|a|area|base)(?=[\s/])", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"([a-zA-Z-]{1,40}+)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))|[^\s/>=]++"
)
_ANCHOR_END = re.compile(r"</a|<a[\s>]", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*+>")
_NAMED_ICON = re.compile(r"\b(?:alt|title|aria-label|class)\s*+=\s*+[\"']?([^\"'<>]{1,80})", re.I)
# RFC 8288: <target>; name=value; name="value", …
_HEADER_LINK = re.compile(r"<([^<>]*+)>((?:\s*+;[^<>\",;]*+(?:\"[^\"]*+\"[^<>\",;]*+)?+)*+)")
_HEADER_PARAMETER = re.compile(r";\s*+([a-zA-Z*-]++)\s*+=\s*+(?:\"([^\"]*+)\"|([^\s\";,]++))")

# Media types with common mistakes: rss+xml, text/rss, application/x-atom+xml.
_FEED_TYPE = re.compile(
    r"(?:(?:application|text)/)?(?:x[.-])?(rss|atom|rdf|feed)(?:[+/](xml|json))?"
)
_KINDS = {"rss": "RSS", "rdf": "RSS", "atom": "Atom", "feed": "JSON Feed"}
_GENERIC_TYPES = frozenset({"application/xml", "text/xml", "application/json", "text/json", "xml"})
_ALTERNATE = frozenset({"alternate", "alternative"})
_FEED_RELATIONS = frozenset({"feed", "feeds", "rss", "atom", "service.feed"})
_OTHER_RELATIONS = frozenset(
    {"stylesheet", "icon", "preload", "prefetch", "preconnect", "search", "edituri", "pingback"}
)
_FEED_URL = re.compile(
    r"(?:\.(?:rss|rdf|atom)|/(?:rss|feeds?|atom)(?:/|\.(?:xml|json|php))?|[?&]feed=\w+)$",
    re.IGNORECASE,
)
_JSON_FEED = re.compile(r"feed", re.IGNORECASE)
_FEED_WORD = re.compile(
    r"\b(?:rss\d?|atom|feeds?|syndicat\w{1,6})\b|rss|订阅|訂閱|聚合|フィード|購読|구독",
    re.IGNORECASE,
)
_COMMENTS = re.compile(r"comment|评论|評論", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Links to feeds: declared ones, and others whose text suggests a feed."""

    feeds: tuple[FeedCandidate, ...]
    possible: tuple[FeedCandidate, ...]


@dataclass(frozen=True, slots=True)
class _Link:
    """A `link` or `a` element, or a link of the header; `label` is its text and icon names."""

    tag: str
    url: str
    type: str
    relations: frozenset[str]
    title: str
    label: str = ""

    @property
    def declared_kind(self) -> str:
        """Return the kind of feed that type and relation declare, or ""."""
        if self.relations & _OTHER_RELATIONS:
            return ""
        if (feed_type := _FEED_TYPE.fullmatch(self.type)) is not None:
            is_json = feed_type[2] == "json"
            return "JSON Feed" if is_json else _KINDS[feed_type[1]]
        if self.relations & _FEED_RELATIONS:
            return "feed"
        if self.type not in _GENERIC_TYPES or not self.relations & _ALTERNATE:
            return ""
        # WordPress declares its API as an alternate in JSON.
        is_json = self.type.endswith("json")
        is_feed = not is_json or _JSON_FEED.search(f"{urlsplit(self.url).path} {self.title}")
        return ("JSON Feed" if is_json else "feed") if is_feed else ""


def find_page_links(html: bytes, url: str, link_header: str = "") -> PageLinks:
    """Return the feeds declared in a page and its Link header, or else links that look like feeds.

    Comments and scripts are not read. Public pages cannot link to feeds in a private network.
    Comment feeds come last.
    """
    declared: dict[str, FeedCandidate] = {}
    linked: dict[str, FeedCandidate] = {}
    possible: dict[str, FeedCandidate] = {}
    text = remove_raw_elements(decode_text(html[:_MAX_SEARCHED_BYTES]).text)
    for link in (*_links_in_header(link_header, url), *_links_in_page(text, url)):
        if _has_private_host(link.url) and not _has_private_host(url):
            continue
        kind = link.declared_kind
        if kind and link.tag == "link":
            title = clean_line(link.title)
            declared.setdefault(link.url, FeedCandidate(link.url, title, kind))
        elif kind or _FEED_URL.search(link.url.partition("#")[0]):
            linked.setdefault(link.url, FeedCandidate(link.url, _name(link), "link"))
        elif _FEED_WORD.search(link.label):
            possible.setdefault(link.url, FeedCandidate(link.url, _name(link), "link"))
    return PageLinks(_sorted(declared or linked), _sorted(possible))


def _sorted(candidates: dict[str, FeedCandidate]) -> tuple[FeedCandidate, ...]:
    return tuple(sorted(list(candidates.values())[:MAX_CANDIDATES], key=_is_comment_feed))


def _name(link: _Link) -> str:
    return clean_line(_TAG.sub(" ", link.label) or link.title)


def _links_in_page(html: str, url: str) -> Iterator[_Link]:
    base = url
    for start, end in iter_start_tags(html):
        name = _TAG_NAME.match(html, start)
        if name is None or end - start > _MAX_TAG_LENGTH:
            continue
        tag = name[1].lower()
        attributes = _attributes(html[name.end() : end])
        href = attributes.get("href", "").strip()
        if tag == "base":
            base = normalize_url(href, url) or url
            continue
        target = normalize_url(strip_feed_scheme(href), base) if href else ""
        if not target or (tag != "link" and href.startswith("#")):
            continue
        yield _Link(
            tag,
            target,
            attributes.get("type", "").partition(";")[0].strip().lower(),
            frozenset(attributes.get("rel", "").lower().split()),
            attributes.get("title", ""),
            "" if tag == "link" else _label(html, end, tag, attributes),
        )


def _attributes(text: str) -> dict[str, str]:
    attributes: dict[str, str] = {}
    for name, double_quoted, single_quoted, unquoted in _ATTRIBUTE.findall(text):
        if name:
            attributes.setdefault(
                name.lower(), unescape(double_quoted or single_quoted or unquoted)
            )
    return attributes


def _label(html: str, start: int, tag: str, attributes: dict[str, str]) -> str:
    """Return the label of a link: its text, else its title, else the names of its icon."""
    content = ""
    if tag == "a":
        limit = start + _MAX_LABEL_HTML
        end = _ANCHOR_END.search(html, start, limit)
        content = html[start : end.start() if end else limit]
    text = clean_line(unescape(_TAG.sub(" ", content)))
    if _FEED_WORD.search(text):
        return text[:_MAX_LABEL_LENGTH]
    titles = [attributes.get(name, "") for name in ("title", "aria-label")]
    if text:
        title = clean_line(" ".join(titles))
        return (title if _FEED_WORD.search(title) else text)[:_MAX_LABEL_LENGTH]
    names = [*titles, attributes.get("class", ""), *_NAMED_ICON.findall(content)]
    return clean_line(unescape(" ".join(names)))[:_MAX_LABEL_LENGTH]


def _links_in_header(header: str, url: str) -> Iterator[_Link]:
    for target, parameters in _HEADER_LINK.findall(header[:_MAX_HEADER_LENGTH]):
        fields = {
            name.lower(): quoted or token
            for name, quoted, token in reversed(_HEADER_PARAMETER.findall(parameters))
        }
        link_url = normalize_url(strip_feed_scheme(target), url)
        if link_url:
            yield _Link(
                "link",
                link_url,
                fields.get("type", "").partition(";")[0].strip().lower(),
                frozenset(fields.get("rel", "").lower().split()),
                fields.get("title", ""),
            )


def _has_private_host(url: str) -> bool:
    return is_private(urlsplit(url).hostname or "")


def _is_comment_feed(candidate: FeedCandidate) -> bool:
    return _COMMENTS.search(f"{candidate.title} {candidate.url}") is not None
