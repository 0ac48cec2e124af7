"""Tab completion and completion scripts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.sample_home import COPPER, FERRY, RAIN, RunFinews, run_process


def completions(home: Path, line: str) -> list[str]:
    """Return the completions that a shell offers after `line`."""
    output = home / "completions"
    environ = {
        "_ARGCOMPLETE": "1",
        "_ARGCOMPLETE_IFS": "\n",
        "_ARGCOMPLETE_SHELL": "bash",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(output),
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
        "COMP_WORDBREAKS": " ",
    }
    ended = run_process(home, environ=environ)
    assert (ended.stdout, ended.stderr) == (b"", b"")
    return sorted(word.strip() for word in output.read_text().splitlines())


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
def test_completions(home: Path, line: str, expected: list[str]) -> None:
    assert completions(home, line) == expected


@pytest.mark.parametrize("line", ["finews sync ", "finews show ", "finews list category:"])
def test_invalid_config_gives_no_completions(home: Path, line: str) -> None:
    (home / "config/finews/config.toml").write_text("[ui]\nmeasure = 1\n")
    assert completions(home, line) == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(finews: RunFinews, shell: str) -> None:
    ended = finews("completion", shell)
    assert ended.status == 0
    assert "finews" in ended.out
    assert "_ARGCOMPLETE" in ended.out


def test_unknown_shell_is_rejected(finews: RunFinews) -> None:
    assert finews("completion", "csh").status == 2
