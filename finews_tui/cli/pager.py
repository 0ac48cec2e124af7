"""Long output through the user's pager: `PAGER`, else `less`, else straight."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess

from finews_tui.cli.output import flush, write

# Quit where one screen holds it, let colours through, leave the text on the screen: as git does.
_LESS_OPTIONS = "FRX"


def page_out(text: str) -> None:
    """Show `text`, whose only control codes are our own colours; waits until the pager is left."""
    flush()
    command = _command()
    if not command or not _paged(command, text):
        write(text)


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


def _paged(command: list[str], text: str) -> bool:
    """Whether the pager could be started."""
    environ = {"LESS": _LESS_OPTIONS, "LESSCHARSET": "utf-8", **os.environ}
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=environ)
    except OSError:
        return False
    # Ctrl-c belongs to the pager while it runs.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        pager.communicate(text.encode("utf-8", "backslashreplace"))
    except BaseException:
        pager.terminate()
        pager.wait()
        raise
    finally:
        signal.signal(signal.SIGINT, before)
    return True
