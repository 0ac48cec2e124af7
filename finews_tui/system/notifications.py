"""What is told beside the screen: the title of the terminal's window, and a notice of news.

OSC 2 sets a title, `CSI 22;2 t` and `CSI 23;2 t` keep and give back the one before (xterm's
control sequences). OSC 9 is iTerm2's notice, which kitty, WezTerm, foot and Ghostty understand;
OSC 777 is urxvt's. None of them rings a bell: their own end is ST.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from shutil import which

SAVE_TITLE = "\x1b[22;2t"
RESTORE_TITLE = "\x1b[23;2t"
_END = "\x1b\\"
_LONGEST = 200
_APPLE_SCRIPT = """on run given
display notification (item 2 of given) with title (item 1 of given)
end"""
_PATIENCE_S = 5.0


def title_sequence(title: str) -> str:
    """What tells the terminal the title of its window."""
    return f"\x1b]2;{_plain(title)}{_END}"


def notification_sequence(kind: str, title: str, body: str) -> str:
    """What makes the terminal show a notice; `kind` is osc9 or osc777."""
    if kind == "osc9":
        return f"\x1b]9;{_plain(f'{title}: {body}')}{_END}"
    # A semicolon parts the fields.
    fields = [_plain(text).replace(";", ",") for text in (title, body)]
    return f"\x1b]777;notify;{';'.join(fields)}{_END}"


def desktop_command(title: str, body: str, environ: Mapping[str, str]) -> list[str] | None:
    """The program by which the desktop shows a notice; None where there is none."""
    path = environ.get("PATH")
    if found := which("notify-send", path=path):
        return [found, "--app-name=finews", "--", _plain(title), _plain(body)]
    if found := which("osascript", path=path):
        script = (
            "on run given\ndisplay notification (item 2 of given) with title (item 1 of given)\nend"
        )
        return [found, "-e", script, _plain(title), _plain(body)]
    return None


def notify_desktop(title: str, body: str, environ: Mapping[str, str]) -> bool:
    """Show a notice on the desktop; False where it has no way to."""
    command = desktop_command(title, body, environ)
    if command is None:
        return False
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=_PATIENCE_S, check=False, env=dict(environ)
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _plain(text: str) -> str:
    return "".join(filter(str.isprintable, text))[:_LONGEST]
