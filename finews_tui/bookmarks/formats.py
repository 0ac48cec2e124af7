"""The two written forms of a bookmark: Markdown with front matter, and a line of JSON."""

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
from finews_tui.sources.folders.file_names import fit

# What JSON lets stand, but YAML or some reader of lines takes for a line's end or refuses, and what
# would be an order to a terminal. Both forms spell it \uXXXX.
_TO_ESCAPE = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_YAML_MARKS = re.compile(r"[\[{*]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def to_markdown_file(article: Article) -> str:
    """The article as a Markdown file: what `article_of_file` needs to give it back equal.

    Each value is a JSON string, which YAML reads as well; a lone surrogate, which neither UTF-8 nor
    YAML can hold, becomes U+FFFD. The text of its page stands last, after a comment that says so.
    """
    names = [category.name for category in article.categories]
    slugs = [category.slug for category in article.categories]
    is_markdown = article.format is BodyFormat.MARKDOWN
    values: dict[str, str | list[str]] = {
        "title": article.title,
        "link": article.link,
        "published": _written(article.published),
        "updated": _written(article.updated),
        "source": article.source,
        "entry": article.entry,
        "author": article.author,
        "categories": slugs,
        "category_names": names if names != slugs else [],
        "tags": list(article.tags),
        "symbols": list(article.symbols),
        "story": article.story,
        "bookmarked_at": _written(article.bookmarked_at),
        "format": "" if is_markdown else article.format.value,
        "summary": article.summary,
    }
    written = {key: _json(value) for key, value in values.items() if value or key == "title"}
    head = _head(written)
    if split_front_matter(head).warning:
        # Brackets and stars in a text look like a bomb to who counts them; spelled they do not.
        head = _head({key: _STRING.sub(_without_marks, text) for key, text in written.items()})
    text = _SURROGATE.sub("\ufffd", f"{head}\n{article.body}\n")
    return replace_full_text(text, article.id, article.full_text) if article.full_text else text


def replace_full_text(text: str, article: str, html: str) -> str:
    """A bookmark's file, less what it said of its article's page, with this said of it.

    `article` is the article's id.
    """
    before, mark, _ = text.rpartition(_full_text_mark(article))
    kept = before if mark else text.removesuffix("\n") + "\n"
    return kept + _full_text_mark(article) + _SURROGATE.sub("\ufffd", html) + "\n"


def _full_text_mark(article: str) -> str:
    # No kept HTML has comments, so it stands only where it was put.
    return f"\n<!-- finews {article}: the text of its page -->\n"


def _head(written: Mapping[str, str]) -> str:
    return "\n".join(["---", *(f"{key}: {text}" for key, text in written.items()), "---", ""])


def _without_marks(string: re.Match[str]) -> str:
    return _YAML_MARKS.sub(_spelled, string[0])


def from_markdown_file(text: str) -> Article | None:
    """The article that `file_text` wrote, with what people changed in it since.

    None if the text does not name a source and an entry: somebody else wrote it.

    Raises:
        BookmarkError: the front matter is broken, or a field is of the wrong kind; says which.
    """
    front = split_front_matter(text)
    if front.warning:
        raise BookmarkError(front.warning)
    if "source" not in front.fields or "entry" not in front.fields:
        return None
    source, entry = _names(front.fields)
    body, mark, full_text = front.body.rpartition(_full_text_mark(article_id(source, entry)))
    if not mark:
        body, full_text = front.body, ""
    texts = {
        "body": body.removeprefix("\n").removesuffix("\n"),
        "full_text": full_text.removesuffix("\n"),
    }
    return _article({**front.fields, **texts})


def to_json_line(article: Article) -> str:
    """The article as one line of JSON, less its line end; `from_json_line` gives it back equal."""
    fields = {
        "id": article.id,
        "source": article.source,
        "entry": article.entry,
        "categories": [category._asdict() for category in article.categories],
        "tags": article.tags,
        "title": article.title,
        "author": article.author,
        "link": article.link,
        "published": _written(article.published) or None,
        "updated": _written(article.updated) or None,
        "summary": article.summary,
        "read": article.is_read,
        "bookmarked": article.is_bookmarked,
        "bookmarked_at": _written(article.bookmarked_at) or None,
        "symbols": article.symbols,
        "story": article.story or None,
        "format": article.format.value,
        "body": article.body,
    }
    if article.full_text:
        fields["full_text"] = article.full_text
    return _SURROGATE.sub(_spelled, _json(fields))


def from_json_line(line: str, number: int = 1) -> Article:
    """The article of one line, a bookmark whatever it says; texts are cleaned, the id made anew.

    Raises:
        BookmarkError: the line, whose number is given, is no JSON object or a field is wrong.
    """
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BookmarkError(
            tr("line {number}: not JSON, nothing was taken from it", number=number)
        ) from error
    if not isinstance(fields, dict):
        raise BookmarkError(
            tr("line {number}: not a JSON object, nothing was taken from it", number=number)
        )
    try:
        return _article(fields)
    except BookmarkError as error:
        raise BookmarkError(tr("line {number}: {error}", number=number, error=error)) from error


def _article(fields: Mapping[str, object]) -> Article:
    source, entry = _names(fields)
    if not source or not entry:
        raise BookmarkError(tr("“source” and “entry” must name the article, one is empty"))
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
    return _TO_ESCAPE.sub(_spelled, json.dumps(value, ensure_ascii=False))


def _spelled(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _written(time: datetime | None) -> str:
    return time.isoformat() if time else ""


def _text(fields: Mapping[str, object], key: str) -> str:
    return _scalar(fields.get(key), key)


def _line(fields: Mapping[str, object], key: str) -> str:
    return _one_line(_text(fields, key))


def _one_line(text: str) -> str:
    """`text` cleaned; spaces at its ends stay, since a bookmark keeps what it was given."""
    cleaned = clean_line(text)
    return text if text.strip(" \u3000") == cleaned else cleaned


def _identity(text: str) -> str:
    """An entry's id, never squeezed or shortened: a file's may hold two spaces, or be very long."""
    return text if clean_line(text) == text else fit(text)


def _lines(fields: Mapping[str, object], key: str) -> tuple[str, ...]:
    texts = (_one_line(_scalar(item, key)) for item in _items(fields.get(key)))
    return tuple(text for text in texts if text)


def _items(value: object) -> Iterable[object]:
    if value is None:
        return ()
    return value if isinstance(value, list) else (value,)


def _scalar(value: object, key: str) -> str:
    """What a person wrote as a text, though YAML may take it for a number or a date."""
    match value:
        case None:
            return ""
        case str():
            return value
        case date():
            return value.isoformat()
        case bool() | int() | float():
            return str(value)
    raise BookmarkError(tr("“{key}” is not a text", key=clean_line(key)))


def _format(fields: Mapping[str, object]) -> BodyFormat:
    name = _text(fields, "format")
    try:
        return BodyFormat(name) if name else BodyFormat.MARKDOWN
    except ValueError as error:
        known = ", ".join(BodyFormat)
        raise BookmarkError(tr("“format” is none of {known}", known=known)) from error


def _categories(fields: Mapping[str, object]) -> tuple[Category, ...]:
    """From objects with slug and name, or from slugs with their names in a second list."""
    names = _lines(fields, "category_names")
    categories = []
    for item in _items(fields.get("categories")):
        given = item if isinstance(item, Mapping) else {"slug": item}
        slug = _line(given, "slug")
        if slug:
            categories.append(Category(slug, _line(given, "name") or slug))
    if len(names) == len(categories):
        categories = [Category(c.slug, name) for c, name in zip(categories, names, strict=True)]
    return tuple(categories)


def _time(value: object) -> datetime | None:
    """A time as `file_text` writes it, to the microsecond, or in any form that people use."""
    if isinstance(value, str):
        try:
            time = datetime.fromisoformat(value)
            if time.tzinfo and time.astimezone(UTC):
                return time
        except (ValueError, OverflowError):
            pass
    return parse_date(value, UTC)
