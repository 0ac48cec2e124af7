"""A folder of posts walked once: which files are there, without opening any."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from finews_tui.i18n.catalog import tr
from finews_tui.sources.folders.file_names import (
    DRAFTS_FOLDER,
    LEFT_OUT,
    POSTS_FOLDERS,
    SUFFIXES,
    is_post_name,
    shown,
    words_of,
)

_GENERATOR_CONFIGS = (
    *(
        "config.toml",
        "config.yaml",
        "config.yml",
        "hugo.toml",
        "hugo.yaml",
        "hugo.yml",
        "hugo.json",
    ),
    *("zola.toml", "config/_default"),
)
_FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | os.O_NONBLOCK


@dataclass(slots=True)
class Finds:
    """What one part of a tree holds: paths relative to the root, and three numbers for each.

    `stamps` is flat (mtime_ns, size, inode, mtime_ns, …): objects for 300,000 files would cost more
    than the walk, by the memory's garbage collection alone (measured: a fifth of it).
    """

    paths: list[str] = field(default_factory=list)
    stamps: list[int] = field(default_factory=list)
    folders: set[str] = field(default_factory=set)
    links: list[tuple[str, str, bool]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def warn(self, path: str, what: str) -> None:
        self.warnings.append(tr("{place}: {message}", place=shown(path), message=what))


def walk(root: str, *, include_drafts: bool) -> Finds:
    """List the posts under `root`: where a posts folder is, only what lies below those.

    Links are not followed; hidden names and what tools keep for themselves are left out.

    Raises:
        OSError: `root` itself cannot be listed.
    """
    root = os.path.realpath(root)
    posts, plain = Finds(), Finds()
    unlisted: list[str] = []
    has_posts = False
    content_only = _is_generator_root(root)
    waiting: list[tuple[str, bool]] = [("", False)]
    while waiting:
        prefix, in_posts = waiting.pop()
        is_read = in_posts or not (
            has_posts or (content_only and not prefix.startswith("content/"))
        )
        finds = (posts if in_posts else plain) if is_read else None
        try:
            folders = _list_folder(root, prefix, finds)
        except OSError as error:
            if not prefix:
                raise
            if not isinstance(error, FileNotFoundError):
                unlisted.append(
                    tr("{place}: {message}", place=shown(prefix), message=words_of(error))
                )
            continue
        for name in folders:
            if name in LEFT_OUT or (name == DRAFTS_FOLDER and not include_drafts):
                continue
            is_posts = name in POSTS_FOLDERS
            has_posts |= is_posts and name != DRAFTS_FOLDER
            waiting.append((f"{prefix}{name}/", in_posts or is_posts))
    chosen = posts if has_posts else _joined(plain, posts)
    _check_links(chosen)
    chosen.warnings.extend(unlisted)
    return chosen


def _is_generator_root(root: str) -> bool:
    """Whether `root` is a site of Hugo or Zola, whose articles are in `content/` alone."""
    has_config = any(os.path.lexists(f"{root}/{name}") for name in _GENERATOR_CONFIGS)
    return has_config and Path(root, "content").is_dir()


def _joined(first: Finds, second: Finds) -> Finds:
    return Finds(
        first.paths + second.paths,
        first.stamps + second.stamps,
        first.folders | second.folders,
        first.links + second.links,
        first.warnings + second.warnings,
    )


def _list_folder(root: str, prefix: str, finds: Finds | None) -> list[str]:
    """The names of the folders in one folder; its posts go to `finds`.

    Through a handle: `fstatat` with a bare name is quicker than `lstat` with a path, and a folder
    that becomes a link meanwhile is not entered.
    """
    no_follow = os.O_NOFOLLOW if prefix else 0
    handle = os.open(f"{root}/{prefix}".rstrip("/") or "/", _FOLDER_FLAGS | no_follow)
    if finds is not None:
        finds.folders.add(prefix)
    folders: list[str] = []
    try:
        with os.scandir(handle) as entries:
            if finds is None:
                folders.extend(e.name for e in entries if e.is_dir(follow_symlinks=False))
            else:
                _take_entries(entries, prefix, finds, folders, root)
    finally:
        os.close(handle)
    return [name for name in folders if not name.startswith(".")]


def _take_entries(
    entries: Iterator[os.DirEntry[str]], prefix: str, finds: Finds, folders: list[str], root: str
) -> None:
    add_path, add_stamps = finds.paths.append, finds.stamps.extend
    for entry in entries:
        name = entry.name
        try:
            if entry.is_file(follow_symlinks=False):
                if (name.endswith(SUFFIXES) or is_post_name(name)) and name[0] != ".":
                    status = entry.stat(follow_symlinks=False)
                    add_stamps((status.st_mtime_ns, status.st_size, status.st_ino))
                    add_path(prefix + name)
            elif entry.is_dir(follow_symlinks=False):
                folders.append(name)
            elif entry.is_symlink():
                _take_link(prefix + name, finds, root)
            elif is_post_name(name):
                finds.warn(prefix + name, tr("left out, neither a file nor a folder"))
        except FileNotFoundError:
            continue
        except OSError as error:
            if is_post_name(name):
                finds.warn(prefix + name, words_of(error))


def _take_link(path: str, finds: Finds, root: str) -> None:
    """Keep a link into the tree for `_check_links`; tell of one that leads elsewhere or nowhere."""
    name = path.rpartition("/")[2]
    if name.startswith("."):
        return
    try:
        mode = Path(root, path).stat().st_mode
    except OSError as error:
        if is_post_name(name):
            finds.warn(
                path, tr("left out, a link that leads nowhere ({error})", error=words_of(error))
            )
        return
    if stat.S_ISDIR(mode) or (stat.S_ISREG(mode) and is_post_name(name)):
        target = os.path.realpath(f"{root}/{path}")
        if target == root or target.startswith(root.rstrip("/") + "/"):
            finds.links.append((path, os.path.relpath(target, root), stat.S_ISDIR(mode)))
        else:
            finds.warn(path, tr("left out, a link that leads out of the folder"))
    elif is_post_name(name):
        finds.warn(path, tr("left out, a link to neither a file nor a folder"))


def _check_links(finds: Finds) -> None:
    """Tell of links within the tree whose target is not read by itself; the others are no loss."""
    read = set(finds.paths) if finds.links else set()
    for path, target, is_folder in finds.links:
        if is_folder:
            is_above = target == "." or f"{path}/".startswith(f"{target}/")
            if not is_above and f"{target}/" not in finds.folders:
                finds.warn(
                    path,
                    tr("left out, a link to {target}, which is not read", target=shown(target)),
                )
        elif target not in read:
            finds.warn(
                path, tr("left out, a link to {target}, which is not read", target=shown(target))
            )
