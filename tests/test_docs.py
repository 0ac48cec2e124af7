"""The documentation for contributors names only files that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.paths import PACKAGE, ROOT

_FILE = re.compile(r"`((?:[a-z_0-9]+/)+[a-z_0-9]+\.py)`")
_PAGES = sorted((ROOT / "docs").glob("*.md"))


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page.name)
def test_files_named_in_documentation_exist(page: Path) -> None:
    names = set(_FILE.findall(page.read_text(encoding="utf-8")))
    assert names
    missing = {
        name for name in names if not (PACKAGE / name).exists() and not (ROOT / name).exists()
    }
    assert not missing
