"""`finews read`: a linear flow over plain lines, with prompts on standard input."""

from __future__ import annotations

import io

import pytest

from finews_tui.cli.commands.read import _ANSWERS_HELP
from tests.cli.town import Ended, Finews


@pytest.fixture
def reading(finews: Finews, monkeypatch: pytest.MonkeyPatch) -> object:
    """Reads with these answers."""

    def read(answers: str, *arguments: str) -> Ended:
        monkeypatch.setattr("sys.stdin", io.StringIO(answers))
        return finews("read", *arguments)

    return read


def test_a_list_then_one_article_after_the_other(reading: Finews, finews: Finews) -> None:
    ended = reading("\n\nq\n")
    assert ended.status == 0
    assert ended.err == ""
    titles = [line.split("\t")[4] for line in finews("list").out.splitlines()]
    assert f"1. {titles[0]}. " in ended.out
    first, second = ended.out.index(f"\n1. {titles[0]}\n"), ended.out.index(f"\n2. {titles[1]}\n")
    assert first < second
    states = [line.split("\t")[2] for line in finews("list").out.splitlines()]
    assert [state.partition(",")[0] for state in states[:3]] == ["read", "read", "unread"]


def test_nothing_is_painted_and_paragraphs_are_lines(reading: Finews) -> None:
    out = reading("\n" * 4).out
    assert "\x1b" not in out
    assert "\r" not in out


def test_numbers_and_letters_answer(reading: Finews, finews: Finews) -> None:
    ended = reading("p\nu\n2\nu\nb\np\nl\nm\n99\n?\nq\n", "-n", "2")
    lines = ended.out.splitlines()
    assert any("The beginning of the list" in line for line in lines)
    assert any("Read an article first" in line for line in lines)
    assert any("1 marked unread" in line for line in lines)
    assert any("bookmarked" in line for line in lines)
    assert any("The end of the list" in line for line in lines)
    assert _ANSWERS_HELP in ended.out
    assert "more; m lists them" in ended.out
    states = [line.split("\t")[2] for line in finews("list").out.splitlines()]
    assert states[:2] == ["read", "unread,bookmarked"]


def test_a_search_and_a_mistake_in_one(reading: Finews) -> None:
    ended = reading("/ title:ferry\n/ is:nonsense\n")
    assert ended.status == 0
    assert "article" in ended.out
    assert "query: " in ended.out


def test_the_end_of_standard_input_is_the_end(reading: Finews) -> None:
    ended = reading("")
    assert ended.status == 0
    assert ended.out.endswith("\n")
