"""The reader: a page from which text is taken, by the mouse and by a caret."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.selection import Selection

from finews_tui.ui.painting.page_painter import Span, piece_of, selected_text
from finews_tui.ui.reader import caret
from finews_tui.ui.reader.caret import Caret
from finews_tui.ui.reader.link_hints import Target, target_of
from finews_tui.ui.reader.linked_page import LinkedPage
from finews_tui.ui.reader.modes import Mode


class ReaderPane(LinkedPage, inherit_bindings=False):
    """One page; while there is a caret on it, the keys are for that."""

    ALLOW_SELECT = True

    @dataclass
    class Copied(Message):
        """The user wants this text on the clipboard."""

        text: str

    @dataclass
    class FindWanted(Message):
        """The user wants to find something in the article."""

    @dataclass
    class Left(Message):
        """The user goes back to the list."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._caret: Caret | None = None

    def on_key(self, event: events.Key) -> None:
        """In a mode keys are heard here first."""
        if self.hear(event) or (self._caret is not None and self._hear_at_caret(event.key)):
            event.stop()
            event.prevent_default()

    def end_modes(self) -> None:
        if self._caret is not None:
            self._caret = None
            self.screen.clear_selection()
        super().end_modes()

    # The caret

    def action_select(self) -> None:
        """Put a caret on the first line in sight; where there is one, select from it on."""
        self._begin_caret(by_paragraphs=None)

    def action_select_paragraphs(self) -> None:
        """Select whole paragraphs, the first in sight at first."""
        self._begin_caret(by_paragraphs=True)

    def _begin_caret(self, *, by_paragraphs: bool | None) -> None:
        self.end_modes()
        made = caret.caret_at(self.page.lines, self.scroll_offset.y)
        if made is not None and by_paragraphs is not None:
            made = caret.begun(made, by_paragraphs=by_paragraphs)
        if made is not None:
            self._set_caret(made)

    def _hear_at_caret(self, key: str) -> bool:
        """What a key does while there is a caret; False for one that means what it always does."""
        here, lines = self._caret, self.page.lines
        assert here is not None
        if key in caret.MOVES:
            height = self.scrollable_content_region.height
            self._set_caret(caret.moved(lines, here, caret.MOVES[key], height))
        elif key in ("v", "V"):
            self._set_caret(caret.begun(here, by_paragraphs=key == "V"))
        elif key == "o" and here.anchor is not None:
            self._set_caret(caret.turned(lines, here))
        elif key in ("escape", "q"):
            self._leave_caret(here)
        elif key in ("y", "enter"):
            return self._take(here, key)
        else:
            return False
        return True

    def _leave_caret(self, here: Caret) -> None:
        if here.anchor is None:
            self.end_modes()
        else:
            self._set_caret(caret.begun(here, by_paragraphs=here.by_paragraphs))

    def _take(self, here: Caret, key: str) -> bool:
        """Copy what is selected; else follow the link under the caret, or copy its address."""
        chosen = caret.selection(self.page.lines, here)
        target = self._target_under(here)
        if chosen is not None:
            text = selected_text(self.page.lines, *chosen[0], *chosen[1])
            self.end_modes()
            self.post_message(self.Copied(text))
        elif key == "enter" and target is not None:
            self.end_modes()
            self.follow(target)
        elif key == "y" and target is not None and target.link is not None:
            address = self.page.links[target.link]
            self.end_modes()
            self.post_message(self.Copied(address))
        else:
            return key == "enter"
        return True

    def _set_caret(self, made: Caret) -> None:
        self._caret = made
        chosen = caret.selection(self.page.lines, made)
        if chosen is None:
            self.screen.clear_selection()
        else:
            first, last = (Offset(at, line) for line, at in chosen)
            self.screen.selections = {self: Selection.from_offsets(first, last)}
        self.point_at(self._target_under(made))
        self.bring_into_sight(made.place.line, made.goal)
        self.set_mode(Mode.CARET if made.anchor is None else Mode.SELECTING)

    def _target_under(self, here: Caret) -> Target | None:
        line = self.page.lines[here.place.line]
        return target_of(piece_of(line, here.place.at), here.place.line)

    # Painting

    def spans_over(self, number: int) -> list[Span]:
        spans = super().spans_over(number)
        if self._caret is not None and self._caret.place.line == number:
            at = self._caret.place.at
            end = caret.end_of_character(self.page.lines[number], at)
            spans.append(Span(at, end, self.looks["caret"]))
        return spans

    def action_find(self) -> None:
        self.post_message(self.FindWanted())

    def action_out(self) -> None:
        self.post_message(self.Left())

    # What is selected

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        lines = self.page.lines
        if not lines:
            return None
        start, end = selection
        first, left = (start.y, start.x) if start is not None else (0, 0)
        last, right = (end.y, end.x) if end is not None else (len(lines) - 1, None)
        return selected_text(lines, first, left, last, right), "\n"
