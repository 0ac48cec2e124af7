"""Posts with a date without a time are on that day in every time zone."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from finews_tui.library.library import Library
from tests.library.post_folder import PostFolder, sync_folder, titles


@pytest.fixture(params=["UTC", "America/New_York", "Asia/Shanghai", "Pacific/Auckland"])
def local_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Set the system's time zone; return its name."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("date", ["2026-02-18", "2026-02-18 00:00:00 +0800", "2026/02/18"])
def test_day_is_found_by_its_date(
    library: Library, folder: PostFolder, local_zone: str, date: str
) -> None:
    folder.write("_posts/2026-02-18-a.md", "潮汐表", date=date)
    folder.write("_posts/2026-02-18-b.md", "渡口", date="2026-02-18 12:00:00 +0000")
    library.sources.add_directory(str(folder.root), name="wire")
    sync_folder(library)
    assert "潮汐表" in titles(library, "date:2026-02-18")
    assert titles(library, "date:2026-02-17") == []
