"""`finews read`: plain lines and prompts on standard output."""

from __future__ import annotations

import io

import pytest

from finews_tui.cli.commands.read import _COMMANDS_HELP
from tests.cli.sample_home import CommandResult, RunFinews


@pytest.fixture
def reading(finews: RunFinews, monkeypatch: pytest.MonkeyPatch) -> object:
    """Return a function that runs `finews read` with commands on standard input."""

    def read(commands: str, *arguments: str) -> CommandResult:
        monkeypatch.setattr("sys.stdin", io.StringIO(commands))
        return finews("read", *arguments)

    return read


def test_reads_articles_in_order(reading: RunFinews, finews: RunFinews) -> None:
    ended = reading("\n\nq\n")
    assert ended.status == 0
    assert ended.err == ""
    titles = [line.split("\t")[4] for line in finews("list").out.splitlines()]
    assert f"1. {titles[0]}. " in ended.out
    first, second = ended.out.index(f"\n1. {titles[0]}\n"), ended.out.index(f"\n2. {titles[1]}\n")
    assert first < second
    states = [line.split("\t")[2] for line in finews("list").out.splitlines()]
    assert [state.partition(",")[0] for state in states[:3]] == ["read", "read", "unread"]


def test_output_is_plain_lines(reading: RunFinews) -> None:
    out = reading("\n" * 4).out
    assert "\x1b" not in out
    assert "\r" not in out


def test_commands_by_number_and_letter(reading: RunFinews, finews: RunFinews) -> None:
    ended = reading("p\nu\n2\nu\nb\np\nl\nm\n99\n?\nq\n", "-n", "2")
    lines = ended.out.splitlines()
    assert any("Start of the list" in line for line in lines)
    assert any("Read an article first" in line for line in lines)
    assert any("Marked 1 article as unread" in line for line in lines)
    assert any("Bookmarked" in line for line in lines)
    assert any("End of the list" in line for line in lines)
    assert _COMMANDS_HELP in ended.out
    assert "more; enter m to list" in ended.out
    states = [line.split("\t")[2] for line in finews("list").out.splitlines()]
    assert states[:2] == ["read", "unread,bookmarked"]


def test_search_and_invalid_search(reading: RunFinews) -> None:
    ended = reading("/ title:ferry\n/ is:nonsense\n")
    assert ended.status == 0
    assert "article" in ended.out
    assert "invalid query at character " in ended.out


def test_end_of_standard_input_ends_session(reading: RunFinews) -> None:
    ended = reading("")
    assert ended.status == 0
    assert ended.out.endswith("\n")


def test_commands_of_an_input_method(reading: RunFinews) -> None:
    commands = "/ title:ferry\n2\nn\n?\nq\n"
    reading(commands)  # marks the articles as read
    ascii_output = reading(commands).out
    assert reading("／ title：ferry\n２\nｎ\n？\nｑ\n").out == ascii_output
    assert reading("、 title：ferry\n２\nｎ\n？\nｑ\n").out == ascii_output
