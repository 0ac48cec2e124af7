"""Cases of a folder: the first sync, a sync with nothing changed, a list, sizes on disk."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from tests.benchmarks.figures import Row, Samples, interleave
from tests.benchmarks.ground import FINEWS, FLOORS, Ground, Home, run
from tests.benchmarks.made_posts import TITLE_MARK
from tests.benchmarks.terminal import Terminal


def first_sync(ground: Ground) -> list[Row]:
    """A folder never seen, with its index, beside the filling of the index alone."""
    texts = ground.texts
    filled = texts.with_name("filled.db")

    def finews() -> float:
        return timed(ground.new_home("first"), "sync")

    def floor() -> float:
        command = [sys.executable, str(FLOORS / "floor_index.py"), str(texts), str(filled)]
        return float(run(command, ground.home.environment).stdout)

    sync, fill = interleave(1 if ground.quick else 2, finews, floor)
    filled.unlink(missing_ok=True)
    return [Row("first sync, with index", sync, "filling the index", fill, 1.5)]


def first_headlines(ground: Ground) -> list[Row]:
    """The screen opened on a folder never seen, until its first headlines."""

    def finews() -> float:
        home = ground.new_home("first", syncs=True)
        with Terminal(FINEWS, home.environment) as terminal:
            return terminal.wait_for(TITLE_MARK)

    (shown,) = interleave(ground.rounds(3), finews)
    return [Row("first sync: the first headlines are seen", shown, limit=2.0)]


def nothing_changed(ground: Ground) -> list[Row]:
    """A sync of a folder as it was, beside a walk over its files."""
    home = ground.home
    walk = [sys.executable, str(FLOORS / "floor_walk.py"), str(ground.folder)]
    sync, floor = interleave(
        ground.rounds(7),
        lambda: timed(home, "sync", "archive"),
        timed_command(walk, home),
    )
    return [Row("sync, nothing changed", sync, "scandir and stat", floor, 2.0)]


def plain_list(ground: Ground) -> list[Row]:
    """`finews list -n 20` beside the import of sqlite3."""
    home = ground.home
    bare = timed_command([sys.executable, "-c", "import sqlite3"], home)
    home.run("list", "-n", "20")
    listed, floor = interleave(ground.rounds(15), lambda: timed(home, "list", "-n", "20"), bare)
    return [Row("finews list -n 20", listed, "import sqlite3", floor, 2.5)]


def size_on_disk(ground: Ground) -> list[Row]:
    """cache.db with its index, beside the bytes of the posts."""
    database = ground.home.paths.cache_database
    log = database.with_name("cache.db-wal")
    size = database.stat().st_size + (log.stat().st_size if log.exists() else 0)
    posts = Samples((float(ground.post_bytes),), "B")
    return [Row("cache.db, index included", Samples((float(size),), "B"), "posts", posts, 1.6)]


def timed(home: Home, *arguments: str) -> float:
    """Seconds of a finews command, from its start to its end."""
    return timed_command([*FINEWS, *arguments], home)()


def timed_command(command: list[str], home: Home) -> Callable[[], float]:
    """A command's seconds, each time that it is asked for."""

    def measure() -> float:
        begin = time.perf_counter()
        run(command, home.environment)
        return time.perf_counter() - begin

    return measure
