"""`finews open`: http and https only, as one argument, never through a shell."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.sample_home import COPPER, FERRY, RunFinews

ADDRESS = "https://news.example/ferry?a=1&b=2"


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A browser that writes its arguments into the file returned, one a line."""
    log = tmp_path / "asked"
    browser = tmp_path / "my browser"
    browser.write_text(f'#!/bin/sh\nfor word; do echo "$word"; done >> "{log}"\n')
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"'{browser}'")
    return log


def test_url_is_one_argument(finews: RunFinews, asked: Path) -> None:
    ended = finews("open", FERRY)
    assert (ended.status, ended.out, ended.err) == (0, "", "")
    assert asked.read_text() == f"{ADDRESS}\n"


def test_url_replaces_placeholder(
    finews: RunFinews, asked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER", f"/no/such/browser:{tmp_quoted(asked)} --new '<%s>' end")
    assert finews("open", FERRY).status == 0
    assert asked.read_text() == f"--new\n<{ADDRESS}>\nend\n"


def tmp_quoted(asked: Path) -> str:
    return f"'{asked.parent / 'my browser'}'"


@pytest.mark.parametrize("browser", ["/no/such/browser", "false", "'", "/bin/false:/no/such"])
def test_url_is_printed_without_browser(
    finews: RunFinews, monkeypatch: pytest.MonkeyPatch, browser: str
) -> None:
    monkeypatch.setenv("BROWSER", browser)
    ended = finews("open", FERRY)
    assert (ended.status, ended.out) == (1, f"{ADDRESS}\n")
    assert ended.err.startswith(f"finews: {FERRY}: cannot start a browser")
    assert ended.err.count("\n") == 1


def test_article_without_url_is_rejected(finews: RunFinews, asked: Path) -> None:
    ended = finews("open", COPPER, FERRY)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith(f"finews: {COPPER}: refused")
    assert asked.read_text() == f"{ADDRESS}\n"
