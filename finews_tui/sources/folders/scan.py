"""Scan a folder of posts without opening files."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from finews_tui.i18n.catalog import tr
from finews_tui.sources.folders.file_names import (
    DRAFTS_FOLDER,
    POSTS_FOLDERS,
    SKIPPED_FOLDERS,
    SUFFIXES,
    display_path,
    is_post_name,
    os_error_phrase,
)
from finews_tui.sources.folders.leaf_bundles import (
    article_names,
    is_generator_root,
    is_in_generator_site,
)

_FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | os.O_NONBLOCK


@dataclass(slots=True)
class ScanResult:
    """Posts of a tree: paths relative to the root, and a stamp per path.

    `stamps` is flat (mtime_ns, size, inode, mtime_ns, …): for 300,000 files, garbage collection of
    tuples would take a fifth of the scan time. `is_site`: of Hugo or Zola; None if not needed yet.
    """

    paths: list[str] = field(default_factory=list)
    stamps: list[int] = field(default_factory=list)
    folders: set[str] = field(default_factory=set)
    links: list[tuple[str, str, bool]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    is_site: bool | None = None

    def warn(self, path: str, message: str) -> None:
        self.warnings.append(tr("{place}: {message}", place=display_path(path), message=message))


def scan_tree(root: str, *, include_drafts: bool) -> ScanResult:
    """List the posts in `root`; if it has a posts folder, only those in posts folders.

    Symbolic links are not followed; hidden files and tool folders are skipped.

    Raises:
        OSError: `root` cannot be listed.
    """
    root = os.path.realpath(root)
    in_posts_folders, others = ScanResult(), ScanResult()
    errors: list[str] = []
    has_posts_folder = False
    content_only = is_generator_root(root)
    pending: list[tuple[str, bool]] = [("", False)]
    while pending:
        prefix, in_posts_folder = pending.pop()
        is_read = in_posts_folder or not (
            has_posts_folder or (content_only and not prefix.startswith("content/"))
        )
        result = (in_posts_folders if in_posts_folder else others) if is_read else None
        first = len(result.paths) if result is not None else 0
        try:
            folders = _scan_folder(root, prefix, result)
        except OSError as error:
            if not prefix:
                raise
            if not isinstance(error, FileNotFoundError):
                message = os_error_phrase(error)
                errors.append(tr("{place}: {message}", place=display_path(prefix), message=message))
            continue
        is_open = result is not None and not in_posts_folder
        if is_open and _leave_out_resources(root, prefix, others, first):
            continue
        for name in folders:
            if name in SKIPPED_FOLDERS or (name == DRAFTS_FOLDER and not include_drafts):
                continue
            is_posts_folder = name in POSTS_FOLDERS
            has_posts_folder |= is_posts_folder and name != DRAFTS_FOLDER
            pending.append((f"{prefix}{name}/", in_posts_folder or is_posts_folder))
    result = in_posts_folders if has_posts_folder else _merge(others, in_posts_folders)
    _warn_about_unread_targets(result)
    result.warnings.extend(errors)
    return result


def _leave_out_resources(root: str, prefix: str, result: ScanResult, first: int) -> bool:
    """Leave out the resources of a leaf bundle, the paths from `first`. False for other folders."""
    names = [path[len(prefix) :] for path in result.paths[first:]]
    if not any(name.startswith("index.") for name in names):
        return False
    if result.is_site is None:
        result.is_site = is_in_generator_site(root)
    articles = article_names(root, prefix, names, is_site=result.is_site)
    if articles is None:
        return False
    article_indexes = [index for index, name in enumerate(names, first) if name in articles]
    result.stamps[3 * first :] = [
        s for n in article_indexes for s in result.stamps[3 * n : 3 * n + 3]
    ]
    result.paths[first:] = [result.paths[index] for index in article_indexes]
    return True


def _merge(first: ScanResult, second: ScanResult) -> ScanResult:
    return ScanResult(
        first.paths + second.paths,
        first.stamps + second.stamps,
        first.folders | second.folders,
        first.links + second.links,
        first.warnings + second.warnings,
    )


def _scan_folder(root: str, prefix: str, result: ScanResult | None) -> list[str]:
    """Add the posts of one folder to `result`. Returns the names of its subfolders.

    Uses a descriptor: `fstatat` with a name is faster than `lstat` with a path, and a folder that
    is replaced by a symbolic link during the scan is not entered.
    """
    no_follow = os.O_NOFOLLOW if prefix else 0
    descriptor = os.open(f"{root}/{prefix}".rstrip("/") or "/", _FOLDER_FLAGS | no_follow)
    if result is not None:
        result.folders.add(prefix)
    folders: list[str] = []
    try:
        with os.scandir(descriptor) as entries:
            if result is None:
                folders.extend(e.name for e in entries if e.is_dir(follow_symlinks=False))
            else:
                _add_entries(entries, prefix, result, folders, root)
    finally:
        os.close(descriptor)
    return [name for name in folders if not name.startswith(".")]


def _add_entries(
    entries: Iterator[os.DirEntry[str]],
    prefix: str,
    result: ScanResult,
    folders: list[str],
    root: str,
) -> None:
    add_path, add_stamp = result.paths.append, result.stamps.extend
    for entry in entries:
        name = entry.name
        try:
            if entry.is_file(follow_symlinks=False):
                if (name.endswith(SUFFIXES) or is_post_name(name)) and name[0] != ".":
                    status = entry.stat(follow_symlinks=False)
                    add_stamp((status.st_mtime_ns, status.st_size, status.st_ino))
                    add_path(prefix + name)
            elif entry.is_dir(follow_symlinks=False):
                folders.append(name)
            elif entry.is_symlink():
                _add_link(prefix + name, result, root)
            elif is_post_name(name):
                result.warn(prefix + name, tr("not a regular file; skipped"))
        except FileNotFoundError:
            continue
        except OSError as error:
            if is_post_name(name):
                result.warn(prefix + name, os_error_phrase(error))


def _add_link(path: str, result: ScanResult, root: str) -> None:
    """Record a symbolic link within the tree; warn about any other link."""
    name = path.rpartition("/")[2]
    if name.startswith("."):
        return
    try:
        mode = Path(root, path).stat().st_mode
    except OSError as error:
        if is_post_name(name):
            message = os_error_phrase(error)
            result.warn(path, tr("broken symbolic link ({error}); skipped", error=message))
        return
    if stat.S_ISDIR(mode) or (stat.S_ISREG(mode) and is_post_name(name)):
        target = os.path.realpath(f"{root}/{path}")
        if target == root or target.startswith(root.rstrip("/") + "/"):
            result.links.append((path, os.path.relpath(target, root), stat.S_ISDIR(mode)))
        else:
            result.warn(path, tr("symbolic link leads outside the folder; skipped"))
    elif is_post_name(name):
        result.warn(path, tr("symbolic link to a special file; skipped"))


def _warn_about_unread_targets(result: ScanResult) -> None:
    """Warn about symbolic links within the tree whose target is not scanned."""
    paths = set(result.paths) if result.links else set()
    for path, target, is_folder in result.links:
        if is_folder:
            is_ancestor = target == "." or f"{path}/".startswith(f"{target}/")
            is_read = is_ancestor or f"{target}/" in result.folders
        else:
            is_read = target in paths
        if not is_read:
            result.warn(
                path,
                tr(
                    "symbolic link to {target}, which is not scanned; skipped",
                    target=display_path(target),
                ),
            )
