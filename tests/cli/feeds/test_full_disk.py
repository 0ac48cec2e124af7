"""Full disk during a sync."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.feed_reader import FeedReader
from tests.cli.sample_home import environment
from tests.web import Site, serving

FEEDS, ENTRIES = 24, 30
# In blocks of 512 bytes (POSIX ulimit): less than a third of what the feeds need.
FILE_LIMIT = 3000


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        for number in range(FEEDS):
            site.put(f"/{number}", _feed(number), "application/rss+xml")
        yield site


def _feed(number: int) -> str:
    text = " ".join(f"w{number}x{word}" for word in range(500))
    items = "".join(
        f"<item><guid>{number}-{entry}</guid><title>Note {entry}</title>"
        f"<description>{text} {entry}</description></item>"
        for entry in range(ENTRIES)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'


def test_full_disk_is_reported_in_one_line_and_loses_nothing(site: Site, tmp_path: Path) -> None:
    reader = FeedReader(tmp_path)
    reader.configure({f"feed{number}": f"{site.base}/{number}" for number in range(FEEDS)}, 60)
    limited = subprocess.run(
        ["/bin/sh", "-c", f'ulimit -f {FILE_LIMIT}; exec "$0" -m finews_tui sync', sys.executable],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert limited.returncode == 3, limited.stderr
    (line,) = limited.stderr.splitlines()
    assert line.startswith("finews: ")
    assert "cannot write" in line
    counts = {name: source["articles"] for name, source in reader.sources().items()}
    assert set(counts.values()) <= {0, ENTRIES}
    reader.sync()
    assert {source["articles"] for source in reader.sources().values()} == {ENTRIES}
