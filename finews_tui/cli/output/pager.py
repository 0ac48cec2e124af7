"""Long output through the user's pager: `PAGER`, else `less`, else straight."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterable
from contextlib import suppress

from finews_tui.cli.output.streams import flush, write

# Quit where one screen holds it, let colours through, leave the text on the screen: as git does.
_LESS_OPTIONS = "FRX"


def page_out(parts: Iterable[str]) -> None:
    """Show text, whose only control codes are our own colours; waits until the pager is left."""
    flush()
    pager = _started()
    if pager is None:
        for part in parts:
            write(part)
        return
    # Ctrl-c belongs to the pager while it runs.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        _feed(pager, parts)
    except BaseException:
        pager.terminate()
        raise
    finally:
        pager.wait()
        signal.signal(signal.SIGINT, before)


def _feed(pager: subprocess.Popen[bytes], parts: Iterable[str]) -> None:
    """Give the parts to the pager one by one, until it is left."""
    assert pager.stdin is not None
    try:
        for part in parts:
            pager.stdin.write(part.encode("utf-8", "backslashreplace"))
            pager.stdin.flush()
        pager.stdin.close()
    except BrokenPipeError:
        with suppress(BrokenPipeError):
            pager.stdin.close()


def _started() -> subprocess.Popen[bytes] | None:
    command = _command()
    environ = {"LESS": _LESS_OPTIONS, "LESSCHARSET": "utf-8", **os.environ}
    try:
        return subprocess.Popen(command, stdin=subprocess.PIPE, env=environ) if command else None
    except OSError:
        return None


def _command() -> list[str]:
    """The pager's words; none for straight output."""
    named = os.environ.get("PAGER")
    if named is None:
        return ["less"] if shutil.which("less") else []
    try:
        words = shlex.split(named)
    except ValueError:
        return []
    return [] if words == ["cat"] else words
