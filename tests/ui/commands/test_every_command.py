"""All commands run in all contexts without errors, and only quit commands end the app."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.command import AnyCommand, Call, Context
from finews_tui.ui.commands.registry import REGISTRY
from tests.ui.driver import Driver, settle

slow = pytest.mark.slow
SIZE = (120, 36)
QUITTING = ("app.quit", "quit.back")
PREFIXES = list(dict.fromkeys(command.id.partition(".")[0] for command in REGISTRY.commands))
ARGUMENTS = {
    "place": "Ferries",
    "source": "harbour",
    "date": "2024-03-15",
    "theme": "nord",
    "setting": "rows 2",
    "query": "fog",
    "address": "nowhere",
    "file": "articles.jsonl",
}


def commands_of(prefix: str) -> list[AnyCommand]:
    return [
        command
        for command in REGISTRY.commands
        if command.id.partition(".")[0] == prefix and command.id not in QUITTING
    ]


def calls_of(command: AnyCommand) -> Iterator[Call]:
    """Yield calls of a command: plain, with a count, with an argument."""
    yield Call()
    if command.takes_count:
        yield Call(count=3)
    if command.argument:
        yield Call(argument=ARGUMENTS[command.argument])


async def run_all(driver: Driver, prefix: str, pane: Context) -> None:
    """Run the commands of a prefix, each from `pane`, and check that nothing failed."""
    for command in commands_of(prefix):
        for call in calls_of(command):
            await driver.go_to(pane)
            await driver.run(command.id, call.argument, count=call.count)
            assert not driver.has_quit, command.id
            errors = [text for text in driver.notifications if "see the log" in text]
            assert not errors, (command.id, errors)


@pytest.mark.parametrize("prefix", PREFIXES)
async def test_every_command_runs_on_main_screen(
    guided_app: FinewsApp, prefix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with guided_app.run_test(size=SIZE) as pilot:
        await run_all(await settle(pilot), prefix, Context.LIST)


@slow
@pytest.mark.parametrize("pane", [Context.TREE, Context.READER])
async def test_every_command_runs_in_tree_and_reader(
    guided_app: FinewsApp, pane: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with guided_app.run_test(size=SIZE) as pilot:
        driver = await settle(pilot)
        for prefix in PREFIXES:
            await run_all(driver, prefix, pane)


@pytest.mark.parametrize(
    "prefix",
    [
        pytest.param(prefix, marks=[] if prefix in ("source", "sources") else slow)
        for prefix in PREFIXES
    ],
)
async def test_every_command_runs_on_sources_screen(
    guided_app: FinewsApp, prefix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with guided_app.run_test(size=SIZE) as pilot:
        await run_all(await settle(pilot), prefix, Context.SOURCES)


@slow
async def test_every_command_runs_in_guide(
    guided_app: FinewsApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with guided_app.run_test(size=SIZE) as pilot:
        driver = await settle(pilot)
        await driver.run("guide")
        assert driver.session.is_guide
        for prefix in PREFIXES:
            await run_all(driver, prefix, Context.LIST)
            assert driver.session.is_guide


async def test_app_quit_works_on_sources_screen(guided_app: FinewsApp) -> None:
    async with guided_app.run_test(size=SIZE) as pilot:
        driver = await settle(pilot)
        await driver.go_to(Context.SOURCES)
        await driver.run("app.quit")
        assert driver.has_quit


async def test_quit_back_closes_sources_then_app(guided_app: FinewsApp) -> None:
    async with guided_app.run_test(size=SIZE) as pilot:
        driver = await settle(pilot)
        await driver.go_to(Context.SOURCES)
        await driver.run("quit.back")
        assert not driver.manages_sources
        assert not driver.has_quit
        await driver.run("quit.back")
        assert driver.has_quit


@pytest.mark.parametrize(
    "prefix",
    [
        pytest.param(prefix, marks=[] if prefix in ("article", "list", "reader") else slow)
        for prefix in PREFIXES
    ],
)
async def test_every_command_runs_on_empty_list(
    guided_app: FinewsApp, prefix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with guided_app.run_test(size=SIZE) as pilot:
        driver = await settle(pilot)
        await driver.run("listing.search", "nothing-is-called-so")
        assert not driver.article_list.row_count
        await run_all(driver, prefix, Context.LIST)
