"""`finews add`, `remove`, `sources` and `sync`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from finews_tui.cli.commands import sync as sync_command
from finews_tui.model.sync_outcome import SyncOutcome, SyncStatus
from tests.cli.sample_home import FERRY, RunFinews

SOURCE_FIELDS = [
    "name",
    "kind",
    "title",
    "group",
    "location",
    "articles",
    "unread",
    "last_sync",
    "last_error",
    "error_code",
    "failures",
    "next_sync",
    "warnings",
]
OUTCOME_FIELDS = [
    *("name", "status", "new", "updated", "unchanged", "warnings", "error", "retry_at", "dropped")
]


def test_add_reports_articles_read_by_age(finews: RunFinews, empty_home: Path, posts: Path) -> None:
    old = empty_home / "old"
    old.mkdir()
    for number in range(3):
        text = f"---\ntitle: Old {number}\ndate: 2001-01-0{number + 1}\n---\nLong ago.\n"
        (old / f"{number}.md").write_text(text)
    ended = finews("add", str(old), "--group", "Archives")
    assert ended.status == 0
    assert "3 articles, all marked as read (older than 30 days; " in ended.out
    assert "unread_horizon_days" in ended.out
    (source,) = finews("sources", "--json").json()
    assert (source["name"], source["group"], source["unread"]) == ("old", "Archives", 0)


def test_add_without_sync(finews: RunFinews, empty_home: Path, posts: Path) -> None:
    ended = finews("add", str(posts), "--name", "later", "--no-sync")
    assert ended.status == 0
    assert "finews sync later" in ended.out
    assert finews("list", "--ids").out == ""
    assert finews("sync", "later").out == "later: 3 new, 0 updated, 0 unchanged\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["/nowhere/at/all"], "no such file or folder"),
        ([], "LOCATION"),
        ([".", "--name", "two words"], "name"),
    ],
)
def test_add_rejects_invalid_locations(
    finews: RunFinews, empty_home: Path, arguments: list[str], message: str
) -> None:
    ended = finews("add", *arguments)
    assert ended.status == 2
    assert message in ended.err
    assert ended.err.count("\n") == 1
    assert finews("sources").out == ""


def test_add_rejects_duplicate_name(finews: RunFinews, posts: Path) -> None:
    ended = finews("add", str(posts), "--name", "town")
    assert ended.status == 2
    assert "town" in ended.err


def test_add_rejects_followed_folder(finews: RunFinews, posts: Path) -> None:
    ended = finews("add", f"{posts}/", "--name", "again")
    assert ended.status == 2
    assert "already added as town" in ended.err
    assert [source["name"] for source in finews("sources", "--json").json()] == ["town"]


def test_failed_first_sync_keeps_the_source(
    finews: RunFinews, posts: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    from finews_tui.library.sources import Sources

    add = Sources.add_directory

    def add_and_delete(sources: Sources, location: str, **more: str) -> object:
        source = add(sources, location, **more)
        folder.rmdir()
        return source

    monkeypatch.setattr(Sources, "add_directory", add_and_delete)
    ended = finews("add", str(folder))
    assert ended.status == 1
    assert "added, but the first sync failed" in ended.out
    assert [source["name"] for source in finews("sources", "--json").json()] == ["town", "gone"]


def test_sources_json_has_documented_fields(finews: RunFinews, posts: Path) -> None:
    (source,) = finews("sources", "--json").json()
    assert list(source) == SOURCE_FIELDS
    assert source.pop("last_sync").endswith("+00:00")
    assert source == {
        "name": "town",
        "kind": "directory",
        "title": "Town news",
        "group": "",
        "location": str(posts),
        "articles": 3,
        "unread": 3,
        "last_error": None,
        "error_code": None,
        "failures": 0,
        "next_sync": None,
        "warnings": [],
    }


def test_sources_prints_fields(finews: RunFinews, posts: Path) -> None:
    (line,) = finews("sources").out.splitlines()
    fields = line.split("\t")
    assert fields[:4] == ["town", "directory", "3", "3"]
    assert fields[5:] == ["-", "Town news", str(posts), "-"]


def test_sync_json_has_documented_fields(finews: RunFinews) -> None:
    (outcome,) = finews("sync", "--json").json()
    assert list(outcome) == OUTCOME_FIELDS
    assert outcome == {
        "name": "town",
        "status": "unchanged",
        "new": 0,
        "updated": 0,
        "unchanged": 3,
        "warnings": [],
        "error": None,
        "retry_at": None,
        "dropped": 0,
    }


def test_failed_source_is_reported_and_others_are_synced(
    finews: RunFinews, posts: Path, tmp_path: Path
) -> None:
    away = tmp_path / "away"
    shutil.copytree(posts, away)
    assert finews("add", str(away), "--name", "away").status == 0
    shutil.rmtree(away)
    ended = finews("sync")
    assert ended.status == 1
    first, second = ended.out.splitlines()
    assert first.startswith("town: 0 new")
    assert second.startswith("away: failed: ")
    failed = finews("sync", "away", "--json").json()[0]
    assert failed["status"] == "failed"
    assert set(failed["error"]) == {"code", "message"}
    assert failed["error"]["code"] == "directory"
    assert len(finews("list", "-n", "0", "--ids", "source:away").out.splitlines()) == 3


def test_sync_of_unknown_source(finews: RunFinews) -> None:
    ended = finews("sync", "nowhere")
    assert ended.status == 1
    assert "finews sources" in ended.err


def test_sync_without_sources(finews: RunFinews, empty_home: Path) -> None:
    ended = finews("sync")
    assert ended.status == 0
    assert "finews add" in ended.err


def test_remove(finews: RunFinews) -> None:
    ended = finews("remove", "town")
    assert (ended.status, ended.out) == (0, "town: unfollowed\n")
    assert finews("list", "--ids").out == ""
    assert finews("remove", "town").status == 1


def test_remove_with_bookmarks_requires_confirmation(finews: RunFinews) -> None:
    finews("bookmark", "add", FERRY)
    ended = finews("remove", "town")
    assert ended.status == 2
    assert "--yes" in ended.err
    assert len(finews("sources").out.splitlines()) == 1
    ended = finews("remove", "town", "--yes")
    assert ended.status == 0
    assert "town: unfollowed; 1 bookmark kept\n" in ended.out
    assert finews("show", FERRY).out.startswith("The ferry Nordstern")


def test_sync_on_terminal_ends_with_total(
    finews: RunFinews, empty_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("north", "south"):
        (empty_home / name).mkdir()
        finews("add", str(empty_home / name))
    (empty_home / "north" / "fog.md").write_text("---\ntitle: Fog\n---\nFog.\n")
    shutil.rmtree(empty_home / "south")
    assert "sources:" not in finews("sync").err
    monkeypatch.setattr(sync_command, "is_terminal", lambda _: True)
    last = finews("sync").err.splitlines()[-1]
    assert last == "finews: 2 sources: 0 new, 1 failed; run `finews doctor` for details"


def test_total_without_failures() -> None:
    outcomes = [SyncOutcome(name, SyncStatus.OK, new=600) for name in ("north", "south")]
    assert sync_command.describe_total(outcomes) == "2 sources: 1,200 new"
