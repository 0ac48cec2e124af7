"""Which article a file is: the same after a move, another where only the name is the same."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from finews_tui.errors import DirectoryError
from finews_tui.sources.folders.file_names import POSTS_FOLDERS, Place, place_of, stem, visible
from finews_tui.sources.folders.safe_read import read_bytes

_FRONT_MATTER = re.compile(rb"\s*---[ \t]*\r?\n.*?\n(?:---|\.\.\.)[ \t]*\r?\n", re.S)


def identities(root: Path, paths: Iterable[str], known: Mapping[str, str]) -> dict[str, str]:
    """The entry id of each file that is to be read; a second copy of an article has none.

    `known` maps the paths of the last sync to their ids, which stay. A post is its stem, whichever
    posts folder it lies in. Where several have one stem: of copies in `_posts` and `old_post` under
    one parent the first is read; others of equal bodies are copies too; those of different bodies
    are articles of their own, named by parent and stem. Any other file is its path.
    """
    every = list(paths)
    ids = {path: known[path] for path in every if path in known}
    if len(ids) < len(every):
        taken = set(known.values())
        for path in every:
            if path not in ids:
                ids[path] = _new_id(path, taken)
    if len(set(ids.values())) < len(ids):
        _settle(root, ids, known)
    return ids


def _new_id(path: str, taken: set[str]) -> str:
    """The id of a file that the last sync did not see at this path."""
    place = place_of(path)
    if place is None:
        return visible(path)
    if taken and (long := _long_id(place)) in taken:
        return long
    return visible(stem(place.name))


def _short_id(path: str) -> str:
    place = place_of(path)
    return visible(stem(place.name) if place else path)


def _long_id(place: Place) -> str:
    """The id of a post whose stem another post has: the same in each of the posts folders."""
    folders = [part for part in (place.parent, place.inner) if part]
    return visible("/".join([*folders, stem(place.name)]) if folders else place.name)


def _settle(root: Path, ids: dict[str, str], known: Mapping[str, str]) -> None:
    """Give each id to one file: copies lose theirs, other articles take a longer one."""
    shared = {entry_id for entry_id, count in Counter(ids.values()).items() if count > 1}
    shorts = {_short_id(path) for path, entry_id in ids.items() if entry_id in shared}

    def is_of_them(path: str, entry_id: str) -> bool:
        if entry_id in shared or entry_id in shorts:
            return True
        # A longer id has a slash or a dot in it, as few stems have.
        return ("/" in entry_id or "." in entry_id) and _short_id(path) in shorts

    groups: defaultdict[str, list[str]] = defaultdict(list)
    for path, entry_id in ids.items():
        if is_of_them(path, entry_id):
            groups[_short_id(path)].append(path)
    before = {_home(path): was for path, was in known.items() if is_of_them(path, was)}
    taken = set(ids.values()) - {ids[path] for paths in groups.values() for path in paths}
    for short, paths in groups.items():
        for path in paths:
            del ids[path]
        for path in _articles(root, paths, before):
            place = place_of(path)
            choices = (
                before.get(_home(path), short),
                short,
                _long_id(place) if place else short,
                visible(path),
            )
            ids[path] = next((choice for choice in choices if choice not in taken), choices[-1])
            taken.add(ids[path])


def _articles(root: Path, paths: Iterable[str], before: Mapping[Place, str]) -> list[str]:
    """The files of one stem that are articles of their own, those that were there before first."""
    bodies: dict[str, bytes] = {}

    def order(path: str) -> tuple[bool, str, int, str]:
        place = place_of(path)
        rank = POSTS_FOLDERS.index(place.folder) if place else 0
        return _home(path) not in before, place.parent if place else "", rank, path

    articles: list[str] = []
    for path in sorted(paths, key=order):
        if any(_is_moved(path, article) for article in articles):
            continue
        bodies[path] = _body_hash(root, path)
        if all(bodies[path] != bodies[article] for article in articles):
            articles.append(path)
    return articles


def _home(path: str) -> Place:
    """A place that is the same before and after a move between posts folders."""
    place = place_of(path)
    return place._replace(folder="") if place else Place(path, "-", "", "")


def _is_moved(path: str, article: str) -> bool:
    """Whether two files of one stem are a post before and after its move between posts folders."""
    place, other = place_of(path), place_of(article)
    if place is None or other is None:
        return False
    return place.parent == other.parent and place.folder != other.folder


def _body_hash(root: Path, path: str) -> bytes:
    """What tells one body from another; the front matter may differ between copies."""
    try:
        data, _ = read_bytes(root, path)
    except DirectoryError:
        return path.encode("utf-8", "surrogateescape")
    match = _FRONT_MATTER.match(data)
    return hashlib.blake2b(data[match.end() if match else 0 :].strip()).digest()
