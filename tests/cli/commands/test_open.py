"""`finews open`: http and https only, as one argument, never through a shell."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.sample_home import COPPER, FERRY, RunFinews

ADDRESS = "https://news.example/ferry?a=1&b=2"


@pytest.fixture
def browser_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Set a browser that appends its arguments to a file, one per line; return the file."""
    log = tmp_path / "browser.log"
    browser = tmp_path / "my browser"
    browser.write_text(f'#!/bin/sh\nfor word; do echo "$word"; done >> "{log}"\n')
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"'{browser}'")
    return log


def test_url_is_one_argument(finews: RunFinews, browser_log: Path) -> None:
    ended = finews("open", FERRY)
    assert (ended.status, ended.out, ended.err) == (0, "", "")
    assert browser_log.read_text() == f"{ADDRESS}\n"


def test_url_replaces_placeholder(
    finews: RunFinews, browser_log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(
        "BROWSER", f"/no/such/browser:{quoted_browser(browser_log)} --new '<%s>' end"
    )
    assert finews("open", FERRY).status == 0
    assert browser_log.read_text() == f"--new\n<{ADDRESS}>\nend\n"


def quoted_browser(browser_log: Path) -> str:
    return f"'{browser_log.parent / 'my browser'}'"


@pytest.mark.parametrize("browser", ["/no/such/browser", "false", "'", "/bin/false:/no/such"])
def test_url_is_printed_without_browser(
    finews: RunFinews, monkeypatch: pytest.MonkeyPatch, browser: str
) -> None:
    monkeypatch.setenv("BROWSER", browser)
    ended = finews("open", FERRY)
    assert (ended.status, ended.out) == (1, f"{ADDRESS}\n")
    assert ended.err.startswith(f"finews: {FERRY}: cannot start a browser")
    assert ended.err.count("\n") == 1


def test_article_without_url_is_rejected(finews: RunFinews, browser_log: Path) -> None:
    ended = finews("open", COPPER, FERRY)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith(f"finews: {COPPER}: cannot open")
    assert browser_log.read_text() == f"{ADDRESS}\n"


def test_original_page_opens_instead_of_share_page(
    finews: RunFinews, browser_log: Path, tmp_path: Path
) -> None:
    story = "202605302396671645"
    post = tmp_path / "archive" / "_posts" / f"2026-05-30-NW{story}.md"
    post.parent.mkdir(parents=True)
    link = f"http://share.example/NewsShare.html?infoCode=NW{story}"
    post.write_text(f"---\ntitle: Tide\n---\n<p>Tide tables</p>\n\n<{link}>\n")
    finews("add", str(tmp_path / "archive"))
    (article_id,) = finews("list", "--ids", "Tide").out.split()
    assert finews("open", article_id).status == 0
    assert browser_log.read_text() == f"https://finance.eastmoney.com/a/{story}.html\n"
