"""The hostile server of the shared folder, run for tests; loopback only."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.paths import SHARED

SERVER = SHARED / "hostile" / "hostile_server.py"
LONGEST_S = 3600


@dataclass(frozen=True, slots=True)
class HostileServer:
    """A running server: its address, its TLS ports by kind, and the file of its test CA."""

    base: str
    tls: dict[str, int]
    ca: str

    def index(self) -> dict[str, dict[str, Any]]:
        """Every path with what a good reader does with it."""
        found: dict[str, dict[str, Any]] = self._ask("/_index")
        return found

    def log(self) -> list[dict[str, Any]]:
        """The requests since the last reset."""
        found: list[dict[str, Any]] = self._ask("/_log")
        return [entry for entry in found if not str(entry["path"]).startswith("/_")]

    def requests(self, path: str) -> list[dict[str, str]]:
        """The headers, by lower-case name, of each request for `path`."""
        return [
            {name.lower(): value for name, value in entry["headers"]}
            for entry in self.log()
            if entry["path"] == path
        ]

    def reset(self) -> None:
        """Forget the log and what was counted."""
        self._ask("/_reset")

    def _ask(self, path: str) -> Any:
        with urllib.request.urlopen(f"{self.base}{path}", timeout=10) as answer:
            return json.loads(answer.read())


@contextmanager
def running() -> Iterator[HostileServer]:
    """Start the server, and end it."""
    command = [sys.executable, str(SERVER), "--max-seconds", str(LONGEST_S)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        try:
            ready = json.loads(process.stdout.readline())
            yield HostileServer(ready["base"], ready["tls"], ready["ca"])
        finally:
            process.terminate()
