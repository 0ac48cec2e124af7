"""The line to type a search in: narrows as one types, tells a mistake with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, Static

from finews_tui.query.completion import Completion, IncompleteTerm, apply_completion
from finews_tui.query.parser import MAX_LENGTH
from finews_tui.query.query import parse, parse_partial

_MOST = MAX_LENGTH + 100  # characters that the line holds


class _Star(Suggester):
    """Shows the `*` that the last word has while it is being typed."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        if value[-1:].isspace() or parse_partial(value).query == parse(value):
            return None
        return f"{value}*" if parse_partial(value).query == parse(f"{value}*") else None


class _Line(Input):
    """The line itself: at its end the key for the next character takes what is proposed."""

    @dataclass
    class Wanted(Message):
        """The user wants what is proposed to stand there."""

    def replace(self, text: str, start: int, end: int) -> None:
        """No more than makes a query too long is taken in, whatever is pasted."""
        room = max(0, _MOST - len(self.value) + abs(end - start))
        super().replace(text[:room], start, end)

    def action_cursor_right(self, select: bool = False) -> None:
        if not select and self.cursor_position == len(self.value):
            self.post_message(self.Wanted())
        super().action_cursor_right(select)


class SearchBar(Widget):
    """A prompt that says where is searched, the words, and how many were found."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close"),
        Binding("down", "later", "The search after, or to what was found"),
        Binding("up", "earlier", "The search before"),
        Binding("ctrl+n", "propose(1)", "The next proposal"),
        Binding("tab", "scope", "Here, or everywhere"),
    ]

    @dataclass
    class Typed(Message):
        """The text changed."""

        text: str
        bar_id: str

    @dataclass
    class Entered(Message):
        """The user goes on to what was found."""

        text: str
        bar_id: str

    @dataclass
    class Closed(Message):
        """The user wants the search to end."""

        bar_id: str

    @dataclass
    class ScopeWanted(Message):
        """The user wants to search everywhere, or here again."""

        bar_id: str

    @dataclass
    class EarlierWanted(Message):
        """The user wants a search of before, or the one after it."""

        step: int
        text: str
        bar_id: str

    def __init__(self, *, id: str, has_star: bool = True) -> None:  # noqa: A002
        super().__init__(id=id)
        self._bar_id = id
        self._prompt = Static(classes="search-bar--prompt", markup=False)
        self._input = _Line(
            compact=True, select_on_focus=False, suggester=_Star() if has_star else None
        )
        self._count = Static(classes="search-bar--count", markup=False)
        self._mistake = Static(classes="search-bar--mistake", markup=False)
        self._proposals = Static(classes="search-bar--proposals", markup=False)
        self._term: IncompleteTerm | None = None
        self._proposed: Sequence[Completion] = ()
        self._here = 0
        self._is_in_past = False
        self.is_open = False
        self.display = False

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield self._prompt
            yield self._input
            yield self._count
        yield self._mistake
        yield self._proposals

    @property
    def text(self) -> str:
        """What stands in the bar."""
        return self._input.value

    def open(self, prompt: str, text: str, *, focus: bool = True) -> None:
        """Show the bar with this text, ready to be typed in."""
        self.is_open = self.display = True
        self._prompt.update(Content(prompt))
        self.set_text(text)
        if focus:
            self.app.clear_notifications()  # they may lie over the bar
            self.screen.set_focus(self._input)

    def set_text(self, text: str, *, is_last: bool = True) -> None:
        """Put `text` in the bar; nobody is told. `is_last`: nothing was searched for after it."""
        self._is_in_past = not is_last
        self.propose(None, ())
        with self._input.prevent(Input.Changed):
            self._input.value = text
        self._input.cursor_position = len(text)

    def close(self) -> None:
        """Take the bar away."""
        if not self.is_open:
            return
        self.is_open = False
        self.set_text("")
        self.show_result("")
        self.propose(None, ())
        self.display = False

    def propose(self, term: IncompleteTerm | None, proposed: Sequence[Completion]) -> None:
        """Show what may stand in the place of the term that is being typed."""
        self._term, self._proposed, self._here = term, proposed, 0
        self._show_proposals()

    def _show_proposals(self) -> None:
        self._proposals.display = bool(self._proposed)
        line = Text(" → ")
        shown = [*self._proposed[self._here :], *self._proposed[: self._here]]
        for one in shown:
            note = f" {one.note}   " if one.note else "   "
            if one is not shown[0] and line.cell_len + cell_len(one.text + note) > self.size.width:
                break
            line.append(one.text, "" if one is not shown[0] else "bold reverse")
            line.append(note, "dim")
        self._proposals.update(line)

    @on(_Line.Wanted)
    def _take(self, event: _Line.Wanted) -> None:
        event.stop()
        if self._term is not None and self._proposed:
            chosen = self._proposed[self._here]
            self._input.value = apply_completion(self.text, self._term, chosen)
            self._input.cursor_position = len(self._input.value)

    def action_propose(self, step: int) -> None:
        if self._proposed:
            self._here = (self._here + step) % len(self._proposed)
            self._show_proposals()

    def show_result(
        self, count: str, mistake: str = "", place: int | None = None, hint: str = ""
    ) -> None:
        """Tell how many were found; or what is wrong, below its place, and what to write."""
        self._count.update(Content(f" {count} " if count else ""))
        self._mistake.display = bool(mistake)
        if mistake:
            before = self._input.value[:place] if place is not None else ""
            indent = self._prompt.outer_size.width + cell_len(before)
            room = max(0, self.size.width - cell_len(mistake) - 3)
            lines = [" " * min(indent, room) + "▲ " + mistake, *([f" {hint}"] if hint else [])]
            self._mistake.update(Content("\n".join(lines)))

    @on(Input.Changed)
    def _tell_typed(self, event: Input.Changed) -> None:
        event.stop()
        self._is_in_past = False
        self._term = None
        self.post_message(self.Typed(event.value, self._bar_id))

    @on(Input.Submitted)
    def _tell_entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Entered(event.value, self._bar_id))

    def action_scope(self) -> None:
        self.post_message(self.ScopeWanted(self._bar_id))

    def action_earlier(self) -> None:
        self._is_in_past = True
        self.post_message(self.EarlierWanted(-1, self.text, self._bar_id))

    def action_later(self) -> None:
        if self._is_in_past:
            self.post_message(self.EarlierWanted(1, self.text, self._bar_id))
        else:
            self.post_message(self.Entered(self.text, self._bar_id))

    def action_close(self) -> None:
        self.post_message(self.Closed(self._bar_id))
