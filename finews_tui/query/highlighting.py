"""Where the words of a query stand in a text, as the full-text index finds them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from finews_tui.model.text_folding import UNSPACED, fold, fold_with_offsets, word_pattern
from finews_tui.query.ast import Words

Span = tuple[int, int]  # from character, to character (left out)

_LETTER = f"[^\\W_{UNSPACED}]"
_GAP = r"[\W_]"


@dataclass(frozen=True, slots=True)
class TextMatcher:
    """Finds any of some words; without a pattern it finds nothing. False where it has none."""

    pattern: re.Pattern[str] | None = None

    def __bool__(self) -> bool:
        return self.pattern is not None

    def spans(self, text: str) -> list[Span]:
        """Where the words stand in `text`, from left to right."""
        return [(start, end) for start, end, _ in self.matches(text)]

    def matches(self, text: str) -> list[tuple[int, int, str]]:
        """The same with what stands there, folded."""
        if self.pattern is None:
            return []
        folded, places = fold_with_offsets(text)
        return [
            (places[match.start()], places[match.end() - 1] + 1, match[0])
            for match in self.pattern.finditer(folded)
        ]


def word_matcher(words: Iterable[Words]) -> TextMatcher:
    """What finds the words and phrases of a query: Latin words whole, Chinese anywhere."""
    patterns = {_pattern(one) for one in words} - {""}
    if not patterns:
        return TextMatcher()
    # The longest first: where two begin at one place the longer is marked.
    return TextMatcher(re.compile("|".join(sorted(patterns, key=len, reverse=True))))


def substring_matcher(text: str) -> TextMatcher:
    """What finds `text` as it stands, in words too; blanks and ends of lines are alike."""
    parts = [re.escape(part) for part in fold(text).split()]
    return TextMatcher(re.compile(r"\s+".join(parts))) if parts else TextMatcher()


def _pattern(words: Words) -> str:
    parts: list[str] = []
    kinds: list[bool] = []
    for run, word in word_pattern().findall(fold(words.text)):
        if kinds:
            parts.append(f"{_GAP}+" if kinds[-1] == bool(run) else f"{_GAP}*")
        parts.append(re.escape(run or word))
        kinds.append(bool(run))
    if not parts:
        return ""
    opening = "" if kinds[0] else f"(?<!{_LETTER})"
    closing = "" if kinds[-1] or words.is_prefix else f"(?!{_LETTER})"
    return opening + "".join(parts) + closing
