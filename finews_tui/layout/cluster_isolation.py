"""Keep the columns of a terminal row when the terminal counts a character differently.

Terminals disagree about the width of emoji sequences, combining characters and new emoji: tmux 3.3
counts 1 cell for ❤️, 4 for 👍🏽 and 0 for 🫨, rich counts 2. All cells to their right would move.

An isolated cluster is written in these steps: save the cursor (DECSC), clear the cells that rich
counts, return to the saved position (DECRC), write the cluster, return again, and move the cursor
over the cleared cells (CUF). This does not depend on the position on the screen, so it also works
if only a part of a row is painted. If the terminal counts fewer cells, blanks remain; if it counts
more, the text that follows overwrites the surplus.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

from finews_tui.layout.cells import (
    WIDE_SYMBOL_RANGES,
    ZERO_WIDTH_RANGES,
    cell_len,
    get_character_cell_size,
)
from finews_tui.layout.linebreak.graphemes import EMOJI_STYLE, graphemes

_SAVE, _RESTORE = "\x1b7", "\x1b8"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
# Format characters with a width in rich: soft hyphen, signs before Arabic and Syriac numbers.
_VISIBLE_FORMATS = ((0xAD, 0xAD), (0x600, 0x605), (0x6DD, 0x6DD), (0x70F, 0x70F), (0x890, 0x8E2))
_PRIVATE_USE = (0xE000, 0xF8FF)
_BEYOND_BMP = (0x10000, 0x10FFFF)

# Escape sequences (string, control, other), and non-ASCII runs with the character before them and
# the one after a joiner. There is always a boundary between two ASCII characters.
_TOKEN = re.compile(
    r"\x1b(?:\][^\x07\x1b]*(?:\x07|\x1b\\)?|[PX^_][^\x1b]*(?:\x1b\\)?"
    r"|\[[0-?]*[ -/]*[@-~]?|[^\[\]PX^_]?)"
    "|[ -~]?[^\x00-\x7f]+(?:(?<=\u200d)[ -~][^\x00-\x7f]*)*"
)
_MAX_SURPLUS = 16
_TEXT_AFTER = re.compile(rf"(?:(?:\x1b\[[0-9;:]*m)*[^\x00-\x1f\x7f]){{1,{_MAX_SURPLUS}}}")
_STYLE = re.compile(r"\x1b\[[0-9;:]*m")


@cache
def _disputed() -> re.Pattern[str]:
    """Return a pattern for characters whose clusters terminals count differently."""
    ranges = [
        *((first, last) for first, last in ZERO_WIDTH_RANGES if first and last <= 0xFFFF),
        *WIDE_SYMBOL_RANGES,
        *_VISIBLE_FORMATS,
        _PRIVATE_USE,
        # A single range: several would slow down the search in Chinese text.
        _BEYOND_BMP,
    ]
    return re.compile("[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges) + "]")


def isolate_clusters(output: str) -> str:
    """Isolate all clusters of disputed width in terminal output, except in control strings."""
    if output.isascii() or not _disputed().search(output):
        return output
    return _TOKEN.sub(_isolated_token, output)


def _isolated_token(match: re.Match[str]) -> str:
    text = match[0]
    if text[0] == "\x1b" or not _disputed().search(text):
        return text
    parts: list[str] = []
    written = 0
    for start, end in _disputed_clusters(text):
        parts.append(text[written:start])
        parts.append(_isolated(text[start:end], match.string, match.start() + end))
        written = end
    return "".join([*parts, text[written:]])


@lru_cache(maxsize=1024)
def _disputed_clusters(text: str) -> Sequence[tuple[int, int]]:
    """Return (start, end) of the clusters to isolate.

    That is the whole text if its clusters do not add up to the width that rich counts: it hides the
    character after a joiner, also at the start of a text.
    """
    clusters = list(graphemes(text))
    if sum(cell_len(text[start:end]) for start, end in clusters) != cell_len(text):
        return [(0, len(text))]
    return [span for span in clusters if _disputed().search(text, *span)]


def _isolated(cluster: str, output: str, end: int) -> str:
    """Return the sequence that writes a cluster, which ends at `end` in `output`."""
    width = cell_len(cluster)
    if not width:
        # Marks whose letter has another style, or invisible characters.
        return "".join(character for character in cluster if _is_mark(character))
    surplus = _surplus(cluster, width)
    if surplus > 0 and surplus > _cells_after(output, end):
        cluster = cluster[0]
    blanks = " " * width
    return f"{_SAVE}{blanks}{_RESTORE}{cluster}{_RESTORE}\x1b[{width}C"


def _is_mark(character: str) -> bool:
    return character != EMOJI_STYLE and unicodedata.category(character) in ("Mn", "Me")


def _surplus(cluster: str, width: int) -> int:
    """Return how many more cells are counted by terminals that add up characters."""
    widths = [
        2 if ord(character) in _SKIN_TONES else get_character_cell_size(character)
        for character in cluster
    ]
    if width == 1 and max(widths) > 1:
        # Other terminals show one emoji of two cells: the next character would erase it.
        return _MAX_SURPLUS + 1
    return sum(widths) - width


def _cells_after(output: str, end: int) -> int:
    """Return how many cells are written right after `end`, at most about `_MAX_SURPLUS`."""
    match = _TEXT_AFTER.match(output, end)
    return cell_len(_STYLE.sub("", match[0])) if match else 0
