"""News of saved queries that ask for it, and the title of the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from finews_tui.library.library import Library
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.services.settings import Setting, keep
from tests.ui.screens import press, settle

MakeApp = Callable[..., FinewsApp]
WIDE = (120, 36)

POST = (
    "---\ntitle: 新到的鱼价\ndate: 2024-03-20 10:00:00 +0000\ncategories: shuichan\n---\n\n鱼价。\n"
)


@pytest.fixture
def told(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is written to the terminal beside the screen."""
    codes: list[str] = []
    monkeypatch.setattr(FinewsApp, "tell_terminal", lambda _, text: codes.append(text))
    return codes


async def test_a_saved_query_tells_its_news_once(
    make_app: MakeApp, library: Library, home: Path, told: list[str]
) -> None:
    library.state.save_query("鱼", "鱼价")
    library.state.save_query("fog", "fog")
    keep(library.state, Setting("notices", "osc9"))
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "1", "j", "j", "j")
        assert screen.source_tree.branch is not None
        assert screen.source_tree.branch.label == "鱼"
        screen.action_tell_news()
        await settle(pilot)
        assert screen.asking == ["鱼"]
        (home / "posts" / "market" / "2024-03-20-new.md").write_text(POST, encoding="utf-8")
        screen.action_sync_all()
        await settle(pilot)
        assert told == ["\x1b]9;鱼: 1 new: 新到的鱼价\x1b\\"]
        screen.action_sync_all()
        await settle(pilot)
        assert len(told) == 1
        screen.action_tell_news()
        await settle(pilot)
        assert screen.asking == []


async def test_where_notices_are_off_it_is_said_how_to_have_them(
    make_app: MakeApp, library: Library, told: list[str]
) -> None:
    library.state.save_query("鱼", "鱼价")
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await press(pilot, "1")
        screen.action_tell_news()
        assert "Only a saved query" in "".join(text for text, _ in screen.status.right())
        await press(pilot, "j", "j", "j")
        screen.action_tell_news()
        await settle(pilot)
        assert ":setting.set notices" in "".join(text for text, _ in screen.status.right())
    assert told == []


async def test_the_title_of_the_window_tells_the_unread(
    make_app: MakeApp, library: Library, told: list[str]
) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        assert told == []
        screen.action_setting("title true")
        await settle(pilot)
        screen.load_counts(0)
        await settle(pilot)
        unread = library.sources.totals().unread
        assert told[0] == "\x1b[22;2t"
        assert told[-1] == f"\x1b]2;finews · {unread} unread\x1b\\"
        screen.action_setting("title false")
        await settle(pilot)
        screen.load_counts(0)
        await settle(pilot)
        assert told[-1] == "\x1b[23;2t"
