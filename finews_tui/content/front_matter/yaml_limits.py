"""Reads YAML that others wrote without letting it take the stack, the memory or the time."""

from __future__ import annotations

import re

import yaml
from frontmatter.default_handlers import YAMLHandler

MAX_YAML_LENGTH = 64 * 1024
"""Characters of front matter that are read as YAML."""
MAX_DEPTH = 64
MAX_ALIASES = 100
MAX_MERGE_ALIASES = 8

# What PyYAML raises besides its own errors: ValueError (impossible dates, integers of 4,301
# digits), AttributeError (`!!timestamp "junk"`), RecursionError, TypeError (unhashable keys).
YAML_ERRORS = (
    yaml.YAMLError,
    ValueError,
    AttributeError,
    TypeError,
    KeyError,
    IndexError,
    RecursionError,
    OverflowError,
)

_ALIAS = re.compile(r"(?<![^\s\[{,:?-])\*[^\s,\[\]{}]")
_INDICATORS = re.compile(r"(?m)^[ \t]*((?:[-?:][ \t]+)+)")
_INDENT = re.compile(r"(?m)^( +)(?=\S)")
_FLOW = re.compile(r"[\[\]{}]")

_HANDLER = YAMLHandler()


def load_yaml(text: str) -> object:
    """What YAML text says. Raises one of YAML_ERRORS, also where it is too deep or too tangled.

    PyYAML's C loader overflows the C stack (SIGSEGV) at some 500 levels in a thread of 128 KB, so
    depth is counted before it sees the text; the count errs on the high side.
    """
    _check(text)
    return _HANDLER.load(text)


def _check(text: str) -> None:
    if len(text) > MAX_YAML_LENGTH:
        raise yaml.YAMLError(f"over {MAX_YAML_LENGTH // 1024} KiB")
    if "*" in text:
        alias_count = len(_ALIAS.findall(text))
        if alias_count > (MAX_MERGE_ALIASES if "<<" in text else MAX_ALIASES):
            raise yaml.YAMLError("too many aliases")
    if _flow_depth(text) + _block_depth(text) > MAX_DEPTH:
        raise yaml.YAMLError("nested too deeply")


def _flow_depth(text: str) -> int:
    if text.count("[") + text.count("{") <= 8:
        return 0
    depth = deepest = 0
    for bracket in _FLOW.finditer(text):
        if bracket.group() in "[{":
            depth += 1
            deepest = max(deepest, depth)
        else:
            depth = max(0, depth - 1)
    return deepest


def _block_depth(text: str) -> int:
    """Levels that indentation and chains of `- ` open: each deeper indent is one, or two."""
    if "\n " not in text and "- - " not in text and "? ? " not in text and text[:1] != " ":
        return 0
    levels: list[int] = []
    deepest = 0
    for line in _INDENT.finditer(text):
        indent = len(line[1])
        while levels and levels[-1] >= indent:
            levels.pop()
        levels.append(indent)
        deepest = max(deepest, len(levels))
    chain = max((len(found[1].split()) for found in _INDICATORS.finditer(text)), default=0)
    return 2 * deepest + chain
