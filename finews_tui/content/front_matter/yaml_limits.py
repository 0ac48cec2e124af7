"""Load untrusted YAML with limits on depth, size and aliases."""

from __future__ import annotations

import re

import yaml
from frontmatter.default_handlers import YAMLHandler

MAX_YAML_LENGTH = 64 * 1024
"""Maximum number of front matter characters to parse."""
MAX_DEPTH = 64
MAX_ALIASES = 100
MAX_MERGE_ALIASES = 8

# PyYAML also raises ValueError (impossible dates, integers of 4,301 digits), AttributeError
# (`!!timestamp "junk"`), RecursionError and TypeError (unhashable keys).
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
_INDICATOR_CHAIN = re.compile(r"(?m)^[ \t]*((?:[-?:][ \t]+)+)")
_INDENT = re.compile(r"(?m)^( +)(?=\S)")
_FLOW_BRACKET = re.compile(r"[\[\]{}]")

_HANDLER = YAMLHandler()


def load_yaml(text: str) -> object:
    """Return the value of a YAML document.

    An upper bound of the depth is checked first: PyYAML's C loader overflows a 128 KB thread stack
    (SIGSEGV) at about 500 levels.

    Raises:
        YAML_ERRORS: the document is invalid, too deep, or has too many aliases.
    """
    _check_limits(text)
    return _HANDLER.load(text)


def _check_limits(text: str) -> None:
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
    depth = max_depth = 0
    for bracket in _FLOW_BRACKET.finditer(text):
        if bracket.group() in "[{":
            depth += 1
            max_depth = max(max_depth, depth)
        else:
            depth = max(0, depth - 1)
    return max_depth


def _block_depth(text: str) -> int:
    """Return an upper bound of the depth of indentation and chains of `- `."""
    if "\n " not in text and "- - " not in text and "? ? " not in text and text[:1] != " ":
        return 0
    indents: list[int] = []
    max_depth = 0
    for line in _INDENT.finditer(text):
        indent = len(line[1])
        while indents and indents[-1] >= indent:
            indents.pop()
        indents.append(indent)
        max_depth = max(max_depth, len(indents))
    longest_chain = max(
        (len(chain[1].split()) for chain in _INDICATOR_CHAIN.finditer(text)), default=0
    )
    return 2 * max_depth + longest_chain
