"""File formats of bookmarks: Markdown with front matter, and a line of JSON."""

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
from finews_tui.model.sanitize import clean_line, clean_text
from finews_tui.sources.folders.file_names import strip_unprintable

# Valid in JSON, but a line break or an error in YAML or for programs that read lines, or a control
# sequence for a terminal. Both formats escape it as \uXXXX.
_TO_ESCAPE = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_YAML_BRACKETS = re.compile(r"[\[{*]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def to_markdown_file(article: Article) -> str:
    """Return the article as a Markdown file; `from_markdown_file` returns an equal article.

    Values of the front matter are JSON strings, which are valid YAML. Lone surrogates, which UTF-8
    cannot encode, become U+FFFD. The full text comes last, after a comment that marks it.
    """
    names = [category.name for category in article.categories]
    slugs = [category.slug for category in article.categories]
    is_markdown = article.format is BodyFormat.MARKDOWN
    values: dict[str, str | list[str]] = {
        "title": article.title,
        "link": article.link,
        "published": _iso_format(article.published),
        "updated": _iso_format(article.updated),
        "source": article.source,
        "entry": article.entry,
        "author": article.author,
        "categories": slugs,
        "category_names": names if names != slugs else [],
        "tags": list(article.tags),
        "symbols": list(article.symbols),
        "story": article.story,
        "bookmarked_at": _iso_format(article.bookmarked_at),
        "format": "" if is_markdown else article.format.value,
        "summary": article.summary,
    }
    fields = {key: _json(value) for key, value in values.items() if value or key == "title"}
    front = _front_matter(fields)
    if split_front_matter(front).warning:
        # Many brackets or asterisks in a text exceed the limits for nested YAML, unless escaped.
        front = _front_matter(
            {key: _STRING.sub(_escape_brackets, text) for key, text in fields.items()}
        )
    text = _SURROGATE.sub("\ufffd", f"{front}\n{article.body}\n")
    return replace_full_text(text, article.id, article.full_text) if article.full_text else text


def replace_full_text(text: str, article_id: str, html: str) -> str:
    """Return a bookmark's Markdown file with this full text."""
    marker = _full_text_marker(article_id)
    before, found, _ = text.rpartition(marker)
    rest = before if found else text.removesuffix("\n") + "\n"
    return rest + marker + _SURROGATE.sub("\ufffd", html) + "\n"


def _full_text_marker(article_id: str) -> str:
    # Sanitized HTML has no comments, so nothing else in a file looks like this.
    return f"\n<!-- finews {article_id}: the text of its page -->\n"


def _front_matter(fields: Mapping[str, str]) -> str:
    return "\n".join(["---", *(f"{key}: {text}" for key, text in fields.items()), "---", ""])


def _escape_brackets(string: re.Match[str]) -> str:
    return _YAML_BRACKETS.sub(_escape, string[0])


def from_markdown_file(text: str) -> Article | None:
    """Return the article that `to_markdown_file` wrote, with what the user changed since.

    None if the front matter names no source and entry: finews did not write the file.

    Raises:
        BookmarkError: the front matter is invalid, or a field has the wrong type; says which.
    """
    front = split_front_matter(text)
    if front.warning:
        raise BookmarkError(front.warning)
    if "source" not in front.fields or "entry" not in front.fields:
        return None
    source, entry = _names(front.fields)
    body, found, full_text = front.body.rpartition(_full_text_marker(article_id(source, entry)))
    if not found:
        body, full_text = front.body, ""
    texts = {
        "body": body.removeprefix("\n").removesuffix("\n"),
        "full_text": full_text.removesuffix("\n"),
    }
    return _article({**front.fields, **texts})


def to_json_line(article: Article) -> str:
    """Return the article as a line of JSON without its line break.

    `from_json_line` returns an equal article.
    """
    fields = {
        "id": article.id,
        "source": article.source,
        "entry": article.entry,
        "categories": [category._asdict() for category in article.categories],
        "tags": article.tags,
        "title": article.title,
        "author": article.author,
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
    if article.full_text:
        fields["full_text"] = article.full_text
    return _SURROGATE.sub(_escape, _json(fields))


def from_json_line(line: str, number: int = 1) -> Article:
    """Return the article in a line, as a bookmark; texts are cleaned, the id is computed.

    Raises:
        BookmarkError: the line is no JSON object, or a field is invalid; names line `number`.
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
    source, entry = _names(fields)
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
    )


def _names(fields: Mapping[str, object]) -> tuple[str, str]:
    return _line(fields, "source"), _identity(_text(fields, "entry"))


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
    """Return `text` cleaned, except for spaces at its ends: a bookmark must not change."""
    cleaned = clean_line(text)
    return text if text.strip(" \u3000") == cleaned else cleaned


def _identity(text: str) -> str:
    """Return an entry id, cleaned only if it must be: a file's may have two spaces or be long."""
    return text if clean_line(text) == text else strip_unprintable(text)


def _lines(fields: Mapping[str, object], key: str) -> tuple[str, ...]:
    texts = (_one_line(_scalar(item, key)) for item in _items(fields.get(key)))
    return tuple(text for text in texts if text)


def _items(value: object) -> Iterable[object]:
    if value is None:
        return ()
    return value if isinstance(value, list) else (value,)


def _scalar(value: object, key: str) -> str:
    """Return a text that YAML may have read as a number or a date."""
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
    """Return categories from objects with slug and name, or from slugs and a list of names."""
    names = _lines(fields, "category_names")
    categories = []
    for item in _items(fields.get("categories")):
        category = item if isinstance(item, Mapping) else {"slug": item}
        slug = _line(category, "slug")
        if slug:
            categories.append(Category(slug, _line(category, "name") or slug))
    if len(names) == len(categories):
        categories = [Category(c.slug, name) for c, name in zip(categories, names, strict=True)]
    return tuple(categories)


def _time(value: object) -> datetime | None:
    """Return a time as finews writes it, to the microsecond, or in any common format."""
    if isinstance(value, str):
        try:
            time = datetime.fromisoformat(value)
            if time.tzinfo and time.astimezone(UTC):
                return time
        except (ValueError, OverflowError):
            pass
    return parse_date(value, UTC)
