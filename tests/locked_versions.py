"""The versions that the development lock pins."""

from __future__ import annotations

import re
from importlib.metadata import version

from tests.paths import ROOT

_LOCK = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
_PINS: dict[str, str] = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", _LOCK, re.MULTILINE))


def unlocked(*names: str) -> list[str]:
    """Return those of the named distributions that are installed in another version."""
    installed = {name: version(name) for name in names}
    return [f"{name} {found}" for name, found in installed.items() if found != _PINS[name]]
