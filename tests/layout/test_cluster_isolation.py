"""Columns of text whose width terminals count differently, in models of terminals."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finews_tui.layout.cells import cell_len, get_character_cell_size
from finews_tui.layout.cluster_isolation import isolate_clusters

CharacterWidth = Callable[[str, str], int]
"""Width of a character after the previous one, or -1 if it becomes part of that cell."""

JOINER, EMOJI_STYLE = "\u200d", "\ufe0f"
SKIN_TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
COLUMNS = 120


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me", "Cf")


def tmux_width(character: str, previous: str) -> int:
    """tmux 3.3: joins after a joiner, skin tones are wide, no emoji of Unicode 15."""
    if previous == JOINER or _is_mark(character):
        return -1
    if character in SKIN_TONES:
        return 2
    return 0 if character in "🫨🫩" else get_character_cell_size(character)


def adding_width(character: str, previous: str) -> int:
    """Terminal that adds up the widths of characters, as xterm does."""
    if _is_mark(character):
        return -1
    return 2 if character in SKIN_TONES else get_character_cell_size(character)


def old_width(character: str, previous: str) -> int:
    """Terminal before Unicode 9: emoji have one cell."""
    if _is_mark(character):
        return -1
    return 1 if character >= "\U0001f000" else adding_width(character, previous)


def clustering_width(character: str, previous: str) -> int:
    """Terminal that forms clusters and counts spacing marks as nothing."""
    is_joined = previous == JOINER or character in SKIN_TONES
    if is_joined or _is_mark(character) or unicodedata.category(character) == "Mc":
        return -1
    return get_character_cell_size(character)


TERMINALS = [tmux_width, adding_width, old_width, clustering_width]


def written_row(output: str, width_of: CharacterWidth, before: str = " " * COLUMNS) -> list[str]:
    """Return the cells of a row after writing `output`. The second cell of a character is ""."""
    cells = list(before)
    column = saved = 0
    previous = ""
    for token in re.findall(r"\x1b[78]|\x1b\[\d*[A-Za-z]|[^\x1b]", output):
        if token == "\x1b7":
            saved = column
        elif token == "\x1b8":
            column = saved
        elif token[0] == "\x1b":
            column += int(token[2:-1]) if token[-1] == "C" else 0
        elif (width := width_of(token, previous)) > 0:
            for cell in range(column, column + width):
                if cells[cell] == "":
                    cells[cell - 1] = " "
                if cell + 1 < len(cells) and cells[cell + 1] == "":
                    cells[cell + 1] = " "
            cells[column : column + width] = [token, *[""] * (width - 1)]
            column += width
        previous = token
    return cells


CLUSTERS = [
    *("❤️", "☀️", "1️⃣", "#️⃣", "©️", "⚖️", "👍🏽", "☝🏽", "🏃🏽‍♂️", "👨‍👩‍👧‍👦", "👩🏽‍💻", "🏳️‍🌈", "❤️‍🔥"),
    *("🇨🇳", "🇨", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"),
    *("நி", "கௌ", "क्षि", "का", "কো", "കോ", "မြန်", "ខ្មែ", "ක්\u200dරි", "కా", "ที่", "กำ", "ຳ", "ཀྱི"),
    *("e\u0301", "é̂̃", "Z̷̛̺", "a⃝", "가", "각", "ꥠힰ", "بِ", "שָׁ", "ｶﾞ", "葛\U000e0100", "⌚︎", "❤︎"),
    *("🫨", "🫩", "⭐", "⚡", "✅", "👍", "🀄", "\ue0b0", "𠮷", "\u200b", "\ufeff", "\xad", "؀1"),
]
texts = st.lists(
    st.one_of(
        st.sampled_from(CLUSTERS),
        st.sampled_from("ab z降准，—"),
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]),
        st.sampled_from([JOINER, EMOJI_STYLE, "🏽", "\u0301", "ி", "\u20e3", "❤", "👩"]),
    ),
    max_size=12,
).map("".join)


@pytest.mark.parametrize("width_of", TERMINALS)
@pytest.mark.parametrize("cluster", CLUSTERS)
def test_border_after_clusters_is_in_its_column(cluster: str, width_of: CharacterWidth) -> None:
    text = f"ab {cluster} c {cluster * 3}"
    row = written_row(isolate_clusters(f"{text}│ next │"), width_of)
    assert "".join(row[cell_len(text) :]).rstrip() == "│ next │"
    assert row[:3] == ["a", "b", " "]
    assert row[cell_len(f"ab {cluster} ")] == "c"


@pytest.mark.parametrize("width_of", TERMINALS)
@given(text=texts)
def test_border_after_any_text_is_in_its_column(text: str, width_of: CharacterWidth) -> None:
    row = written_row(isolate_clusters(f"{text}\x1b[m│   next   │"), width_of)
    assert "".join(row[cell_len(text) :]).rstrip() == "│   next   │"


@pytest.mark.parametrize("width_of", TERMINALS)
@pytest.mark.parametrize("cluster", CLUSTERS)
def test_part_of_a_row_leaves_the_rest_unchanged(cluster: str, width_of: CharacterWidth) -> None:
    output = isolate_clusters(f"{cluster}\x1b[9B")
    row = written_row(output, width_of, before="x" * COLUMNS)
    width = cell_len(cluster)
    assert "".join(row[width:]) == "x" * (COLUMNS - width)
    assert "x" not in row[:width]


@pytest.mark.parametrize("cluster", [c for c in CLUSTERS if c not in "🫨🫩☝🏽"])
def test_letters_of_a_cluster_are_not_lost_in_tmux(cluster: str) -> None:
    output = isolate_clusters(cluster + "    ")
    letters = {c for c in cluster if unicodedata.category(c)[0] in "LN"}
    assert letters <= set(output)


@pytest.mark.parametrize(
    "output",
    [
        "plain \x1b[1mtext\x1b[0m",
        "降准，“增长”——…",
        "café ★ ● │ ─ → ½ ° é",
        "\x1b]2;❤️ title\x07",
        "\x1b]9;👍🏽 news\x1b\\",
        "\x1b_Ga=T;🫨\x1b\\",
        "\x1bPq🫨\x1b\\",
        "\x1b]8;;http://x/❤️\x1b\\link\x1b]8;;\x1b\\",
    ],
)
def test_other_output_is_unchanged(output: str) -> None:
    assert isolate_clusters(output) == output


def test_whole_emoji_is_written_if_text_follows() -> None:
    for cluster in ("👍🏽", "👩🏽‍💻", "❤️", "நி"):
        assert cluster in isolate_clusters(f"{cluster}   \x1b[0m   │")


@pytest.mark.parametrize("cluster", ["a" + "\u0301", "👩\u200d", "👍🏽", "\u200d", "ி", "\x1b[1m❤️"])
def test_hostile_output_takes_linear_time(cluster: str) -> None:
    def seconds(count: int) -> float:
        output = cluster * count
        start = time.process_time()
        isolate_clusters(output)
        return time.process_time() - start

    seconds(2_000)
    assert seconds(40_000) < 20 * max(seconds(4_000), 0.02)
