"""Feeds in local files (`file:` URLs), with the same limits as HTTP feeds."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from finews_tui.errors import DirectoryError, FetchError
from finews_tui.i18n.catalog import tr
from finews_tui.sources.folders.safe_read import read_bytes
from finews_tui.sources.http.cache_headers import Validators
from finews_tui.sources.http.client import FetchResult

STANDARD_INPUT = "-"
"""Location of a feed that was read from standard input."""
_FILE_SCHEME = "file:"


def is_file_url(location: str) -> bool:
    """Return whether `location` is a `file:` URL; only the user may enter these."""
    return location.strip().lower().startswith(_FILE_SCHEME)


def parse_file_url(location: str) -> Path:
    """Return the path of a `file:` URL, with symbolic links resolved.

    Raises:
        FetchError: the URL has a remote host, or no absolute path.
    """
    try:
        parts = urlsplit(location.strip())
        path = Path(url2pathname(unquote(parts.path)))
        if parts.netloc not in ("", "localhost") or not path.is_absolute():
            raise ValueError
        return path.resolve()
    except (ValueError, OSError, RuntimeError) as error:
        raise FetchError(
            tr("invalid file: address; use an absolute path on this computer, like file:///home/…")
        ) from error


def fetch_file(location: str, validators: Validators | None = None) -> FetchResult:
    """Read the file at a `file:` URL; the status is 304 if it matches `validators`.

    Raises:
        FetchError: the file is missing, unreadable, too large or not a regular file.
    """
    path = parse_file_url(location)
    try:
        data, fingerprint = read_bytes(path.parent, path.name)
    except DirectoryError as error:
        raise FetchError(str(error)) from error
    file_validators = Validators(etag=f"{fingerprint.mtime_ns}-{fingerprint.size}".encode())
    is_unchanged = file_validators == validators
    return FetchResult(
        status=304 if is_unchanged else 200,
        url=location.strip(),
        body=b"" if is_unchanged else data,
        validators=file_validators,
    )
