"""Helper that runs finews with feeds of the hostile server, in a temporary home."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cli.sample_home import CommandResult, environment, run_command
from tests.sources.hostile import SERVER

TIMEOUT_S = 300
LONG_DEADLINE_S = 60
"""Deadline of a fetch that must not fail, even on a busy machine."""


# Runs finews; writes the peak memory of it and its children on exit if requested.
_RUN = """
import atexit, os, pathlib, re, resource
from finews_tui.__main__ import main

def write_peak(path):
    # ru_maxrss of a process starts with the memory of its parent.
    status = pathlib.Path("/proc/self/status").read_text()
    own = int(re.search(r"VmHWM:\\s*(\\d+)", status)[1])
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    pathlib.Path(path).write_text(str(max(own, children)))

if "FINEWS_TEST_PEAK" in os.environ:
    atexit.register(write_peak, os.environ["FINEWS_TEST_PEAK"])
main()
"""


@dataclass(frozen=True)
class FeedReader:
    """Home directory with feeds, and methods that run finews in it."""

    home: Path

    def configure(self, locations: Mapping[str, str], deadline_s: float = LONG_DEADLINE_S) -> None:
        """Write a configuration with sources by name."""
        lines = ["[sync]", "unread_horizon_days = 0", f"deadline_s = {deadline_s}"]
        for name, location in locations.items():
            lines += ["[[source]]", f'name = "{name}"', 'kind = "feed"', f'location = "{location}"']
        file = self.config
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(lines) + "\n")

    @property
    def config(self) -> Path:
        return self.home / "config/finews/config.toml"

    def run(
        self, *arguments: str, stdin: bytes = b"", environ: dict[str, str] | None = None
    ) -> CommandResult:
        """Run a command in this process."""
        result = run_command(arguments, environment(self.home) | (environ or {}), stdin)
        assert_clean(result.out + result.err)
        return result

    def run_process(self, *arguments: str, environ: dict[str, str] | None = None) -> CommandResult:
        """Run a command in a new process, to measure its memory and CPU time."""
        process = subprocess.run(
            [sys.executable, "-c", _RUN, *arguments],
            env=environment(self.home) | (environ or {}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=TIMEOUT_S,
        )
        result = CommandResult(process.returncode, process.stdout.decode(), process.stderr.decode())
        assert "Traceback" not in result.err
        assert_clean(result.out + result.err)
        return result

    def sync(self, *arguments: str, **environ: str) -> dict[str, dict[str, Any]]:
        """Sync; return the outcomes by source name."""
        return _outcomes(self.run("sync", "--json", *arguments, environ=environ))

    def sync_measured(self, *arguments: str, **environ: str) -> dict[str, dict[str, Any]]:
        """Sync in a new process, which records `peak_kib`."""
        environ["FINEWS_TEST_PEAK"] = str(self._peak_file)
        return _outcomes(self.run_process("sync", "--json", *arguments, environ=environ))

    @property
    def peak_kib(self) -> int:
        """Peak memory of the last measured sync and its child processes."""
        return int(self._peak_file.read_text())

    @property
    def _peak_file(self) -> Path:
        return self.home / "peak"

    def sources(self) -> dict[str, dict[str, Any]]:
        return {source["name"]: source for source in self.run("sources", "--json").json()}

    def articles(self, query: str = "") -> list[dict[str, Any]]:
        return self.run("list", "-n", "0", "--json", *filter(None, [query])).json()


def _outcomes(result: CommandResult) -> dict[str, dict[str, Any]]:
    assert result.status in (0, 1), result.err
    return {outcome["name"]: outcome for outcome in result.json()}


def assert_clean(text: str) -> None:
    """Assert that there are no control or bidi characters in the output."""
    forbidden = {
        character
        for character in text
        if (ord(character) < 32 and character not in "\n\t")
        or 127 <= ord(character) < 160
        or character in "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    }
    assert not forbidden


def source_names(paths: Iterable[str]) -> dict[str, str]:
    """Return a source name for each path of the server."""
    names = (
        path.strip("/").replace("/", ".").replace("*", "x").replace(":", ".") for path in paths
    )
    return dict(zip(paths, names, strict=True))


def server_index() -> dict[str, dict[str, Any]]:
    """Return the paths of the hostile server with expected outcomes; empty without it."""
    if not SERVER.exists():
        return {}
    listing = subprocess.run(
        [sys.executable, str(SERVER), "--list"], capture_output=True, check=True, timeout=60
    )
    index: dict[str, dict[str, Any]] = json.loads(listing.stdout)
    return index


def cpu_seconds() -> float:
    """Return the CPU time of finished child processes."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
