"""`finews show` on a terminal: pages, styles, pager, hostile strings."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.sample_home import RAIN, environment, run_process
from tests.layout.nasty_text import NASTY, forbidden_characters

SGR = re.compile(r"\x1b\[[0-9;]*m")


def run_on_terminal(home: Path, *arguments: str, columns: int = 60, **environ: str) -> str:
    """Return what finews writes to a terminal with `columns` columns."""
    main, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "finews_tui", *arguments],
        env=environment(home) | {"PAGER": "cat"} | environ,
        stdin=subprocess.DEVNULL,
        stdout=terminal,
        stderr=subprocess.DEVNULL,
    )
    os.close(terminal)
    parts = []
    try:
        while part := os.read(main, 65536):
            parts.append(part)
    except OSError:  # the other end is closed
        pass
    os.close(main)
    process.wait()
    return b"".join(parts).decode("utf-8").replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [30, 60, 120])
def test_page_is_as_wide_as_the_terminal(home: Path, columns: int) -> None:
    text = run_on_terminal(home, "show", RAIN, columns=columns)
    lines = SGR.sub("", text).split("\n")
    assert max(map(cell_len, lines)) <= columns
    rule = next(line for line in lines if line.strip("─ ") == "" and "─" in line)
    assert cell_len(rule.strip()) == min(columns - (2 if columns >= 40 else 0), 84) - 2
    assert forbidden_characters(SGR.sub("", text)) == []


def test_no_color(home: Path) -> None:
    assert "\x1b[1m" in run_on_terminal(home, "show", RAIN)
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", run_on_terminal(home, "show", RAIN, NO_COLOR="1"))
    assert "\x1b" not in run_on_terminal(home, "show", RAIN, TERM="dumb")


def test_page_goes_through_the_pager(home: Path, tmp_path: Path) -> None:
    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\nsed 's/^/> /'\n")
    pager.chmod(0o755)
    lines = run_on_terminal(home, "show", RAIN, PAGER=str(pager)).rstrip("\n").split("\n")
    assert len(lines) > 4
    assert all(line.startswith(">") for line in lines)


def test_hostile_strings_are_plain_text(empty_home: Path) -> None:
    posts = empty_home / "posts"
    posts.mkdir()
    for number, text in enumerate(NASTY):
        body = f"{text}\n\n```\n{text}\n```\n\n| {text} | b |\n| --- | --- |\n| {text} | c |\n"
        post = f'---\ntitle: "{text}"\nauthor: "{text}"\ndate: 2024-01-01\n---\n\n{body}'
        (posts / f"nasty-{number}.md").write_bytes(post.encode("utf-8", "surrogatepass"))
    assert run_process(empty_home, "add", str(posts)).returncode == 0
    ids = run_process(empty_home, "list", "--ids", "-n", "0").stdout.decode().split()
    assert len(ids) == len(NASTY)
    for arguments in (["show", *ids], ["show", "--markdown", *ids], ["list", "-n", "0"]):
        text = SGR.sub("", run_on_terminal(empty_home, *arguments))
        assert forbidden_characters(text) == []
        assert text.count("fog") >= len(NASTY)
