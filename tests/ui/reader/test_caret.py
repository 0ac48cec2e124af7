"""Caret: motions by character, line, word and paragraph, and selections."""

from __future__ import annotations

import pytest

from finews_tui.content.body import parse_body
from finews_tui.layout.page import LayoutOptions, Line
from finews_tui.layout.page_layout import lay_out
from finews_tui.model.article import BodyFormat
from finews_tui.ui.painting.page_painter import selected_text
from finews_tui.ui.reader.caret import (
    MOVES,
    Caret,
    caret_at,
    move,
    selection,
    start_selection,
    swap_ends,
)
from finews_tui.ui.reader.find import line_text

FERRY = "The harbour office counted the boats twice and wrote the number down."


def lines_of(text: str, width: int = 30) -> tuple[Line, ...]:
    return lay_out(parse_body(text, BodyFormat.MARKDOWN, ""), width, LayoutOptions()).lines


def at_top(lines: tuple[Line, ...]) -> Caret:
    caret = caret_at(lines, 0)
    assert caret is not None
    return caret


def move_by(lines: tuple[Line, ...], *motions: str) -> Caret:
    """Return the caret after motions from the start of the text."""
    caret = at_top(lines)
    for motion in motions:
        caret = move(lines, caret, motion, 10)
    return caret


def text_after(lines: tuple[Line, ...], caret: Caret) -> str:
    """Return the text of the line from the caret on."""
    position = caret.position
    return line_text(lines[position.line])[position.character :]


def selected(lines: tuple[Line, ...], caret: Caret) -> str:
    span = selection(lines, caret)
    assert span is not None
    return selected_text(lines, *span[0], *span[1])


def test_right_moves_by_grapheme_clusters() -> None:
    lines = lines_of("好👨\u200d👩\u200d👧e\u0301x")
    texts = [text_after(lines, move_by(lines, *["right"] * count)) for count in range(5)]
    assert [text[:1] for text in texts] == ["好", "👨", "e", "x", "x"]
    assert text_after(lines, move_by(lines, "line_end", "left")) == "e\u0301x"


def test_down_skips_empty_lines_margins_and_quote_bars() -> None:
    lines = lines_of("One.\n\n> Two.\n\n- Three.")
    assert [text_after(lines, move_by(lines, *["down"] * count)) for count in range(4)] == [
        "One.", "Two.", "Three.", "Three.",
    ]  # fmt: skip
    assert text_after(lines, move_by(lines, "bottom", "up", "up")) == "One."


def test_down_returns_to_the_original_column() -> None:
    lines = lines_of("abcdefgh\n\n港口港口\n\nab\n\nabcdefgh")
    assert text_after(lines, move_by(lines, *["right"] * 7, "down", "down", "down")) == "h"
    assert text_after(lines, move_by(lines, *["right"] * 7, "down")) == "口港口"


def test_word_and_paragraph_motions() -> None:
    lines = lines_of(f"{FERRY}\n\nNext one.")
    assert text_after(lines, move_by(lines, "word_on")).startswith("harbour")
    assert text_after(lines, move_by(lines, "word_on", "word_on", "word_back")).startswith(
        "harbour"
    )
    assert text_after(lines, move_by(lines, "paragraph_on")) == "Next one."
    assert text_after(
        lines, move_by(lines, "bottom", "paragraph_back", "paragraph_back")
    ).startswith("The")
    last = move_by(lines, *["word_on"] * 40)
    assert text_after(lines, last) == "."


def test_selection_across_lines_omits_line_breaks_and_margins() -> None:
    lines = lines_of(f"> {FERRY}")
    assert len(lines) > 2
    caret = start_selection(move(lines, at_top(lines), "word_on", 10), by_paragraphs=False)
    caret = move(lines, move(lines, caret, "bottom", 10), "line_end", 10)
    assert selected(lines, caret) == FERRY.removeprefix("The ")
    assert selected(lines, swap_ends(lines, caret)) == FERRY.removeprefix("The ")


def test_paragraph_selection_includes_whole_paragraphs() -> None:
    lines = lines_of(f"First.\n\n{FERRY}\n\nLast.")
    caret = start_selection(move_by(lines, "down", "down"), by_paragraphs=True)
    assert selected(lines, caret) == FERRY
    assert selected(lines, move(lines, caret, "paragraph_on", 10)) == f"{FERRY}\n\nLast."
    assert selection(lines, start_selection(caret, by_paragraphs=True)) is None


@pytest.mark.parametrize("motion", sorted(set(MOVES.values())))
def test_caret_stays_on_text_after_every_motion(motion: str) -> None:
    for text in ("x", "---\n\nx", "x\n\n---", "```\na\n```"):
        lines = lines_of(text)
        caret = move_by(lines, *[motion] * 4)
        assert text_after(lines, caret).strip()


def test_page_without_text_has_no_caret() -> None:
    assert caret_at(lines_of(""), 0) is None
    assert caret_at(lines_of("---"), 0) is None
