"""What commands hand to other programs."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class ExternalCalls:
    """What was handed to other programs."""

    opened: list[str] = field(default_factory=list)
    copied: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many calls there were."""
        return len(self.opened) + len(self.copied)
