"""Fixtures of the screen: a library over invented articles, made once and copied for each test."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from finews_tui.config.loader import Config, SyncConfig, UiConfig
from finews_tui.library.library import Library
from finews_tui.library.sync.run import sync
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.registry import REGISTRY
from finews_tui.ui.widgets import status_bar
from tests.locked_versions import unlocked
from tests.ui import idle
from tests.ui.news import NOW, config_for, make_posts, paths_in


@pytest.fixture(autouse=True)
def _true_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal has all colours, whatever the tests run in."""
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("COLORFGBG", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture(autouse=True)
def _lasting_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep messages in the status line until a slow machine has read them."""
    monkeypatch.setattr(status_bar, "_MESSAGE_S", 600.0)


@pytest.fixture
def unexpected_errors(caplog: pytest.LogCaptureFixture) -> Callable[[], list[type[BaseException]]]:
    """Return the classes of the unexpected errors that were caught and logged.

    A test that requests this fixture does not fail because of them.
    """

    def errors() -> list[type[BaseException]]:
        logged = (record.exc_info for record in caplog.get_records("call") if record.exc_info)
        return [info[0] for info in logged if info[0] is not None]

    return errors


@pytest.fixture(autouse=True)
def _no_unexpected_errors(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """Fail if the screen has caught an error that is not one of finews's own."""
    yield
    if "unexpected_errors" not in request.fixturenames:
        unexpected = [record for record in caplog.get_records("call") if record.exc_info]
        assert not unexpected, [record.getMessage() for record in unexpected]


@pytest.fixture(scope="session")
def synced_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose library has read the posts, to be copied."""
    home = tmp_path_factory.mktemp("synced")
    make_posts(home / "posts")
    with Library(paths_in(home), config_for(home / "posts"), clock=lambda: NOW) as library:
        asyncio.run(sync(library.stores))
    return home


@pytest.fixture
def home(synced_home: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "home"
    shutil.copytree(synced_home, copy)
    return copy


@pytest.fixture
def library(home: Path) -> Iterator[Library]:
    with Library(paths_in(home), config_for(home / "posts"), clock=lambda: NOW) as opened:
        yield opened


@pytest.fixture
def empty_library(tmp_path: Path) -> Iterator[Library]:
    """A library that follows nothing and has nothing."""
    config = Config(ui=UiConfig(mark_read_after_s=60.0), sync=SyncConfig(on_start=False))
    with Library(paths_in(tmp_path / "empty"), config, clock=lambda: NOW) as opened:
        yield opened


@pytest.fixture
def make_app(library: Library) -> Callable[..., FinewsApp]:
    """The application over the invented news."""

    def make(**options: Any) -> FinewsApp:
        def no_guide() -> Library:
            raise AssertionError("the guide is not wanted where sources are followed")

        return FinewsApp(library, REGISTRY, guide=no_guide, **options)

    return make


@pytest.fixture(autouse=True)
def _wait_for_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    idle.install(monkeypatch)


@pytest.fixture
def locked_renderer() -> None:
    """Skip tests of screenshots, which hold for the locked versions of what draws them alone."""
    if others := unlocked("textual", "rich", "pygments"):
        pytest.skip(f"screenshots are of other versions than {', '.join(others)}")


@pytest.fixture
def snap_compare(locked_renderer: None, snap_compare: Callable[..., bool]) -> Callable[..., bool]:
    """Compare a screenshot with the locked versions."""
    return snap_compare
