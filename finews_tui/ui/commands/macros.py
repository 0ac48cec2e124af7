"""Macros: named sequences of commands that a key can run."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from difflib import get_close_matches
from functools import partial
from typing import NamedTuple

from textual.screen import Screen
from textual.worker import Worker, WorkerCancelled, WorkerFailed

from finews_tui.errors import ConfigError
from finews_tui.i18n.catalog import tr
from finews_tui.ui.commands.command import AnyCommand, Call, Command, Registry
from finews_tui.ui.workers import start

MACRO_PREFIX = "macro."

# A step waits for the workers of the previous step, except for long-running ones.
_LONG_RUNNING_GROUPS = frozenset(("macro", "sync", "open", "counts"))


class Step(NamedTuple):
    """A command with its argument, as written after `:`."""

    command: AnyCommand
    argument: str

    @property
    def call(self) -> Call:
        """Call for the command: a number is a count unless the command takes an argument."""
        if self.command.takes_count and not self.command.argument and self.argument.isdecimal():
            return Call(count=int(self.argument))
        return Call(argument=self.argument)


def parse_step(text: str, registry: Registry) -> Step | None:
    """Parse `id argument`. Returns None if the command is unknown."""
    command_id, _, argument = text.strip().partition(" ")
    command = registry.get(command_id)
    return Step(command, argument.strip()) if command is not None else None


def macro_commands(
    registry: Registry,
    macros: Mapping[str, Sequence[str]],
    error_at: Callable[[tuple[str, str], str], ConfigError],
) -> tuple[AnyCommand, ...]:
    """Return the macros as commands, for keys, help, palette and `:` line.

    Raises:
        ConfigError: a step is not a command, or has an unsupported argument.
    """
    return tuple(_macro_command(registry, name, texts, error_at) for name, texts in macros.items())


def _macro_command(
    registry: Registry,
    name: str,
    texts: Sequence[str],
    error_at: Callable[[tuple[str, str], str], ConfigError],
) -> AnyCommand:
    steps = []
    for text in texts:
        step = parse_step(text, registry)
        if step is None:
            matches = get_close_matches(
                text.split(" ")[0], [command.id for command in registry.commands], n=1
            )
            hint = tr("; did you mean `{name}`?", name=matches[0]) if matches else ""
            message = tr("unknown command `{step}`{hint}", step=text, hint=hint)
            raise error_at(("macros", name), message)
        is_count = step.command.takes_count and step.argument.isdecimal()
        if step.argument and not (step.command.argument or is_count):
            message = tr(
                "`{step}`: {command} does not take an argument", step=text, command=step.command.id
            )
            raise error_at(("macros", name), message)
        steps.append(step)
    titles = (f"{step.command.name} {step.argument}".strip() for step in steps)
    return Command(
        f"{MACRO_PREFIX}{name}",
        Screen,
        f"{name}: {', '.join(titles)}",
        partial(_start, tuple(steps)),
    )


def _start(steps: Sequence[Step], screen: Screen[None], call: Call) -> None:
    start(screen, partial(_run, steps, screen, call), group="macro", exclusive=True)


async def _run(steps: Sequence[Step], screen: Screen[None], call: Call) -> None:
    """Run the steps, each after the workers of the previous one have finished."""
    for step in steps:
        previous = set(screen.workers)
        await call.dispatch(step.command, step.call)
        started = [worker for worker in screen.workers if worker not in previous]
        await _wait_for([worker for worker in started if worker.group not in _LONG_RUNNING_GROUPS])


async def _wait_for(workers: Sequence[Worker[object]]) -> None:
    for worker in workers:
        with suppress(WorkerCancelled, WorkerFailed):
            await worker.wait()
    await asyncio.sleep(0)
