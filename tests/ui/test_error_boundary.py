"""Errors are shown, logged if unexpected, and never crash the app."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from textual import on
from textual.message import Message
from textual.signal import Signal
from textual.widget import Widget

from finews_tui.errors import StoreFullError
from finews_tui.library.library import Library
from finews_tui.query.query import parse
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.command import Command
from finews_tui.ui.commands.registry import REGISTRY
from finews_tui.ui.dialogs.picker import Choice, Picker
from finews_tui.ui.error_boundary import ErrorBoundary
from finews_tui.ui.screens.main import MainScreen
from tests.ui.driver import Driver, press, settle
from tests.ui.news import HARBOUR_POSTS, MARKET_POSTS, NOW, config_for, paths_in

MakeApp = Callable[..., FinewsApp]
ErrorClasses = Callable[[], list[type[BaseException]]]
WIDE = (120, 36)


class UnexpectedError(Exception):
    """Error unknown to finews."""


def fail(*_: object, **__: object) -> None:
    raise UnexpectedError


async def fail_async(*_: object) -> None:
    raise UnexpectedError


class FailingWidget(ErrorBoundary, Widget):
    """Widget that fails in the callback selected by the test."""

    @dataclass
    class Posted(Message):
        """Message with a failing handler."""

    @dataclass
    class PostedToParent(Message):
        """Message with a failing handler, found by naming convention."""

    @on(Posted)
    def _fail(self) -> None:
        fail()

    async def on_failing_widget_posted_to_parent(self) -> None:
        fail()

    def fail_in_handler(self) -> None:
        self.post_message(self.Posted())

    def fail_in_async_handler(self) -> None:
        self.post_message(self.PostedToParent())

    def fail_in_timer(self) -> None:
        self.set_timer(0.001, fail)

    def fail_after_refresh(self) -> None:
        self.call_after_refresh(fail)

    def fail_in_next_call(self) -> None:
        self.call_next(fail_async)

    def fail_in_later_call(self) -> None:
        self.call_later(fail)

    def fail_in_worker(self) -> None:
        self.run_worker(fail_async(), exit_on_error=False)

    def fail_in_thread(self) -> None:
        self.run_worker(fail, thread=True, exit_on_error=False)

    def fail_in_worker_of_app(self) -> None:
        self.app.run_worker(fail_async(), exit_on_error=False)

    def fail_in_subscriber(self) -> None:
        signal: Signal[int] = Signal(self, "failing")
        signal.subscribe(self, fail)
        signal.publish(1)


async def assert_error_shown(driver: Driver, errors: ErrorClasses) -> None:
    """Check that one error was logged and shown, and that keys still work."""
    await driver.wait_until(lambda: bool(driver.notifications))
    assert errors() == [UnexpectedError]
    assert driver.notifications == ["Unexpected error (UnexpectedError); see the log"]
    cursor = driver.cursor
    await driver.press("j", "m")
    assert driver.cursor == cursor + 1
    assert driver.headline().is_read
    await driver.press("3", "h")
    assert driver.focused is driver.article_list


@pytest.mark.parametrize(
    "fail_in",
    [
        FailingWidget.fail_in_handler,
        FailingWidget.fail_in_async_handler,
        FailingWidget.fail_in_timer,
        FailingWidget.fail_after_refresh,
        FailingWidget.fail_in_next_call,
        FailingWidget.fail_in_later_call,
        FailingWidget.fail_in_worker,
        FailingWidget.fail_in_thread,
        FailingWidget.fail_in_worker_of_app,
        FailingWidget.fail_in_subscriber,
    ],
)
async def test_error_of_widget_is_logged_and_shown(
    make_app: MakeApp,
    unexpected_errors: ErrorClasses,
    fail_in: Callable[[FailingWidget], None],
) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        widget = FailingWidget()
        widget.display = False
        await driver.main.mount(widget)
        fail_in(widget)
        await assert_error_shown(driver, unexpected_errors)


FAILING_COMMANDS = (
    Command("article.fail", MainScreen, "Fail", fail, keys=("f9",)),
    Command("app.fail", FinewsApp, "Fail later", lambda app, call: fail_async(), ("g f",)),
)


@pytest.fixture
def failing_app(library: Library) -> FinewsApp:
    """App with failing commands."""
    registry = REGISTRY.with_commands(FAILING_COMMANDS)
    return FinewsApp(library, registry, guide=lambda: library)


async def test_error_of_command_run_by_key_is_logged_and_shown(
    failing_app: FinewsApp, unexpected_errors: ErrorClasses
) -> None:
    async with failing_app.run_test(size=WIDE) as pilot:
        driver = await press(pilot, "f9")
        await assert_error_shown(driver, unexpected_errors)


@pytest.mark.parametrize("command_id", ["article.fail", "app.fail"])
@pytest.mark.parametrize("key", ["colon", "ctrl+p", "question_mark"])
async def test_error_of_command_run_by_name_is_logged_and_shown(
    failing_app: FinewsApp, unexpected_errors: ErrorClasses, key: str, command_id: str
) -> None:
    async with failing_app.run_test(size=WIDE) as pilot:
        driver = await press(pilot, key)
        await driver.type(command_id)
        await driver.press("enter")
        assert failing_app.screen is driver.main
        await assert_error_shown(driver, unexpected_errors)


async def test_error_of_macro_step_is_logged_and_shown(
    home: Path, unexpected_errors: ErrorClasses
) -> None:
    macros = {"fails": ("article.fail", "reader.zoom")}
    config = replace(config_for(home / "posts"), macros=macros)
    with Library(paths_in(home), config, clock=lambda: NOW) as library:
        registry = REGISTRY.with_commands(FAILING_COMMANDS)
        app = FinewsApp(library, registry, guide=lambda: library)
        async with app.run_test(size=WIDE) as pilot:
            driver = await settle(pilot)
            await driver.run("macro.fails")
            assert not driver.panes.is_zoomed
            await assert_error_shown(driver, unexpected_errors)


async def test_error_of_dialog_is_logged_and_shown(
    make_app: MakeApp, unexpected_errors: ErrorClasses
) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        choices = [Choice("one", 1), Choice("two", 2)]
        picker = Picker[int]("Fails", choices, "", on_highlight=fail)
        await driver.app.push_screen(picker)
        await driver.settle()
        assert unexpected_errors() == [UnexpectedError]
        await driver.press("escape")
        assert driver.app.screen is driver.main
        await assert_error_shown(driver, unexpected_errors)


async def test_failed_listing_query_keeps_current_list(
    make_app: MakeApp,
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
    unexpected_errors: ErrorClasses,
) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        monkeypatch.setattr(library.articles, "listing", fail)
        await driver.press("s")
        assert driver.notifications == ["Unexpected error (UnexpectedError); see the log"]
        assert unexpected_errors() == [UnexpectedError]
        assert len(driver.listing) == HARBOUR_POSTS + MARKET_POSTS


async def test_failed_read_mark_is_reverted(
    make_app: MakeApp, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_full(*_: object) -> None:
        raise StoreFullError("state.db: no room on the disk; make some")

    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        monkeypatch.setattr(library, "mark_read", fail_full)
        await driver.press("m")
        assert driver.notifications == ["state.db: no room on the disk; make some"]
        assert not driver.headline().is_read
        assert pilot.app.is_running


async def test_missing_article_is_reported(make_app: MakeApp, library: Library) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        number = library.articles.listing(parse(""))[1]
        with library.stores.cache.writing() as cache:
            cache.execute("DELETE FROM bodies")
            cache.execute("DELETE FROM articles WHERE number = ?", (number,))
        await driver.press("j")
        assert len(driver.notifications) == 1
        assert pilot.app.is_running
