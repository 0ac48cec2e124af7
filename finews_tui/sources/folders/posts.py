"""A folder of posts as a source: what is in it, and each of its files as an entry."""

from __future__ import annotations

import hashlib
import marshal
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from finews_tui.errors import DirectoryError
from finews_tui.i18n.catalog import tr
from finews_tui.model.article import Entry
from finews_tui.model.post_file import PostFile
from finews_tui.sources.folders.file_names import folder_of, post_name, shown, words_of
from finews_tui.sources.folders.safe_read import read_bytes
from finews_tui.sources.folders.scan import walk
from finews_tui.system.paths import home_relative

CONFIG_NAME = "_config.yml"
WARNINGS_KEPT = 100
_HASH_BYTES = 16
_TIME_ZONE = re.compile(
    rb"^timezone[ \t]*:[ \t]*[\"']?([^\"'#\r\n]*?)[ \t]*[\"']?[ \t]*(?:#.*)?\r?$", re.M
)


@dataclass(frozen=True, slots=True)
class Survey:
    """What lies in a folder, in columns: `stamps` is flat, three numbers for each of `paths`."""

    paths: list[str]
    stamps: list[int]
    zone_name: str
    warnings: tuple[str, ...] = ()

    @property
    def files(self) -> list[PostFile]:
        """The posts, newest names first; made anew at each call."""
        found = map(PostFile, self.paths, self.stamps[::3], self.stamps[1::3], self.stamps[2::3])
        return newest_first(found)

    @property
    def digest(self) -> bytes:
        """16 bytes that are the same while no file came, went or changed."""
        # Version 2 of the format holds no references, so that equal data gives equal bytes.
        data = marshal.dumps((self.paths, self.stamps, self.zone_name), 2)
        return hashlib.blake2b(data, digest_size=_HASH_BYTES).digest()


def survey(root: Path, *, include_drafts: bool) -> Survey:
    """Look over the folder without opening a post.

    Raises:
        DirectoryError: it is gone, or cannot be listed.
    """
    try:
        finds = walk(str(root), include_drafts=include_drafts)
    except OSError as error:
        name = shown(home_relative(root))
        raise DirectoryError(
            tr("{name}: {error}; is the folder still there?", name=name, error=words_of(error))
        ) from error
    zone_name, zone_warnings = _zone_of(root)
    warnings = bounded((*zone_warnings, *finds.warnings))
    return Survey(finds.paths, finds.stamps, zone_name, warnings)


def read_file(
    root: Path, file: PostFile, zone: tzinfo, *, include_drafts: bool
) -> tuple[PostFile, Entry | None]:
    """Read a post: the file as it is now, and its entry under `file.entry_id`.

    There is no entry if the file cannot be read, or says that it is no article. What is wrong with
    the file is a warning that names it.
    """
    # The parsers take longer to import than a folder in which nothing changed to look over.
    from finews_tui.content.post import parse_post

    try:
        data, fingerprint = read_bytes(root, file.path)
    except DirectoryError as error:
        return file._replace(content_hash=b"", warnings=(str(error),)), None
    post = parse_post(
        data,
        post_name(file.path),
        zone=zone,
        folder=folder_of(file.path),
        include_drafts=include_drafts,
    )
    read = PostFile(
        file.path,
        fingerprint.mtime_ns,
        fingerprint.size,
        fingerprint.inode,
        hashlib.blake2b(data, digest_size=_HASH_BYTES).digest(),
        file.entry_id,
        bounded(
            tr("{place}: {message}", place=shown(file.path), message=warning)
            for warning in post.warnings
        ),
    )
    return read, replace(post.entry, id=file.entry_id) if post.entry else None


def newest_first(files: Iterable[PostFile]) -> list[PostFile]:
    """Files named by a date, newest before oldest; then the others by when they were changed."""
    return sorted(files, key=_age, reverse=True)


def _age(found: PostFile) -> str:
    """What sorts by age: a name that begins with a date, else a time below all of those."""
    name = found.path.rpartition("/")[2].lstrip("-")
    return name if name[:4].isdecimal() else f" {max(0, found.mtime_ns):020d}"


def bounded(warnings: Iterable[str]) -> tuple[str, ...]:
    """The first hundred warnings, and how many more there are."""
    every = list(warnings)
    if len(every) <= WARNINGS_KEPT:
        return tuple(every)
    return (*every[:WARNINGS_KEPT], tr("and {count} more", count=len(every) - WARNINGS_KEPT))


def _zone_of(root: Path) -> tuple[str, tuple[str, ...]]:
    """The time zone that Jekyll's or Hexo's configuration names, read by its line alone."""
    if not (root / CONFIG_NAME).exists():
        return "UTC", ()
    try:
        data, _ = read_bytes(root, CONFIG_NAME)
    except DirectoryError as error:
        return "UTC", (tr("{error}; times without a zone are taken as UTC", error=error),)
    match = _TIME_ZONE.search(data.removeprefix(b"\xef\xbb\xbf"))
    name = match[1].decode("utf-8", "surrogateescape") if match else ""
    if not name:
        return "UTC", ()
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "UTC", (
            tr(
                "{file}: no time zone is called {name}, UTC is taken",
                file=CONFIG_NAME,
                name=shown(name),
            ),
        )
    return name, ()
