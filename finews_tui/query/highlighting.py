"""Find query words in a text, with the matching rules of the full-text index."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from finews_tui.model.text_folding import UNSPACED, fold, fold_with_offsets, word_pattern
from finews_tui.query.ast import Words

_LETTER = f"[^\\W_{UNSPACED}]"
_GAP = r"[\W_]"


@dataclass(frozen=True, slots=True)
class TextMatcher:
    """Matcher for any of several words. Falsy if there are no words."""

    pattern: re.Pattern[str] | None = None

    def __bool__(self) -> bool:
        return self.pattern is not None

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return (start, end) of each match, from left to right."""
        return [(start, end) for start, end, _ in self.matches(text)]

    def matches(self, text: str) -> list[tuple[int, int, str]]:
        """Return (start, end, folded text) of each match, from left to right."""
        if self.pattern is None:
            return []
        folded, offsets = fold_with_offsets(text)
        return [
            (offsets[match.start()], offsets[match.end() - 1] + 1, match[0])
            for match in self.pattern.finditer(folded)
        ]


def word_matcher(words: Iterable[Words]) -> TextMatcher:
    """Return a matcher for words: Latin ones match whole, Chinese anywhere."""
    patterns = {_pattern(item) for item in words} - {""}
    if not patterns:
        return TextMatcher()
    # Longest first: alternation takes the first branch that matches.
    return TextMatcher(re.compile("|".join(sorted(patterns, key=len, reverse=True))))


def substring_matcher(text: str) -> TextMatcher:
    """Return a matcher for `text` anywhere, even inside words, across any whitespace."""
    parts = [re.escape(part) for part in fold(text).split()]
    return TextMatcher(re.compile(r"\s+".join(parts))) if parts else TextMatcher()


def _pattern(words: Words) -> str:
    parts: list[str] = []
    is_unspaced: list[bool] = []
    for run, word in word_pattern().findall(fold(words.text)):
        if is_unspaced:
            # Two runs of the same kind need a separator between them.
            parts.append(f"{_GAP}+" if is_unspaced[-1] == bool(run) else f"{_GAP}*")
        parts.append(re.escape(run or word))
        is_unspaced.append(bool(run))
    if not parts:
        return ""
    start = "" if is_unspaced[0] else f"(?<!{_LETTER})"
    end = "" if is_unspaced[-1] or words.is_prefix else f"(?!{_LETTER})"
    return start + "".join(parts) + end
