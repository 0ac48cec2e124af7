"""The manual page documents all commands and options, as valid roff."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from finews_tui.cli.man_page import man_page
from finews_tui.cli.registry import command_names
from tests.paths import ROOT

PAGE = ROOT / "docs/finews.1"


@pytest.fixture(scope="module")
def page() -> str:
    return man_page()


def test_installed_page_is_the_generated_one(page: str) -> None:
    assert _comparable(PAGE.read_text(encoding="utf-8")) == _comparable(page), "run `make man`"


def _comparable(page: str) -> list[str | list[str]]:
    """Return the lines of a page; of a usage, whose form depends on argparse, its words."""
    return [
        sorted(set(re.findall(r"[^][|\\ .]+", line))) if line.startswith(".SS ") else line
        for line in page.splitlines()
    ]


@pytest.mark.parametrize("verb", command_names())
def test_every_command_has_a_section(page: str, verb: str) -> None:
    assert f".SS finews {verb} " in page


def test_subcommands_and_options_are_documented(page: str) -> None:
    assert ".SS finews bookmark add " in page
    assert ".B \\-\\-name N\nshort name, for use in commands" in page


def test_text_lines_are_not_roff_requests(page: str) -> None:
    requests = {match[1] for match in re.finditer(r"^\.([A-Za-z]+)", page, re.MULTILINE)}
    assert requests <= {
        "TH",
        "SH",
        "SS",
        "TP",
        "B",
        "BR",
        "RB",
        "RI",
        "IR",
        "I",
        "PP",
        "nf",
        "fi",
        "br",
    }
    assert not re.search(r"^'", page, re.MULTILINE)


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_groff_reports_no_errors(page: str) -> None:
    ended = subprocess.run(
        ["groff", "-man", "-Tutf8", "-Kutf8", "-ww", "-z"],
        input=page.encode(),
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr.decode()) == (0, "")
