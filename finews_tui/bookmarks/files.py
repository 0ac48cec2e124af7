"""Bookmarks: one Markdown file each in a folder of the user's, the truth about what is kept."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from finews_tui.bookmarks.formats import article_of_file, file_text, with_full_text
from finews_tui.content.post import read_post
from finews_tui.content.text.decoding import decode_text
from finews_tui.errors import BookmarkError, DirectoryError
from finews_tui.i18n.catalog import tr
from finews_tui.model.article import Article, BodyFormat, article_from_entry, article_id
from finews_tui.model.post_file import Fingerprint
from finews_tui.model.sanitize import clean_text
from finews_tui.sources.folders.file_names import shown, visible, words_of
from finews_tui.sources.folders.safe_read import read_bytes
from finews_tui.system.atomic_files import remove_durably, sync_directory, write_atomically
from finews_tui.system.paths import home_relative, make_private_directory

OWN_SOURCE = "bookmarks"
"""The source of a file that names none: somebody put it there."""
SUFFIXES = (".md", ".markdown")
SLUG_BYTES = 80
# No file is like this: one that could not be read is tried again, though nothing in it changed.
_UNREAD = Fingerprint(0, -1, 0)
_LATEST_S = 4102444800  # 2100-01-01


@dataclass(frozen=True, slots=True)
class Kept:
    """A bookmark's file as read. A bad file's article says in its body what is wrong with it.

    `warning` goes on a sentence that begins with the file's name; it is empty where all is well.
    """

    path: Path
    fingerprint: Fingerprint
    article: Article
    is_bad: bool = False
    warning: str = ""


def file_name(article: Article) -> str:
    """`2022-05-18-title-0123456789ab.md`: under 200 bytes, and a good name on every system."""
    day = article.published.date().isoformat() if article.published else ""
    return "-".join(part for part in (day, _slug(article.title), article.id) if part) + ".md"


def save(directory: Path, article: Article) -> Path:
    """Keep the article; when this returns, its file is on the disk.

    A file of this article that is there already is left as it stands, whatever is in it.

    Raises:
        BookmarkError: it could not be written; nothing was changed.
    """
    path = directory / file_name(article)
    try:
        _make_folder(directory)
        if existing := _file_of(directory, article.id):
            # It may be there for want of this alone: its rename was not on the disk yet.
            sync_directory(directory)
            return existing
        write_atomically(path, file_text(article).encode("utf-8"))
    except OSError as error:
        raise _failure(path, error, tr("the bookmark was not kept")) from error
    return path


def keep_full_text(directory: Path, name: str, html: str) -> bool:
    """Keep the text of an article's page in its bookmark's file too; all else in it stays.

    False where the file is none that finews wrote: it is left as it is.

    Raises:
        BookmarkError: it could not be written; nothing was changed.
    """
    path = directory / name
    kept = read(directory, name)
    if kept.is_bad or kept.article.source == OWN_SOURCE:
        return False
    try:
        text, _ = _text_of(read_bytes(directory, name)[0])
        text = with_full_text(text.replace("\r\n", "\n"), kept.article.id, html)
        write_atomically(path, text.encode("utf-8"))
    except OSError as error:
        raise _failure(path, error, tr("the text of the page was not kept")) from error
    return True


def restore(path: Path, data: bytes) -> None:
    """Put back what `remove` took away, unless a file of that name has come since.

    Raises:
        BookmarkError: it could not be written.
    """
    try:
        _make_folder(path.parent)
        if not os.path.lexists(path):
            write_atomically(path, data)
    except OSError as error:
        raise _failure(path, error, tr("the bookmark was not put back")) from error


def remove(directory: Path, path: Path) -> bytes:
    """Take a bookmark's file away for good; gives what was in it, b"" if that could not be read.

    Raises:
        BookmarkError: it is not a file of `directory`, or could not be removed.
    """
    if path.parent != directory or path.name in ("", ".", ".."):
        raise BookmarkError(
            tr("{path}: not a bookmark's file, nothing was removed", path=shown(str(path)))
        )
    try:
        data, _ = read_bytes(directory, path.name)
    except DirectoryError:
        data = b""
    try:
        if directory.is_dir():
            remove_durably(path)
    except OSError as error:
        raise _failure(path, error, tr("the bookmark was not removed")) from error
    return data


def read_all(directory: Path, known: Mapping[str, Fingerprint]) -> tuple[list[Kept], list[str]]:
    """The files that are new or changed since `known` was noted, and the names that are gone.

    Raises:
        BookmarkError: the folder is there but cannot be listed.
    """
    changed: list[Kept] = []
    seen: set[str] = set()
    try:
        for name, fingerprint in _listed(directory):
            kept = None if known.get(name) == fingerprint else read(directory, name)
            if kept is not None:
                changed.append(kept)
            seen.add(name)
    except OSError as error:
        raise _failure(directory, error, tr("no bookmark could be read")) from error
    return changed, [name for name in known if name not in seen]


def _listed(directory: Path) -> Iterator[tuple[str, Fingerprint]]:
    """The names that are bookmarks, by name; links, pipes and their like too, to be told of."""
    if not os.path.lexists(directory):
        return
    with os.scandir(directory) as entries:
        found = [entry for entry in entries if _is_bookmark_name(entry.name)]
    for entry in sorted(found, key=lambda entry: entry.name):
        try:
            if entry.is_dir(follow_symlinks=False):
                continue
            status = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            continue
        yield entry.name, Fingerprint(status.st_mtime_ns, status.st_size, status.st_ino)


def _is_bookmark_name(name: str) -> bool:
    return not name.startswith(".") and name.lower().endswith(SUFFIXES)


def read(directory: Path, name: str) -> Kept:
    """One bookmark's file; whatever is wrong with it, an article that says so."""
    path = directory / name
    try:
        data, fingerprint = read_bytes(directory, name)
    except DirectoryError as error:
        reason = str(error).removeprefix(shown(name)).lstrip(":： ")
        return _bad(path, _UNREAD, reason, "")
    text, warning = _text_of(data)
    if warning and not text:
        return _bad(path, fingerprint, warning, "")
    try:
        article = article_of_file(text.replace("\r\n", "\n"))
    except BookmarkError as error:
        return _bad(path, fingerprint, str(error), text)
    if article is None:
        return _foreign(path, fingerprint, data)
    if article.bookmarked_at is None:
        article = replace(article, bookmarked_at=_time_of(fingerprint))
    return Kept(path, fingerprint, article, warning=warning)


