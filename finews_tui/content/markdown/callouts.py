"""Callouts in Markdown: `> [!note] Title`, `::: tip Title` and `!!! note "Title"`.

They become `<div data-callout="…">`, whose title is a paragraph of class `callout-title`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.admon.index import admonition

from finews_tui.content.html.callouts import KINDS, canonical_kind

MAX_CONTAINERS = 12
"""Maximum depth of containers; deeper ones are not shown as boxes."""

_ALERT = re.compile(
    r"\[!(?P<kind>[\w-]{1,40})(?:\|[^\]\n]{0,100})?\][+-]?[ \t]*(?P<title>[^\n]*)\n?"
)
_COLONS = re.compile(r"(?P<colons>:{3,}+)[ \t]*+(?P<info>[^\n]*+)")
# `tip Title`, `tip[Title]{#id}`, `{tip} Title`, `{.tip title="Title"}`
_CONTAINER = re.compile(
    r"""(?:(?P<name>[^\W\d][\w-]{0,40}+)|\{(?P<braced>[^\W\d][\w-]{0,40}+)\})
    (?:[ \t]*+\[(?P<label>[^\]\n]*+)\])?+
    [ \t]*+(?P<attributes>\{[^{}\n]*+\})?+[ \t]*+(?P<title>.*)""",
    re.VERBOSE,
)
_CLASSES = re.compile(r"\{[^{}\n]*+\}")
_CLASS = re.compile(r"\.(?:callout-|admonition-)?([\w-]+)")
_TITLE_ATTRIBUTE = re.compile(r"""(?:title|name|summary)=(?:"([^"]*+)"|'([^']*+)')""")
_ADMONITION = re.compile(
    r"""(?:!!!|\?\?\?\+?)[ \t]+(?P<kind>[A-Za-z][\w-]*+)(?P<kinds>(?:[ \t]+[\w-]++)*+)"""
    r"""[ \t]*+(?P<title>"[^\n]*")?[ \t]*+"""
)
_DETAILS = frozenset(("details", "spoiler", "collapse", "fold", "toggle"))
_STATEMENTS = frozenset((
    "theorem", "lemma", "corollary", "proposition", "definition", "conjecture", "exercise",
    "remark", "proof", "solution",
))  # fmt: skip
_LAYOUT = frozenset((
    "columns", "column", "col", "row", "grid", "cards", "center", "left", "right", "tabs", "tab",
    "code-group", "code-group-item", "code-tabs", "raw", "v-pre", "div", "container", "block",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Container:
    """Open container; `level` is the nesting level of its line."""

    level: int
    colons: str
    closing: list[Token]


def callouts_plugin(parser: MarkdownIt) -> None:
    """Add rules for callouts of Obsidian, GitHub, VuePress, Docusaurus, Pandoc and MkDocs."""
    admon_plugin(parser)
    parser.block.ruler.at(
        "admonition", _admonition, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    parser.block.ruler.before(
        "fence", "colons", _colons, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    parser.core.ruler.after("block", "containers", _containers)
    parser.core.ruler.after("block", "alerts", _alerts)


def callout_tokens(kind: str, title: str = "") -> list[Token]:
    """Return the tokens that open a callout."""
    opening = Token("callout_open", "div", 1, attrs={"data-callout": kind}, block=True)
    return [opening, *_line_tokens("p", title, {"class": "callout-title"})]


def _line_tokens(tag: str, text: str, attributes: dict[str, str | int | float]) -> list[Token]:
    if not text:
        return []
    return [
        Token("callout_title_open", tag, 1, attrs=attributes, block=True),
        Token("inline", "", 0, content=text, children=[]),
        Token("callout_title_close", tag, -1, block=True),
    ]


def _admonition(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Parse `!!! note "Title"` if its kind is known, or if it has a title or content."""
    start, end = state.bMarks[start_line] + state.tShift[start_line], state.eMarks[start_line]
    match = _ADMONITION.fullmatch(state.src, start, end)
    if match is None:
        return False
    kind = canonical_kind(match["kind"])
    is_known = kind in KINDS and not match["kinds"]
    if not (match["title"] or is_known or _has_indented_line(state, start_line + 1, end_line)):
        return False
    first = len(state.tokens)
    if not admonition(state, start_line, end_line, silent):
        return False
    if not silent:
        state.tokens[first].attrs = {"data-callout": kind}
        if state.tokens[first + 1].type == "admonition_title_open":
            if match["title"]:
                state.tokens[first + 1].attrs = {"class": "callout-title"}
            else:
                del state.tokens[first + 1 : first + 4]
    return True


def _has_indented_line(state: StateBlock, line: int, end_line: int) -> bool:
    if line < end_line and state.isEmpty(line):
        line += 1
    return line < end_line and state.sCount[line] - state.blkIndent >= 4


def _colons(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Parse a line that opens or closes a container; `_containers` pairs them."""
    start, end = state.bMarks[start_line] + state.tShift[start_line], state.eMarks[start_line]
    if not state.src.startswith(":::", start) or state.is_code_block(start_line):
        return False
    match = _COLONS.match(state.src, start, end)
    if match is None:
        return False
    info = match["info"].strip().rstrip(":").rstrip()
    if info and _CONTAINER.match(info) is None and _CLASSES.fullmatch(info) is None:
        return False
    if not silent:
        token = state.push("colons", "", 0)
        token.markup, token.info = match["colons"], info
        token.map = [start_line, start_line + 1]
        state.line = start_line + 1
    return True


def _containers(state: StateCore) -> None:
    """Pair the lines that open and close containers; unclosed ones end with their parent."""
    tokens: list[Token] = []
    containers: list[_Container] = []
    for token in state.tokens:
        if token.nesting == -1:
            while containers and containers[-1].level > token.level:
                tokens += containers.pop().closing
        if token.type != "colons":
            tokens.append(token)
        elif token.info:
            if len(containers) < MAX_CONTAINERS:
                opening, closing = _open_container(token.info)
                containers.append(_Container(token.level, token.markup, closing))
                tokens += opening
        elif containers and containers[-1].level == token.level:
            # The innermost container with as many colons, else just the innermost.
            marks = [(container.level, container.colons) for container in containers]
            mark = (token.level, token.markup)
            depth = len(marks) - 1
            if mark in marks:
                depth -= marks[::-1].index(mark)
            while len(containers) > depth:
                tokens += containers.pop().closing
        else:
            tokens += _line_tokens("p", token.markup, {})
    while containers:
        tokens += containers.pop().closing
    state.tokens = tokens


def _open_container(info: str) -> tuple[list[Token], list[Token]]:
    """Return the tokens that open and close a container."""
    match = _CONTAINER.match(info)
    names, title, attributes = [], "", info
    if match is not None:
        names = [match["name"] or match["braced"]]
        title, attributes = match["label"] or match["title"], match["attributes"] or ""
    names += _CLASS.findall(attributes)
    if not title and (attribute := _TITLE_ATTRIBUTE.search(attributes)) is not None:
        title = attribute[1] or attribute[2] or ""
    title = title.strip()
    kinds = [canonical_kind(name) for name in names]
    kind = next((kind for kind in kinds if kind in KINDS or kind in _STATEMENTS), "")
    if not kind and any(kind in _DETAILS for kind in kinds):
        return (
            [Token("details_open", "details", 1, block=True), *_line_tokens("summary", title, {})],
            [Token("details_close", "details", -1, block=True)],
        )
    if not kind and title:
        kind = next((kind for kind in kinds if kind not in _LAYOUT), "")
    if not kind:
        return _line_tokens("p", f"**{title}**" if title else "", {}), []
    return callout_tokens(kind, title), [Token("callout_close", "div", -1, block=True)]


def _alerts(state: StateCore) -> None:
    """Replace quotes that start with `[!note]`."""
    tokens: list[Token] = []
    levels: list[int] = []
    skipped = 0
    for index, token in enumerate(state.tokens):
        if skipped:
            skipped -= 1
        elif token.type == "blockquote_open" and (alert := _match_alert(state.tokens, index)):
            levels.append(token.level)
            tokens += callout_tokens(canonical_kind(alert["kind"]), alert["title"].strip())
            content = state.tokens[index + 2]
            content.content = content.content[alert.end() :]
            skipped = 0 if content.content else 3
        elif token.type == "blockquote_close" and levels and levels[-1] == token.level:
            levels.pop()
            tokens.append(Token("callout_close", "div", -1, block=True))
        else:
            tokens.append(token)
    state.tokens = tokens


def _match_alert(tokens: list[Token], index: int) -> re.Match[str] | None:
    is_text = index + 2 < len(tokens) and tokens[index + 2].type == "inline"
    return _ALERT.match(tokens[index + 2].content) if is_text else None
