"""Parsing of terminal input: replies are not keys."""

from __future__ import annotations

import pytest
from textual import events

from finews_tui.ui import terminal_input
from finews_tui.ui.terminal_input import InputParser

REPLIES = [
    "\x1b]11;rgb:0000/0000/0000\x1b\\",
    "\x1b]11;rgb:ffff/ffff/ffff\x07",
    "\x1b]10;rgba:ff/ff/ff/ff\x1b\\",
    "\x1b]4;1;rgb:cdcd/0000/0000\x07",
    "\x1b[?62;22c",
    "\x1b[?1;2c",
    "\x1b[?64;1;2;6;9;15;18;21;22c",
    "\x1b[>0;276;0c",
    "\x1b[=0;0c",
    "\x1bP>|XTerm(370)\x1b\\",
    "\x1bP1$r0m\x1b\\",
    "\x1bP!|00000000\x1b\\",
    "\x1b_Gi=31;OK\x1b\\",
    "\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?62;22c",
]


def keys(parser: InputParser, *chunks: str) -> list[str]:
    messages = [message for chunk in chunks for message in parser.feed(chunk)]
    return [message.key for message in messages if isinstance(message, events.Key)]


@pytest.mark.parametrize("reply", REPLIES)
def test_reply_is_not_a_key(reply: str) -> None:
    assert keys(InputParser(), reply) == []
    assert keys(InputParser(), f"a{reply}b") == ["a", "b"]


@pytest.mark.parametrize("reply", REPLIES)
def test_reply_in_parts_is_not_a_key(reply: str) -> None:
    for split in range(3, len(reply)):
        if reply[split - 1] != "\x1b":
            assert keys(InputParser(), f"a{reply[:split]}", f"{reply[split:]}b") == ["a", "b"]


@pytest.mark.parametrize(
    ("data", "pressed"),
    [
        ("\x1b[A", "up"),
        ("\x1b[1;5C", "ctrl+right"),
        ("\x1b[3~", "delete"),
        ("\x1bOP", "f1"),
        *((f"\x1b{digit}", f"alt+{digit}") for digit in "0123456789"),
        ("\x1b-", "alt+minus"),
        ("\x1b=", "alt+equals_sign"),
        ("£", "pound_sign"),
        ("？", "fullwidth_question_mark"),
        ("\x03", "ctrl+c"),
    ],
)
def test_key(data: str, pressed: str) -> None:
    assert keys(InputParser(), data) == [pressed]


def test_incomplete_reply_is_parsed_after_timeout(monkeypatch: pytest.MonkeyPatch) -> None:
    parser = InputParser()
    assert keys(parser, "\x1b]1") == []
    monkeypatch.setattr(terminal_input, "_TIMEOUT_S", -1.0)
    list(parser.tick())
    pressed = keys(parser, "j" * 40)  # Textual gives up after 32 characters
    assert "1" in pressed
    assert pressed[-1] == "j"


def test_paste_and_end_of_input() -> None:
    parser = InputParser()
    pasted = list(parser.feed("\x1b[200~降准 text\x1b[201~a"))
    assert [message.text for message in pasted if isinstance(message, events.Paste)] == [
        "降准 text"
    ]
    assert list(parser.feed("")) == []
