"""Reader modes: link hints, caret and selection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from textual.message import Message
from textual.pilot import Pilot

from finews_tui.content.body import parse_body
from finews_tui.layout.page import LayoutOptions
from finews_tui.layout.page_layout import lay_out
from finews_tui.model.article import BodyFormat
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.reader.modes import ReaderMode
from finews_tui.ui.reader.page_view import PageView
from tests.ui.driver import BareApp, press

MakeApp = Callable[..., FinewsApp]
SIZE = (60, 20)
ONE, TWO = "https://harbour.example/times", "https://harbour.example/fares"
LINKS = f"See the [timetable]({ONE}) and the [fares]({TWO}) today."
LONG = "\n\n".join(f"Paragraph {number} of a long story." for number in range(40))
NOTES = f"A word[^1] and another[^2].\n\n{LONG}\n\n[^1]: The first note.\n[^2]: The second note.\n"


@dataclass
class PageMessages:
    """Messages posted by the page."""

    followed: list[str] = field(default_factory=list)
    pointed: list[str] = field(default_factory=list)
    copied: list[str] = field(default_factory=list)
    modes: list[ReaderMode] = field(default_factory=list)

    def record(self, message: Message) -> None:
        """Record a message once: the hook is called for every node it bubbles through."""
        match message:
            case PageView.LinkFollowed(url=url) if url not in self.followed:
                self.followed.append(url)
            case PageView.LinkPointed(url=url) if [url] != self.pointed[-1:]:
                self.pointed.append(url)
            case PageView.TextCopied(text=text) if text not in self.copied:
                self.copied.append(text)
            case PageView.ModeChanged(mode=mode) if [mode] != self.modes[-1:]:
                self.modes.append(mode)


async def show(view: PageView, pilot: Pilot[None], text: str) -> None:
    view.show(
        lay_out(parse_body(text, BodyFormat.MARKDOWN, ""), view.text_width, LayoutOptions()), 0
    )
    view.focus()
    await pilot.pause()


def rows(view: PageView) -> list[str]:
    return [view.render_line(line).text.rstrip() for line in range(view.size.height)]


@pytest.mark.parametrize(
    ("keys", "followed"),
    [(["a"], [ONE]), (["s"], [TWO]), (["enter"], [ONE]), (["tab", "enter"], [TWO]),
     (["up", "enter"], [TWO]), (["x"], []), (["escape"], [])],
)  # fmt: skip
async def test_link_hint_shows_a_url_and_follows_it(keys: list[str], followed: list[str]) -> None:
    view, messages = PageView(id="reader"), PageMessages()
    async with BareApp(view).run_test(size=SIZE, message_hook=messages.record) as pilot:
        await show(view, pilot, LINKS)
        assert view.show_link_hints() == 2
        await pilot.press(*keys)
        assert messages.followed == followed
        assert messages.pointed[0] == ONE
        assert messages.pointed[-1] == ""
        assert messages.modes == [ReaderMode.LINKS, ReaderMode.READING]


async def test_hint_jumps_to_note_and_back() -> None:
    view = PageView(id="reader")
    async with BareApp(view).run_test(size=SIZE) as pilot:
        await show(view, pilot, NOTES)
        assert view.show_link_hints() == 2
        await pilot.press("s")
        await pilot.pause()
        assert any("[2] The second note." in row for row in rows(view))
        assert view.scroll_offset.y > 20
        view.show_link_hints()
        await pilot.press("s")
        await pilot.pause()
        assert view.scroll_offset.y == 0
        assert not view.jump_back()


async def test_caret_selects_and_copies_text() -> None:
    view, messages = PageView(id="reader"), PageMessages()
    async with BareApp(view).run_test(size=SIZE, message_hook=messages.record) as pilot:
        await show(view, pilot, LINKS)
        view.start_caret()
        await pilot.press("w", "v", "w", "w", "w")
        assert pilot.app.screen.get_selected_text() == "the timetable and t"
        await pilot.press("y")
        assert messages.copied == ["the timetable and t"]
        assert view.mode is ReaderMode.READING
        assert not pilot.app.screen.selections


async def test_enter_follows_link_at_caret_and_y_copies_it() -> None:
    view, messages = PageView(id="reader"), PageMessages()
    async with BareApp(view).run_test(size=SIZE, message_hook=messages.record) as pilot:
        await show(view, pilot, LINKS)
        view.start_caret()
        await pilot.press("w", "w", "enter")
        assert messages.followed == [ONE]
        assert ONE in messages.pointed
        view.start_caret()
        await pilot.press("w", "w", "y")
        assert messages.copied == [ONE]


async def test_escape_ends_the_selection_then_the_caret() -> None:
    view, messages = PageView(id="reader"), PageMessages()
    async with BareApp(view).run_test(size=SIZE, message_hook=messages.record) as pilot:
        await show(view, pilot, LINKS)
        view.start_selecting_paragraphs()
        await pilot.press("escape", "escape")
        assert messages.modes == [ReaderMode.SELECTING, ReaderMode.CARET, ReaderMode.READING]


async def test_caret_scrolls_wide_code_into_view() -> None:
    view = PageView(id="reader")
    async with BareApp(view).run_test(size=SIZE) as pilot:
        await show(view, pilot, "```\n" + "x" * 100 + "END\n```\n")
        view.start_caret()
        await pilot.press("end")
        assert any(row.endswith("END") for row in rows(view))
        await pilot.press("home")
        assert not any("END" in row for row in rows(view))


async def test_mouse_selects_visible_text_of_scrolled_code() -> None:
    view = PageView(id="reader")
    async with BareApp(view).run_test(size=SIZE) as pilot:
        await show(view, pilot, "```\n" + "0123456789" * 12 + "\n```\n")
        for _ in range(3):
            view.scroll_sideways(8)
        await pilot.pause()
        visible = rows(view)[0]
        await pilot.mouse_down(view, offset=(10, 0))
        await pilot.hover(view, offset=(14, 0))
        await pilot.mouse_up(view, offset=(14, 0))
        assert pilot.app.screen.get_selected_text() == visible[10:15]


async def test_url_of_pointed_link_hint_is_shown(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        driver = await press(pilot, "3", "G", "f")
        assert driver.pointed_url == "https://harbour.example/0"
        await press(pilot, "escape")
        assert driver.pointed_url == ""


async def test_link_to_a_heading_jumps_there_and_back() -> None:
    view, messages = PageView(id="reader"), PageMessages()
    async with BareApp(view).run_test(size=SIZE, message_hook=messages.record) as pilot:
        await show(view, pilot, f"[down](#the-end)\n\n{LONG}\n\n## The end\n\n{LONG}")
        assert view.show_link_hints() == 1
        await pilot.press("enter")
        await pilot.pause()
        assert any("The end" in row for row in rows(view))
        assert messages.followed == []
        assert view.jump_back()
        await pilot.pause()
        assert view.scroll_offset.y == 0
