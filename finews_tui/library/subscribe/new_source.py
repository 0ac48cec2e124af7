"""Classification of locations, duplicate checks, and unique names for new sources."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from finews_tui.config.editor import add_source
from finews_tui.errors import UsageError
from finews_tui.i18n.catalog import tr
from finews_tui.library.stores import Stores
from finews_tui.model.source import Source, SourceKind
from finews_tui.model.url_redaction import redact_url
from finews_tui.store import source_metadata
from finews_tui.system.paths import home_relative

_WEB_ADDRESS = re.compile(
    r"(?:feed:)?(?:https?:)?//|feed:|file:|(?:localhost|[\w-]+(?:\.[\w-]+)+)(?::\d+)?(?:[/?#]|$)",
    re.IGNORECASE,
)
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_MAX_NAME_LENGTH = 40
_GENERIC_FOLDERS = {"posts", "_posts", "content", "source", "blog", "src", "site", "www", "docs"}


def add_directory(
    stores: Stores, location: str, *, name: str = "", title: str = "", group: str = ""
) -> Source:
    """Add a folder as a source; the next sync reads its articles.

    Raises:
        UsageError: the folder does not exist or was already added, or the source would be invalid.
        ConfigError: the configuration cannot be changed.
    """
    if not is_directory(location):
        address = redact_url(feed_address(location))
        raise UsageError(
            tr("not a folder: {address}; add feeds with `finews add`", address=address)
        )
    ensure_not_added(stores, location)
    root = _expanded(location).resolve()
    name = name or unique_name(_folder_name(root), taken_names(stores, str(root)))
    source = Source(name, SourceKind.DIRECTORY, str(root), title=title, group=group)
    stores.config = add_source(stores.paths.config_file, source)
    return source


def taken_names(stores: Stores, location: str) -> list[str]:
    """Return the names that are not available for a new source at `location`.

    These are the names of existing sources, and of removed sources whose articles are still cached.
    A source removed from the same `location` can reuse its name, which restores its articles.
    """
    with stores.cache.reading() as cache:
        removals = source_metadata.source_removals(cache)
    removed = [name for name, removal in removals.items() if removal.location not in ("", location)]
    return [*(source.name for source in stores.config.sources), *removed]


def source_at(stores: Stores, location: str) -> Source | None:
    """Return the source at an address, or at a folder by any path; None if none."""
    root = _expanded(location).resolve() if is_directory(location) else None
    for source in stores.config.sources:
        if root is None or source.kind is not SourceKind.DIRECTORY:
            is_same = source.location == location
        else:
            is_same = _is_same_folder(_expanded(source.location), root)
        if is_same:
            return source
    return None


def _is_same_folder(path: Path, root: Path) -> bool:
    try:
        # Compares device and inode: file systems may ignore case, and mounts create aliases.
        return path.samefile(root)
    except (OSError, ValueError):
        return path == root


def already_added_error(location: str, name: str) -> UsageError:
    """Return the error for a location that was already added as source `name`."""
    address = redact_url(location) if "://" in location else home_relative(_expanded(location))
    return UsageError(tr("{address}: already added as {source}", address=address, source=name))


def ensure_not_added(stores: Stores, location: str) -> None:
    """Check that a location is not a source yet.

    Raises:
        UsageError: it is; the message has the name of the source.
    """
    source = source_at(stores, location)
    if source is not None:
        raise already_added_error(location, source.name)


def is_directory(location: str) -> bool:
    """Return whether the location is a local folder, even if it looks like an address."""
    return _expanded(location).is_dir()


def feed_address(location: str) -> str:
    """Return the location as an address, with a `file:` URI for a local file.

    Raises:
        UsageError: the location is neither an address nor an existing file.
    """
    path = _expanded(location)
    if path.is_file():
        return path.resolve().as_uri()
    if _WEB_ADDRESS.match(location):
        return location.strip()
    raise UsageError(
        tr("{path}: not a web address, and no such file or folder", path=home_relative(path))
    )


def is_named_by_address(source: Source) -> bool:
    """Return whether a feed has no title and a name derived from its address."""
    number = source.name.removeprefix(feed_name("", source.location, ()))
    return not source.title and (not number or re.fullmatch(r"-\d+", number) is not None)


def printable_line(text: str) -> str:
    """Return `text` as one line of up to 200 printable characters, for config.toml."""
    line = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(line.split())[:200]


def feed_name(title: str, address: str, taken: Collection[str]) -> str:
    """Return a unique name for a feed from its title, else from its host or file name."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    origin = _slug(host) or _slug(PurePosixPath(unquote(parts.path)).stem)
    return unique_name(_slug(title) or origin or "feed", taken)


def unique_name(preferred: str, taken: Collection[str]) -> str:
    """Return `preferred`, with a number from 2 appended if it is taken."""
    folded = {name.casefold() for name in taken}
    name, number = preferred, 1
    while name.casefold() in folded:
        number += 1
        name = f"{preferred}-{number}"
    return name


def _folder_name(root: Path) -> str:
    """Return the last path component that is not generic like "posts"."""
    parts = [slug for part in reversed(root.parts[1:]) if (slug := _slug(part))]
    for part in parts:
        if part.casefold() not in _GENERIC_FOLDERS:
            return part
    return parts[0] if parts else "folder"


def _expanded(location: str) -> Path:
    try:
        return Path(location).expanduser()
    except RuntimeError:
        return Path(location)


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFC", text.encode("utf-8", "ignore").decode()).casefold()
    return _NOT_IN_NAMES.sub("-", plain).strip("-._")[:_MAX_NAME_LENGTH]
