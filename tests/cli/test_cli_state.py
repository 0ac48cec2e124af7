"""`finews mark`, `bookmark`, `queries`, `stats`, `doctor` and `config`."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from finews_tui.cli.session import open_library
from tests.cli.test_cli_list import FIELDS
from tests.cli.town import COPPER, FERRY, RAIN, Finews


def unread(finews: Finews) -> list[str]:
    return finews("list", "--ids", "is:unread").out.splitlines()


def test_mark_by_ids(finews: Finews) -> None:
    assert finews("mark", "read", RAIN, FERRY[:6]).out == "2 marked read\n"
    assert unread(finews) == [COPPER]
    assert finews("mark", "unread", RAIN).out == "1 marked unread\n"
    assert unread(finews) == [RAIN, COPPER]


def test_mark_by_query(finews: Finews) -> None:
    assert finews("mark", "read", "--query", "category:metals").out == "2 marked read\n"
    assert unread(finews) == [FERRY]


def test_what_is_marked_here_can_be_undone_on_the_screen(finews: Finews) -> None:
    finews("mark", "read", "--query", "category:metals")
    finews("mark", "read", FERRY)
    with open_library() as library:
        for count in (1, 2):
            undone = library.undo()
            assert undone is not None
            assert undone.count == count
    assert len(unread(finews)) == 3


def test_mark_goes_on_where_an_id_is_not_there(finews: Finews) -> None:
    ended = finews("mark", "read", "00000000", RAIN)
    assert (ended.status, ended.out) == (1, "1 marked read\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["read", RAIN, "--query", "ferry"],
        ["seen", RAIN],
        ["read", "--query", "is:nothing"],
        [],
    ],
)
def test_mark_refuses(finews: Finews, arguments: list[str]) -> None:
    ended = finews("mark", *arguments)
    assert ended.status == 2
    assert ended.err.count("\n") == 1
    assert len(unread(finews)) == 3


def test_bookmarks_are_files(finews: Finews, home: Path) -> None:
    assert finews("bookmark", "add", FERRY).status == 0
    (file,) = (home / "data/finews/bookmarks").glob("*.md")
    assert "Nordstern" in file.read_text()
    (kept,) = finews("bookmark", "list", "--json").json()
    assert list(kept) == [*FIELDS, "bookmarked_at"]
    assert kept["id"] == FERRY
    assert kept["bookmarked"] is True
    assert kept["bookmarked_at"].endswith("+00:00")
    assert finews("bookmark", "list").out.startswith(f"{FERRY}\t2026-03-02T06:30:00+02:00\t")
    assert finews("bookmark", "remove", FERRY).status == 0
    assert finews("bookmark", "list", "--json").out == "[]\n"
    assert not list((home / "data/finews/bookmarks").glob("*.md"))


def test_bookmarks_are_exported_and_imported(finews: Finews, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "kept.jsonl"
    finews("bookmark", "add", FERRY, RAIN)
    before = finews("bookmark", "list", "--json").json()
    assert finews("bookmark", "export", str(file)).status == 0
    assert [json.loads(line)["id"] for line in file.read_text().splitlines()] == [RAIN, FERRY]
    finews("bookmark", "remove", FERRY, RAIN)
    ended = finews("bookmark", "import", str(file))
    assert (ended.status, ended.out) == (0, "2 new bookmarks\n")
    assert finews("bookmark", "list", "--json").json() == before
    assert finews("bookmark", "import", str(file)).out == "0 new bookmarks\n"


def test_bookmark_export_and_import_use_standard_streams_for_a_dash(
    finews: Finews, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
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


def test_import_tells_what_it_left_out(finews: Finews, tmp_path: Path) -> None:
    file = tmp_path / "kept.jsonl"
    file.write_text("not json\n")
    ended = finews("bookmark", "import", str(file))
    assert ended.status == 1
    assert "line 1" in ended.err
    assert finews("bookmark", "import", str(tmp_path / "none.jsonl")).status == 1


def test_export_to_no_folder_is_a_storage_error(finews: Finews, tmp_path: Path) -> None:
    ended = finews("bookmark", "export", str(tmp_path / "none" / "kept.jsonl"))
    assert ended.status == 3
    assert ended.err.count("\n") == 1


def test_bookmarks_outlive_the_cache(finews: Finews, home: Path) -> None:
    finews("bookmark", "add", FERRY)
    finews("mark", "read", COPPER, FERRY)
    before = finews("list", "--json").json()
    for file in (home / "cache/finews").glob("*"):
        file.unlink()
    assert finews("sync").status == 0
    assert finews("list", "--json").json() == before


def test_saved_queries(finews: Finews) -> None:
    assert finews("queries", "add", "Red metal", "copper", "OR", "铜").status == 0
    assert finews("queries", "list").out == "Red metal\tcopper OR 铜\n"
    assert finews("queries", "list", "--json").json() == [
        {"name": "Red metal", "query": "copper OR 铜"}
    ]
    assert finews("queries", "export").out == "finews queries add 'Red metal' -- 'copper OR 铜'\n"
    assert finews("queries", "add", "Red metal", "--", "-tin").status == 0
    assert finews("queries", "list").out == "Red metal\t-tin\n"
    assert finews("queries", "remove", "Red metal").status == 0
    assert finews("queries", "list").out == ""
    assert finews("queries", "remove", "Red metal").status == 1


@pytest.mark.parametrize(
    "arguments", [["add", "x", "is:nothing"], ["add", " ", "copper"], ["add", "x", ""], ["add"], []]
)
def test_queries_refuse(finews: Finews, arguments: list[str]) -> None:
    ended = finews("queries", *arguments)
    assert ended.status == 2
    assert ended.err.count("\n") == 1


def test_stats(finews: Finews) -> None:
    (stats,) = finews("stats", "--json").json()
    assert {key: stats[key] for key in ("sources", "articles", "unread", "categories")} == {
        "sources": 1,
        "articles": 3,
        "unread": 3,
        "categories": 2,
    }
    assert "3, 3 of them unread" in finews("stats").out


def test_doctor_is_content(finews: Finews) -> None:
    findings = finews("doctor", "--json").json()
    assert [list(finding) for finding in findings] == [
        ["level", "subject", "message", "mend"]
    ] * len(findings)
    assert {finding["level"] for finding in findings} == {"ok"}
    ended = finews("doctor")
    assert ended.status == 0
    assert "finews.log" in ended.out


def test_doctor_finds_a_lost_folder(finews: Finews, home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.md").write_text("# One\n\nText.\n")
    assert finews("add", str(folder)).status == 0
    (folder / "a.md").unlink()
    folder.rmdir()
    finews("sync")
    ended = finews("doctor")
    assert ended.status == 1
    assert "error    source folder: " in ended.out


def test_doctor_tells_of_a_broken_configuration(finews: Finews, home: Path) -> None:
    (home / "config/finews/config.toml").write_text("[ui]\nmeasure = 'wide'\n")
    ended = finews("doctor", "--json")
    assert ended.status == 2
    (finding,) = ended.json()
    assert finding["level"] == "error"
    assert "config.toml:2" in finding["message"]


def test_config_path_and_show(finews: Finews, home: Path, posts: Path) -> None:
    assert finews("config", "path").out == f"{home}/config/finews/config.toml\n"
    shown = finews("config", "show").out
    assert "unread_horizon_days = 0\n" in shown
    assert "measure = 84\n" in shown
    assert f'location = "{posts}"\n' in shown


def test_no_secret_is_shown(finews: Finews, home: Path) -> None:
    with (home / "config/finews/config.toml").open("a") as file:
        file.write(
            '[[source]]\nname = "feed"\nkind = "feed"\n'
            'location = "https://me:s3cret@news.example/feed?token=s3cret&page=2"\n'
        )
    for verb in (["sources"], ["sources", "--json"], ["config", "show"], ["doctor"], ["sync"]):
        ended = finews(*verb)
        assert "feed" in ended.out
        assert "s3cret" not in ended.out + ended.err
    assert "https://news.example/feed?page=2" in finews("sources").out


def test_config_check_says_every_mistake(finews: Finews, home: Path) -> None:
    assert finews("config", "check").status == 0
    path = home / "config/finews/config.toml"
    path.write_text("[ui]\nmeasure = 1\n[sink]\n[sync]\nevery_min = 'often'\n")
    ended = finews("config", "check")
    assert ended.status == 2
    lines = ended.err.splitlines()
    assert len(lines) == 3
    assert all(line.startswith("finews: ~/config/finews/config.toml:") for line in lines)
    assert finews("list").status == 2


def test_config_check_without_a_file(finews: Finews, empty_home: Path) -> None:
    assert finews("config", "check").status == 0


def test_config_edit_runs_the_editor_and_checks(
    finews: Finews, empty_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = "import sys; open(sys.argv[1], 'a').write('[ui]\\nmeasure = 1\\n')"
    monkeypatch.setenv("EDITOR", f'{sys.executable} -c "{write}"')
    ended = finews("config", "edit")
    assert ended.status == 2
    assert "measure" in ended.err
    file = empty_home / "config/finews/config.toml"
    assert file.read_text().startswith("# The settings of finews.")
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("editor", ["/no/such/editor", "'", "false"])
def test_config_edit_without_an_editor_that_works(
    finews: Finews, empty_home: Path, monkeypatch: pytest.MonkeyPatch, editor: str
) -> None:
    monkeypatch.setenv("EDITOR", editor)
    ended = finews("config", "edit")
    assert ended.status == 2
    assert ended.err.count("\n") == 1


def test_config_check_tells_what_only_the_screen_can_judge(finews: Finews, home: Path) -> None:
    config = home / "config/finews/config.toml"
    config.write_text('[ui]\ntheme = "papr"\n[keys]\n"list.nxt" = "n"\n')
    ended = finews("config", "check")
    assert ended.status == 2
    first, second = ended.err.splitlines()
    assert "config.toml:2: ui.theme: there is no theme `papr`" in first
    assert "config.toml:4: keys.list.nxt: there is no such action" in second
