"""English for every test, whatever the developer's locale is; a test of Chinese asks for it."""

from __future__ import annotations

import os

import pytest

from finews_tui.i18n.catalog import ENGLISH, LANGUAGE_VARIABLE

# What has the scope of a session is made before any fixture of a test.
os.environ[LANGUAGE_VARIABLE] = ENGLISH


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set anew for each test, for the command line settles the language of the whole process."""
    monkeypatch.setenv(LANGUAGE_VARIABLE, ENGLISH)
