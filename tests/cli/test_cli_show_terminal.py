"""`finews show` on a terminal: the page at its width, through the pager, and nothing but text."""

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

from tests.cli.town import RAIN, call, environment
from tests.layout.nasty_strings import NASTY, not_text

WEIGHT = re.compile(r"\x1b\[[0-9;]*m")


def seen(home: Path, *arguments: str, columns: int = 60, **environ: str) -> str:
    """What finews writes to a terminal of so many columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "finews_tui", *arguments],
        env=environment(home) | {"PAGER": "cat"} | environ,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    parts = []
    try:
        while part := os.read(ours, 65536):
            parts.append(part)
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    process.wait()
    return b"".join(parts).decode("utf-8").replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [30, 60, 120])
def test_it_is_the_page_at_the_width_of_the_terminal(home: Path, columns: int) -> None:
    text = seen(home, "show", RAIN, columns=columns)
    lines = WEIGHT.sub("", text).split("\n")
    assert max(map(cell_len, lines)) <= columns
    rule = next(line for line in lines if line.strip("─ ") == "" and "─" in line)
    assert cell_len(rule.strip()) == min(columns - (2 if columns >= 40 else 0), 84) - 2
    assert not_text(WEIGHT.sub("", text)) == []


def test_colours_are_left_out_where_they_are_not_wanted(home: Path) -> None:
    assert "\x1b[1m" in seen(home, "show", RAIN)
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", seen(home, "show", RAIN, NO_COLOR="1"))
    assert "\x1b" not in seen(home, "show", RAIN, TERM="dumb")


def test_it_goes_through_the_pager(home: Path, tmp_path: Path) -> None:
    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\nsed 's/^/> /'\n")
    pager.chmod(0o755)
    lines = seen(home, "show", RAIN, PAGER=str(pager)).rstrip("\n").split("\n")
    assert len(lines) > 4
    assert all(line.startswith(">") for line in lines)


def test_no_nasty_string_is_more_than_text(empty_home: Path) -> None:
    posts = empty_home / "posts"
    posts.mkdir()
    for number, text in enumerate(NASTY):
        body = f"{text}\n\n```\n{text}\n```\n\n| {text} | b |\n| --- | --- |\n| {text} | c |\n"
        post = f'---\ntitle: "{text}"\nauthor: "{text}"\ndate: 2024-01-01\n---\n\n{body}'
        (posts / f"nasty-{number}.md").write_bytes(post.encode("utf-8", "surrogatepass"))
    assert call(empty_home, "add", str(posts)).returncode == 0
    ids = call(empty_home, "list", "--ids", "-n", "0").stdout.decode().split()
    assert len(ids) == len(NASTY)
    for arguments in (["show", *ids], ["show", "--markdown", *ids], ["list", "-n", "0"]):
        text = WEIGHT.sub("", seen(empty_home, *arguments))
        assert not_text(text) == []
        assert text.count("fog") >= len(NASTY)
