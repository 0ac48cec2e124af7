"""Benchmarks of feed syncs: first sync, unchanged feeds, latency, stalled server."""

from __future__ import annotations

import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.feed_server import address, served, stalling_address
from tests.benchmarks.newsboat import find_newsboat
from tests.benchmarks.results import Row, Samples
from tests.benchmarks.workspace import BASELINES, FINEWS, Home, Workspace, run

FEEDS = 200
ENTRIES = 50
LATENCY_MS = 50
_CONNECTIONS = 10
# Few enough to be stored before the timeout of the stalled feed, even on slow machines.
_STALL_FEEDS = 40
_STALL_WAIT_S = 30.0


def feeds(workspace: Workspace) -> list[Row]:
    """First sync and unchanged sync, compared to newsboat and plain fetching."""
    with served(FEEDS, ENTRIES) as port:
        return _first_and_repeat(workspace, port, "", rounds=workspace.rounds(5))


def feeds_far_away(workspace: Workspace) -> list[Row]:
    """First sync and unchanged sync with network latency."""
    with served(FEEDS, ENTRIES, LATENCY_MS) as port:
        name = f", {LATENCY_MS} ms latency"
        return _first_and_repeat(workspace, port, name, rounds=workspace.rounds(3))


def feed_stalls(workspace: Workspace) -> list[Row]:
    """Time to store all other feeds while one stalls, compared to a sync without it."""
    plain: list[float] = []
    stalled: list[float] = []
    with served(_STALL_FEEDS, ENTRIES) as port:
        all_addresses = _addresses(port, _STALL_FEEDS)
        for _ in range(workspace.rounds(3)):
            for times, extra in ((plain, []), (stalled, [stalling_address(port)])):
                home = _home(workspace, [*extra, *all_addresses])
                times.append(_time_until_stored(home, _STALL_FEEDS * ENTRIES))
    case = f"{_STALL_FEEDS} feeds stored while another stalls"
    return [Row(case, Samples(tuple(stalled)), "without it", Samples(tuple(plain)), 1.3)]


@dataclass(frozen=True, slots=True)
class _Cost:
    """Cost of a run in seconds: wall time, and CPU time including child processes."""

    wall: float
    cpu: float


class _Times:
    """Costs of one program by round."""

    def __init__(self) -> None:
        self._costs: list[_Cost] = []

    def add(self, measure: Callable[[], object]) -> None:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        measure()
        wall = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        self._costs.append(_Cost(wall, cpu))

    @property
    def wall(self) -> Samples:
        return Samples(tuple(cost.wall for cost in self._costs))

    @property
    def cpu(self) -> Samples:
        return Samples(tuple(cost.cpu for cost in self._costs))


def _first_and_repeat(workspace: Workspace, port: int, suffix: str, *, rounds: int) -> list[Row]:
    addresses = _addresses(port)
    programs: list[Callable[[], tuple[Callable[[], object], Callable[[], object]]]] = [
        lambda: _finews(workspace, addresses),
        lambda: _bare(workspace, addresses),
    ]
    if find_newsboat():
        programs.append(lambda: _newsboat(workspace, addresses))
    first_costs = [_Times() for _ in programs]
    repeat_costs = [_Times() for _ in programs]
    for _ in range(rounds):
        for program, first, repeat in zip(programs, first_costs, repeat_costs, strict=True):
            first_sync, unchanged = program()
            first.add(first_sync)
            repeat.add(unchanged)
    bare = "httpx, no store"
    case = f"{FEEDS} feeds of {ENTRIES}, first{suffix}"
    repeat_case = f"{FEEDS} feeds, unchanged{suffix}"
    rows = [
        Row(case, first_costs[0].wall, bare, first_costs[1].wall, 1.5),
        Row(f"{case}: CPU time", first_costs[0].cpu, bare, first_costs[1].cpu),
        Row(repeat_case, repeat_costs[0].wall, bare, repeat_costs[1].wall, 1.3),
        Row(f"{repeat_case}: CPU time", repeat_costs[0].cpu, bare, repeat_costs[1].cpu),
    ]
    if not find_newsboat():
        return [*rows, Row(case, first_costs[0].wall, limit=0.5, note="newsboat is not installed")]
    return [
        *rows,
        Row(case, first_costs[0].wall, "newsboat", first_costs[2].wall, 0.5),
        Row(repeat_case, repeat_costs[0].wall, "newsboat", repeat_costs[2].wall),
    ]


def _finews(
    workspace: Workspace, addresses: Sequence[str]
) -> tuple[Callable[[], object], Callable[[], object]]:
    home = _home(workspace, addresses)

    def sync() -> object:
        return run([*FINEWS, "sync"], home.environment)

    return sync, sync


def _bare(
    workspace: Workspace, addresses: Sequence[str]
) -> tuple[Callable[[], object], Callable[[], object]]:
    home = _home(workspace, addresses)
    urls, etags = home.root / "urls", home.root / "etags"
    urls.write_text("\n".join(addresses), encoding="ascii")
    command = [sys.executable, str(BASELINES / "baseline_feeds.py"), str(urls), str(etags)]
    return (
        lambda: run(command, home.environment),
        lambda: run(command, home.environment),
    )


def _newsboat(
    workspace: Workspace, addresses: Sequence[str]
) -> tuple[Callable[[], object], Callable[[], object]]:
    home = _home(workspace, addresses)
    folder = home.root / "newsboat"
    folder.mkdir()
    (folder / "urls").write_text("\n".join([*addresses, ""]), encoding="ascii")
    (folder / "config").write_text(f"reload-threads {_CONNECTIONS}\n", encoding="ascii")
    command = [find_newsboat(), "-q", "-u", str(folder / "urls"), "-C", str(folder / "config")]
    command += ["-c", str(folder / "cache.db"), "-x", "reload"]
    return (
        lambda: run(command, home.environment),
        lambda: run(command, home.environment),
    )


def _addresses(port: int, feeds: int = FEEDS) -> list[str]:
    return [address(port, number) for number in range(feeds)]


def _home(workspace: Workspace, addresses: Sequence[str]) -> Home:
    """Create a home with these feeds as sources, not synced yet."""
    home = Home(workspace.data / "feeds" / "home")
    shutil.rmtree(home.root, ignore_errors=True)
    lines = ["[sync]", "on_start = false", "every_min = 0"]
    for number, location in enumerate(addresses):
        lines += [
            "[[source]]",
            f'name = "feed{number}"',
            'kind = "feed"',
            f'location = "{location}"',
        ]
    home.paths.config_file.parent.mkdir(parents=True)
    home.paths.config_file.write_text("\n".join(lines), encoding="utf-8")
    return home


def _time_until_stored(home: Home, articles: int) -> float:
    """Run a sync until the cache has this many articles. Returns the time in seconds."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [*FINEWS, "sync"],
        env=home.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while _stored(home.paths.cache_database) < articles:
            if time.perf_counter() - start > _STALL_WAIT_S:
                raise TimeoutError("other feeds waited for the stalled one")
            time.sleep(0.02)
        return time.perf_counter() - start
    finally:
        process.terminate()
        process.wait()


def _stored(database: Path) -> int:
    if not database.is_file():
        return 0
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=5)) as cache:
        try:
            row = cache.execute("SELECT sum(articles) FROM sources").fetchone()
        except sqlite3.OperationalError:
            # The tables do not exist yet.
            return 0
    return int(row[0] or 0)
