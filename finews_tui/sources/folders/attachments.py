"""Attached files of posts, such as images."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from finews_tui.errors import PageError
from finews_tui.i18n.catalog import tr
from finews_tui.sources.folders.file_names import display_path
from finews_tui.sources.folders.safe_read import read_bytes

# Hugo, Hexo, Gatsby and others copy these folders to the site root.
_SITE_ROOTS = ("", "static", "source", "public")


def read_attachment(root: Path, post: str, file: str) -> bytes:
    """Return the content of `file`, referenced by the post at the path `post`.

    Relative paths are resolved against the folder of the post, then against `root`; absolute paths
    against `root`. Files outside `root` are never read, not even through symbolic links.

    Raises:
        PageError: the file is not in `root`.
        DirectoryError: the file is unreadable or too large.
    """
    real_root = root.resolve()
    for candidate in _candidates(post, file):
        path = (real_root / candidate).resolve()
        if path.is_relative_to(real_root) and path.is_file():
            return read_bytes(path.parent, path.name)[0]
    raise PageError(tr("{file}: not found in the folder", file=display_path(file)))


def _candidates(post: str, file: str) -> Iterator[PurePosixPath]:
    relative_path = file.lstrip("/")
    if relative_path == file and post:
        yield PurePosixPath(post).parent / relative_path
    for site_root in _SITE_ROOTS:
        yield PurePosixPath(site_root) / relative_path
