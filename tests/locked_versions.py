"""Versions pinned by the development lock file."""

from __future__ import annotations

import re
from importlib.metadata import version

from tests.paths import ROOT

_LOCK = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
_PINS: dict[str, str] = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", _LOCK, re.MULTILINE))


def unlocked(*names: str) -> list[str]:
    """Return the named distributions that are installed in a different version."""
    installed = {name: version(name) for name in names}
    return [f"{name} {number}" for name, number in installed.items() if number != _PINS[name]]
