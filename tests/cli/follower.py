"""A reader of the hostile server's feeds: finews as a program, in a home of its own."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cli.town import environment
from tests.sources.hostile import SERVER

LONGEST_S = 100


# finews, and at its end the peak memory of it and its processes, where that is asked for.
_RUN = """
import atexit, os, pathlib, re, resource
from finews_tui.__main__ import main

def keep_peak(path):
    # What getrusage tells of a process itself begins with the memory of who started it.
    status = pathlib.Path("/proc/self/status").read_text()
    own = int(re.search(r"VmHWM:\\s*(\\d+)", status)[1])
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    pathlib.Path(path).write_text(str(max(own, children)))

if "FINEWS_TEST_PEAK" in os.environ:
    atexit.register(keep_peak, os.environ["FINEWS_TEST_PEAK"])
main()
"""


@dataclass(frozen=True)
class Answered:
    """A command that ended."""

    status: int
    out: str
    err: str

    def json(self) -> list[dict[str, Any]]:
        found = json.loads(self.out)
        assert isinstance(found, list)
        return found


@dataclass(frozen=True)
class Follower:
    """Somebody who follows feeds."""

    home: Path

    def configure(self, locations: Mapping[str, str], deadline_s: float = 5) -> None:
        """Follow these addresses by these names."""
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
        self, *arguments: str, given: bytes = b"", environ: Mapping[str, str] | None = None
    ) -> Answered:
        ended = subprocess.run(
            [sys.executable, "-c", _RUN, *arguments],
            env={**environment(self.home), **(environ or {})},
            input=given,
            capture_output=True,
            check=False,
            timeout=LONGEST_S,
        )
        answered = Answered(ended.returncode, ended.stdout.decode(), ended.stderr.decode())
        assert "Traceback" not in answered.err
        assert_clean(answered.out + answered.err)
        return answered

    @property
    def peak_file(self) -> Path:
        """Where a run with FINEWS_TEST_PEAK writes the most memory that it held, in KiB."""
        return self.home / "peak"

    def sync(self, *arguments: str, **environ: str) -> dict[str, dict[str, Any]]:
        """Sync, and the outcomes by name."""
        ended = self.run("sync", "--json", *arguments, environ=environ)
        assert ended.status in (0, 1), ended.err
        return {outcome["name"]: outcome for outcome in ended.json()}

    def sources(self) -> dict[str, dict[str, Any]]:
        return {source["name"]: source for source in self.run("sources", "--json").json()}

    def articles(self, query: str = "") -> list[dict[str, Any]]:
        return self.run("list", "-n", "0", "--json", *filter(None, [query])).json()


def assert_clean(text: str) -> None:
    """No control or bidi character of a publisher's comes out."""
    bad = {
        character
        for character in text
        if (ord(character) < 32 and character not in "\n\t")
        or 127 <= ord(character) < 160
        or character in "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    }
    assert not bad


def names_of(paths: Iterable[str]) -> dict[str, str]:
    """A source's name for each path of the server."""
    names = (
        path.strip("/").replace("/", ".").replace("*", "x").replace(":", ".") for path in paths
    )
    return dict(zip(paths, names, strict=True))


def index() -> dict[str, dict[str, Any]]:
    """The paths of the hostile server with what is expected; empty where it is not here."""
    if not SERVER.exists():
        return {}
    listed = subprocess.run(
        [sys.executable, str(SERVER), "--list"], capture_output=True, check=True, timeout=60
    )
    found: dict[str, dict[str, Any]] = json.loads(listed.stdout)
    return found


def cpu_seconds() -> float:
    """What the programs that have ended took of a processor: other work does not count."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
