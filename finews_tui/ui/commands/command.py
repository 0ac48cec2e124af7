"""Commands, run by keys, the `:` line, the palette and macros."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from inspect import isawaitable
from typing import Any, Generic, TypeVar

from textual.dom import DOMNode

from finews_tui.i18n.catalog import tr

Owner = TypeVar("Owner", bound=DOMNode)


async def _no_dispatch(command: AnyCommand, call: Call) -> None:
    """Ignore the command: the default without a dispatcher."""


@dataclass(frozen=True, slots=True)
class Call:
    """Arguments of a command call.

    `count` is the number typed before the keys, 0 if none. `argument` is the text after the id on
    the `:` line. `dispatch` runs another command, for commands that are composed of others.
    """

    count: int = 0
    argument: str = ""
    dispatch: Callable[[AnyCommand, Call], Awaitable[None]] = _no_dispatch

    @property
    def repeat(self) -> int:
        """Number of repetitions: the count, or 1."""
        return self.count or 1


# Without slots: subscripting a frozen generic class with slots fails on Python 3.11.
@dataclass(frozen=True)
class Command(Generic[Owner]):
    """Function that acts on one kind of widget, screen or app.

    The dispatcher runs it on the nearest ancestor of the focused widget that is an `owner`, so that
    mypy checks each command against the class it acts on. `keys` can be remapped (`g g` is a
    sequence); `fixed_keys` always work. `title` and `hint` (the label in the key bar) are English
    messages, marked for translation. `argument` names the kind of text that may follow the id on
    the `:` line. If empty, a command that `takes_count` accepts a number there.
    """

    id: str
    owner: type[Owner] | tuple[type[Owner], ...]
    title: str
    run: Callable[[Owner, Call], Awaitable[None] | None]
    keys: tuple[str, ...] = ()
    fixed_keys: tuple[str, ...] = ()
    hint: str = ""
    argument: str = ""
    takes_count: bool = False

    @property
    def name(self) -> str:
        """Title in the user's language."""
        return tr(self.title)

    async def perform(self, owner: Owner, call: Call) -> None:
        """Run the command and await its result."""
        result = self.run(owner, call)
        if isawaitable(result):
            await result


AnyCommand = Command[Any]


class Context(StrEnum):
    """Focused pane or screen, which determines what a key does."""

    TREE = "tree"
    LIST = "list"
    READER = "reader"
    SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class OwnerChain:
    """Classes that can own a command in one context, nearest first.

    `pane` holds the focused widget and its pane; `shared` their ancestors: layout, screen, app.
    """

    pane: tuple[type[DOMNode], ...]
    shared: tuple[type[DOMNode], ...]

    def distance(self, command: AnyCommand) -> int | None:
        """Return the distance of the owner from the focus, or None if it is not in the chain.

        An owner that several classes of the chain inherit from ranks as the last of them.
        """
        classes = (*self.pane, *self.shared)
        owners = (i for i, cls in enumerate(classes) if issubclass(cls, command.owner))
        return max(owners, default=None)

    def is_pane_command(self, command: AnyCommand) -> bool:
        """Return whether `command` belongs to the pane, not to layout, screen or app."""
        distance = self.distance(command)
        return distance is not None and distance < len(self.pane)


@dataclass(frozen=True, slots=True)
class Registry:
    """All commands, and the owner classes of each context."""

    commands: tuple[AnyCommand, ...]
    chains: Mapping[Context, OwnerChain]

    def with_commands(self, commands: Sequence[AnyCommand]) -> Registry:
        """Return a registry with more commands."""
        return Registry((*self.commands, *commands), self.chains)

    def get(self, command_id: str) -> AnyCommand | None:
        """Return the command with this id, or None."""
        return next((command for command in self.commands if command.id == command_id), None)

    def works_in(self, command: AnyCommand, context: Context) -> bool:
        """Return whether the keys of `command` work in `context`."""
        return self.chains[context].distance(command) is not None

    def commands_in(self, context: Context) -> Iterator[AnyCommand]:
        """Yield the commands whose keys work in `context`, nearest owner first."""
        chain = self.chains[context]
        ranked = [(chain.distance(command), command) for command in self.commands]
        yield from (
            command
            for _, command in sorted(
                ((rank, command) for rank, command in ranked if rank is not None),
                key=lambda entry: entry[0],
            )
        )

    def pane_of(self, command: AnyCommand) -> Context | None:
        """Return the only context whose pane owns `command`, or None if several do."""
        contexts = [
            context for context, chain in self.chains.items() if chain.is_pane_command(command)
        ]
        return contexts[0] if len(contexts) == 1 else None
