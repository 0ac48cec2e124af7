"""Folders of posts as sources: scan a folder, parse a file into an entry."""

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
from finews_tui.sources.folders.file_names import (
    display_path,
    folder_category,
    os_error_phrase,
    post_name,
)
from finews_tui.sources.folders.safe_read import read_bytes
from finews_tui.sources.folders.scan import scan_tree
from finews_tui.system.paths import home_relative

CONFIG_NAME = "_config.yml"
MAX_WARNINGS = 100
_HASH_BYTES = 16
_TIME_ZONE = re.compile(
    rb"^timezone[ \t]*:[ \t]*[\"']?([^\"'#\r\n]*?)[ \t]*[\"']?[ \t]*(?:#.*)?\r?$", re.M
)


@dataclass(frozen=True, slots=True)
class FolderScan:
    """Posts of a folder as columns: `stamps` has three numbers per path."""

    paths: list[str]
    stamps: list[int]
    zone_name: str
    warnings: tuple[str, ...] = ()

    @property
    def files(self) -> list[PostFile]:
        """Posts, newest first; a new list on each access."""
        files = map(PostFile, self.paths, self.stamps[::3], self.stamps[1::3], self.stamps[2::3])
        return newest_first(files)

    @property
    def digest(self) -> bytes:
        """Hash that changes if a file is added, removed or changed."""
        # Version 2 of marshal has no references, so that equal data gives equal bytes.
        data = marshal.dumps((self.paths, self.stamps, self.zone_name), 2)
        return hashlib.blake2b(data, digest_size=_HASH_BYTES).digest()


def scan_folder(root: Path, *, include_drafts: bool) -> FolderScan:
    """Scan a folder without opening posts.

    Raises:
        DirectoryError: the folder is missing or cannot be listed.
    """
    try:
        result = scan_tree(str(root), include_drafts=include_drafts)
    except OSError as error:
        name = display_path(home_relative(root))
        raise DirectoryError(
            tr(
                "{name}: {error}; does the folder still exist?",
                name=name,
                error=os_error_phrase(error),
            )
        ) from error
    zone_name, zone_warnings = _read_time_zone(root)
    warnings = limit_warnings((*zone_warnings, *result.warnings))
    return FolderScan(result.paths, result.stamps, zone_name, warnings)


def read_post_file(
    root: Path, file: PostFile, zone: tzinfo, *, include_drafts: bool
) -> tuple[PostFile, Entry | None]:
    """Read a post. Returns the current file with warnings, and its entry.

    The entry is None if the file cannot be read or is a draft.
    """
    # Imported lazily: an unchanged folder does not need the parsers.
    from finews_tui.content.post import parse_post

    try:
        data, fingerprint = read_bytes(root, file.path)
    except DirectoryError as error:
        return file._replace(content_hash=b"", warnings=(str(error),)), None
    post = parse_post(
        data,
        post_name(file.path),
        zone=zone,
        folder=folder_category(file.path),
        include_drafts=include_drafts,
    )
    current_file = PostFile(
        file.path,
        fingerprint.mtime_ns,
        fingerprint.size,
        fingerprint.inode,
        hashlib.blake2b(data, digest_size=_HASH_BYTES).digest(),
        file.entry_id,
        limit_warnings(
            tr("{place}: {message}", place=display_path(file.path), message=warning)
            for warning in post.warnings
        ),
    )
    return current_file, replace(post.entry, id=file.entry_id) if post.entry else None


def newest_first(files: Iterable[PostFile]) -> list[PostFile]:
    """Sort files by the date in their name, newest first; then others by mtime."""
    return sorted(files, key=_sort_key, reverse=True)


def _sort_key(file: PostFile) -> str:
    """Return the name if it starts with a date, else a time that sorts before dates."""
    name = file.path.rpartition("/")[2].lstrip("-")
    return name if name[:4].isdecimal() else f" {max(0, file.mtime_ns):020d}"


def limit_warnings(warnings: Iterable[str]) -> tuple[str, ...]:
    """Return the first warnings, and a message with the number of the rest."""
    all_warnings = list(warnings)
    if len(all_warnings) <= MAX_WARNINGS:
        return tuple(all_warnings)
    more = tr("and {count} more", count=len(all_warnings) - MAX_WARNINGS)
    return (*all_warnings[:MAX_WARNINGS], more)


def _read_time_zone(root: Path) -> tuple[str, tuple[str, ...]]:
    """Return the time zone in the configuration of Jekyll or Hexo, and warnings.

    Only its line is parsed: the configuration may contain any YAML.
    """
    if not (root / CONFIG_NAME).exists():
        return "UTC", ()
    try:
        data, _ = read_bytes(root, CONFIG_NAME)
    except DirectoryError as error:
        return "UTC", (tr("{error}; assuming UTC for times without a time zone", error=error),)
    match = _TIME_ZONE.search(data.removeprefix(b"\xef\xbb\xbf"))
    name = match[1].decode("utf-8", "surrogateescape") if match else ""
    if not name:
        return "UTC", ()
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "UTC", (
            tr(
                "{file}: unknown time zone {name}; assuming UTC",
                file=CONFIG_NAME,
                name=display_path(name),
            ),
        )
    return name, ()
