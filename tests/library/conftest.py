"""A library in a temporary home, with a clock that stands still, and a folder of made posts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from finews_tui.library.library import Library
from finews_tui.system.paths import Paths
from tests.library.made import Folder, open_library


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    home = tmp_path / "home"
    return Paths(home / "config", home / "cache", home / "data", home / "log")


@pytest.fixture
def library(paths: Paths) -> Iterator[Library]:
    opened = open_library(paths)
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "posts")
