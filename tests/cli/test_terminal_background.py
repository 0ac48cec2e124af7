"""Detection of the terminal background."""

from __future__ import annotations

import pytest

from finews_tui.cli.terminal_background import parse_answer, should_query, typed_text


@pytest.mark.parametrize(
    ("answer", "is_light"),
    [
        (b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62;c", True),
        (b"\x1b]11;rgb:1e1e/1e1e/2e2e\x07\x1b[?1;2c", False),
        (b"\x1b]11;rgb:fd/f6/e3\x07", True),
        (b"\x1b[?62;c", None),
        (b"", None),
        (b"jjj", None),
    ],
)
def test_terminal_answer_is_parsed(answer: bytes, is_light: bool | None) -> None:
    assert parse_answer(answer) is is_light


def test_background_is_queried_only_if_theme_depends_on_it() -> None:
    assert should_query("auto", {"TERM": "xterm-256color"})
    assert not should_query("nord", {})
    assert not should_query("auto", {"COLORFGBG": "0;15"})
    assert not should_query("auto", {"NO_COLOR": ""})


@pytest.mark.parametrize(
    ("data", "typed"),
    [
        (b"/abc\x1b]11;rgb:ffff/ffff/ffff\x1b\\jj\x1b[?62;c", "/abcjj"),
        ("\x1b[?1;2c/报告".encode(), "/报告"),
        (b"\x1b[A\x1bOBj\x1b[?62;c", "j"),
        (b"\x1b[?62;c", ""),
    ],
)
def test_typed_text_is_separated_from_terminal_answers(data: bytes, typed: str) -> None:
    assert typed_text(data) == typed
