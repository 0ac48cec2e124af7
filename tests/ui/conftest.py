"""Fixtures of the screen: a library with sample articles, copied for each test."""

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
    """Enable true colour independently of the environment."""
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("COLORFGBG", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture(autouse=True)
def _lasting_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep status messages long enough for slow machines."""
    monkeypatch.setattr(status_bar, "_MESSAGE_S", 600.0)


@pytest.fixture
def unexpected_errors(caplog: pytest.LogCaptureFixture) -> Callable[[], list[type[BaseException]]]:
    """Return the classes of unexpected errors that were caught and logged.

    Tests that request this fixture do not fail on such errors.
    """

    def errors() -> list[type[BaseException]]:
        logged = (record.exc_info for record in caplog.get_records("call") if record.exc_info)
        return [info[0] for info in logged if info[0] is not None]

    return errors


@pytest.fixture(autouse=True)
def _no_unexpected_errors(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """Fail the test if the app logged an unexpected error."""
    yield
    if "unexpected_errors" not in request.fixturenames:
        unexpected = [record for record in caplog.get_records("call") if record.exc_info]
        assert not unexpected, [record.getMessage() for record in unexpected]


@pytest.fixture(scope="session")
def synced_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Home directory with a synced library, to be copied."""
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
    """Library without sources and articles."""
    config = Config(ui=UiConfig(mark_read_after_s=60.0), sync=SyncConfig(on_start=False))
    with Library(paths_in(tmp_path / "empty"), config, clock=lambda: NOW) as opened:
        yield opened


@pytest.fixture
def make_app(library: Library) -> Callable[..., FinewsApp]:
    """Create an app with the sample articles."""

    def make(**options: Any) -> FinewsApp:
        def no_guide() -> Library:
            raise AssertionError("the guide is not shown if there are sources")

        return FinewsApp(library, REGISTRY, guide=no_guide, **options)

    return make


@pytest.fixture(autouse=True)
def _wait_for_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    idle.install(monkeypatch)


@pytest.fixture
def locked_renderer() -> None:
    """Skip screenshot tests unless the locked versions of the renderers are installed."""
    if others := unlocked("textual", "rich", "pygments"):
        pytest.skip(f"screenshots require the locked versions instead of {', '.join(others)}")


@pytest.fixture
def snap_compare(locked_renderer: None, snap_compare: Callable[..., bool]) -> Callable[..., bool]:
    """Compare a screenshot, if the locked versions are installed."""
    return snap_compare
