"""What happened to sources, as a value that undoes it."""

from __future__ import annotations

from dataclasses import dataclass

from finews_tui.model.source import RemovedSource, Source


@dataclass(frozen=True, slots=True)
class SourceChange:
    """What happened to sources, to be undone. `label` says it in words.

    `before` and `after` are the edited ones in pairs. `taken` are the lines of one that was removed
    from the configuration, or is put back into it where `is_back`; `name` is its name.
    """

    label: str
    before: tuple[Source, ...] = ()
    after: tuple[Source, ...] = ()
    name: str = ""
    taken: RemovedSource | None = None
    is_back: bool = False

    @property
    def count(self) -> int:
        """How many sources it changed."""
        return sum(old != new for old, new in zip(self.before, self.after, strict=True)) + bool(
            self.name
        )
