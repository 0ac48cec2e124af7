"""Recorder for calls to external programs."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class ExternalCalls:
    """Opened links and copied texts."""

    opened: list[str] = field(default_factory=list)
    copied: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Number of calls."""
        return len(self.opened) + len(self.copied)
