"""Bookmark files: one Markdown file per bookmark, in a folder owned by the user."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from finews_tui.bookmarks.formats import (
    from_markdown_file,
    replace_full_text,
    to_markdown_file,
)
from finews_tui.content.post import parse_post
from finews_tui.content.text.decoding import decode_text
from finews_tui.errors import BookmarkError, DirectoryError
from finews_tui.i18n.catalog import tr
from finews_tui.model.article import Article, BodyFormat, article_from_entry, article_id
from finews_tui.model.post_file import Fingerprint
from finews_tui.model.sanitize import clean_text
from finews_tui.sources.folders.file_names import display_path, escape_path, os_error_phrase
from finews_tui.sources.folders.safe_read import read_bytes
from finews_tui.system.atomic_files import remove_durably, sync_directory, write_atomically
from finews_tui.system.paths import home_relative, make_private_directory

OWN_SOURCE = "bookmarks"
"""Source name of files that finews did not write."""
SUFFIXES = (".md", ".markdown")
SLUG_BYTES = 80
# Matches no real file, so that unreadable files are always tried again.
_UNREADABLE = Fingerprint(0, -1, 0)
_LATEST_S = 4102444800  # 2100-01-01


@dataclass(frozen=True, slots=True)
class BookmarkFile:
    """A bookmark file that was read or written.

    If the file is faulty, the body of its article describes the problem. `warning` is the problem
    without the file name; "" if there is none.
    """

    path: Path
    fingerprint: Fingerprint
    article: Article
    is_faulty: bool = False
    warning: str = ""


def file_name(article: Article) -> str:
    """Return a portable name of up to 200 bytes: `2022-05-18-title-0123456789ab.md`."""
    day = article.published.date().isoformat() if article.published else ""
    return "-".join(part for part in (day, _slug(article.title), article.id) if part) + ".md"


def write_bookmark(directory: Path, article: Article) -> BookmarkFile:
    """Write an article's file and sync it to disk.

    An existing file of this article is never changed, whatever its content.

    Raises:
        BookmarkError: the file cannot be written; nothing was changed.
    """
    path = directory / file_name(article)
    try:
        _make_folder(directory)
        if existing := _find_file(directory, article.id):
            # An earlier attempt may have failed before its rename was synced to disk.
            sync_directory(directory)
            return read_bookmark(directory, existing.name)
        status = write_atomically(path, to_markdown_file(article).encode("utf-8"))
    except OSError as error:
        raise _bookmark_error(path, error, tr("cannot save bookmark")) from error
    return BookmarkFile(path, _fingerprint(status), article)


def write_full_text(directory: Path, name: str, html: str) -> BookmarkFile | None:
    """Add the full text of an article to its file, without changing anything else.

    Return None if finews did not write the file, which is then not changed.

    Raises:
        BookmarkError: the file cannot be written; nothing was changed.
    """
    path = directory / name
    try:
        data, fingerprint = read_bytes(directory, name)
    except DirectoryError:
        return None
    bookmark = _parse(path, fingerprint, data)
    if bookmark.is_faulty or bookmark.article.source == OWN_SOURCE:
        return None
    text = _decode(data)[0].replace("\r\n", "\n")
    text = replace_full_text(text, bookmark.article.id, html)
    try:
        status = write_atomically(path, text.encode("utf-8"))
    except OSError as error:
        raise _bookmark_error(path, error, tr("cannot save full text")) from error
    article = replace(bookmark.article, full_text=html)
    return replace(bookmark, fingerprint=_fingerprint(status), article=article)


def restore_bookmark(path: Path, data: bytes) -> BookmarkFile:
    """Restore a file from the data `delete_bookmark` returned, unless the file exists.

    Raises:
        BookmarkError: the file cannot be written.
    """
    try:
        _make_folder(path.parent)
        if os.path.lexists(path):
            return read_bookmark(path.parent, path.name)
        status = write_atomically(path, data)
    except OSError as error:
        raise _bookmark_error(path, error, tr("cannot restore bookmark")) from error
    return _parse(path, _fingerprint(status), data)


def delete_bookmark(directory: Path, path: Path) -> bytes:
    """Delete a bookmark's file; return its content, or b"" if it cannot be read.

    Raises:
        BookmarkError: the file is not in `directory`, or cannot be deleted.
    """
    if path.parent != directory or path.name in ("", ".", ".."):
        raise BookmarkError(
            tr("not a bookmark file: {path}; nothing was deleted", path=display_path(str(path)))
        )
    try:
        data, _ = read_bytes(directory, path.name)
    except DirectoryError:
        data = b""
    try:
        if directory.is_dir():
            remove_durably(path)
    except OSError as error:
        raise _bookmark_error(path, error, tr("cannot delete bookmark")) from error
    return data


def read_changed_bookmarks(
    directory: Path, known: Mapping[str, Fingerprint]
) -> tuple[list[BookmarkFile], list[str]]:
    """Return new and changed files, and the names in `known` that no longer exist.

    Raises:
        BookmarkError: the folder exists but cannot be listed.
    """
    changed: list[BookmarkFile] = []
    seen: set[str] = set()
    try:
        for name, fingerprint in _scan(directory):
            if known.get(name) != fingerprint:
                changed.append(read_bookmark(directory, name))
            seen.add(name)
    except OSError as error:
        raise _bookmark_error(directory, error, tr("cannot read bookmarks")) from error
    return changed, [name for name in known if name not in seen]


def _scan(directory: Path) -> Iterator[tuple[str, Fingerprint]]:
    """Yield bookmark files by name, including links and pipes, which get a warning."""
    if not os.path.lexists(directory):
        return
    with os.scandir(directory) as entries:
        bookmarks = [entry for entry in entries if _is_bookmark_name(entry.name)]
    for entry in sorted(bookmarks, key=lambda entry: entry.name):
        try:
            if entry.is_dir(follow_symlinks=False):
                continue
            status = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            continue
        yield entry.name, _fingerprint(status)


def _fingerprint(status: os.stat_result) -> Fingerprint:
    return Fingerprint(status.st_mtime_ns, status.st_size, status.st_ino)


def _is_bookmark_name(name: str) -> bool:
    return not name.startswith(".") and name.lower().endswith(SUFFIXES)


def read_bookmark(directory: Path, name: str) -> BookmarkFile:
    """Read a bookmark's file; if it is faulty, its article describes the problem."""
    path = directory / name
    try:
        data, fingerprint = read_bytes(directory, name)
    except DirectoryError as error:
        reason = str(error).removeprefix(display_path(name)).lstrip(":： ")
        return _faulty(path, _UNREADABLE, reason, "")
    return _parse(path, fingerprint, data)


