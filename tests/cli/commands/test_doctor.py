"""`finews stats` and `finews doctor`."""

from __future__ import annotations

from pathlib import Path

from tests.cli.sample_home import RunFinews


def test_stats(finews: RunFinews) -> None:
    (stats,) = finews("stats", "--json").json()
    assert {key: stats[key] for key in ("sources", "articles", "unread", "categories")} == {
        "sources": 1,
        "articles": 3,
        "unread": 3,
        "categories": 2,
    }
    assert "3 (3 unread)" in finews("stats").out


def test_doctor_without_problems(finews: RunFinews) -> None:
    results = finews("doctor", "--json").json()
    fields = ["level", "subject", "message", "fix", "mend"]
    assert all(list(result) == fields for result in results)
    assert {result["level"] for result in results} == {"ok"}
    ended = finews("doctor")
    assert ended.status == 0
    assert "finews.log" in ended.out


def test_doctor_reports_missing_folder(finews: RunFinews, home: Path, tmp_path: Path) -> None:
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
    (error,) = (
        result for result in finews("doctor", "--json").json() if result["level"] == "error"
    )
    assert error["fix"] == error["mend"] != ""


def test_doctor_reports_invalid_config(finews: RunFinews, home: Path) -> None:
    (home / "config/finews/config.toml").write_text("[ui]\nmeasure = 'wide'\n")
    ended = finews("doctor", "--json")
    assert ended.status == 2
    (result,) = ended.json()
    assert result["level"] == "error"
    assert "config.toml:2" in result["message"]
