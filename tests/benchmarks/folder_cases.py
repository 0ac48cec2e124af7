"""Benchmarks of folders: first sync, unchanged sync, `list`, size on disk."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from tests.benchmarks.generated_posts import TITLE_PATTERN
from tests.benchmarks.results import Row, Samples, interleave
from tests.benchmarks.terminal import Terminal
from tests.benchmarks.workspace import BASELINES, FINEWS, Home, Workspace, run


def first_sync(workspace: Workspace) -> list[Row]:
    """First sync of a folder with its index, compared to filling the index alone."""
    texts = workspace.texts
    filled = texts.with_name("filled.db")

    def finews() -> float:
        return timed(workspace.new_home("first"), "sync")

    def baseline() -> float:
        command = [sys.executable, str(BASELINES / "baseline_index.py"), str(texts), str(filled)]
        return float(run(command, workspace.home.environment).stdout)

    sync, fill = interleave(1 if workspace.quick else 2, finews, baseline)
    filled.unlink(missing_ok=True)
    return [Row("first sync, with index", sync, "filling the index", fill, 1.5)]


def first_headlines(workspace: Workspace) -> list[Row]:
    """Time from starting the UI with a new folder to the first headlines."""

    def finews() -> float:
        home = workspace.new_home("first", syncs=True)
        with Terminal(FINEWS, home.environment) as terminal:
            return terminal.wait_for(TITLE_PATTERN)

    (samples,) = interleave(workspace.rounds(3), finews)
    return [Row("first sync, first headlines", samples, limit=2.0)]


def unchanged_sync(workspace: Workspace) -> list[Row]:
    """Sync of an unchanged folder, compared to a walk over its files."""
    home = workspace.home
    walk = [sys.executable, str(BASELINES / "baseline_walk.py"), str(workspace.folder)]
    sync, baseline = interleave(
        workspace.rounds(7),
        lambda: timed(home, "sync", "archive"),
        timed_command(walk, home),
    )
    return [Row("sync, unchanged", sync, "scandir and stat", baseline, 2.0)]


def plain_list(workspace: Workspace) -> list[Row]:
    """`finews list -n 20`, compared to importing sqlite3."""
    home = workspace.home
    bare = timed_command([sys.executable, "-c", "import sqlite3"], home)
    home.run("list", "-n", "20")
    listed, baseline = interleave(
        workspace.rounds(15), lambda: timed(home, "list", "-n", "20"), bare
    )
    return [Row("finews list -n 20", listed, "import sqlite3", baseline, 2.5)]


def size_on_disk(workspace: Workspace) -> list[Row]:
    """Size of cache.db, compared to the posts."""
    database = workspace.home.paths.cache_database
    log = database.with_name("cache.db-wal")
    size = database.stat().st_size + (log.stat().st_size if log.exists() else 0)
    posts = Samples((float(workspace.post_bytes),), "B")
    return [Row("cache.db, with index", Samples((float(size),), "B"), "posts", posts, 1.6)]


def timed(home: Home, *arguments: str) -> float:
    """Return the run time of a finews command in seconds."""
    return timed_command([*FINEWS, *arguments], home)()


def timed_command(command: list[str], home: Home) -> Callable[[], float]:
    """Return a function that runs a command and returns its run time in seconds."""

    def measure() -> float:
        start = time.perf_counter()
        run(command, home.environment)
        return time.perf_counter() - start

    return measure
