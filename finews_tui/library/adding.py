"""What a location is: a folder of posts, with a name of its own for it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from pathlib import Path

from finews_tui.errors import UsageError
from finews_tui.model.source import Source, SourceKind
from finews_tui.paths import home_relative

_WEB = re.compile(r"(?:feed:)?(?:https?:)?//|feed:|[\w-]+(?:\.[\w-]+)+(?:/|$)", re.IGNORECASE)
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 40
_TOO_GENERAL = {"posts", "_posts", "content", "source", "blog", "src", "site", "www", "docs"}


def directory_source(
    location: str, taken: Collection[str], *, name: str = "", title: str = "", group: str = ""
) -> Source:
    """The source that a folder's path is.

    Raises:
        UsageError: it is no folder, or one that is followed already cannot be told apart.
    """
    path = _expanded(location)
    if path.is_dir():
        root = path.resolve()
        return Source(
            name or free_name(_name_for(root), taken),
            SourceKind.DIRECTORY,
            str(root),
            title=title,
            group=group,
        )
    if _WEB.match(location) and not path.exists():
        raise UsageError(f"{location}: feeds come with the next version; add a folder of posts")
    if path.exists():
        raise UsageError(
            f"{home_relative(path)}: a file; feeds in files come with the next version, "
            "add the folder that it lies in"
        )
    raise UsageError(f"{home_relative(path)}: there is no such folder")


def _expanded(location: str) -> Path:
    try:
        return Path(location).expanduser()
    except RuntimeError:
        return Path(location)


def free_name(wanted: str, taken: Collection[str]) -> str:
    """`wanted`, or with the first number from 2 that makes it free."""
    folded = {name.casefold() for name in taken}
    name, number = wanted, 1
    while name.casefold() in folded:
        number += 1
        name = f"{wanted}-{number}"
    return name


def _name_for(root: Path) -> str:
    parts = [slug for part in reversed(root.parts[1:]) if (slug := _slug(part))]
    for part in parts:
        if part.casefold() not in _TOO_GENERAL:
            return part
    return parts[0] if parts else "folder"


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFC", text.encode("utf-8", "ignore").decode()).casefold()
    return _NOT_IN_NAMES.sub("-", plain).strip("-._")[:_LONGEST_NAME]
