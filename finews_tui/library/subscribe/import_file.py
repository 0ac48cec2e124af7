"""Lists of feeds in files, OPML or newsboat's `urls`: known by what is in them, and taken over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from finews_tui.content.text.decoding import decode_text
from finews_tui.errors import UsageError
from finews_tui.i18n.catalog import ntr, tr
from finews_tui.i18n.system_errors import describe_os_error
from finews_tui.library.changes.change import CompositeChange
from finews_tui.library.changes.sources import removal_of
from finews_tui.library.changes.undo import record
from finews_tui.library.stores import Stores
from finews_tui.library.subscribe.follow import import_subscriptions
from finews_tui.model.source import Source
from finews_tui.sources.subscriptions.opml import LARGEST_FILE
from finews_tui.system.paths import home_relative

_HEAD_BYTES = 1 << 16
_OPML = re.compile(r"<(?:opml|outline)\b", re.IGNORECASE)
_URLS = re.compile(r"\s*(?:#.*\s*)*\"?(?:https?://\S|(?:query|exec|filter):)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What came of a list: the sources that are new, and what was not taken over, a line each."""

    added: tuple[Source, ...]
    refused: tuple[str, ...]


def is_subscription_list(location: str) -> bool:
    """Whether a file of this machine is a list of feeds, and no feed itself."""
    try:
        with Path(location).expanduser().open("rb") as file:
            head = decode_text(file.read(_HEAD_BYTES)).text
    except (OSError, RuntimeError, ValueError):
        return False
    return bool(_OPML.search(head) or _URLS.match(head))


def read_subscription_file(path: Path) -> bytes:
    """Return the content of a file of subscriptions.

    Raises:
        UsageError: the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            return read_subscription_stream(file)
    except OSError as error:
        raise UsageError(
            tr(
                "{file}: cannot be read: {reason}",
                file=home_relative(path),
                reason=describe_os_error(error),
            )
        ) from error


def read_subscription_stream(stream: BinaryIO) -> bytes:
    """Read subscriptions, up to one byte over the limit: the parser rejects larger files."""
    return stream.read(LARGEST_FILE + 1)


def import_subscription_file(stores: Stores, location: str) -> ImportedFile:
    """Follow the feeds that a file lists; to be undone as one change.

    Raises:
        UsageError: the file cannot be read, or is built to do harm.
        ConfigError: the configuration cannot be changed; nothing was added.
    """
    data = read_subscription_file(Path(location).expanduser())
    found = import_subscriptions(stores, data)
    if found.added:
        label = ntr("{count} feed added", "{count} feeds added", len(found.added))
        changes = tuple(removal_of(source) for source in found.added)
        record(stores, CompositeChange(label, changes))
    return ImportedFile(found.added, found.refused)
