"""Result of a sync, one value per source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SyncStatus(StrEnum):
    """How the sync of a source ended; DEFERRED: the server asked for a pause."""

    OK = "ok"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    DEFERRED = "waiting"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class SyncOutcome:
    """Result of syncing one source; a failure is a value in it and never stops other sources.

    `read_by_age` counts new articles that count as read because of their age, `pruned` those that
    retention deleted.
    """

    source: str
    status: SyncStatus
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    read_by_age: int = 0
    warnings: tuple[str, ...] = ()
    error_code: str = ""
    error: str = ""
    retry_at: datetime | None = None
    pruned: int = 0
