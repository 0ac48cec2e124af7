"""Output through a pager: `PAGER`, else `less`, else standard output."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress

from finews_tui.cli.output.streams import flush, write

# The options of git: quit if the text fits, allow colours, leave the text on the screen.
_LESS_OPTIONS = "FRX"
_BLOCK_LENGTH = 8192


def show_in_pager(parts: Iterable[str]) -> None:
    """Show text in the pager and wait until it is closed.

    The text must not have control sequences other than styles.
    """
    flush()
    pager = _start()
    if pager is None:
        for block in _in_blocks(parts):
            write(block)
        return
    # While the pager runs, it handles Ctrl-C.
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        _feed(pager, parts)
    except BaseException:  # including signals: the pager must not outlive finews
        pager.terminate()
        raise
    finally:
        pager.wait()
        signal.signal(signal.SIGINT, handler)


def _in_blocks(parts: Iterable[str]) -> Iterator[str]:
    """Join parts into blocks so that short articles are written immediately."""
    block = ""
    for part in parts:
        block += part
        if len(block) >= _BLOCK_LENGTH:
            yield block
            block = ""
    if block:
        yield block


def _feed(pager: subprocess.Popen[bytes], parts: Iterable[str]) -> None:
    """Write the parts to the pager one by one, until it is closed."""
    assert pager.stdin is not None
    try:
        for part in parts:
            pager.stdin.write(part.encode("utf-8", "backslashreplace"))
            pager.stdin.flush()
        pager.stdin.close()
    except BrokenPipeError:
        with suppress(BrokenPipeError):
            pager.stdin.close()


def _start() -> subprocess.Popen[bytes] | None:
    command = _command()
    environ = {"LESS": _LESS_OPTIONS, "LESSCHARSET": "utf-8", **os.environ}
    try:
        return subprocess.Popen(command, stdin=subprocess.PIPE, env=environ) if command else None
    except OSError:
        return None


def _command() -> list[str]:
    """Return the command of the pager; empty if there is none."""
    pager = os.environ.get("PAGER")
    if pager is None:
        return ["less"] if shutil.which("less") else []
    try:
        words = shlex.split(pager)
    except ValueError:
        return []
    return [] if words == ["cat"] else words
