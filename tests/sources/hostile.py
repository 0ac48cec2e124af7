"""Hostile server for tests, on the loopback interface."""

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
MAX_RUNTIME_S = 3600


@dataclass(frozen=True, slots=True)
class HostileServer:
    """Running server: URL, TLS ports by kind, and path of the test CA."""

    base: str
    tls: dict[str, int]
    ca: str

    def index(self) -> dict[str, dict[str, Any]]:
        """Return all paths with their expected outcomes."""
        index: dict[str, dict[str, Any]] = self._get("/_index")
        return index

    def log(self) -> list[dict[str, Any]]:
        """Return the requests since the last reset."""
        entries: list[dict[str, Any]] = self._get("/_log")
        return [entry for entry in entries if not str(entry["path"]).startswith("/_")]

    def requests(self, path: str) -> list[dict[str, str]]:
        """Return the headers, by lower-case name, of each request for `path`."""
        return [
            {name.lower(): value for name, value in entry["headers"]}
            for entry in self.log()
            if entry["path"] == path
        ]

    def reset(self) -> None:
        """Clear the log and the counters."""
        self._get("/_reset")

    def _get(self, path: str) -> Any:
        with urllib.request.urlopen(f"{self.base}{path}", timeout=10) as response:
            return json.loads(response.read())


@contextmanager
def running() -> Iterator[HostileServer]:
    """Start the server; terminate it at the end."""
    command = [sys.executable, str(SERVER), "--max-seconds", str(MAX_RUNTIME_S)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        try:
            ready = json.loads(process.stdout.readline())
            yield HostileServer(ready["base"], ready["tls"], ready["ca"])
        finally:
            process.terminate()
