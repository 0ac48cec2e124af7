"""Fixtures: a home with sample articles, and a function that runs finews in it."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from finews_tui.cli.main import run
from tests.cli.sample_home import CONFIG, POSTS, CommandResult, RunFinews, environment, run_process


@pytest.fixture(scope="session")
def posts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("town")
    for path, text in POSTS.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def synced_home(posts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    (home / "config/finews").mkdir(parents=True)
    (home / "config/finews/config.toml").write_text(CONFIG)
    added = run_process(home, "add", str(posts), "--name", "town", "--title", "Town news")
    assert added.returncode == 0, added.stderr
    return home


@pytest.fixture
def home(synced_home: Path, tmp_path: Path) -> Path:
    """Copy the synced home for one test."""
    return Path(shutil.copytree(synced_home, tmp_path / "home"))


@pytest.fixture
def empty_home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    return home


@pytest.fixture
def finews(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Iterator[RunFinews]:
    """Return a function that runs finews in this process, in `home` or `empty_home`."""
    name = "empty_home" if "empty_home" in request.fixturenames else "home"
    set_environment(monkeypatch, environment(request.getfixturevalue(name)))
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    handlers = {number: signal.getsignal(number) for number in numbers}

    def run_finews(*arguments: str) -> CommandResult:
        status = run(arguments, os.environ)
        printed = capfd.readouterr()
        return CommandResult(status, printed.out, printed.err)

    yield run_finews
    for number, handler in handlers.items():
        signal.signal(number, handler)


def set_environment(monkeypatch: pytest.MonkeyPatch, environ: Mapping[str, str]) -> None:
    for name in ("PAGER", "BROWSER", "EDITOR", "VISUAL", "NO_COLOR", "COLUMNS", "LESS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
