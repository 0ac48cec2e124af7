"""`finews bookmark`."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.sample_home import ARTICLE_FIELDS, COPPER, FERRY, RAIN, RunFinews


def test_bookmarks_are_files(finews: RunFinews, home: Path) -> None:
    assert finews("bookmark", "add", FERRY).status == 0
    (file,) = (home / "data/finews/bookmarks").glob("*.md")
    assert "Nordstern" in file.read_text()
    (bookmark,) = finews("bookmark", "list", "--json").json()
    assert list(bookmark) == [*ARTICLE_FIELDS, "bookmarked_at"]
    assert bookmark["id"] == FERRY
    assert bookmark["bookmarked"] is True
    assert bookmark["bookmarked_at"].endswith("+00:00")
    assert finews("bookmark", "list").out.startswith(f"{FERRY}\t2026-03-02T06:30:00+02:00\t")
    assert finews("bookmark", "remove", FERRY).status == 0
    assert finews("bookmark", "list", "--json").out == "[]\n"
    assert not list((home / "data/finews/bookmarks").glob("*.md"))


def test_bookmarks_are_exported_and_imported(finews: RunFinews, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "bookmarks.jsonl"
    finews("bookmark", "add", FERRY, RAIN)
    before = finews("bookmark", "list", "--json").json()
    assert finews("bookmark", "export", str(file)).status == 0
    assert [json.loads(line)["id"] for line in file.read_text().splitlines()] == [RAIN, FERRY]
    finews("bookmark", "remove", FERRY, RAIN)
    ended = finews("bookmark", "import", str(file))
    assert (ended.status, ended.out) == (0, "2 new bookmarks\n")
    assert finews("bookmark", "list", "--json").json() == before
    assert finews("bookmark", "import", str(file)).out == "0 new bookmarks\n"


def test_bookmark_export_and_import_dash_uses_standard_streams(
    finews: RunFinews, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    finews("bookmark", "add", FERRY, RAIN)
    before = finews("bookmark", "list", "--json").json()
    exported = finews("bookmark", "export", "-")
    assert (exported.status, exported.err) == (0, "")
    assert [json.loads(line)["id"] for line in exported.out.splitlines()] == [RAIN, FERRY]
    assert not (tmp_path / "-").exists()
    finews("bookmark", "remove", FERRY, RAIN)
    data = io.BytesIO(exported.out.encode() + b"not json\n")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(data))
    imported = finews("bookmark", "import", "-")
    assert (imported.status, imported.out) == (1, "2 new bookmarks\n")
    assert imported.err.startswith("finews: standard input: line 3")
    assert finews("bookmark", "list", "--json").json() == before


def test_bookmark_import_reports_rejected_lines(finews: RunFinews, tmp_path: Path) -> None:
    file = tmp_path / "bookmarks.jsonl"
    file.write_text("not json\n")
    ended = finews("bookmark", "import", str(file))
    assert ended.status == 1
    assert "line 1" in ended.err
    assert finews("bookmark", "import", str(tmp_path / "none.jsonl")).status == 1


def test_bookmark_export_to_missing_folder_exits_3(finews: RunFinews, tmp_path: Path) -> None:
    ended = finews("bookmark", "export", str(tmp_path / "none" / "bookmarks.jsonl"))
    assert ended.status == 3
    assert ended.err.count("\n") == 1


def test_bookmarks_and_marks_survive_loss_of_the_cache(finews: RunFinews, home: Path) -> None:
    finews("bookmark", "add", FERRY)
    finews("mark", "read", COPPER, FERRY)
    before = without_first_seen(finews("list", "--json").json())
    for file in (home / "cache/finews").glob("*"):
        file.unlink()
    assert finews("sync").status == 0
    assert without_first_seen(finews("list", "--json").json()) == before


def without_first_seen(articles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return articles without the time of the sync that stored them."""
    return [{k: v for k, v in article.items() if k != "first_seen"} for article in articles]
