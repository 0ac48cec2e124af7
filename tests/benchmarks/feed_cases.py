"""Cases of feeds on a server of this machine: first sync, nothing changed, latency, a stall."""

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
from tests.benchmarks.figures import Row, Samples
from tests.benchmarks.ground import FINEWS, FLOORS, Ground, Home, run
from tests.benchmarks.newsboat import find_newsboat

FEEDS = 200
ENTRIES = 50
LATENCY_MS = 50
_AT_ONCE = 10
# So few that all are stored long before the one that stalls is given up, on a slow machine too.
_BESIDE_STALL = 40
_STALL_WAIT_S = 30.0


def feeds(ground: Ground) -> list[Row]:
    """All feeds from nothing, then all as they were, beside newsboat and a bare fetch."""
    with served(FEEDS, ENTRIES) as port:
        return _first_and_again(ground, port, "", rounds=ground.rounds(5))


def feeds_far_away(ground: Ground) -> list[Row]:
    """The same where each answer takes its time."""
    with served(FEEDS, ENTRIES, LATENCY_MS) as port:
        name = f", {LATENCY_MS} ms away"
        return _first_and_again(ground, port, name, rounds=ground.rounds(3))


def feed_stalls(ground: Ground) -> list[Row]:
    """One feed never ends: until all others are stored, beside a sync without it."""
    plain: list[float] = []
    stalled: list[float] = []
    with served(_BESIDE_STALL, ENTRIES) as port:
        all_addresses = _addresses(port, _BESIDE_STALL)
        for _ in range(ground.rounds(3)):
            for times, more in ((plain, []), (stalled, [stalling_address(port)])):
                home = _home(ground, [*more, *all_addresses])
                times.append(_seconds_until_stored(home, _BESIDE_STALL * ENTRIES))
    case = f"{_BESIDE_STALL} feeds, one more stalls: until they are stored"
    return [Row(case, Samples(tuple(stalled)), "none stalls", Samples(tuple(plain)), 1.3)]


@dataclass(frozen=True, slots=True)
class _Cost:
    """Of a program's run: seconds by the clock, seconds of work of it and of what it started."""

    wall: float
    work: float


class _Times:
    """What one program took in each round."""

    def __init__(self) -> None:
        self._costs: list[_Cost] = []

    def add(self, measure: Callable[[], object]) -> None:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        begin = time.perf_counter()
        measure()
        wall = time.perf_counter() - begin
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        self._costs.append(_Cost(wall, work))

    @property
    def wall(self) -> Samples:
        return Samples(tuple(cost.wall for cost in self._costs))

    @property
    def work(self) -> Samples:
        return Samples(tuple(cost.work for cost in self._costs))


def _first_and_again(ground: Ground, port: int, suffix: str, *, rounds: int) -> list[Row]:
    addresses = _addresses(port)
    programs: list[Callable[[], tuple[Callable[[], object], Callable[[], object]]]] = [
        lambda: _finews(ground, addresses),
        lambda: _bare(ground, addresses),
    ]
    if find_newsboat():
        programs.append(lambda: _newsboat(ground, addresses))
    firsts = [_Times() for _ in programs]
    agains = [_Times() for _ in programs]
    for _ in range(rounds):
        for program, first, again in zip(programs, firsts, agains, strict=True):
            from_nothing, unchanged = program()
            first.add(from_nothing)
            again.add(unchanged)
    bare = "httpx, no store"
    case = f"{FEEDS} feeds of {ENTRIES}, first{suffix}"
    case_again = f"{FEEDS} feeds, nothing changed{suffix}"
    rows = [
        Row(case, firsts[0].wall, bare, firsts[1].wall, 1.5),
        Row(f"{case}: work", firsts[0].work, bare, firsts[1].work),
        Row(case_again, agains[0].wall, bare, agains[1].wall, 1.3),
        Row(f"{case_again}: work", agains[0].work, bare, agains[1].work),
    ]
    if not find_newsboat():
        return [*rows, Row(case, firsts[0].wall, limit=0.5, note="newsboat is not installed")]
    return [
        *rows,
        Row(case, firsts[0].wall, "newsboat", firsts[2].wall, 0.5),
        Row(case_again, agains[0].wall, "newsboat", agains[2].wall),
    ]


def _finews(
    ground: Ground, addresses: Sequence[str]
) -> tuple[Callable[[], object], Callable[[], object]]:
    home = _home(ground, addresses)

    def sync() -> object:
        return run([*FINEWS, "sync"], home.environment)

    return sync, sync


def _bare(
    ground: Ground, addresses: Sequence[str]
) -> tuple[Callable[[], object], Callable[[], object]]:
    home = _home(ground, addresses)
    urls, etags = home.root / "urls", home.root / "etags"
    urls.write_text("\n".join(addresses), encoding="ascii")
    command = [sys.executable, str(FLOORS / "floor_feeds.py"), str(urls), str(etags)]
    return (
        lambda: run(command, home.environment),
        lambda: run(command, home.environment),
    )


def _newsboat(
    ground: Ground, addresses: Sequence[str]
) -> tuple[Callable[[], object], Callable[[], object]]:
    home = _home(ground, addresses)
    folder = home.root / "newsboat"
    folder.mkdir()
    (folder / "urls").write_text("\n".join([*addresses, ""]), encoding="ascii")
    (folder / "config").write_text(f"reload-threads {_AT_ONCE}\n", encoding="ascii")
    command = [find_newsboat(), "-q", "-u", str(folder / "urls"), "-C", str(folder / "config")]
    command += ["-c", str(folder / "cache.db"), "-x", "reload"]
    return (
        lambda: run(command, home.environment),
        lambda: run(command, home.environment),
    )


def _addresses(port: int, feeds: int = FEEDS) -> list[str]:
    return [address(port, number) for number in range(feeds)]


def _home(ground: Ground, addresses: Sequence[str]) -> Home:
    """A home that follows these feeds and has read nothing."""
    home = Home(ground.data / "feeds" / "home")
    shutil.rmtree(home.root, ignore_errors=True)
    lines = ["[sync]", "on_start = false", "every_min = 0"]
    for number, one in enumerate(addresses):
        lines += ["[[source]]", f'name = "feed{number}"', 'kind = "feed"', f'location = "{one}"']
    home.paths.config_file.parent.mkdir(parents=True)
    home.paths.config_file.write_text("\n".join(lines), encoding="utf-8")
    return home


def _seconds_until_stored(home: Home, articles: int) -> float:
    """From a sync's start until so many articles are in the cache; the sync is ended then."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        [*FINEWS, "sync"],
        env=home.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while _stored(home.paths.cache_database) < articles:
            if time.perf_counter() - begin > _STALL_WAIT_S:
                raise TimeoutError("the other feeds waited for the one that stalls")
            time.sleep(0.02)
        return time.perf_counter() - begin
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
            # Its tables are still to be made.
            return 0
    return int(row[0] or 0)
