"""`finews config`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.sample_home import RunFinews


def test_config_path_and_show(finews: RunFinews, home: Path, posts: Path) -> None:
    assert finews("config", "path").out == f"{home}/config/finews/config.toml\n"
    shown = finews("config", "show").out
    assert "unread_horizon_days = 0\n" in shown
    assert "measure = 84\n" in shown
    assert f'location = "{posts}"\n' in shown


def test_config_show_hides_credentials(finews: RunFinews, home: Path) -> None:
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


def test_config_check_reports_all_issues(finews: RunFinews, home: Path) -> None:
    assert finews("config", "check").status == 0
    path = home / "config/finews/config.toml"
    path.write_text("[ui]\nmeasure = 1\n[sink]\n[sync]\nevery_min = 'often'\n")
    ended = finews("config", "check")
    assert ended.status == 2
    lines = ended.err.splitlines()
    assert len(lines) == 3
    assert all(line.startswith("finews: ~/config/finews/config.toml:") for line in lines)
    assert finews("list").status == 2


def test_config_check_without_file(finews: RunFinews, empty_home: Path) -> None:
    assert finews("config", "check").status == 0


def test_config_edit_runs_the_editor_and_checks(
    finews: RunFinews, empty_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = "import sys; open(sys.argv[1], 'a').write('[ui]\\nmeasure = 1\\n')"
    monkeypatch.setenv("EDITOR", f'{sys.executable} -c "{write}"')
    ended = finews("config", "edit")
    assert ended.status == 2
    assert "measure" in ended.err
    file = empty_home / "config/finews/config.toml"
    assert file.read_text().startswith("# finews configuration.")
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("editor", ["/no/such/editor", "'", "false"])
def test_config_edit_without_working_editor(
    finews: RunFinews, empty_home: Path, monkeypatch: pytest.MonkeyPatch, editor: str
) -> None:
    monkeypatch.setenv("EDITOR", editor)
    ended = finews("config", "edit")
    assert ended.status == 2
    assert ended.err.count("\n") == 1


def test_config_check_reports_screen_issues(finews: RunFinews, home: Path) -> None:
    config = home / "config/finews/config.toml"
    config.write_text('[ui]\ntheme = "papr"\n[keys]\n"list.nxt" = "n"\n')
    ended = finews("config", "check")
    assert ended.status == 2
    first, second = ended.err.splitlines()
    assert "config.toml:2: ui.theme: unknown theme `papr`" in first
    assert "config.toml:4: keys.list.nxt: unknown command" in second
