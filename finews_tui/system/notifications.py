"""Window title and notifications, via terminal control sequences or the desktop.

OSC 2 sets the title, `CSI 22;2 t` and `CSI 23;2 t` save and restore the previous one (xterm
control sequences). OSC 9 is a notification in iTerm2, kitty, WezTerm, foot and Ghostty, OSC 777
in urxvt. They end with ST because BEL would ring in terminals that do not support them.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from shutil import which

SAVE_TITLE = "\x1b[22;2t"
RESTORE_TITLE = "\x1b[23;2t"
_ST = "\x1b\\"
_MAX_LENGTH = 200
_APPLE_SCRIPT = """on run arguments
display notification (item 2 of arguments) with title (item 1 of arguments)
end"""
_TIMEOUT_S = 5.0


def title_sequence(title: str) -> str:
    """Return the sequence that sets the window title."""
    return f"\x1b]2;{_plain(title)}{_ST}"


def notification_sequence(kind: str, title: str, body: str) -> str:
    """Return the sequence that shows a notification. `kind` is osc9 or osc777."""
    if kind == "osc9":
        return f"\x1b]9;{_plain(f'{title}: {body}')}{_ST}"
    # Semicolons separate the fields.
    fields = [_plain(text).replace(";", ",") for text in (title, body)]
    return f"\x1b]777;notify;{';'.join(fields)}{_ST}"


def desktop_command(title: str, body: str, environ: Mapping[str, str]) -> list[str] | None:
    """Return the command that shows a desktop notification. None if not available."""
    path = environ.get("PATH")
    if program := which("notify-send", path=path):
        return [program, "--app-name=finews", "--", _plain(title), _plain(body)]
    if program := which("osascript", path=path):
        return [program, "-e", _APPLE_SCRIPT, _plain(title), _plain(body)]
    return None


def notify_desktop(title: str, body: str, environ: Mapping[str, str]) -> bool:
    """Show a desktop notification. Returns whether it succeeded."""
    command = desktop_command(title, body, environ)
    if command is None:
        return False
    try:
        process = subprocess.run(
            command, capture_output=True, timeout=_TIMEOUT_S, check=False, env=dict(environ)
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return process.returncode == 0


def _plain(text: str) -> str:
    return "".join(filter(str.isprintable, text))[:_MAX_LENGTH]
