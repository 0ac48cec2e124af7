"""What Tab completes, and the scripts that ask for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.town import COPPER, FERRY, RAIN, Finews, call


def offered(home: Path, line: str) -> list[str]:
    """What a shell would offer after `line`."""
    answer = home / "answer"
    environ = {
        "_ARGCOMPLETE": "1",
        "_ARGCOMPLETE_IFS": "\n",
        "_ARGCOMPLETE_SHELL": "bash",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(answer),
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
        "COMP_WORDBREAKS": " ",
    }
    ended = call(home, environ=environ)
    assert (ended.stdout, ended.stderr) == (b"", b"")
    return sorted(word.strip() for word in answer.read_text().splitlines())


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("finews bo", ["bookmark"]),
        ("finews bookmark ", ["add", "export", "import", "list", "remove"]),
        ("finews list --", ["--help", "--ids", "--json", "--oldest"]),
        ("finews sync ", ["town"]),
        ("finews remove t", ["town"]),
        (f"finews show {FERRY[:2]}", [FERRY]),
        ("finews bookmark add ", sorted([COPPER, FERRY, RAIN])),
        ("finews list sou", ["source:"]),
        ("finews list category:", ["category:harbour", "category:metals"]),
        ("finews list source:", ["source:town"]),
        ("finews list quiet is:", ["is:bookmarked", "is:read", "is:unread"]),
        ("finews list sort:o", ["sort:oldest"]),
        ("finews completion ", ["bash", "fish", "zsh"]),
    ],
)
def test_offers(home: Path, line: str, expected: list[str]) -> None:
    assert offered(home, line) == expected


@pytest.mark.parametrize("line", ["finews sync ", "finews show ", "finews list category:"])
def test_a_broken_configuration_offers_nothing(home: Path, line: str) -> None:
    (home / "config/finews/config.toml").write_text("[ui]\nmeasure = 1\n")
    assert offered(home, line) == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_scripts(finews: Finews, shell: str) -> None:
    ended = finews("completion", shell)
    assert ended.status == 0
    assert "finews" in ended.out
    assert "_ARGCOMPLETE" in ended.out


def test_no_such_shell(finews: Finews) -> None:
    assert finews("completion", "csh").status == 2
