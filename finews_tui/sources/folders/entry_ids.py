"""Entry ids of posts: stable across moves, distinct for equal file names."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from finews_tui.errors import DirectoryError
from finews_tui.sources.folders.file_names import (
    POSTS_FOLDERS,
    PostPath,
    escape_path,
    parse_post_path,
    post_stem,
)
from finews_tui.sources.folders.safe_read import read_bytes

_FRONT_MATTER = re.compile(rb"\s*---[ \t]*\r?\n.*?\n(?:---|\.\.\.)[ \t]*\r?\n", re.S)


def assign_entry_ids(root: Path, paths: Iterable[str], known: Mapping[str, str]) -> dict[str, str]:
    """Return the entry id of each file; copies of an article have none.

    `known` maps paths to ids from the last sync; these do not change. The id of a post is its stem,
    in any posts folder. If several posts have the same stem, those in different posts folders of
    one parent are copies, and the first is used. Others are copies if their bodies are equal, else
    separate articles whose ids include the parent. The id of any other file is its path.
    """
    all_paths = list(paths)
    ids = {path: known[path] for path in all_paths if path in known}
    if len(ids) < len(all_paths):
        known_ids = set(known.values())
        for path in all_paths:
            if path not in ids:
                ids[path] = _new_id(path, known_ids)
    if len(set(ids.values())) < len(ids):
        _resolve_conflicts(root, ids, known)
    return ids


def _new_id(path: str, known_ids: set[str]) -> str:
    """Return the id of a file with an unknown path."""
    post_path = parse_post_path(path)
    if post_path is None:
        return escape_path(path)
    if known_ids and (long_id := _long_id(post_path)) in known_ids:
        return long_id
    return escape_path(post_stem(post_path.name))


def _short_id(path: str) -> str:
    post_path = parse_post_path(path)
    return escape_path(post_stem(post_path.name) if post_path else path)


def _long_id(post_path: PostPath) -> str:
    """Return the id of a post whose stem is ambiguous; the same in all posts folders."""
    folders = [part for part in (post_path.parent, post_path.inner) if part]
    if not folders:
        return escape_path(post_path.name)
    return escape_path("/".join([*folders, post_stem(post_path.name)]))


def _resolve_conflicts(root: Path, ids: dict[str, str], known: Mapping[str, str]) -> None:
    """Make ids unique: remove copies, and extend the ids of other articles."""
    conflicting = {entry_id for entry_id, count in Counter(ids.values()).items() if count > 1}
    short_ids = {_short_id(path) for path, entry_id in ids.items() if entry_id in conflicting}

    def is_involved(path: str, entry_id: str) -> bool:
        if entry_id in conflicting or entry_id in short_ids:
            return True
        # Long ids contain a slash or a dot, which few stems do.
        return ("/" in entry_id or "." in entry_id) and _short_id(path) in short_ids

    groups: defaultdict[str, list[str]] = defaultdict(list)
    for path, entry_id in ids.items():
        if is_involved(path, entry_id):
            groups[_short_id(path)].append(path)
    previous_ids = {
        _move_key(path): entry_id for path, entry_id in known.items() if is_involved(path, entry_id)
    }
    taken = set(ids.values()) - {ids[path] for paths in groups.values() for path in paths}
    for short_id, paths in groups.items():
        for path in paths:
            del ids[path]
        for path in _distinct_articles(root, paths, previous_ids):
            post_path = parse_post_path(path)
            choices = (
                previous_ids.get(_move_key(path), short_id),
                short_id,
                _long_id(post_path) if post_path else short_id,
                escape_path(path),
            )
            ids[path] = next((choice for choice in choices if choice not in taken), choices[-1])
            taken.add(ids[path])


def _distinct_articles(
    root: Path, paths: Iterable[str], previous_ids: Mapping[PostPath, str]
) -> list[str]:
    """Return the files with one stem that are not copies; known files first."""
    body_hashes: dict[str, bytes] = {}

    def precedence(path: str) -> tuple[bool, str, int, str]:
        post_path = parse_post_path(path)
        rank = POSTS_FOLDERS.index(post_path.folder) if post_path else 0
        is_new = _move_key(path) not in previous_ids
        return is_new, post_path.parent if post_path else "", rank, path

    articles: list[str] = []
    for path in sorted(paths, key=precedence):
        if any(_is_moved_copy(path, article) for article in articles):
            continue
        body_hashes[path] = _body_hash(root, path)
        if all(body_hashes[path] != body_hashes[article] for article in articles):
            articles.append(path)
    return articles


def _move_key(path: str) -> PostPath:
    """Return a key that is stable when a post moves between posts folders."""
    post_path = parse_post_path(path)
    return post_path._replace(folder="") if post_path else PostPath(path, "-", "", "")


def _is_moved_copy(path: str, other: str) -> bool:
    """Return whether two files are in different posts folders of one parent."""
    post_path, other_path = parse_post_path(path), parse_post_path(other)
    if post_path is None or other_path is None:
        return False
    return post_path.parent == other_path.parent and post_path.folder != other_path.folder


def _body_hash(root: Path, path: str) -> bytes:
    """Return a hash of the body without the front matter, which may differ in copies."""
    try:
        data, _ = read_bytes(root, path)
    except DirectoryError:
        return path.encode("utf-8", "surrogateescape")
    match = _FRONT_MATTER.match(data)
    return hashlib.blake2b(data[match.end() if match else 0 :].strip()).digest()
