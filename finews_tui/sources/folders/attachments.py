"""Files that lie beside posts in a folder, and are named by them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from finews_tui.errors import PageError
from finews_tui.i18n.catalog import tr
from finews_tui.sources.folders.file_names import shown
from finews_tui.sources.folders.safe_read import read_bytes

# Where makers of sites keep what they copy to the root of the site: Hugo, Hexo, Gatsby and others.
_ROOTS = ("", "static", "source", "public")


def read_beside(root: Path, post: str, file: str) -> bytes:
    """The bytes of `file`, as the post at the path `post` below `root` names it.

    A relative path begins at the post's folder or at the root, one with a slash at the root. What
    lies outside of the root is not read, whatever links lead there.

    Raises:
        PageError: there is no such file below the root.
        DirectoryError: it cannot be read, or is too large.
    """
    real_root = root.resolve()
    for candidate in _candidates(post, file):
        real = (real_root / candidate).resolve()
        if real.is_relative_to(real_root) and real.is_file():
            return read_bytes(real.parent, real.name)[0]
    raise PageError(tr("{file}: there is no such file in the folder", file=shown(file)))


def _candidates(post: str, file: str) -> Iterator[PurePosixPath]:
    relative = file.lstrip("/")
    if relative == file and post:
        yield PurePosixPath(post).parent / relative
    for place in _ROOTS:
        yield PurePosixPath(place) / relative
