"""Addresses handed to a browser: checked, as one argument, never through a shell."""

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
_START_SECONDS = 0.8
_OPENERS = ("xdg-open", "open", "wslview", "sensible-browser", "x-www-browser", "firefox")
# They read keys from the terminal, so they are waited for.
_IN_TERMINAL = ("www-browser", "w3m", "lynx", "links", "links2", "elinks", "browsh", "carbonyl")


class BrowserError(FinewsError):
    """An address that is not handed out, or no browser that takes it."""

    code = "browser"


def check_url(address: str) -> str:
    """`address` if it is one to hand out: absolute, http or https, without blanks and controls.

    Raises:
        BrowserError: it is refused.
    """
    if len(address) > MAX_URL_LENGTH:
        raise BrowserError(tr("refused: an address of {count:,} characters", count=len(address)))
    try:
        parts = urlsplit(address)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        raise BrowserError(tr("refused: no address that a browser knows")) from None
    if parts.scheme not in ("http", "https"):
        scheme = parts.scheme[:20] or "none"
        raise BrowserError(
            tr("refused: scheme {scheme}; only http and https are opened", scheme=scheme)
        )
    if not host or not address.isprintable() or any(c.isspace() or c == "\\" for c in address):
        raise BrowserError(tr("refused: no address that a browser knows"))
    return address


class Browser:
    """Starts browsers and remembers those that run, so that none is left as a zombie."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._running: list[subprocess.Popen[bytes]] = []

    def open(self, address: str, *, in_terminal: bool = False) -> None:
        """Hand `address` to the first browser that takes it; waits less than a second.

        `in_terminal`: a browser for terminals may have this one, and is waited for.

        Raises:
            BrowserError: the address is refused, or no browser took it.
        """
        check_url(address)
        self._running = [process for process in self._running if process.poll() is None]
        for command in self._commands(address):
            takes_terminal = Path(command[0]).name in _IN_TERMINAL
            if in_terminal and takes_terminal:
                if _ran(command, self._environ):
                    return
            elif self._starts(command):
                return
        raise BrowserError(tr("no browser took it; the address is {address}", address=address))

    def _commands(self, address: str) -> Iterator[list[str]]:
        """What to try, by `BROWSER`: command lines parted by `:`, `%s` in them is the address."""
        named = self._environ.get("BROWSER", "")
        for entry in named.split(os.pathsep):
            try:
                words = shlex.split(entry)
            except ValueError:
                continue
            if words:
                filled = [word.replace("%s", address) for word in words]
                yield filled if filled != words else [*words, address]
        if not named:
            for name in _OPENERS:
                if shutil.which(name, path=self._environ.get("PATH")):
                    yield [name, address]

    def _starts(self, command: list[str]) -> bool:
        """Whether the program started and has not failed within a moment."""
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
            return process.wait(_START_SECONDS) == 0
        except subprocess.TimeoutExpired:
            self._running.append(process)
            return True


def _ran(command: list[str], environ: Mapping[str, str]) -> bool:
    try:
        return subprocess.run(command, env=dict(environ), check=False).returncode == 0
    except OSError:
        return False
