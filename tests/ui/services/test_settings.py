"""Live settings: parsing, suggestions and storage."""

from __future__ import annotations

import pytest
from textual.app import App

from finews_tui.errors import UsageError
from finews_tui.library.library import Library
from finews_tui.ui.services.settings import (
    Setting,
    UiSettings,
    parse_setting,
    suggested_settings,
)

SETTING = "screen.settings"


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ("rows 2", Setting("rows", 2)),
        ("measure 72", Setting("measure", 72)),
        ("tree false", Setting("tree", False)),
        ("mark_read_after_s 2.5", Setting("mark_read_after_s", 2.5)),
        ("columns mark  date", Setting("columns", "mark date")),
        ('reader "below"', Setting("reader", "below")),
        ("rows default", Setting("rows", None)),
    ],
)
def test_parse_setting(text: str, setting: Setting) -> None:
    assert parse_setting(text) == setting
    assert parse_setting(setting.text) == setting


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rowz 2", "Unknown setting `rowz`; expected one of layout, reader"),
        ("rows 3", "rows must be 1 or 2"),
        ("columns mark moon", "columns must be any of mark, date, source, category"),
        ("measure wide", "measure must be a whole number from 20 to 200"),
    ],
)
def test_invalid_setting_raises_error(text: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_setting(text)
    assert message in str(caught.value)


def test_every_suggested_setting_can_be_set_and_reset(empty_library: Library) -> None:
    settings = UiSettings(App(), empty_library)
    configured = empty_library.config.ui
    for setting in suggested_settings(configured):
        settings.set(setting)
        assert getattr(settings.ui, setting.name) == setting.value
        assert getattr(UiSettings(App(), empty_library).ui, setting.name) == setting.value
        original = Setting(setting.name, getattr(configured, setting.name))
        assert original.name in {suggested.name for suggested in suggested_settings(settings.ui)}
        settings.set(original)
        assert settings.ui == configured
    settings.set(Setting("rows", 2))
    settings.set(Setting("rows", None))
    assert settings.ui == configured


@pytest.mark.parametrize("text", ["", "[]", "{", '{"moon": 1, "rows": 7, "measure": "x"}'])
def test_invalid_stored_settings_are_ignored(empty_library: Library, text: str) -> None:
    empty_library.state.set_setting(SETTING, text)
    assert UiSettings(App(), empty_library).ui == empty_library.config.ui
