"""The log: a file that rotates, for its owner alone, without credentials or control characters."""

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
LARGEST_FILE = 1_000_000
OLD_FILES = 3
LONGEST_RECORD = 16_384
_HALF = LONGEST_RECORD // 2
_CONTINUED = "\n    "
_HIDDEN = "***"

_SECRET_NAMES = "token|secret|passw(?:or)?d|passwd|pwd|api[_-]?key|signature|credentials?|session"
# Each begins at a fixed word or mark and is bounded, so that a hostile text costs linear time;
# `re` compiles them at the first record, for most runs of finews log nothing.
_CREDENTIALS = (
    # https://user:pass@host, and a token alone before the @.
    (r"(?<=://)[^\s/?#]{1,2000}@", f"{_HIDDEN}@"),
    # user:pass@host without a scheme.
    (r"(?<![\w.+/-])[\w.+-]{1,200}:[^\s/@:]{1,500}@(?=[\w\[])", f"{_HIDDEN}@"),
    # Headers, as text, in a dict, or as the pairs of bytes that HTTP libraries log.
    (
        r"(?i)((?:authorization|cookie2?|x-api-key)[\"']?\s{0,4}[:=,]\s{0,4})[^\r\n]+",
        rf"\g<1>{_HIDDEN}",
    ),
    (r"\b(Bearer|Basic|Digest) [\w.~+/=-]{6,}", rf"\g<1> {_HIDDEN}"),
    # ?token=…, and "token": "…".
    (rf"(?i)((?:{_SECRET_NAMES})[\w-]{{0,20}}(?:=|%3D))[^\s&;\"'<>)]+", rf"\g<1>{_HIDDEN}"),
    (
        rf"(?i)((?:{_SECRET_NAMES})[\w-]{{0,20}}[\"']\s?[:,=]\s?b?[\"'])[^\"']+",
        rf"\g<1>{_HIDDEN}",
    ),
    (r"(?i)([?&](?:key|auth|code|sid|sig|pass|pw|jwt)=)[^\s&;\"'<>)]+", rf"\g<1>{_HIDDEN}"),
)


def set_up_logging(path: Path, level: int = logging.INFO) -> logging.Handler:
    """Send what finews logs from `level` on, and others' warnings, to `path`.

    Never raises: where the file cannot be written, nothing is logged, neither there nor on the
    screen. The handler is returned to be closed and taken from the root logger.
    """
    handler: logging.Handler
    try:
        make_private_directory(path.parent)
        handler = _PrivateFile(
            path,
            maxBytes=LARGEST_FILE,
            backupCount=OLD_FILES,
            encoding="utf-8",
            errors="backslashreplace",
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(_SafeFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger(PACKAGE).setLevel(level)
    return handler


def redact_credentials(text: str) -> str:
    """`text` with passwords, tokens and the headers that carry them taken out."""
    for pattern, replacement in _CREDENTIALS:
        text = re.sub(pattern, replacement, text)
    return text


class _SafeFormatter(logging.Formatter):
    """A record, its traceback too, in lines of which only the first begins at the margin."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        if len(text) > LONGEST_RECORD:
            # At a space, or half of an address might keep its password.
            head, tail = text[:_HALF].rsplit(maxsplit=1)[0], text[-_HALF:].split(maxsplit=1)[-1]
            text = f"{head} … {tail}"
        return _CONTINUED.join(redact_credentials(clean_text(text)).rstrip("\n").split("\n"))


class _PrivateFile(RotatingFileHandler):
    """A rotating file for its owner alone; a failure to write it is nobody's business."""

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
        """Drop the record, and the stream with what it still holds; the next one opens it anew.

        Python would print a traceback into the middle of the screen, and another one at the end.
        """
        stream, self.stream = self.stream, None
        if stream is not None:
            with suppress(OSError):
                stream.close()
