"""Conversion of key names."""

from __future__ import annotations

import pytest

from finews_tui.ui.commands.key_names import ascii_twin, format_key, textual_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("B", "B"),
        ("?", "question_mark"),
        ("ctrl+b", "ctrl+b"),
        ("ctrl+/", "ctrl+slash"),
        ("Space", "space"),
        ("F5", "f5"),
        ("+", "plus"),
        (",", "comma"),
        ("？", "fullwidth_question_mark"),
        ("ｊ", "ｊ"),
        ("降", "降"),
        ("hyper+b", ""),
        ("", ""),
    ],
)
def test_textual_key_parses_configured_key(text: str, key: str) -> None:
    assert textual_key(text) == key


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("ctrl+d", "Ctrl-d"),
        ("question_mark", "?"),
        ("enter", "⏎"),
        ("shift+left", "Shift-←"),
        ("fullwidth_question_mark", "？"),
        ("ｊ", "ｊ"),
        ("f12", "f12"),
        ("backspace", "backspace"),
        ("delete", "delete"),
    ],
)
def test_format_key(key: str, text: str) -> None:
    assert format_key(key) == text


@pytest.mark.parametrize(
    ("character", "twin"),
    [
        *(
            ("？", "?"),
            ("／", "/"),
            ("、", "/"),
            ("：", ":"),
            ("；", ";"),
            ("。", "."),
            ("，", ","),
        ),
        *(("【", "["), ("】", "]"), ("「", "["), ("」", "]"), ("『", "{"), ("』", "}")),
        *(
            ("《", "<"),
            ("》", ">"),
            ("〈", "<"),
            ("〉", ">"),
            ("＜", "<"),
            ("（", "("),
            ("）", ")"),
        ),
        *(("￥", "$"), ("¥", "$"), ("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'"), ("·", "`")),
        *(
            ("ｊ", "j"),
            ("Ｇ", "G"),
            ("５", "5"),
            ("－", "-"),
            ("＝", "="),
            ("＋", "+"),
            ("～", "~"),
        ),
        *(
            ("！", "!"),
            ("＠", "@"),
            ("＃", "#"),
            ("％", "%"),
            ("＊", "*"),
            ("｜", "|"),
            ("　", " "),
        ),
    ],
)
def test_ascii_twin_of_input_method_character(character: str, twin: str) -> None:
    assert ascii_twin(character) == (textual_key(twin), twin)


@pytest.mark.parametrize("character", [None, "", "j", "/", "中", "é", "…", "—", "ｱ", "ab", "\x1b"])
def test_other_characters_have_no_ascii_twin(character: str | None) -> None:
    assert ascii_twin(character) is None
