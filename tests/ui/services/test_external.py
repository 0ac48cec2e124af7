"""Browser and clipboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from finews_tui.ui.app import FinewsApp
from tests.ui.driver import press, settle

MakeApp = Callable[..., FinewsApp]
WIDE = (120, 36)
URL = "https://harbour.example/boat/0"


async def test_link_is_opened_and_copied(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf "%s\\n" "$#" "$1" >> {log}\n', encoding="utf-8")
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(browser))
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "o")
        assert log.read_text(encoding="utf-8") == f"1\n{URL}\n"
        assert URL in driver.status_text
        await driver.press("y")
        assert pilot.app.clipboard == URL
        await driver.press("Y")
        assert pilot.app.clipboard.startswith("# Boat number 0 comes in\n\nPart 0 of 0.")


@pytest.mark.parametrize("url", ["javascript:1", "file:///etc/passwd", "--help"])
async def test_url_with_other_scheme_is_rejected(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("BROWSER", "/bin/false")
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await settle(pilot)
        driver.session.external.open_links([url])
        await driver.settle()
        assert driver.notifications[0].startswith("cannot open URL:")


async def test_link_is_shown_if_browser_fails(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER", "/bin/false")
    async with make_app().run_test(size=WIDE) as pilot:
        driver = await press(pilot, "o")
        assert URL in driver.notifications[0]
