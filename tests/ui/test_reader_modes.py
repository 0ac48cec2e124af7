"""On the page by keys: letters for links and notes, a caret, a selection, and the way back."""

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
from finews_tui.ui.reader.modes import Mode
from finews_tui.ui.reader.reader_pane import ReaderPane
from tests.ui.screens import BareApp, press

MakeApp = Callable[..., FinewsApp]
SIZE = (60, 20)
ONE, TWO = "https://harbour.example/times", "https://harbour.example/fares"
LINKS = f"See the [timetable]({ONE}) and the [fares]({TWO}) today."
LONG = "\n\n".join(f"Paragraph {number} of a long story." for number in range(40))
NOTES = f"A word[^1] and another[^2].\n\n{LONG}\n\n[^1]: The first note.\n[^2]: The second note.\n"


@dataclass
class Heard:
    """What the page told."""

    chosen: list[str] = field(default_factory=list)
    pointed: list[str] = field(default_factory=list)
    copied: list[str] = field(default_factory=list)
    modes: list[Mode] = field(default_factory=list)

    def hear(self, message: Message) -> None:
        match message:
            case ReaderPane.LinkChosen(address=address) if address not in self.chosen:
                self.chosen.append(address)
            case ReaderPane.Pointed(address=address) if [address] != self.pointed[-1:]:
                self.pointed.append(address)
            case ReaderPane.Copied(text=text) if text not in self.copied:
                self.copied.append(text)
            case ReaderPane.ModeChanged(mode=mode) if [mode] != self.modes[-1:]:
                self.modes.append(mode)


async def shown(view: ReaderPane, pilot: Pilot[None], text: str) -> None:
    view.show(
        lay_out(parse_body(text, BodyFormat.MARKDOWN, ""), view.text_width, LayoutOptions()), 0
    )
    view.focus()
    await pilot.pause()


def rows(view: ReaderPane) -> list[str]:
    return [view.render_line(line).text.rstrip() for line in range(view.size.height)]


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [(["a"], [ONE]), (["s"], [TWO]), (["enter"], [ONE]), (["tab", "enter"], [TWO]),
     (["up", "enter"], [TWO]), (["x"], []), (["escape"], [])],
)  # fmt: skip
async def test_letters_or_enter_open_a_link_that_was_told_before(
    keys: list[str], chosen: list[str]
) -> None:
    view, heard = ReaderPane(id="reader"), Heard()
    async with BareApp(view).run_test(size=SIZE, message_hook=heard.hear) as pilot:
        await shown(view, pilot, LINKS)
        assert view.mark_links() == 2
        await pilot.press(*keys)
        assert heard.chosen == chosen
        assert heard.pointed[0] == ONE
        assert heard.pointed[-1] == ""
        assert heard.modes == [Mode.LINKS, Mode.READING]


async def test_a_note_is_jumped_to_and_back() -> None:
    view = ReaderPane(id="reader")
    async with BareApp(view).run_test(size=SIZE) as pilot:
        await shown(view, pilot, NOTES)
        assert view.mark_links() == 2
        await pilot.press("s")
        await pilot.pause()
        assert any("[2] The second note." in row for row in rows(view))
        assert view.scroll_offset.y > 20
        view.mark_links()
        await pilot.press("s")
        await pilot.pause()
        assert view.scroll_offset.y == 0
        assert not view.jump_back()


async def test_a_caret_selects_and_copies_and_is_gone_then() -> None:
    view, heard = ReaderPane(id="reader"), Heard()
    async with BareApp(view).run_test(size=SIZE, message_hook=heard.hear) as pilot:
        await shown(view, pilot, LINKS)
        view.action_select()
        await pilot.press("w", "v", "w", "w", "w")
        assert pilot.app.screen.get_selected_text() == "the timetable and t"
        await pilot.press("y")
        assert heard.copied == ["the timetable and t"]
        assert view.mode is Mode.READING
        assert not pilot.app.screen.selections


async def test_enter_at_the_caret_opens_its_link_and_y_copies_it() -> None:
    view, heard = ReaderPane(id="reader"), Heard()
    async with BareApp(view).run_test(size=SIZE, message_hook=heard.hear) as pilot:
        await shown(view, pilot, LINKS)
        view.action_select()
        await pilot.press("w", "w", "enter")
        assert heard.chosen == [ONE]
        assert ONE in heard.pointed
        view.action_select()
        await pilot.press("w", "w", "y")
        assert heard.copied == [ONE]


async def test_escape_takes_back_one_step_after_the_other() -> None:
    view, heard = ReaderPane(id="reader"), Heard()
    async with BareApp(view).run_test(size=SIZE, message_hook=heard.hear) as pilot:
        await shown(view, pilot, LINKS)
        view.action_select_paragraphs()
        await pilot.press("escape", "escape")
        assert heard.modes == [Mode.SELECTING, Mode.CARET, Mode.READING]


async def test_the_caret_brings_hidden_parts_of_code_into_sight() -> None:
    view = ReaderPane(id="reader")
    async with BareApp(view).run_test(size=SIZE) as pilot:
        await shown(view, pilot, "```\n" + "x" * 100 + "END\n```\n")
        view.action_select()
        await pilot.press("end")
        assert any(row.endswith("END") for row in rows(view))
        await pilot.press("home")
        assert not any("END" in row for row in rows(view))


async def test_what_is_dragged_over_in_scrolled_code_is_what_one_sees() -> None:
    view = ReaderPane(id="reader")
    async with BareApp(view).run_test(size=SIZE) as pilot:
        await shown(view, pilot, "```\n" + "0123456789" * 12 + "\n```\n")
        for _ in range(3):
            view.action_sideways(8)
        await pilot.pause()
        seen = rows(view)[0]
        await pilot.mouse_down(view, offset=(10, 0))
        await pilot.hover(view, offset=(14, 0))
        await pilot.mouse_up(view, offset=(14, 0))
        assert pilot.app.screen.get_selected_text() == seen[10:15]


async def test_the_address_stands_over_the_page_while_it_is_pointed_at(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await press(pilot, "3", "G", "f")
        address = screen.query_one("#address")
        assert address.display
        assert "https://harbour.example/0" in str(address.render())
        await press(pilot, "escape")
        assert not address.display


async def test_a_link_to_a_heading_goes_there_and_back() -> None:
    view, heard = ReaderPane(id="reader"), Heard()
    async with BareApp(view).run_test(size=SIZE, message_hook=heard.hear) as pilot:
        await shown(view, pilot, f"[down](#the-end)\n\n{LONG}\n\n## The end\n\n{LONG}")
        assert view.mark_links() == 1
        await pilot.press("enter")
        await pilot.pause()
        assert any("The end" in row for row in rows(view))
        assert heard.chosen == []
        assert view.jump_back()
        await pilot.pause()
        assert view.scroll_offset.y == 0
