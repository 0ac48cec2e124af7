"""Live settings: stored in state.db, they take precedence over config.toml."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import NamedTuple

from textual.app import App
from textual.signal import Signal

from finews_tui.config.loader import UiConfig
from finews_tui.config.schema import UI_RULES
from finews_tui.errors import UsageError
from finews_tui.i18n.catalog import tr
from finews_tui.library.library import Library

_SETTING = "screen.settings"
DEFAULT = "default"
"""Value that resets a setting to the one in config.toml."""

Value = str | int | float | bool

# Suggestions; other values that the configuration accepts can be typed.
_SUGGESTED_VALUES: Mapping[str, tuple[Value, ...]] = {
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
    "gains": ("auto", "red", "green", "none"),
    "notices": ("off", "osc9", "osc777", "desktop"),
}


class Setting(NamedTuple):
    """Setting with its new value; None resets it to the configured one."""

    name: str
    value: Value | None

    @property
    def text(self) -> str:
        """Setting in the syntax of `:setting.set`."""
        value = self.value
        if value is None:
            return f"{self.name} {DEFAULT}"
        value_text = str(value).lower() if isinstance(value, bool) else f"{value}"
        return f"{self.name} {value_text.removesuffix('.0')}"


def suggested_settings(ui: UiConfig) -> list[Setting]:
    """Return all settings with their suggested values, except the current ones."""
    return [
        Setting(name, value)
        for name, values in _SUGGESTED_VALUES.items()
        for value in values
        if getattr(ui, name) != value
    ]


def parse_setting(text: str) -> Setting:
    """Parse a name and a value in the syntax of `[ui]`; quotes are optional.

    Raises:
        UsageError: unknown setting or invalid value.
    """
    name, _, value_text = text.strip().partition(" ")
    value_text = value_text.strip().strip('"')
    if name not in _SUGGESTED_VALUES:
        names = tr(", ").join(_SUGGESTED_VALUES)
        raise UsageError(
            tr("Unknown setting `{name}`; expected one of {names}", name=name, names=names)
        )
    if value_text == DEFAULT:
        return Setting(name, None)
    rule = UI_RULES[name]
    for candidate in _possible_values(value_text):
        if (value := rule.read(candidate)) is not None:
            return Setting(name, value)
    raise UsageError(tr("{name} must be {allowed}", name=name, allowed=rule.allowed))


def _possible_values(text: str) -> list[Value]:
    """Return all interpretations of the text: as bool, int, float and str."""
    values: list[Value] = []
    if text in ("true", "false"):
        values.append(text == "true")
    for kind in (int, float):
        try:
            values.append(kind(text))
        except ValueError:
            continue
    return [*values, text]


class UiSettings:
    """Current settings: the configured ones with the live changes.

    Publishes `changed` with the new settings.
    """

    def __init__(self, app: App[None], library: Library) -> None:
        self._state = library.state
        self._configured = library.config.ui
        self.changed: Signal[UiConfig] = Signal(app, "settings changed")
        self.ui = self._effective()

    def set(self, setting: Setting) -> None:
        """Apply and store a setting."""
        stored = self._stored()
        if setting.value is None:
            stored.pop(setting.name, None)
        else:
            stored[setting.name] = setting.value
        self._state.set_setting(_SETTING, json.dumps(stored))
        self.ui = self._effective()
        self.changed.publish(self.ui)

    def _effective(self) -> UiConfig:
        return replace(self._configured, **self._stored())  # type: ignore[arg-type]

    def _stored(self) -> dict[str, Value]:
        """Return the valid stored settings. Unknown ones belong to another version."""
        try:
            stored = json.loads(self._state.setting(_SETTING) or "{}")
        except ValueError:
            return {}
        known = {field.name for field in fields(UiConfig)} & _SUGGESTED_VALUES.keys()
        items = stored.items() if isinstance(stored, dict) else ()
        return {
            name: value
            for name, value in items
            if name in known and UI_RULES[name].read(value) is not None
        }
