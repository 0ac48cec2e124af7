"""Schedule of automatic syncs: intervals, backoff and Retry-After."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from finews_tui.config.loader import load
from finews_tui.library.library import Library
from finews_tui.library.sync import schedule
from finews_tui.library.sync.run import sync
from finews_tui.model.sync_outcome import SyncOutcome
from finews_tui.system.paths import Paths
from tests.sources.hostile import SERVER, HostileServer, running

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)


@pytest.mark.parametrize(
    ("own", "default", "minutes"),
    [(None, 30, 30), (5, 30, 5), (None, 0, 30), (0, 30, None), (0, 0, None), (90, 0, 90)],
)
def test_interval_of_feed(own: int | None, default: int, minutes: int | None) -> None:
    expected = None if minutes is None else timedelta(minutes=minutes)
    assert schedule.interval(own, default) == expected


@pytest.mark.parametrize(
    ("failures", "fresh_s", "delay"),
    [
        (0, 0, HALF_HOUR),
        (0, 60, HALF_HOUR),
        (0, 3600, timedelta(hours=1)),
        (0, 365 * 86400, timedelta(hours=5)),
        (1, 0, timedelta(hours=1)),
        (2, 0, timedelta(hours=2)),
        (3, 7200, timedelta(hours=4)),
        (10, 0, timedelta(days=1)),
        (10_000, 0, timedelta(days=1)),
    ],
)
def test_next_automatic_sync_after_success_and_failures(
    failures: int, fresh_s: int, delay: timedelta
) -> None:
    next_sync = schedule.next_sync(NOW, HALF_HOUR, failures=failures, fresh_s=fresh_s)
    assert next_sync == NOW + delay


def test_interval_longer_than_a_day_is_not_shortened() -> None:
    week = timedelta(days=7)
    assert schedule.next_sync(NOW, week, failures=3) == NOW + week
    assert not schedule.is_due(NOW + HALF_HOUR, week, NOW, NOW + week)


def test_manual_feed_is_never_due() -> None:
    assert schedule.next_sync(NOW, None) is None
    assert not schedule.is_due(NOW, None, None, None)


@pytest.mark.parametrize(
    ("last_sync", "next_sync", "is_due"),
    [
        (None, None, True),
        (-HALF_HOUR, HALF_HOUR, False),
        (-HALF_HOUR, timedelta(0), True),
        (-HALF_HOUR, timedelta(seconds=50), True),
        (-HALF_HOUR, timedelta(hours=23), False),
        (-HALF_HOUR, timedelta(days=4000), True),
        (timedelta(days=10), timedelta(hours=1), True),
    ],
)
def test_feed_is_due_after_clock_was_corrected(
    last_sync: timedelta | None, next_sync: timedelta | None, is_due: bool
) -> None:
    times = [None if step is None else NOW + step for step in (last_sync, next_sync)]
    assert schedule.is_due(NOW, HALF_HOUR, *times) is is_due


@pytest.mark.parametrize(
    ("until", "is_active"),
    [(None, False), (-1, False), (0, False), (1, True), (1440, True), (14400, False)],
)
def test_backoff_is_limited_to_a_day(until: int | None, is_active: bool) -> None:
    time = None if until is None else NOW + timedelta(minutes=until)
    assert (schedule.active_backoff(NOW, time) is not None) is is_active


@dataclass
class Clock:
    """A clock set by the test."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def server() -> Iterator[HostileServer]:
    if not SERVER.exists():
        pytest.skip("requires the hostile server of ../shared")
    with running() as server:
        yield server


def sync_automatically(library: Library) -> dict[str, SyncOutcome]:
    outcomes = asyncio.run(sync(library.stores, automatic=True))
    return {outcome.source: outcome for outcome in outcomes}


def test_automatic_sync_skips_feed_that_is_not_due(paths: Paths, server: HostileServer) -> None:
    feeds = {
        "hour": "/cache/max-age",
        "year": "/cache/max-age-year",
        "junk": "/cache/junk",
        "bad": "/status/500",
    }
    paths.config_file.parent.mkdir(parents=True)
    lines = [
        f'[[source]]\nname = "{name}"\nkind = "feed"\nlocation = "{server.base}{path}"\n'
        for name, path in feeds.items()
    ]
    paths.config_file.write_text("\n".join(lines))
    clock = Clock(NOW)
    requested: list[list[str]] = []
    server.reset()
    with Library(paths, load(paths.config_file), clock=clock) as library:
        for minutes in (0, 10, 31, 61, 301, 302):
            clock.now = NOW + timedelta(minutes=minutes)
            before = len(server.log())
            outcomes = sync_automatically(library)
            requested_paths = {entry["path"] for entry in server.log()[before:]}
            requested.append([name for name, path in feeds.items() if path in requested_paths])
            for name in feeds.keys() - set(requested[-1]):
                assert outcomes[name].status == "waiting"
                assert outcomes[name].retry_at is not None
        (manual,) = asyncio.run(sync(library.stores, ["hour"]))
        assert manual.status == "unchanged"
    assert requested == [
        ["hour", "year", "junk", "bad"],
        [],
        ["junk"],
        ["hour", "junk", "bad"],
        ["hour", "year", "junk", "bad"],
        [],
    ]
