"""finews in a pseudo-terminal: signals, colours, and background detection."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from subprocess import Popen

import pytest

from finews_tui.ui.theming.palettes import DARK_BASE, PAPER

WELCOME = "Welcome to finews"
DEADLINE_S = 20.0
COLOURS = re.compile(rb"\x1b\[[0-9;:]*m")


class Terminal:
    """finews process in a pseudo-terminal."""

    def __init__(self, home: Path, **environ: str) -> None:
        self.master, self.slave = pty.openpty()
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
        self.before = termios.tcgetattr(self.slave)
        self.output = b""
        inherited = {
            name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ
        }
        self.process = Popen(
            [sys.executable, "-m", "finews_tui"],
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            env={
                **inherited,
                "HOME": str(home),
                "TERM": "xterm-256color",
                "COLORFGBG": "15;0",
                "LANG": "C.UTF-8",
                **environ,
            },
            start_new_session=True,
        )

    def read(self) -> None:
        ready, _, _ = select.select([self.master], [], [], 0.05)
        if ready:
            with suppress(OSError):
                self.output += os.read(self.master, 65536)

    def wait_for(self, text: str) -> None:
        """Read until `text` has been written."""
        end = time.monotonic() + DEADLINE_S
        while text.encode() not in self.output:
            assert time.monotonic() < end, self.output[-500:]
            self.read()

    def wait(self) -> int:
        """Wait for the process to exit. Returns the exit status."""
        end = time.monotonic() + DEADLINE_S
        while self.process.poll() is None:
            assert time.monotonic() < end
            self.read()
        self.read()
        return self.process.returncode

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)
        os.close(self.slave)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def terminal(home: Path) -> Iterator[Terminal]:
    opened = Terminal(home)
    yield opened
    opened.close()


@pytest.mark.parametrize("moment", ["\x1b[?1049h", WELCOME], ids=["starting", "started"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_signal_restores_the_terminal(
    terminal: Terminal, number: signal.Signals, moment: str
) -> None:
    terminal.wait_for(moment)
    terminal.process.send_signal(number)
    assert terminal.wait() == 128 + number
    assert termios.tcgetattr(terminal.slave) == terminal.before
    for sequence in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?2004l"):
        assert sequence in terminal.output
    assert b"Traceback" not in terminal.output


def test_closed_terminal_exits_without_signal(home: Path) -> None:
    """Not a controlling terminal, as under `make`: closing it sends no SIGHUP."""
    opened = Terminal(home)
    opened.wait_for(WELCOME)
    os.close(opened.master)
    os.close(opened.slave)
    try:
        assert opened.process.wait(DEADLINE_S) == 128 + signal.SIGHUP
    finally:
        opened.process.kill()


def test_no_color_disables_colours(home: Path) -> None:
    terminal = Terminal(home, NO_COLOR="1")
    try:
        terminal.wait_for(WELCOME)
        os.write(terminal.master, b"j?")
        terminal.wait_for("Keyboard shortcuts")
        codes = {
            int(code)
            for sequence in COLOURS.findall(terminal.output)
            for code in re.findall(rb"\d+", sequence)
        }
        assert codes
        assert not codes & {*range(30, 39), *range(40, 49), *range(90, 108)}
    finally:
        terminal.close()


def test_keymap_error_is_one_line_without_screen(home: Path) -> None:
    config = home / ".config" / "finews" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('[keys]\n"article.bokmark" = "B"\n', encoding="utf-8")
    terminal = Terminal(home)
    try:
        assert terminal.wait() == 2
        assert b"config.toml:2: keys.article.bokmark" in terminal.output
        assert b"article.bookmark" in terminal.output
        assert b"\x1b[?1049h" not in terminal.output
    finally:
        terminal.close()


@pytest.mark.parametrize(
    ("response", "background"),
    [
        (b"\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\\x1b[?62;4c", PAPER.ground),
        (b"\x1b]11;rgb:1010/1010/1010\x07\x1b[?62;4c", DARK_BASE.ground),
        (b"\x1b[?1;2c", DARK_BASE.ground),
    ],
)
def test_terminal_background_selects_theme(home: Path, response: bytes, background: str) -> None:
    """The response is never interpreted as keys."""
    opened = Terminal(home, COLORFGBG="", COLORTERM="truecolor")
    try:
        opened.wait_for("\x1b]11;?")
        os.write(opened.master, response)
        opened.wait_for(WELCOME)
        red, green, blue = (int(background[at : at + 2], 16) for at in (1, 3, 5))
        assert f"48;2;{red};{green};{blue}".encode() in opened.output
        os.write(opened.master, b"\x11")
        assert opened.wait() == 0
        assert termios.tcgetattr(opened.slave)[3] == opened.before[3]
    finally:
        opened.close()


def test_late_response_is_not_interpreted_as_keys(home: Path) -> None:
    opened = Terminal(home, COLORFGBG="")
    try:
        opened.wait_for(WELCOME)
        # As keys, `?` would open the help, which takes the next key.
        os.write(opened.master, b"\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?62;22c/")
        opened.wait_for("search in")
        os.write(opened.master, b"\x11")
        assert opened.wait() == 0
    finally:
        opened.close()
