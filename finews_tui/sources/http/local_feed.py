"""A feed in a file or on standard input, read with the care that a fetch has."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from finews_tui.errors import DirectoryError, FetchError
from finews_tui.i18n.catalog import tr
from finews_tui.sources.folders.safe_read import read_bytes
from finews_tui.sources.http.client import Answer, Validators

STANDARD_INPUT = "-"
_FILE_SCHEME = "file:"


def is_file_address(location: str) -> bool:
    """Whether `location` is a `file:` address, which only its user may give."""
    return location.strip().lower().startswith(_FILE_SCHEME)


def path_of(location: str) -> Path:
    """The path that a `file:` address names, with links followed.

    Raises:
        FetchError: it names another machine, or no file.
    """
    try:
        parts = urlsplit(location.strip())
        path = Path(url2pathname(unquote(parts.path)))
        if parts.netloc not in ("", "localhost") or not path.is_absolute():
            raise ValueError
        return path.resolve()
    except (ValueError, OSError, RuntimeError) as error:
        raise FetchError(
            tr("a file: address names a file of this machine by its whole path, as file:///home/…")
        ) from error


def read_file(location: str, validators: Validators | None = None) -> Answer:
    """The file that a `file:` address names; 304 where it is as `validators` say.

    Raises:
        FetchError: it is gone, unreadable, too large or no regular file.
    """
    path = path_of(location)
    try:
        data, fingerprint = read_bytes(path.parent, path.name)
    except DirectoryError as error:
        raise FetchError(str(error)) from error
    found = Validators(etag=f"{fingerprint.mtime_ns}-{fingerprint.size}".encode())
    is_same = found == validators
    return Answer(
        status=304 if is_same else 200,
        url=location.strip(),
        body=b"" if is_same else data,
        validators=found,
    )
