"""Arguments of template tags: words, quoted or not, and `key=value` pairs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

# A quoted value ends at a quotation mark before white space: texts contain others.
_DOUBLE = r'"(?P<double>(?:[^"\\]|\\.|"(?![\s,]|\Z))*+)"'
_SINGLE = r"'(?P<single>(?:[^'\\]|\\.|'(?![\s,]|\Z))*+)'"
_VALUE = rf"(?:{_DOUBLE}|{_SINGLE}|`(?P<raw>[^`]*+)`|(?P<bare>[^\s,]++))"
_ARGUMENT = re.compile(
    rf"""(?:(?P<key>[A-Za-z_][\w-]*+)(?:\s*+=\s*+|:\s++(?=\S)|:(?=["'])))?+{_VALUE}""", re.DOTALL
)
_WORD = re.compile(_VALUE, re.DOTALL)
_MAX_WORDS = 100
_ESCAPE = re.compile(r"\\([\"'\\])")
_OUTPUT = re.compile(r"\{\{(?P<expression>[^{}]{0,400}+)\}\}")
_LITERAL = re.compile(
    r"""\s*(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)')\s*(?P<filters>(?:\|[^|]*+)*+)"""
)
_TEXT_FILTERS = re.compile(
    r"(?:\s*\|\s*(?:relative_url|absolute_url|prepend|asset_path|asset_url|url_for|url|uri_escape"
    r"|escape|strip|markdownify|upcase|downcase|capitalize|safe|absURL|relURL)\b[^|]*)*+"
)


@dataclass(frozen=True, slots=True)
class Arguments:
    """Positional and named arguments; `text` has them as written."""

    text: str
    words: tuple[str, ...]
    named: dict[str, str]

    def first(self, *keys: str) -> str:
        """Return the first named argument that is not empty, or ""."""
        return next((value for key in keys if (value := self.named.get(key, ""))), "")

    def word(self, index: int) -> str:
        """Return a positional argument, or ""."""
        return self.words[index] if index < len(self.words) else ""


def parse_arguments(text: str) -> Arguments:
    """Parse arguments that may be named: `src="a.png" caption='Words' 300`."""
    text = " ".join(resolve_outputs(text).split())
    words: list[str] = []
    named: dict[str, str] = {}
    for match in islice(_ARGUMENT.finditer(text), _MAX_WORDS):
        if match["key"]:
            named.setdefault(match["key"].lower(), _value(match))
        else:
            words.append(_value(match))
    return Arguments(text, tuple(words), named)


def parse_words(text: str) -> Arguments:
    """Parse arguments without names: `/a.png 300 "Words: more"`."""
    text = " ".join(resolve_outputs(text).split())
    matches = islice(_WORD.finditer(text), _MAX_WORDS)
    return Arguments(text, tuple(map(_value, matches)), {})


def resolve_outputs(text: str) -> str:
    """Replace outputs in arguments with their literal text, all others with nothing."""
    if "{{" not in text:
        return text
    return _OUTPUT.sub(lambda output: literal_output(output["expression"]), text)


def literal_output(expression: str) -> str:
    """Return the text of `"/a.png" | relative_url`; "" if it is not a literal."""
    literal = _LITERAL.fullmatch(expression)
    if literal is None or _TEXT_FILTERS.fullmatch(literal["filters"].rstrip()) is None:
        return ""
    return literal["double"] if literal["double"] is not None else literal["single"]


def _value(match: re.Match[str]) -> str:
    for name in ("double", "single"):
        if match[name] is not None:
            return _ESCAPE.sub(r"\1", match[name]).strip()
    return (match["raw"] or match["bare"] or "").strip()
