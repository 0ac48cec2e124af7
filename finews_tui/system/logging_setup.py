"""Log file: rotating, private, no credentials or control characters."""

from __future__ import annotations

import logging
import os
import re
from contextlib import suppress
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from finews_tui.model.sanitize import clean_text
from finews_tui.system.paths import PRIVATE_FILE_MODE, make_private_directory

PACKAGE = "finews_tui"
MAX_FILE_SIZE = 1_000_000
BACKUP_COUNT = 3
MAX_RECORD_LENGTH = 16_384
_HALF = MAX_RECORD_LENGTH // 2
_CONTINUATION = "\n    "
_REDACTED = "***"

_SECRET_NAMES = "token|secret|passw(?:or)?d|passwd|pwd|api[_-]?key|signature|credentials?|session"
# Each starts with a fixed word or sign and is bounded, for linear time on hostile text.
# Strings, compiled by `re` on first use: most runs log nothing.
_CREDENTIALS = (
    # https://user:pass@host, https://token@host.
    (r"(?<=://)[^\s/?#]{1,2000}@", f"{_REDACTED}@"),
    # user:pass@host without a scheme.
    (r"(?<![\w.+/-])[\w.+-]{1,200}:[^\s/@:]{1,500}@(?=[\w\[])", f"{_REDACTED}@"),
    # Headers: as text, in a dict, or as pairs of bytes logged by HTTP libraries.
    (
        r"(?i)((?:authorization|cookie2?|x-api-key)[\"']?\s{0,4}[:=,]\s{0,4})[^\r\n]+",
        rf"\g<1>{_REDACTED}",
    ),
    (r"\b(Bearer|Basic|Digest) [\w.~+/=-]{6,}", rf"\g<1> {_REDACTED}"),
    # ?token=…, and "token": "…".
    (rf"(?i)((?:{_SECRET_NAMES})[\w-]{{0,20}}(?:=|%3D))[^\s&;\"'<>)]+", rf"\g<1>{_REDACTED}"),
    (
        rf"(?i)((?:{_SECRET_NAMES})[\w-]{{0,20}}[\"']\s?[:,=]\s?b?[\"'])[^\"']+",
        rf"\g<1>{_REDACTED}",
    ),
    (r"(?i)([?&](?:key|auth|code|sid|sig|pass|pw|jwt)=)[^\s&;\"'<>)]+", rf"\g<1>{_REDACTED}"),
)


def set_up_logging(path: Path, level: int = logging.INFO) -> logging.Handler:
    """Log to `path`: finews records of `level` and above, warnings of other packages.

    Never raises; logs nothing if the file cannot be written. When done, remove the returned
    handler from the root logger and close it.
    """
    handler: logging.Handler
    try:
        make_private_directory(path.parent)
        handler = _PrivateFileHandler(
            path,
            maxBytes=MAX_FILE_SIZE,
            backupCount=BACKUP_COUNT,
            encoding="utf-8",
            errors="backslashreplace",
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(_RedactingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger(PACKAGE).setLevel(level)
    return handler


def redact_credentials(text: str) -> str:
    """Replace passwords, tokens and credential headers with `***`."""
    for pattern, replacement in _CREDENTIALS:
        text = re.sub(pattern, replacement, text)
    return text


class _RedactingFormatter(logging.Formatter):
    """Formatter that redacts credentials and indents continuation lines."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        if len(text) > MAX_RECORD_LENGTH:
            # Cut at a space: the password in a truncated URL might not be recognized.
            head, tail = text[:_HALF].rsplit(maxsplit=1)[0], text[-_HALF:].split(maxsplit=1)[-1]
            text = f"{head} … {tail}"
        return _CONTINUATION.join(redact_credentials(clean_text(text)).rstrip("\n").split("\n"))


class _PrivateFileHandler(RotatingFileHandler):
    """Rotating file handler with private files that ignores write errors."""

    def _open(self) -> TextIOWrapper:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC
        handle = os.open(self.baseFilename, flags, PRIVATE_FILE_MODE)
        try:
            os.fchmod(handle, PRIVATE_FILE_MODE)
            return os.fdopen(handle, "a", encoding=self.encoding, errors=self.errors)
        except OSError:
            os.close(handle)
            raise

    def handleError(self, record: logging.LogRecord) -> None:
        """Drop the record and close the stream; the next record reopens the file.

        The default prints tracebacks to the screen, now and when Python exits.
        """
        stream, self.stream = self.stream, None
        if stream is not None:
            with suppress(OSError):
                stream.close()
