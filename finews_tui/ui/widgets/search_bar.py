"""Search field with completion, a result count and error positions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

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

from finews_tui.layout.cells import cell_len
from finews_tui.query.ast import QueryError
from finews_tui.query.completion import Completion, IncompleteTerm, apply_completion
from finews_tui.query.parser import MAX_LENGTH
from finews_tui.query.query import parse, parse_partial
from finews_tui.ui.error_boundary import ErrorBoundary

_MAX_CHARACTERS = MAX_LENGTH + 100
"""Above the query limit, so that longer queries are reported as too long."""


class _PrefixStar(Suggester):
    """Suggest the implicit `*` of the last word during typing."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        partial = parse_partial(value)
        if value[-1:].isspace() or partial.incomplete or partial.query == parse(value):
            return None
        return f"{value}*" if partial.query == parse(f"{value}*") else None


class _QueryInput(Input):
    """Text field in which → at the end accepts the completion."""

    @dataclass
    class CompletionAccepted(Message):
        """The user accepts the completion."""

    def replace(self, text: str, start: int, end: int) -> None:
        """Insert text, truncated to the maximum length of the field."""
        available = max(0, _MAX_CHARACTERS - len(self.value) + abs(end - start))
        super().replace(text[:available], start, end)

    def action_cursor_right(self, select: bool = False) -> None:
        if not select and self.cursor_position == len(self.value):
            self.post_message(self.CompletionAccepted())
        super().action_cursor_right(select)


class SearchBar(ErrorBoundary, Widget):
    """Search bar: a prompt with the scope, the text field, and the number of matches."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close"),
        Binding("down", "later", "Next search, or go to the results"),
        Binding("up", "earlier", "Previous search"),
        Binding("ctrl+n", "next_completion", "Next completion"),
        Binding("tab", "toggle_scope", "Search here or everywhere"),
    ]

    @dataclass
    class Changed(Message):
        """The user changed the text."""

        text: str

    @dataclass
    class Submitted(Message):
        """The user moves to the results."""

        text: str

    @dataclass
    class Closed(Message):
        """The user closes the search."""

    @dataclass
    class ScopeToggled(Message):
        """The user toggles between this scope and everywhere."""

    @dataclass
    class HistoryRequested(Message):
        """The user requests the search before (`step` -1) or after (1) `text`."""

        step: int
        text: str

    def __init__(self, *, id: str, is_query: bool = True) -> None:  # noqa: A002
        super().__init__(id=id)
        self._prompt = Static(classes="search-bar--prompt", markup=False)
        self._input = _QueryInput(
            compact=True, select_on_focus=False, suggester=_PrefixStar() if is_query else None
        )
        self._result = Static(classes="search-bar--count", markup=False)
        self._error = Static(classes="search-bar--error", markup=False)
        self._completion_line = Static(classes="search-bar--completions", markup=False)
        self._term: IncompleteTerm | None = None
        self._completions: Sequence[Completion] = ()
        self._completion_index = 0
        self._in_history = False
        self.is_open = False
        self.display = False

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield self._prompt
            yield self._input
            yield self._result
        yield self._error
        yield self._completion_line

    @property
    def text(self) -> str:
        """Text of the field."""
        return self._input.value

    def open(self, prompt: str, text: str, *, focus: bool = True) -> None:
        """Show the bar with a text."""
        self.is_open = self.display = True
        self._prompt.update(Content(prompt))
        self.set_text(text)
        if focus:
            self.app.clear_notifications()  # they can cover the bar
            self.screen.set_focus(self._input)

    def set_prompt(self, prompt: str) -> None:
        """Change the prompt."""
        self._prompt.update(Content(prompt))

    def set_text(self, text: str, *, in_history: bool = False) -> None:
        """Replace the text without a `Changed` message. `in_history`: ↓ gets the next search."""
        self._in_history = in_history
        self.show_completions(None, ())
        with self._input.prevent(Input.Changed):
            self._input.value = text
        self._input.cursor_position = len(text)

    def close(self) -> None:
        """Clear and hide the bar."""
        if not self.is_open:
            return
        self.is_open = False
        self.set_text("")
        self.show_result("")
        self.display = False

    def show_completions(
        self, term: IncompleteTerm | None, completions: Sequence[Completion]
    ) -> None:
        """Show completions of the term at the end."""
        self._term, self._completions, self._completion_index = term, completions, 0
        self._update_completion_line()

    def _update_completion_line(self) -> None:
        index, completions = self._completion_index, self._completions
        self._completion_line.display = bool(completions)
        line = Text(" → ")
        for position, completion in enumerate([*completions[index:], *completions[:index]]):
            note = f" {completion.note}   " if completion.note else "   "
            if position and line.cell_len + cell_len(completion.text + note) > self.size.width:
                break
            line.append(completion.text, "" if position else "bold reverse")
            line.append(note, "dim")
        self._completion_line.update(line)

    @on(_QueryInput.CompletionAccepted)
    def _accept_completion(self, event: _QueryInput.CompletionAccepted) -> None:
        event.stop()
        if self._term is not None and self._completions:
            completion = self._completions[self._completion_index]
            self._input.value = apply_completion(self.text, self._term, completion)
            self._input.cursor_position = len(self._input.value)

    def action_next_completion(self) -> None:
        """Select the next completion."""
        if self._completions:
            self._completion_index = (self._completion_index + 1) % len(self._completions)
            self._update_completion_line()

    def show_result(self, text: str) -> None:
        """Show the result count, and hide the error."""
        self._result.update(Content(f" {text} " if text else ""))
        self._error.display = False

    def show_error(self, error: QueryError) -> None:
        """Show an error below its position in the text, with a hint."""
        self._result.update(Content(""))
        before = self._input.value[: error.start] if error.start is not None else ""
        indent = self._prompt.outer_size.width + cell_len(before)
        available = max(0, self.size.width - cell_len(error.message) - 3)
        lines = [" " * min(indent, available) + "▲ " + error.message]
        if error.hint:
            lines.append(f" {error.hint}")
        self._error.update(Content("\n".join(lines)))
        self._error.display = True

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._in_history = False
        self._term = None
        self.post_message(self.Changed(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted(event.value))

    def action_toggle_scope(self) -> None:
        """Request the other scope."""
        self.post_message(self.ScopeToggled())

    def action_earlier(self) -> None:
        """Request the previous search."""
        self._in_history = True
        self.post_message(self.HistoryRequested(-1, self.text))

    def action_later(self) -> None:
        """Request the next search, or go to the results."""
        if self._in_history:
            self.post_message(self.HistoryRequested(1, self.text))
        else:
            self.post_message(self.Submitted(self.text))

    def action_close(self) -> None:
        """Request to close the search."""
        self.post_message(self.Closed())