def _text_of(data: bytes) -> tuple[str, str]:
    """The text, and a warning. What finews wrote is UTF-8, whatever its body declares."""
    if data.startswith(b"---\n"):
        try:
            return data.decode("utf-8"), ""
        except UnicodeDecodeError:
            pass
    decoded = decode_text(data)
    return decoded.text, decoded.warning


def _foreign(path: Path, fingerprint: Fingerprint, data: bytes) -> Kept:
    """A file that finews did not write: a post like any other, of the source `bookmarks`."""
    post = read_post(data, visible(path.name), zone=UTC, include_drafts=True)
    entry = post.entry
    if entry is None:
        reason = post.warnings[0] if post.warnings else tr("it says that it is no article")
        return _bad(path, fingerprint, reason, "")
    article = replace(
        article_from_entry(OWN_SOURCE, replace(entry, id=_entry_of(path))),
        is_bookmarked=True,
        bookmarked_at=_time_of(fingerprint),
    )
    return Kept(path, fingerprint, article, warning="; ".join(post.warnings))


def _bad(path: Path, fingerprint: Fingerprint, reason: str, text: str) -> Kept:
    """An article in place of a file that cannot be read, with the text that is in it, if any."""
    name = _entry_of(path)
    what = tr("This bookmark’s file cannot be read: {reason}.", reason=reason)
    where = tr("It is left as it is: {path}", path=shown(home_relative(path)))
    article = Article(
        number=0,
        id=article_id(OWN_SOURCE, name),
        source=OWN_SOURCE,
        entry=name,
        title=visible(path.name),
        body="\n".join(part for part in (what, where, "", clean_text(text)) if part or text),
        format=BodyFormat.TEXT,
        is_bookmarked=True,
        bookmarked_at=None if fingerprint == _UNREAD else _time_of(fingerprint),
    )
    return Kept(path, fingerprint, article, is_bad=True, warning=reason)


def _entry_of(path: Path) -> str:
    return visible(path.name.removesuffix(".md"))


def _time_of(fingerprint: Fingerprint) -> datetime:
    """When the file was changed, within the years that a datetime has in every zone."""
    seconds = fingerprint.mtime_ns // 10**9
    return datetime.fromtimestamp(min(max(seconds, 0), _LATEST_S), UTC)


def _make_folder(directory: Path) -> None:
    """Make the folder, so that it outlives a power cut as its files do."""
    if not directory.is_dir():
        make_private_directory(directory)
        sync_directory(directory.parent)


def _file_of(directory: Path, article: str) -> Path | None:
    """The file in which an article of this id is kept, whatever its title was then."""
    ends = (f"-{article}.md", f"{article}.md")
    with os.scandir(directory) as entries:
        for entry in entries:
            if entry.name.endswith(ends[0]) or entry.name == ends[1]:
                return directory / entry.name
    return None


def _slug(title: str) -> str:
    """The letters and digits of a title, of any script, joined by dashes; at most 80 bytes."""
    letters = "".join(
        character if character.isalnum() or unicodedata.category(character)[0] == "M" else " "
        for character in unicodedata.normalize("NFC", title[: SLUG_BYTES * 4])
    )
    slug = "-".join(letters.split())
    return slug.encode("utf-8", "replace")[:SLUG_BYTES].decode("utf-8", "ignore").strip("-")


def _failure(path: Path, error: OSError, outcome: str) -> BookmarkError:
    return BookmarkError(
        tr(
            "{path}: {reason}, {outcome}",
            path=shown(home_relative(path)),
            reason=words_of(error),
            outcome=outcome,
        )
    )
