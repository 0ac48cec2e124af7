"""Errors of tomllib, as errors of the configuration."""

from __future__ import annotations

import re

from finews_tui.i18n.catalog import tr

_POSITION = re.compile(r" \(at (?:line ([0-9]+), column [0-9]+|end of document)\)$")


def describe_toml_error(message: str, text: str) -> tuple[int, str]:
    """Return the line of a TOML error in `text`, and a sentence that quotes tomllib's message."""
    position = _POSITION.search(message)
    line = int(position[1]) if position and position[1] else text.rstrip().count("\n") + 1
    reason = message[: position.start()] if position else message
    return line, tr("not TOML: {reason}", reason=f"{reason[:1].lower()}{reason[1:]}")
