"""The clipboard of the desktop that one sits at, by the program that it has for it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping

_PATIENCE_S = 2.0
# By the variable that tells of its desktop: the program that takes text on its standard input.
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
    """Whether the desktop's clipboard took a text.

    On another machine it is not the reader's own: there the terminal has to be asked (OSC 52).
    """
    if any(name in environ for name in _REMOTE):
        return False
    return any(_takes(command, text, environ) for command in _commands(environ))


def _commands(environ: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for variable, command in _PROGRAMS:
        path = shutil.which(command[0], path=environ.get("PATH"))
        if path is not None and (not variable or environ.get(variable)):
            yield (path, *command[1:])


def _takes(command: tuple[str, ...], text: str, environ: Mapping[str, str]) -> bool:
    """Whether a program took the text; some go on in the background, to serve it."""
    try:
        done = subprocess.run(
            command,
            input=text.encode("utf-8", "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE_S,
            start_new_session=True,
            env=dict(environ),
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
