"""Bookmark file formats: Markdown with front matter, and JSON Lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from finews_tui.content.dates.parse import parse_date
from finews_tui.content.front_matter.parse import split_front_matter
from finews_tui.content.html.sanitize import sanitize_body
from finews_tui.content.text.urls import normalize_url
from finews_tui.errors import BookmarkError
from finews_tui.i18n.catalog import tr
from finews_tui.model.article import Article, BodyFormat, Category, article_id
from finews_tui.model.enclosure import enclosure_records, enclosures_from_records
from finews_tui.model.sanitize import clean_line, clean_text
from finews_tui.sources.folders.file_names import strip_unprintable

# Characters that are valid in JSON, but break lines, YAML parsers or terminals. Both formats escape
# them as \uXXXX.
_TO_ESCAPE = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_YAML_BRACKETS = re.compile(r"[\[{*]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def to_markdown_file(article: Article) -> str:
    """Return an article as Markdown; `from_markdown_file` is the inverse.

    Front matter values are JSON strings, which are valid YAML. Lone surrogates cannot be encoded in
    UTF-8 and become U+FFFD. The full text is at the end, after a marker comment.
    """
    names = [category.name for category in article.categories]
    slugs = [category.slug for category in article.categories]
    is_markdown = article.format is BodyFormat.MARKDOWN
    values: dict[str, object] = {
        "title": article.title,
        "link": article.link,
        "published": _iso_format(article.published),
        "updated": _iso_format(article.updated),
        "source": article.source,
        "entry": article.entry,
        "author": article.author,
        "credit": article.credit,
        "categories": slugs,
        "category_names": names if names != slugs else [],
        "tags": list(article.tags),
        "symbols": list(article.symbols),
        "story": article.story,
        "bookmarked_at": _iso_format(article.bookmarked_at),
        "first_seen": "" if article.published else _iso_format(article.first_seen),
        "format": "" if is_markdown else article.format.value,
        "summary": article.summary,
        "enclosures": enclosure_records(article.enclosures),
    }
    fields = {key: _json(value) for key, value in values.items() if value or key == "title"}
    front = _front_matter(fields)
    if split_front_matter(front).warning:
        # Unescaped brackets and asterisks would count toward the limits for nested YAML.
        front = _front_matter(
            {key: _STRING.sub(_escape_brackets, text) for key, text in fields.items()}
        )
    text = _SURROGATE.sub("\ufffd", f"{front}\n{article.body}\n")
    return replace_full_text(text, article.id, article.full_text) if article.full_text else text


def replace_full_text(text: str, article_id: str, html: str) -> str:
    """Return the Markdown file `text` with its full text set to `html`."""
    marker = _full_text_marker(article_id)
    head, separator, _ = text.rpartition(marker)
    if not separator:
        head = text.removesuffix("\n") + "\n"
    return head + marker + _SURROGATE.sub("\ufffd", html) + "\n"


def _full_text_marker(article_id: str) -> str:
    # Unique in the file, because sanitized HTML has no comments.
    return f"\n<!-- finews {article_id}: the text of its page -->\n"


def _front_matter(fields: Mapping[str, str]) -> str:
    return "\n".join(["---", *(f"{key}: {text}" for key, text in fields.items()), "---", ""])


def _escape_brackets(string: re.Match[str]) -> str:
    return _YAML_BRACKETS.sub(_escape, string[0])


def from_markdown_file(text: str) -> Article | None:
    """Return the article in a Markdown file, which the user may have edited.

    Return None if the front matter has no source and entry: finews did not write the file.

    Raises:
        BookmarkError: the front matter or a field is invalid.
    """
    front = split_front_matter(text)
    if front.warning:
        raise BookmarkError(front.warning)
    if "source" not in front.fields or "entry" not in front.fields:
        return None
    source, entry = _source_and_entry(front.fields)
    marker = _full_text_marker(article_id(source, entry))
    body, separator, full_text = front.body.rpartition(marker)
    if not separator:
        body, full_text = front.body, ""
    texts = {
        "body": body.removeprefix("\n").removesuffix("\n"),
        "full_text": full_text.removesuffix("\n"),
    }
    return _article({**front.fields, **texts})


def to_json_line(article: Article) -> str:
    """Return an article as JSON without line breaks; `from_json_line` is the inverse."""
    fields = {
        "id": article.id,
        "source": article.source,
        "entry": article.entry,
        "categories": [category._asdict() for category in article.categories],
        "tags": article.tags,
        "title": article.title,
        "author": article.author,
        "credit": article.credit,
        "link": article.link,
        "published": _iso_format(article.published) or None,
        "updated": _iso_format(article.updated) or None,
        "summary": article.summary,
        "read": article.is_read,
        "bookmarked": article.is_bookmarked,
        "bookmarked_at": _iso_format(article.bookmarked_at) or None,
        "symbols": article.symbols,
        "story": article.story or None,
        "format": article.format.value,
        "body": article.body,
    }
    if article.first_seen and not article.published:
        fields["first_seen"] = _iso_format(article.first_seen)
    if article.enclosures:
        fields["enclosures"] = enclosure_records(article.enclosures)
    if article.full_text:
        fields["full_text"] = article.full_text
    return _SURROGATE.sub(_escape, _json(fields))


def from_json_line(line: str, number: int = 1) -> Article:
    """Return the article in a JSON line, with sanitized texts and a computed id.

    Raises:
        BookmarkError: the line is not a JSON object, or a field is invalid; includes `number`.
    """
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BookmarkError(
            tr("line {number}: invalid JSON, line skipped", number=number)
        ) from error
    if not isinstance(fields, dict):
        raise BookmarkError(tr("line {number}: not a JSON object, line skipped", number=number))
    try:
        return _article(fields)
    except BookmarkError as error:
        raise BookmarkError(tr("line {number}: {error}", number=number, error=error)) from error


def _article(fields: Mapping[str, object]) -> Article:
    source, entry = _source_and_entry(fields)
    if not source or not entry:
        raise BookmarkError(tr("“source” and “entry” are required"))
    return Article(
        number=0,
        id=article_id(source, entry),
        source=source,
        entry=entry,
        title=_line(fields, "title"),
        body=clean_text(_text(fields, "body")),
        format=_format(fields),
        summary=_line(fields, "summary"),
        link=normalize_url(_text(fields, "link")),
        author=_line(fields, "author"),
        credit=_line(fields, "credit"),
        published=_time(fields.get("published")),
        updated=_time(fields.get("updated")),
        categories=_categories(fields),
        tags=_lines(fields, "tags"),
        symbols=_lines(fields, "symbols"),
        story=_line(fields, "story"),
        is_read=fields.get("read") is True,
        is_bookmarked=True,
        bookmarked_at=_time(fields.get("bookmarked_at")),
        full_text=sanitize_body(_text(fields, "full_text"), BodyFormat.HTML),
        first_seen=_time(fields.get("first_seen")),
        enclosures=enclosures_from_records(fields.get("enclosures")),
    )


def _source_and_entry(fields: Mapping[str, object]) -> tuple[str, str]:
    return _line(fields, "source"), _clean_entry_id(_text(fields, "entry"))


def _json(value: object) -> str:
    return _TO_ESCAPE.sub(_escape, json.dumps(value, ensure_ascii=False))


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _iso_format(time: datetime | None) -> str:
    return time.isoformat() if time else ""


def _text(fields: Mapping[str, object], key: str) -> str:
    return _scalar(fields.get(key), key)


def _line(fields: Mapping[str, object], key: str) -> str:
    return _one_line(_text(fields, key))


def _one_line(text: str) -> str:
    """Return `text` cleaned except for outer spaces, which must survive a round trip."""
    cleaned = clean_line(text)
    return text if text.strip(" \u3000") == cleaned else cleaned


def _clean_entry_id(text: str) -> str:
    """Return an entry id, changed only if unsafe: ids of files may have double spaces."""
    return text if clean_line(text) == text else strip_unprintable(text)


def _lines(fields: Mapping[str, object], key: str) -> tuple[str, ...]:
    texts = (_one_line(_scalar(item, key)) for item in _items(fields.get(key)))
    return tuple(text for text in texts if text)


def _items(value: object) -> Iterable[object]:
    if value is None:
        return ()
    return value if isinstance(value, list) else (value,)


def _scalar(value: object, key: str) -> str:
    """Return a value as text: YAML may have parsed it as a number or a date."""
    match value:
        case None:
            return ""
        case str():
            return value
        case date():
            return value.isoformat()
        case bool() | int() | float():
            return str(value)
    raise BookmarkError(tr("“{key}” must be text", key=clean_line(key)))


def _format(fields: Mapping[str, object]) -> BodyFormat:
    name = _text(fields, "format")
    try:
        return BodyFormat(name) if name else BodyFormat.MARKDOWN
    except ValueError as error:
        known = ", ".join(BodyFormat)
        raise BookmarkError(tr("“format” must be one of {known}", known=known)) from error


def _categories(fields: Mapping[str, object]) -> tuple[Category, ...]:
    """Return categories from objects with slug and name, or from separate lists."""
    names = _lines(fields, "category_names")
    categories = []
    for item in _items(fields.get("categories")):
        category = item if isinstance(item, Mapping) else {"slug": item}
        slug = _line(category, "slug")
        if slug:
            categories.append(Category(slug, _line(category, "name") or slug))
    if len(names) == len(categories):
        categories = [
            Category(category.slug, name) for category, name in zip(categories, names, strict=True)
        ]
    return tuple(categories)


def _time(value: object) -> datetime | None:
    """Parse a time in ISO 8601, as finews writes it, or in any common format."""
    if isinstance(value, str):
        try:
            time = datetime.fromisoformat(value)
            if time.tzinfo and time.astimezone(UTC):
                return time
        except (ValueError, OverflowError):
            pass
    return parse_date(value, UTC)