def _parse(path: Path, fingerprint: Fingerprint, data: bytes) -> BookmarkFile:
    text, warning = _decode(data)
    if warning and not text:
        return _faulty(path, fingerprint, warning, "")
    try:
        article = from_markdown_file(text.replace("\r\n", "\n"))
    except BookmarkError as error:
        return _faulty(path, fingerprint, str(error), text)
    if article is None:
        return _foreign(path, fingerprint, data)
    if article.bookmarked_at is None:
        article = replace(article, bookmarked_at=_modified_at(fingerprint))
    return BookmarkFile(path, fingerprint, article, warning=warning)


def _decode(data: bytes) -> tuple[str, str]:
    """Return text and warning; files of finews are UTF-8 despite charsets in the body."""
    if data.startswith(b"---\n"):
        try:
            return data.decode("utf-8"), ""
        except UnicodeDecodeError:
            pass
    decoded = decode_text(data)
    return decoded.text, decoded.warning


def _foreign(path: Path, fingerprint: Fingerprint, data: bytes) -> BookmarkFile:
    """Parse a file that finews did not write, as a post of `OWN_SOURCE`."""
    post = parse_post(data, escape_path(path.name), zone=UTC, include_drafts=True)
    entry = post.entry
    if entry is None:
        reason = post.warnings[0] if post.warnings else tr("front matter says it is not an article")
        return _faulty(path, fingerprint, reason, "")
    article = replace(
        article_from_entry(OWN_SOURCE, replace(entry, id=_entry_id(path))),
        is_bookmarked=True,
        bookmarked_at=_modified_at(fingerprint),
    )
    return BookmarkFile(path, fingerprint, article, warning="; ".join(post.warnings))


def _faulty(path: Path, fingerprint: Fingerprint, reason: str, text: str) -> BookmarkFile:
    """Return an article that describes the problem of a file, followed by its text."""
    name = _entry_id(path)
    problem = tr("Cannot read this bookmark file: {reason}.", reason=reason)
    location = tr("The file was not changed: {path}", path=display_path(home_relative(path)))
    article = Article(
        number=0,
        id=article_id(OWN_SOURCE, name),
        source=OWN_SOURCE,
        entry=name,
        title=escape_path(path.name),
        body="\n".join(part for part in (problem, location, "", clean_text(text)) if part or text),
        format=BodyFormat.TEXT,
        is_bookmarked=True,
        bookmarked_at=None if fingerprint == _UNREADABLE else _modified_at(fingerprint),
    )
    return BookmarkFile(path, fingerprint, article, is_faulty=True, warning=reason)


def _entry_id(path: Path) -> str:
    return escape_path(path.name.removesuffix(".md"))


def _modified_at(fingerprint: Fingerprint) -> datetime:
    """Return the modification time, clamped to dates valid in every time zone."""
    seconds = fingerprint.mtime_ns // 10**9
    return datetime.fromtimestamp(min(max(seconds, 0), _LATEST_S), UTC)


def _make_folder(directory: Path) -> None:
    """Create the folder and sync its parent, so that it survives a power failure."""
    if not directory.is_dir():
        make_private_directory(directory)
        sync_directory(directory.parent)


def _find_file(directory: Path, article: str) -> Path | None:
    """Return the file of an article, which may be named after an older title."""
    suffix, name_without_title = f"-{article}.md", f"{article}.md"
    with os.scandir(directory) as entries:
        for entry in entries:
            if entry.name.endswith(suffix) or entry.name == name_without_title:
                return directory / entry.name
    return None


def _slug(title: str) -> str:
    """Return the letters and digits of a title joined by dashes, at most 80 bytes."""
    words = "".join(
        character if character.isalnum() or unicodedata.category(character)[0] == "M" else " "
        for character in unicodedata.normalize("NFC", title[: SLUG_BYTES * 4])
    )
    slug = "-".join(words.split())
    return slug.encode("utf-8", "replace")[:SLUG_BYTES].decode("utf-8", "ignore").strip("-")


def _bookmark_error(path: Path, error: OSError, problem: str) -> BookmarkError:
    return BookmarkError(
        tr(
            "{problem}: {reason} ({path})",
            problem=problem,
            reason=os_error_phrase(error),
            path=display_path(home_relative(path)),
        )
    )
