"""What is set on the screen: it goes before the configuration, and is kept in state.db."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import NamedTuple

from finews_tui.config.loader import UiConfig
from finews_tui.config.schema import UI_RULES
from finews_tui.errors import UsageError
from finews_tui.i18n.catalog import tr
from finews_tui.library.user_state import UserState

SETTING = "screen.settings"
DEFAULT = "default"
"""The word that takes a setting back to what the configuration says."""

Value = str | int | float | bool

# What comes to mind for each; others may be written where the configuration takes them.
_CHOICES: Mapping[str, tuple[Value, ...]] = {
    "layout": ("auto", "wide", "medium", "narrow"),
    "reader": ("beside", "below"),
    "tree": (True, False),
    "rows": (1, 2),
    "columns": ("mark date category", "mark date source", "mark date source category", "mark"),
    "date": ("relative", "absolute"),
    "measure": (60, 72, 84, 100),
    "indent": (True, False),
    "ambiguous_width": (1, 2),
    "mark_read_after_s": (0.0, 1.5, 5.0, 60.0),
    "title": (True, False),
    "notices": ("off", "osc9", "osc777", "desktop"),
}


class Setting(NamedTuple):
    """A setting and what it is to be."""

    name: str
    value: Value | None

    @property
    def text(self) -> str:
        """As one writes it after `:setting.set`."""
        value = self.value
        if value is None:
            return f"{self.name} {DEFAULT}"
        shown = str(value).lower() if isinstance(value, bool) else f"{value}"
        return f"{self.name} {shown.removesuffix('.0')}"


def choices() -> list[Setting]:
    """All settings with what they may be."""
    return [Setting(name, value) for name, values in _CHOICES.items() for value in values]


def chosen_ui(library: UserState, configured: UiConfig) -> UiConfig:
    """The configuration with what was set on the screen."""
    return replace(configured, **_kept(library))  # type: ignore[arg-type]


def parse_setting(text: str) -> Setting:
    """What `text` sets: a name and a value, as in `[ui]` but without quotes.

    Raises:
        UsageError: there is no such setting, or it cannot be that.
    """
    name, _, written = text.strip().partition(" ")
    written = written.strip().strip('"')
    if name not in _CHOICES:
        names = tr(", ").join(_CHOICES)
        raise UsageError(tr("{name}: no such setting; there are {names}", name=name, names=names))
    if written == DEFAULT:
        return Setting(name, None)
    rule = UI_RULES[name]
    for value in _readings(written):
        if (read := rule.read(value)) is not None:
            return Setting(name, read)
    raise UsageError(tr("{name} must be {allowed}", name=name, allowed=rule.allowed))


def _readings(written: str) -> list[Value]:
    readings: list[Value] = []
    if written in ("true", "false"):
        readings.append(written == "true")
    for kind in (int, float):
        try:
            readings.append(kind(written))
        except ValueError:
            continue
    return [*readings, written]


def keep(library: UserState, setting: Setting) -> None:
    """Keep a setting, or what the configuration says where it has no value."""
    kept = _kept(library)
    if setting.value is None:
        kept.pop(setting.name, None)
    else:
        kept[setting.name] = setting.value
    library.set_setting(SETTING, json.dumps(kept))


def _kept(library: UserState) -> dict[str, Value]:
    """What was set; what this version of finews does not know is left out."""
    try:
        kept = json.loads(library.setting(SETTING) or "{}")
    except ValueError:
        return {}
    known = {field.name for field in fields(UiConfig)} & _CHOICES.keys()
    items = kept.items() if isinstance(kept, dict) else ()
    return {name: value for name, value in items if name in known and _is_good(name, value)}


def _is_good(name: str, value: Value) -> bool:
    return UI_RULES[name].read(value) is not None
