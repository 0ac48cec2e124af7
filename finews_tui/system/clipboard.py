"""Copy to the clipboard of the local desktop with external programs."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping

_TIMEOUT_S = 2.0
# (environment variable of the desktop, program that copies standard input)
_PROGRAMS = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
    ("", ("pbcopy",)),
    ("", ("clip.exe",)),
    ("TERMUX_VERSION", ("termux-clipboard-set",)),
)
_REMOTE = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY", "MOSH_KEY")


def copy_to_clipboard(text: str, environ: Mapping[str, str]) -> bool:
    """Copy text to the clipboard. Returns whether a program accepted it.

    Returns False in remote sessions, where the clipboard is not the user's: use OSC 52 there.
    """
    if any(name in environ for name in _REMOTE):
        return False
    return any(_run(command, text, environ) for command in _commands(environ))


def _commands(environ: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for variable, command in _PROGRAMS:
        path = shutil.which(command[0], path=environ.get("PATH"))
        if path is not None and (not variable or environ.get(variable)):
            yield (path, *command[1:])


def _run(command: tuple[str, ...], text: str, environ: Mapping[str, str]) -> bool:
    """Return whether a program accepted the text. Some keep running to serve it."""
    try:
        process = subprocess.run(
            command,
            input=text.encode("utf-8", "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_TIMEOUT_S,
            start_new_session=True,
            env=dict(environ),
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return process.returncode == 0
