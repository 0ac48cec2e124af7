"""The caret: from character to character, over lines, words and paragraphs, and what it selects."""

from __future__ import annotations

import pytest

from finews_tui.content.body import parse_body
from finews_tui.layout.page import LayoutOptions, Line
from finews_tui.layout.page_layout import lay_out
from finews_tui.model.article import BodyFormat
from finews_tui.ui.painting.page_painter import selected_text
from finews_tui.ui.reader.caret import MOVES, Caret, begun, caret_at, moved, selection, turned
from finews_tui.ui.reader.find import line_text

FERRY = "The harbour office counted the boats twice and wrote the number down."


def lines_of(text: str, width: int = 30) -> tuple[Line, ...]:
    return lay_out(parse_body(text, BodyFormat.MARKDOWN, ""), width, LayoutOptions()).lines


def at_top(lines: tuple[Line, ...]) -> Caret:
    found = caret_at(lines, 0)
    assert found is not None
    return found


def walk(lines: tuple[Line, ...], *moves: str) -> Caret:
    here = at_top(lines)
    for move in moves:
        here = moved(lines, here, move, 10)
    return here


def under(lines: tuple[Line, ...], here: Caret) -> str:
    return line_text(lines[here.place.line])[here.place.at :]


def taken(lines: tuple[Line, ...], here: Caret) -> str:
    chosen = selection(lines, here)
    assert chosen is not None
    return selected_text(lines, *chosen[0], *chosen[1])


def test_it_goes_by_what_a_reader_takes_for_a_character() -> None:
    lines = lines_of("好👨\u200d👩\u200d👧e\u0301x")
    seen = [under(lines, walk(lines, *["right"] * count)) for count in range(5)]
    assert [text[:1] for text in seen] == ["好", "👨", "e", "x", "x"]
    assert under(lines, walk(lines, "line_end", "left")) == "e\u0301x"


def test_it_skips_empty_lines_margins_and_the_bars_of_quotes() -> None:
    lines = lines_of("One.\n\n> Two.\n\n- Three.")
    assert [under(lines, walk(lines, *["down"] * count)) for count in range(4)] == [
        "One.", "Two.", "Three.", "Three.",
    ]  # fmt: skip
    assert under(lines, walk(lines, "bottom", "up", "up")) == "One."


def test_it_keeps_to_its_cell_from_line_to_line() -> None:
    lines = lines_of("abcdefgh\n\n港口港口\n\nab\n\nabcdefgh")
    assert under(lines, walk(lines, *["right"] * 7, "down", "down", "down")) == "h"
    assert under(lines, walk(lines, *["right"] * 7, "down")) == "口港口"


def test_words_and_paragraphs() -> None:
    lines = lines_of(f"{FERRY}\n\nNext one.")
    assert under(lines, walk(lines, "word_on")).startswith("harbour")
    assert under(lines, walk(lines, "word_on", "word_on", "word_back")).startswith("harbour")
    assert under(lines, walk(lines, "paragraph_on")) == "Next one."
    assert under(lines, walk(lines, "bottom", "paragraph_back", "paragraph_back")).startswith("The")
    last = walk(lines, *["word_on"] * 40)
    assert under(lines, last) == "."


def test_a_selection_over_lines_is_their_text_without_breaks_and_margins() -> None:
    lines = lines_of(f"> {FERRY}")
    assert len(lines) > 2
    here = begun(moved(lines, at_top(lines), "word_on", 10), by_paragraphs=False)
    here = moved(lines, moved(lines, here, "bottom", 10), "line_end", 10)
    assert taken(lines, here) == FERRY.removeprefix("The ")
    assert taken(lines, turned(lines, here)) == FERRY.removeprefix("The ")


def test_whole_paragraphs_are_selected_from_any_line_of_theirs() -> None:
    lines = lines_of(f"First.\n\n{FERRY}\n\nLast.")
    here = begun(walk(lines, "down", "down"), by_paragraphs=True)
    assert taken(lines, here) == FERRY
    assert taken(lines, moved(lines, here, "paragraph_on", 10)) == f"{FERRY}\n\nLast."
    assert selection(lines, begun(here, by_paragraphs=True)) is None


@pytest.mark.parametrize("move", sorted(set(MOVES.values())))
def test_no_move_leaves_the_page(move: str) -> None:
    for text in ("x", "---\n\nx", "x\n\n---", "```\na\n```"):
        lines = lines_of(text)
        here = walk(lines, *[move] * 4)
        assert under(lines, here).strip()


def test_there_is_no_caret_where_there_is_no_text() -> None:
    assert caret_at(lines_of(""), 0) is None
    assert caret_at(lines_of("---"), 0) is None
