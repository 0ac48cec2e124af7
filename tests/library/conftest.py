"""A library in a temporary home with a fixed clock, and a folder of posts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from finews_tui.library.library import Library
from finews_tui.system.paths import Paths
from tests.library.post_folder import PostFolder, open_library


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    home = tmp_path / "home"
    return Paths(home / "config", home / "cache", home / "data", home / "log")


@pytest.fixture
def library(paths: Paths) -> Iterator[Library]:
    library = open_library(paths)
    yield library
    library.close()


@pytest.fixture
def folder(tmp_path: Path) -> PostFolder:
    return PostFolder(tmp_path / "posts")
