"""The fast path of `finews list`: same output, and fallback to the library."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from finews_tui.cli import fast_list
from finews_tui.cli.session import open_library
from finews_tui.library.changes.sources import unfollow
from finews_tui.store import fast_list as stored_list
from finews_tui.store import schema
from finews_tui.system.paths import user_paths
from tests.cli.conftest import set_environment
from tests.cli.sample_home import COPPER, FERRY, RAIN, RunFinews, environment, run_process


@pytest.fixture
def is_fast(home: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], bool]:
    """Return a function that checks if the fast path handles `finews list -n 20`."""
    assert run_process(home, "list", "").returncode == 0
    monkeypatch.setattr("finews_tui.cli.output.streams.write", lambda text: None)

    def check() -> bool:
        return fast_list.print_fast_list(["-n", "20"], environment(home))

    assert check()
    return check


ARGUMENTS = [
    [],
    ["-n", "1"],
    ["-n", "2", "--ids"],
    ["--oldest"],
    ["--ids", "--oldest", "-n", "2"],
    ["-n", "500"],
]


@pytest.mark.parametrize("arguments", ARGUMENTS)
def test_fast_list_prints_the_same_as_the_library(finews: RunFinews, arguments: list[str]) -> None:
    finews("mark", "read", RAIN)
    finews("bookmark", "add", COPPER)
    # An empty query gives the same list, but bypasses the fast path.
    assert finews("list", *arguments).out == finews("list", *arguments, "").out


@pytest.mark.parametrize("arguments", ARGUMENTS)
def test_plain_lists_are_fast(is_fast: object, home: Path, arguments: list[str]) -> None:
    assert fast_list.print_fast_list(arguments, environment(home))


@pytest.mark.parametrize(
    "arguments",
    [["copper"], ["--json"], ["-n", "0"], ["-n", "501"], ["-n"], ["-n", "x"], ["-n2"], ["--", "x"]],
)
def test_other_arguments_are_left_to_the_library(
    is_fast: object, home: Path, arguments: list[str]
) -> None:
    assert not fast_list.print_fast_list(arguments, environment(home))


def test_changed_config_is_loaded(is_fast: Callable[[], bool], home: Path) -> None:
    config = home / "config/finews/config.toml"
    config.write_text(f"{config.read_text()}\n[ui]\nmeasure = 70\n")
    assert not is_fast()
    assert run_process(home, "list").returncode == 0
    assert is_fast()
    config.write_text("[ui]\nmeasure = 1\n")
    assert not is_fast()
    assert run_process(home, "list").returncode == 2


def test_other_version_loads_the_config(
    is_fast: Callable[[], bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fast_list, "__version__", "99")
    assert not is_fast()


def test_unfollowed_source_is_left_to_the_library(
    is_fast: Callable[[], bool], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_environment(monkeypatch, environment(home))
    with open_library() as library:
        change = unfollow(library.stores, "town")
    assert run_process(home, "list").stdout == b""
    assert not is_fast()
    with open_library() as library:
        change.apply(library.stores)
    assert FERRY in run_process(home, "list", "--ids", "").stdout.decode()
    assert is_fast()


def test_marks_missing_in_the_cache_are_copied(is_fast: Callable[[], bool], home: Path) -> None:
    with sqlite3.connect(home / "data/finews/state.db") as state:
        state.execute("UPDATE sequence SET value = value + 1")
        state.execute("INSERT INTO marks VALUES ('town', '2026-03-07-rain', 1, 1)")
    state.close()
    assert not is_fast()
    assert f"{RAIN}\t2026-03-07T09:15:00+08:00\tread\t" in run_process(home, "list").stdout.decode()
    assert is_fast()


def test_changed_bookmarks_are_indexed(is_fast: Callable[[], bool], home: Path) -> None:
    assert run_process(home, "bookmark", "add", FERRY).returncode == 0
    assert is_fast()
    (file,) = (home / "data/finews/bookmarks").glob("*.md")
    file.unlink()
    assert not is_fast()
    assert b"bookmarked" not in run_process(home, "list").stdout
    assert is_fast()


@pytest.mark.parametrize("database", ["cache/finews/cache.db", "data/finews/state.db"])
@pytest.mark.parametrize("change", ["PRAGMA user_version = 99", "PRAGMA application_id = 1"])
def test_foreign_database_is_left_to_the_library(
    is_fast: Callable[[], bool], home: Path, database: str, change: str
) -> None:
    connection = sqlite3.connect(home / database)
    connection.execute(change)
    connection.close()
    assert not is_fast()
    assert run_process(home, "list").returncode == 3


@pytest.mark.parametrize("database", ["cache/finews/cache.db", "data/finews/state.db"])
def test_missing_or_broken_database_is_left_to_the_library(
    is_fast: Callable[[], bool], home: Path, database: str
) -> None:
    (home / database).write_bytes(b"not a database" * 500)
    assert not is_fast()
    (home / database).unlink()
    assert not is_fast()
    assert not (home / database).exists()


def test_constants_match_the_schema(tmp_path: Path) -> None:
    assert (schema.CACHE_APPLICATION_ID, schema.STATE_APPLICATION_ID) == stored_list.APPLICATION_IDS
    versions = []
    for database in (
        schema.cache_database(tmp_path / "cache.db"),
        schema.state_database(tmp_path / "state.db"),
    ):
        versions += database.connection().execute("PRAGMA user_version").fetchone()
        database.close()
    assert tuple(versions) == stored_list.SCHEMA_VERSIONS


@pytest.mark.parametrize(
    "environ",
    [
        {"HOME": "/home/me"},
        {"HOME": "/home/me", "XDG_CACHE_HOME": "/fast"},
        {"HOME": "/home/me", "XDG_DATA_HOME": "", "XDG_CONFIG_HOME": " "},
        {
            "HOME": "/home/me",
            "XDG_CONFIG_HOME": "/a b",
            "XDG_DATA_HOME": "/d/",
            "XDG_CACHE_HOME": "/c",
        },
    ],
)
def test_directories_match_platformdirs(
    monkeypatch: pytest.MonkeyPatch, environ: dict[str, str]
) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    set_environment(monkeypatch, environ)
    paths = user_paths()
    directories = [
        Path(fast_list._directory(*item, os.environ))
        for item in fast_list._HOME_DIRECTORIES.items()
    ]
    assert directories == [paths.config_directory, paths.cache_directory, paths.data_directory]


@pytest.mark.parametrize("environ", [{}, {"HOME": ""}, {"HOME": "me"}, {"XDG_CACHE_HOME": "c"}])
def test_unusual_directories_are_left_to_the_library(environ: dict[str, str]) -> None:
    assert fast_list._directory("XDG_CACHE_HOME", ".cache", environ) == ""
