"""Result of a sync, one per source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SyncStatus(StrEnum):
    """Status of a source after a sync. DEFERRED: skipped at the server's request."""

    OK = "ok"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    DEFERRED = "waiting"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class SyncOutcome:
    """Result of syncing one source. A failure here never stops other sources.

    `read_by_age` is the number of new articles marked as read because of their age, `pruned` the
    number of articles deleted by retention.
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
