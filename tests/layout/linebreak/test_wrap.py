"""Wrapping: hanging punctuation, long URLs, short last lines, narrow widths."""

from __future__ import annotations

import pytest

from finews_tui.layout.linebreak.graphemes import cell_width
from finews_tui.layout.linebreak.wrap import measure_text, wrap


def lines(text: str, width: int, *, hang: int = 0, first: int | None = None) -> list[str]:
    """Wrap a text, and return the lines without trailing spaces."""
    ranges = wrap(measure_text(text), width if first is None else first, width, hang)
    return [text[start:end].rstrip(" \u3000") for start, end in ranges]


@pytest.mark.parametrize(
    ("text", "width", "hang", "expected"),
    [
        # One closing mark hangs, two do not.
        ("上下左右，前后", 8, 2, ["上下左右，", "前后"]),
        ("上下左右，前后", 8, 0, ["上下左", "右，前后"]),
        ("上下左右。”前后", 8, 2, ["上下左", "右。”", "前后"]),
        ("word, and", 4, 2, ["word,", "and"]),
        # Trailing spaces have no width.
        ("ab   cd", 2, 0, ["ab", "cd"]),
        ("上下\u3000左右", 4, 0, ["上下", "左右"]),
        # An opening mark stays with the following text.
        ("上下左（右）", 8, 0, ["上下左", "（右）"]),
        # Numbers with sign and unit are not broken.
        ("约有1.66亿元", 8, 0, ["约有", "1.66亿元"]),
        # A last line of one character is avoided.
        ("上下左右前", 8, 0, ["上下左", "右前"]),
        ("上下左右前。", 8, 0, ["上下左", "右前。"]),
        ("one two three a", 13, 0, ["one two", "three a"]),
        ("上下", 2, 0, ["上", "下"]),
        ("", 8, 0, []),
    ],
)
def test_wrap(text: str, width: int, hang: int, expected: list[str]) -> None:
    assert lines(text, width, hang=hang) == expected


def test_first_line_can_be_shorter() -> None:
    assert lines("上下左右前后", 8, first=4) == ["上下", "左右前后"]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        # After a URL separator, unless the line would be less than half full.
        (
            "https://example.org/news/2022",
            16,
            ["https://example.", "org/news/2022"],
        ),
        ("a" * 12, 5, ["aaaaa", "aaaaa", "aa"]),
        # Not before a closing mark or after an opening one.
        ("aaaaa，b", 5, ["aaaa", "a，b"]),
        ("aaaa（bbbbbb", 6, ["aaaa", "（bbbb", "bb"]),
        ("！！！！", 4, ["！！", "！！"]),
        # A URL that is too long starts on the current line.
        ("见 https://a.example/news/22/05/one", 21, ["见 https://a.example/", "news/22/05/one"]),
        # A character wider than the page has its own line.
        ("上下", 1, ["上", "下"]),
        ("👨\u200d👩\u200d👧👨\u200d👩\u200d👧", 2, ["👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"]),
        ("👨\u200d👩\u200d👧👨\u200d👩\u200d👧", 1, ["👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"]),
        ("e\u0301" * 5, 2, ["e\u0301e\u0301", "e\u0301e\u0301", "e\u0301"]),
    ],
)  # fmt: skip
def test_forced_breaks(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


def test_ambiguous_width_counts() -> None:
    text = "“上”……“下”"
    assert cell_width(text) == 10
    assert cell_width(text, ambiguous_width=2) == 16
    assert measure_text(text, 2).width(0, len(text)) == 16
    assert wrap(measure_text(text, 2), 10, 10, 0) == [(0, 5), (5, 8)]


def test_forced_break_does_not_start_a_line_with_space_and_punctuation() -> None:
    text = "#[cfg_attr(docsrs, ...)]"
    lines = [text[start:end] for start, end in wrap(measure_text(text), 19, 19, 2)]
    assert "".join(lines) == text
    assert all(not line.startswith((" ", ".", ",", ")")) for line in lines[1:])
