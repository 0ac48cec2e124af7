"""Modules that commands must not import at start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.sample_home import environment

HEAVY = (
    "textual",
    "httpx",
    "rich",
    "asyncio",
    "argcomplete",
    "markdown_it",
    "selectolax",
    "tomlkit",
    "logging",
    "frontmatter",
    "yaml",
    "pygments",
    "feedparser",
    "multiprocessing",
    "concurrent",
)


PARSERS = (
    "finews_tui.content.body",
    "finews_tui.content.post",
    "finews_tui.sources.feeds.parse",
    "markdown_it",
    "selectolax",
    "tomlkit",
    "frontmatter",
    "yaml",
    "pygments",
    "feedparser",
    "feedparser_rs",
    "textual",
    "rich",
    "multiprocessing",
)
"""Modules that a sync without changes does not need."""


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "-n", "20"],
        ["list", "--ids", "copper"],
        ["list", "--json"],
        ["sources"],
        ["mark", "read", "--query", "ferry"],
        ["--help"],
        ["--version"],
    ],
)
def test_list_imports_little(home: Path, arguments: list[str]) -> None:
    assert _imported(home, arguments, HEAVY) == ["0"]


def test_sync_without_changes_imports_no_parser(home: Path) -> None:
    _imported(home, ["sync"], ())
    assert _imported(home, ["sync"], PARSERS) == ["0"]


def test_feed_sync_imports_no_parser() -> None:
    program = (
        "import sys, finews_tui.library.sync.feeds\n"
        f"print(*[name for name in {PARSERS!r} if name in sys.modules])\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert ended.stdout.split() == []


def _imported(home: Path, arguments: list[str], names: tuple[str, ...]) -> list[str]:
    """Return the exit status of a command, and the modules of `names` that it imported."""
    program = (
        "import os, sys\n"
        "from finews_tui.cli.main import run\n"
        f"status = run({arguments!r}, os.environ)\n"
        f"imported = [name for name in {names!r} if name in sys.modules]\n"
        "print(status, *imported, file=sys.stderr)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{program}"],
        env=environment(home),
        capture_output=True,
        check=True,
        timeout=60,
    )
    return ended.stderr.decode().splitlines()[-1].split()
