"""What a listing does not import: it would take longer than the listing itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.town import environment

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
def test_a_listing_imports_little(home: Path, arguments: list[str]) -> None:
    program = (
        "import os, sys\n"
        "from finews_tui.cli.main import run\n"
        f"status = run({arguments!r}, os.environ)\n"
        f"found = [name for name in {HEAVY!r} if name in sys.modules]\n"
        "print(status, *found, file=sys.stderr)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{program}"],
        env=environment(home),
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert ended.stderr.decode().split() == ["0"]
