"""Open URLs in a browser: validated, as one argument, never through a shell."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from finews_tui.errors import FinewsError
from finews_tui.i18n.catalog import tr

MAX_URL_LENGTH = 8192
_START_TIMEOUT_S = 0.8
_OPENERS = ("xdg-open", "open", "wslview", "sensible-browser", "x-www-browser", "firefox")
# Browsers that run in the terminal: wait for them to exit.
_TERMINAL_BROWSERS = (
    "www-browser",
    "w3m",
    "lynx",
    "links",
    "links2",
    "elinks",
    "browsh",
    "carbonyl",
)


class BrowserError(FinewsError):
    """URL is not safe to open, or no browser could be started."""

    code = "browser"


def check_url(address: str) -> str:
    """Return the URL if it is safe: absolute, http or https, no spaces or controls.

    Raises:
        BrowserError: The URL is not safe to open.
    """
    if len(address) > MAX_URL_LENGTH:
        raise BrowserError(
            tr("cannot open URL: too long ({count:,} characters)", count=len(address))
        )
    try:
        parts = urlsplit(address)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        raise BrowserError(tr("cannot open URL: not a valid web address")) from None
    if parts.scheme not in ("http", "https"):
        scheme = parts.scheme[:20] or "none"
        raise BrowserError(
            tr(
                "cannot open URL: scheme {scheme} is not supported, use http or https",
                scheme=scheme,
            )
        )
    if not host or not address.isprintable() or any(c.isspace() or c == "\\" for c in address):
        raise BrowserError(tr("cannot open URL: not a valid web address"))
    return address


class Browser:
    """Start browsers, and track their processes to avoid zombies."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._running: list[subprocess.Popen[bytes]] = []

    def open(self, address: str, *, in_terminal: bool = False) -> None:
        """Open a URL in the first browser that starts. Returns in less than a second.

        If `in_terminal`, a terminal browser may take over this terminal; returns when it exits.

        Raises:
            BrowserError: The URL is not safe to open, or no browser started.
        """
        check_url(address)
        self._running = [process for process in self._running if process.poll() is None]
        for command in self._commands(address):
            is_terminal_browser = Path(command[0]).name in _TERMINAL_BROWSERS
            if in_terminal and is_terminal_browser:
                if _run(command, self._environ):
                    return
            elif self._start(command):
                return
        raise BrowserError(
            tr("cannot start a browser; open this URL yourself: {address}", address=address)
        )

    def _commands(self, address: str) -> Iterator[list[str]]:
        """Yield commands to try; `BROWSER` lists commands with `%s`, separated by `:`."""
        configured = self._environ.get("BROWSER", "")
        for entry in configured.split(os.pathsep):
            try:
                words = shlex.split(entry)
            except ValueError:
                continue
            if words:
                filled = [word.replace("%s", address) for word in words]
                yield filled if filled != words else [*words, address]
        if not configured:
            for name in _OPENERS:
                if shutil.which(name, path=self._environ.get("PATH")):
                    yield [name, address]

    def _start(self, command: list[str]) -> bool:
        """Start a program. Returns False if it fails immediately."""
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                env=dict(self._environ),
            )
        except OSError:
            return False
        try:
            return process.wait(_START_TIMEOUT_S) == 0
        except subprocess.TimeoutExpired:
            self._running.append(process)
            return True


def _run(command: list[str], environ: Mapping[str, str]) -> bool:
    try:
        return subprocess.run(command, env=dict(environ), check=False).returncode == 0
    except OSError:
        return False
