"""The palette: every action, place and theme by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from finews_tui.ui import themes
from finews_tui.ui.fuzzy import best
from finews_tui.ui.keys import ACTIONS
from finews_tui.ui.main_screen import MainScreen

_MOST_HITS = 60


class _Command(NamedTuple):
    text: str
    run: Callable[[], Any]
    help: str


class FinewsCommands(Provider):
    """What can be done here, and where one can go."""

    async def discover(self) -> Hits:
        for command in self._actions():
            yield DiscoveryHit(
                Content(command.text), command.run, text=command.text, help=command.help
            )

    async def search(self, query: str) -> Hits:
        commands = [*self._actions(), *self._themes(), *self._places()]
        for order, command in enumerate(best(query, commands, lambda one: (one.text,))):
            if order == _MOST_HITS:
                return
            score = 1 - order / (_MOST_HITS + 1)
            yield Hit(
                score, Content(command.text), command.run, text=command.text, help=command.help
            )

    @property
    def _main(self) -> MainScreen | None:
        return self.screen if isinstance(self.screen, MainScreen) else None

    def _actions(self) -> Iterator[_Command]:
        screen = self._main
        if screen is not None:
            for action in ACTIONS:
                if not action.id.startswith(("move.", "action.", "palette")):
                    keys = screen.keymap.shown(action)
                    yield _Command(action.name, partial(screen.do, action), keys or action.id)

    def _themes(self) -> Iterator[_Command]:
        for name in themes.NAMES:
            yield _Command(f"Theme: {name}", partial(self.app.choose_theme, name), "")  # type: ignore[attr-defined]

    def _places(self) -> Iterator[_Command]:
        screen = self._main
        if screen is not None:
            for branch in screen.source_tree.places():
                yield _Command(
                    f"Go to {branch.label}", partial(screen.go_to_place, branch), branch.key
                )
