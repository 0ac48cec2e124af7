"""Help, unknown commands, exit statuses and signals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from finews_tui import __version__
from finews_tui.cli.registry import command_names
from finews_tui.errors import (
    BookmarkError,
    ConfigError,
    FinewsError,
    NotFoundError,
    StoreBusyError,
    StoreCorruptError,
    StoreFullError,
    StoreVersionError,
    UsageError,
)
from tests.cli.sample_home import FERRY, RunFinews, environment, run_process


def test_version(finews: RunFinews) -> None:
    ended = finews("--version")
    assert (ended.status, ended.out) == (0, f"finews {__version__}\n")


def test_help_lists_all_commands(finews: RunFinews) -> None:
    ended = finews("--help")
    assert ended.status == 0
    lines = ended.out.splitlines()
    assert all(any(line.startswith(f"  {name} ") for line in lines) for name in command_names())
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 90
    assert finews("-h").out == ended.out


@pytest.mark.parametrize("name", command_names())
def test_command_help_has_sentence_and_examples(finews: RunFinews, name: str) -> None:
    ended = finews(name, "--help")
    assert (ended.status, ended.err) == (0, "")
    assert f"usage: finews {name}" in ended.out
    assert (
        f"\nexamples:\n  finews {name}" in ended.out
        or "finews" in ended.out.partition("\nexamples:\n")[2]
    )
    assert max(map(len, ended.out.splitlines())) <= 100


@pytest.mark.parametrize(
    "arguments",
    [
        ["bookmark", "add"],
        ["bookmark", "list"],
        ["bookmark", "export"],
        ["queries", "add"],
        ["config", "edit"],
    ],
)
def test_subcommands_have_help(finews: RunFinews, arguments: list[str]) -> None:
    ended = finews(*arguments, "--help")
    assert ended.status == 0
    assert f"examples:\n  finews {' '.join(arguments)}" in ended.out or "EDITOR" in ended.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["lsit"], "did you mean `finews list`?"),
        (["xyzzy"], "finews --help"),
        (["\x1b[31mred"], "unknown command"),
        (["--colour"], "--colour"),
        (["-q"], "-q"),
        (["-q", "a", "b"], "b"),
        (["bookmark", "kepe"], "kepe"),
        (["list", "--jsno"], "--jsno"),
        (["config"], "COMMAND"),
    ],
)
def test_usage_errors(finews: RunFinews, arguments: list[str], message: str) -> None:
    ended = finews(*arguments)
    assert ended.status == 2
    assert ended.out == ""
    assert message in ended.err
    assert "\x1b" not in ended.err
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFoundError, 1),
        (UsageError, 2),
        (ConfigError, 2),
        (BookmarkError, 3),
        (StoreFullError, 3),
        (StoreCorruptError, 3),
        (StoreVersionError, 3),
        (StoreBusyError, 4),
    ],
)
def test_errors_have_exit_status(
    finews: RunFinews, monkeypatch: pytest.MonkeyPatch, error: type[FinewsError], status: int
) -> None:
    def fail(*_: object) -> None:
        raise error("what went wrong\n\x1b]0;title\x07 and where")

    monkeypatch.setattr("finews_tui.cli.commands.list_search.open_library", fail)
    ended = finews("list")
    assert ended.status == status
    assert ended.out == ""
    assert ended.err == "finews: what went wrong and where\n"


def test_traceback_goes_to_the_log_only(
    finews: RunFinews, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("never seen")

    monkeypatch.setattr("finews_tui.cli.commands.list_search.open_library", fail)
    ended = finews("list")
    assert ended.status == 1
    assert ended.out == ""
    assert ended.err.startswith("finews: unexpected error (ZeroDivisionError)")
    assert ended.err.count("\n") == 1
    (log,) = (home / "state").rglob("finews.log")
    assert str(log).endswith(ended.err.rpartition("~/")[2].removesuffix(" for details\n"))
    assert "ZeroDivisionError: never seen" in log.read_text()


def test_ctrl_c_exits_130(finews: RunFinews, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("finews_tui.cli.commands.list_search.open_library", interrupt)
    ended = finews("list")
    assert (ended.status, ended.out, ended.err) == (130, "", "")


def test_broken_cache_exits_3(home: Path) -> None:
    (home / "cache/finews/cache.db").write_bytes(b"not a database" * 1000)
    ended = run_process(home, "list")
    assert ended.returncode == 3
    assert ended.stderr.count(b"\n") == 1
    assert b"cache.db" in ended.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_stops_sync_and_closes_everything(
    empty_home: Path, tmp_path: Path, number: signal.Signals
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for post in range(3000):
        (folder / f"{post}.md").write_text(f"# Post {post}\n\n{'Some words here. ' * 200}\n")
    assert run_process(empty_home, "add", str(folder), "--no-sync").returncode == 0
    process = subprocess.Popen(
        [sys.executable, "-m", "finews_tui", "sync"],
        env=environment(empty_home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        wait_for(lambda: child_processes(process.pid))
        workers = child_processes(process.pid)
        process.send_signal(number)
        out, err = process.communicate(timeout=120)
    finally:
        process.kill()
    assert process.returncode == 128 + number
    assert out == b""
    assert err.startswith(b"finews: stopped")
    assert err.count(b"\n") == 1
    wait_for(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))
    assert run_process(empty_home, "doctor").returncode == 0


def child_processes(pid: int) -> list[str]:
    """Return the processes that threads of `pid` started."""
    processes = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        processes += (task / "children").read_text().split()
    return processes


def wait_for(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < end
        os.sched_yield()


def test_ignored_signal_stays_ignored(home: Path) -> None:
    program = (
        "import os, signal, sys\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "from finews_tui.cli.main import run\n"
        "status = run(['list', '--ids'], os.environ)\n"
        "assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN\n"
        "sys.exit(status)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program],
        env=environment(home),
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert FERRY in ended.stdout.decode()
