"""Parse the bytes of a post into an entry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, tzinfo
from html import unescape

from finews_tui.content.body import parse_body
from finews_tui.content.dates.parse import date_from_file_name, parse_date
from finews_tui.content.front_matter.fields import (
    Fields,
    first_value,
    is_false,
    is_true,
    parse_authors,
    parse_categories,
    parse_tags,
    to_line,
)
from finews_tui.content.front_matter.parse import FrontMatter, split_front_matter
from finews_tui.content.html.parse import HtmlPage, parse_page
from finews_tui.content.html.sanitize import remove_active_content
from finews_tui.content.markdown.parse import render_caption
from finews_tui.content.markdown.template_tags import expand_template_tags
from finews_tui.content.refine import add_symbols
from finews_tui.content.text.decoding import decode_text
from finews_tui.content.text.urls import normalize_url
from finews_tui.i18n.catalog import tr
from finews_tui.model.article import BodyFormat, Entry
from finews_tui.model.document import (
    Document,
    Heading,
    Paragraph,
    Quote,
    block_texts,
    document_text,
    spans_text,
)
from finews_tui.model.sanitize import clean_line, clean_text

MAX_SUMMARY_BYTES = 1024
"""UTF-8 bytes of a summary."""
# Characters of a summary or title derived from the text.
_MAX_DERIVED_SUMMARY = 200
_MAX_DERIVED_TITLE = 60
# A shorter paragraph at the start, such as a place or a kicker, is not a summary.
_MIN_OPENING_LENGTH = 12
_OPENING_BLOCKS = 8

_FORMATS = {
    "html": BodyFormat.HTML, "htm": BodyFormat.HTML, "xhtml": BodyFormat.HTML,
    "txt": BodyFormat.TEXT, "text": BodyFormat.TEXT,
}  # fmt: skip
_DATE_KEYS = (
    "date", "published", "pubdate", "publishdate", "publish_date", "date_published", "published_at",
    "datetime", "created", "created_at", "posted", "timestamp",
)  # fmt: skip
_UPDATED_KEYS = (
    "updated", "lastmod", "modified", "last_modified_at", "updated_at", "date_modified", "update",
)  # fmt: skip
_PATH_DATE = re.compile(r"(?:^|/)(\d{4})/(\d{1,2})/(\d{1,2})(?:/|$)")
_FILE_NAME_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}+[-_ ]?+(?=.)")
# File names of the archive: `2022-05-30-NW202205302396671645`, `-202205262391921712`.
_STORY_FILE_NAME = re.compile(r"(?:\d{4}-\d{2}-\d{2})?-(?:NW)?((?:19|20)\d{16})")
_SENTENCE_END = re.compile(r"[。！？!?](?=.)|\.(?=\s)")
_MARKUP = re.compile(r"<[^<>]{1,2000}>")
# With its semicolon: `Q&A; R&D` and `a?b&copy=c` have none.
_CHARACTER_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[Xx][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


@dataclass(frozen=True, slots=True)
class Post:
    """Parsed file.

    `entry` is None for a draft or a file that is not text. Each warning is a phrase to show after
    the file name.
    """

    entry: Entry | None
    warnings: tuple[str, ...] = ()


def parse_post(
    data: bytes, name: str, *, zone: tzinfo, folder: str = "", include_drafts: bool = False
) -> Post:
    """Parse a file. Never raises.

    `name` is the file name with suffix; its stem becomes the entry id. `zone` is the time zone of
    times without an offset, `folder` the default category.
    """
    stem, _, suffix = name.rpartition(".")
    stem, suffix = (stem, suffix.lower()) if stem else (name, "")
    decoded = decode_text(data)
    warnings = [decoded.warning] if decoded.warning else []
    text = clean_text(decoded.text)
    if not text.strip():
        return Post(None, tuple(warnings or [tr("empty file")]))
    front = split_front_matter(text)
    if front.warning:
        warnings.append(front.warning)
    if stem == "_index" or (not include_drafts and _is_draft(front.fields)):
        return Post(None)
    body_format = _FORMATS.get(suffix, BodyFormat.MARKDOWN)
    page = HtmlPage(body=front.body)
    if body_format is BodyFormat.HTML and not front.fields:
        page = parse_page(front.body)
    body = page.body.strip("\n")
    if body_format is BodyFormat.HTML and front.fields:
        body = expand_template_tags(body, render_caption, is_html=True)
    body = remove_active_content(body, body_format)
    document = parse_body(body, body_format)
    entry = _entry(front, page, document, clean_line(stem, 1024), zone, folder, (body, body_format))
    return Post(entry, tuple(warnings))


def _entry(
    front: FrontMatter,
    page: HtmlPage,
    document: Document,
    stem: str,
    zone: tzinfo,
    folder: str,
    body: tuple[str, BodyFormat],
) -> Entry:
    fields = front.fields
    text = document_text(document)
    story = _STORY_FILE_NAME.fullmatch(stem)
    title = _title(fields, page, document, stem, text)
    return Entry(
        id=stem,
        title=title,
        body=body[0],
        format=body[1],
        text=text,
        summary=_summary(fields, page, document, text),
        link=_link(fields, page, document),
        author=parse_authors(first_value(fields, ("author", "authors"))) or page.author,
        published=_published(fields, page, stem, zone),
        updated=_first_date(fields, _UPDATED_KEYS, zone),
        categories=_categories(fields, folder),
        tags=_tags(fields),
        symbols=add_symbols(document.symbols, title),
        credit=document.credit,
        story=story[1] if story else "",
    )


def _is_draft(fields: Fields) -> bool:
    status = fields.get("status")
    return (
        is_true(fields.get("draft"))
        or is_false(fields.get("published"))
        or (isinstance(status, str) and status.strip().lower() in ("draft", "hidden", "private"))
    )


def _title(fields: Fields, page: HtmlPage, document: Document, stem: str, text: str) -> str:
    """Return the title from front matter, heading, page, first words or file name."""
    field = fields.get("title")
    title = to_line(field)
    if "&" in title:
        title = clean_line(_CHARACTER_REFERENCE.sub(lambda match: unescape(match[0]), title))
    if title:
        return title
    if isinstance(field, str) and field:
        return title_from_name(stem)
    if field is None:
        for block in document.blocks:
            if isinstance(block, Heading) and (title := clean_line(spans_text(block.spans))):
                return page.title or title
        if page.title:
            return page.title
    return _first_words(document, text) or title_from_name(stem)


def title_from_name(stem: str) -> str:
    """Return a title derived from a file name without suffix."""
    title = clean_line(_FILE_NAME_DATE.sub("", stem, count=1))
    return title or clean_line(stem) or "?"


def _first_words(document: Document, text: str) -> str:
    words = document.digest
    for block in document.blocks if not words else ():
        if isinstance(block, Paragraph | Heading):
            words = spans_text(block.spans)
            break
    words = clean_line(words or text[:_MAX_DERIVED_SUMMARY])
    end = _SENTENCE_END.search(words, 8, _MAX_DERIVED_TITLE)
    if end is not None:
        words = words[: end.end()]
    return _truncate(words.rstrip("。."), _MAX_DERIVED_TITLE)


def _truncate(text: str, length: int) -> str:
    """Truncate text to `length` characters with an ellipsis, at a space if possible."""
    if len(text) <= length:
        return text
    start = text[: length - 1]
    space = start.rfind(" ")
    return (start[:space] if space > length * 2 // 3 else start).rstrip() + "…"


def _summary(fields: Fields, page: HtmlPage, document: Document, text: str) -> str:
    field = first_value(fields, ("summary", "description", "excerpt"))
    if isinstance(field, str):
        if "<" in field or "&" in field:
            field = unescape(_MARKUP.sub("", field))
        if summary := clean_line(field, MAX_SUMMARY_BYTES):
            return summary
    if document.digest or page.description:
        return clean_line(document.digest or page.description, MAX_SUMMARY_BYTES)
    opening = clean_line(_opening(document) or text.partition("\n")[0], MAX_SUMMARY_BYTES)
    return _truncate(opening, _MAX_DERIVED_SUMMARY)


def _opening(document: Document) -> str:
    """Return the first paragraph that is more than a label, or the first quote."""
    first = ""
    for block in document.blocks[:_OPENING_BLOCKS]:
        if isinstance(block, Paragraph):
            text = spans_text(block.spans)
        elif isinstance(block, Quote):
            text = " ".join(block_texts((block,)))
        else:
            continue
        if len(text.strip()) >= _MIN_OPENING_LENGTH:
            return text
        first = first or text
    return first


def _link(fields: Fields, page: HtmlPage, document: Document) -> str:
    for key in ("link", "url", "permalink", "canonical_url", "source_url", "external_url"):
        value = fields.get(key)
        if isinstance(value, str) and (url := normalize_url(value)):
            return url
    return document.link or page.link


def _published(fields: Fields, page: HtmlPage, stem: str, zone: tzinfo) -> datetime | None:
    published = _first_date(fields, _DATE_KEYS, zone)
    if published is None and page.published:
        published = parse_date(page.published, zone)
    path = fields.get("path")
    if published is None and isinstance(path, str) and (match := _PATH_DATE.search(path[:1024])):
        published = parse_date("-".join(match.groups()), zone)
    return published or date_from_file_name(stem, zone)


def _first_date(fields: Fields, keys: tuple[str, ...], zone: tzinfo) -> datetime | None:
    for key in keys:
        if key in fields and (date := parse_date(fields[key], zone)) is not None:
            return date
    return None


def _categories(fields: Fields, folder: str) -> tuple[str, ...]:
    return (
        parse_categories(fields.get("categories"))
        or parse_categories(fields.get("category"))
        or parse_categories(_taxonomy(fields, "categories"))
        or parse_categories(folder)
    )


def _tags(fields: Fields) -> tuple[str, ...]:
    field = first_value(fields, ("tags", "tag", "keywords"))
    return parse_tags(field if field is not None else _taxonomy(fields, "tags"))


def _taxonomy(fields: Fields, name: str) -> object:
    """Return a value of the `taxonomies` table of Zola."""
    taxonomies = fields.get("taxonomies")
    return taxonomies.get(name) if isinstance(taxonomies, dict) else None
