"""Opening URLs in a browser."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from finews_tui.system.browser import MAX_URL_LENGTH, Browser, BrowserError, check_url


@pytest.mark.parametrize(
    "address",
    [
        "http://a.example/",
        "https://a.example:8443/x?y=%20&z=(1)#f",
        "https://[::1]/",
        "http://新闻.example/",
    ],
)
def test_check_url_accepts_web_urls(address: str) -> None:
    assert check_url(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "ftp://a.example/",
        "--help",
        "-https://a.example/",
        "//a.example/",
        "a.example",
        "https://",
        "https:///path",
        "https://a.example/a b",
        "https://a.example/\x1b]0;x",
        "https://a.example/\n--new",
        "https://a.example\\@b.example/",
        "https://a.example:99999/",
        "https://[::1/",
        "https://a.example/\u202egpj",
        "https://a.example/" + "a" * MAX_URL_LENGTH,
    ],
)
def test_check_url_rejects_unsafe_urls(address: str) -> None:
    with pytest.raises(BrowserError, match=r"^cannot open URL: ") as error:
        Browser({"BROWSER": "true"}).open(address)
    assert "\n" not in str(error.value)
    assert "\x1b" not in str(error.value)


def test_graphical_browser_is_not_waited_for(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    browser = Browser({"BROWSER": f"cat {gate} %s", "PATH": os.environ["PATH"]})
    browser.open("https://a.example/")
    (running,) = browser._running
    gate.write_text("go on")
    running.wait(30)


def test_terminal_browser_is_waited_for(tmp_path: Path) -> None:
    browser = tmp_path / "w3m"
    browser.write_text(f'#!/bin/sh\necho "$1" > "{tmp_path}/url"\n')
    browser.chmod(0o755)
    Browser({"BROWSER": str(browser)}).open("https://a.example/", in_terminal=True)
    assert (tmp_path / "url").read_text() == "https://a.example/\n"


def test_system_opener_gets_url_as_one_argument(tmp_path: Path) -> None:
    opener = tmp_path / "xdg-open"
    opener.write_text(f'#!/bin/sh\necho "$#" "$1" > "{tmp_path}/arguments"\n')
    opener.chmod(0o755)
    Browser({"PATH": str(tmp_path)}).open("https://a.example/;touch%20x;$(id)")
    assert (tmp_path / "arguments").read_text() == "1 https://a.example/;touch%20x;$(id)\n"


def test_error_without_browser_contains_url(tmp_path: Path) -> None:
    with pytest.raises(BrowserError, match=re.escape("https://a.example/")):
        Browser({"PATH": str(tmp_path)}).open("https://a.example/")
