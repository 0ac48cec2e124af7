"""Sorting and copying tables on the page."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from finews_tui.config.loader import Config, SyncConfig, UiConfig
from finews_tui.library.library import Library
from finews_tui.library.sync.run import sync
from finews_tui.model.source import Source, SourceKind
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.command import Context
from finews_tui.ui.commands.registry import REGISTRY
from finews_tui.ui.reader.modes import ReaderMode
from tests.library.post_folder import NOW
from tests.ui.driver import Driver, settle
from tests.ui.news import paths_in

FLEETS = """\
<table><tr><td>Fleet</td><td>Boats</td><td>Chg</td></tr>
<tr><td>Heron</td><td>12</td><td>+1.5%</td></tr>
<tr><td>Egret</td><td>1,020</td><td>-2%</td></tr>
<tr><td>Gull</td><td>n/a</td><td>+0.5%</td></tr>
<tr><td>Total</td><td>1,032</td><td></td></tr></table>
"""
WORDS = "<table><tr><td>one</td><td>red</td></tr><tr><td>two</td><td>blue</td></tr></table>"
WIDE = (
    "<table><tr><td>Pier</td>"
    + "".join(f"<td>Column number {n}</td>" for n in range(12))
    + "</tr>"
    + "".join(
        f"<tr><td>Pier {row}</td>" + "".join(f"<td>{row * n % 7}</td>" for n in range(12)) + "</tr>"
        for row in range(5)
    )
    + "</table>"
)
LONG = "<table><tr><td>Day</td><td>Boats</td></tr>" + "".join(
    f"<tr><td>day {n}</td><td>{n * 37 % 101}</td></tr>" for n in range(100)
)
POSTS = {
    "a": ("Two tables", f"{FLEETS}<p>Names:</p>{WORDS}"),
    "b": ("No table", "<p>Only words here.</p>"),
    "c": ("A wide table", WIDE),
    "d": ("A long table", f"{LONG}</table>"),
}


@pytest.fixture
def app(tmp_path: Path, copied: list[str]) -> Iterator[FinewsApp]:
    folder = tmp_path / "posts"
    folder.mkdir()
    for number, (name, (title, body)) in enumerate(POSTS.items()):
        date = f"2026-03-0{9 - number} 08:00:00 +0000"
        text = f'---\ntitle: "{title}"\ndate: {date}\n---\n{body}\n'
        (folder / f"2026-03-0{9 - number}-{name}.html").write_text(text, encoding="utf-8")
    config = Config(
        ui=UiConfig(mark_read_after_s=60.0),
        sync=SyncConfig(on_start=False),
        sources=(Source("pier", SourceKind.DIRECTORY, str(folder), "Pier"),),
    )
    with Library(paths_in(tmp_path), config, clock=lambda: NOW) as library:
        asyncio.run(sync(library.stores))
        yield FinewsApp(library, REGISTRY, guide=lambda: library)


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    texts: list[str] = []
    monkeypatch.setattr(FinewsApp, "copy_to_clipboard", lambda _, text: texts.append(text))
    monkeypatch.setattr(
        "finews_tui.ui.services.external.copy_to_clipboard", lambda text, environ: None
    )
    return texts


async def open_post(driver: Driver, name: str) -> None:
    await driver.press(*["J"] * list(POSTS).index(name))
    await driver.go_to(Context.READER)
    await driver.settle()


def first_words(driver: Driver, table: int = 0) -> list[str]:
    """Return the first word of each body row of a table."""
    position = driver.page.page.tables[table]
    lines = driver.page_lines[position.body_line : position.end - 1]
    return [line.split()[0] for line in lines]


async def test_key_sorts_reverses_and_restores_a_column(app: FinewsApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        driver = await settle(pilot)
        await open_post(driver, "a")
        await driver.press("O", "l", "s")
        assert first_words(driver) == ["Egret", "Heron", "Gull", "Total"]
        assert driver.message.strip() == "Sorted by Boats, descending"
        assert "▼" in driver.page_lines[driver.page.page.tables[0].body_line - 1]
        await driver.press("s")
        assert first_words(driver) == ["Heron", "Egret", "Gull", "Total"]
        assert driver.message.strip() == "Sorted by Boats, ascending"
        await driver.press("s")
        assert first_words(driver) == ["Heron", "Egret", "Gull", "Total"]
        assert driver.message.strip() == "Original order restored"
        assert "▲" not in driver.page_text
        await driver.press("h", "enter")
        assert first_words(driver) == ["Egret", "Gull", "Heron", "Total"]
        assert driver.page.mode is ReaderMode.TABLE


async def test_tables_are_sorted_separately_until_another_article_opens(app: FinewsApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        driver = await settle(pilot)
        await open_post(driver, "a")
        await driver.press("O", "s", "tab", "l", "s")
        assert first_words(driver) == ["Egret", "Gull", "Heron", "Total"]
        assert first_words(driver, 1) == ["two", "one"]
        assert driver.message.strip() == "Sorted by column 2, ascending"
        await driver.press("escape", "J", "K")
        assert first_words(driver) == ["Heron", "Egret", "Gull", "Total"]


async def test_table_is_copied_in_the_order_of_the_screen(
    app: FinewsApp, copied: list[str]
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        driver = await settle(pilot)
        await open_post(driver, "a")
        await driver.press("O", "y")
        assert driver.message.strip() == "Copied table: 4 rows as TSV"
        assert copied[-1].splitlines()[:2] == ["Fleet\tBoats\tChg", "Heron\t12\t+1.5%"]
        await driver.press("l", "s", "Y")
        assert driver.message.strip() == "Copied table: 4 rows as CSV"
        assert copied[-1].splitlines() == [
            "Fleet,Boats,Chg", 'Egret,"1,020",-2%', "Heron,12,+1.5%", "Gull,n/a,+0.5%",
            'Total,"1,032",',
        ]  # fmt: skip
        await driver.press("escape")
        await driver.run("reader.copy_tsv")
        assert copied[-1].startswith("Fleet\tBoats\tChg\nEgret")


@pytest.mark.parametrize("key", ["escape", "q", "O"])
async def test_keys_leave_the_table_and_hints_follow(app: FinewsApp, key: str) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        driver = await settle(pilot)
        await open_post(driver, "a")
        await driver.press("O")
        assert "copy TSV" in driver.key_bar_text
        await driver.press(key)
        assert driver.page.mode is ReaderMode.READING
        assert "copy TSV" not in driver.key_bar_text
        assert not driver.has_quit


@pytest.mark.parametrize("command", ["reader.table", "reader.copy_tsv", "reader.copy_csv"])
async def test_message_if_there_is_no_table(app: FinewsApp, command: str) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        driver = await settle(pilot)
        await open_post(driver, "b")
        await driver.run(command)
        assert driver.message.strip() == "No table on the screen"
        assert driver.page.mode is ReaderMode.READING


async def test_wide_table_scrolls_to_the_column_of_the_cursor(app: FinewsApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        driver = await settle(pilot)
        await open_post(driver, "c")
        await driver.press("O", "end")
        lines = "\n".join(driver.page.render_line(y).text for y in range(12))
        assert "Column number 11" in lines
        await driver.press("s")
        assert driver.message.strip() == "Sorted by Column number 11, descending"
        lines = "\n".join(driver.page.render_line(y).text for y in range(12))
        assert "Column number 11" in lines
        assert "Pier 3" in driver.page_lines[driver.page.page.tables[0].body_line]
        await driver.press("0", "l")
        assert driver.page.sideways[0] == 0
        await driver.press(">")
        assert driver.page.sideways[0] > 0
        assert driver.page.mode is ReaderMode.TABLE


async def test_sorting_a_long_table_does_not_scroll(app: FinewsApp) -> None:
    async with app.run_test(size=(120, 24)) as pilot:
        driver = await settle(pilot)
        await open_post(driver, "d")
        await driver.press("pagedown", "pagedown")
        top = driver.page.scroll_offset.y
        assert top > driver.page.page.tables[0].body_line
        await driver.press("O", "l", "s")
        assert driver.page.scroll_offset.y == top
        values = [int(line.split()[-1]) for line in driver.page_lines[top : top + 5]]
        assert values == sorted(values, reverse=True)
