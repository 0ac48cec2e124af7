"""TeX formulas in Markdown.

Delimited by `$…$`, `$$…$$`, `\\(…\\)` or `\\[…\\]`, or an environment of amsmath. Their text is
shown as written: nothing in a formula is emphasis or an escape.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

# Pandoc: no space inside the dollars, no digit after them. Text that has no TeX in it is prose:
# `US$3`, `$5 or $6`, `$HOME or *$PATH*`.
_DOLLARS = re.compile(
    r"""
    (?P<display>\$\$(?!\$)(?:[^$\\]|\\.|\$(?!\$))++\$\$)
    |(?<![A-Za-z0-9$])\$(?![\s$])(?P<content>(?:[^$\\`]|\\[^`])++)(?<!\s)\$(?![0-9])
    """,
    re.VERBOSE | re.DOTALL,
)
_PROSE = re.compile(
    r"\d(?:[^\\^={}+*]*+|(?=\S*+\s)[^\\^={}+]*+)|(?=\S*+\s)(?=.*?[A-Za-z]{3})[^\\^_={}+<>]*+",
    re.DOTALL,
)
# `\(…\)`, and `\\(…\\)` where Markdown takes one of the backslashes.
_ESCAPED = re.compile(
    r"""
    \\\((?P<parentheses>(?:[^\\]++|\\[^()])*+)\\\)
    |\\\[(?P<brackets>(?:[^\\]++|\\[^\[\]])*+)\\\]
    |\\\\\((?P<parentheses2>(?:[^\\]++|\\(?!\\[()]))*+)\\\\\)
    |\\\\\[(?P<brackets2>(?:[^\\]++|\\\\\\\\|\\(?!\\[\[\]]))*+)\\\\\]
    """,
    re.VERBOSE | re.DOTALL,
)
# Anything else in escaped brackets is prose: `\[1\]`, `\(see below\)`.
_TEX = re.compile(r"\\[A-Za-z]|[\^={}]|[A-Za-z0-9]_|\A\s*[A-Za-z]\s*\Z")
_BLOCK_START = re.compile(
    r"(?P<dollars>\$\$)(?!\$)|(?P<brackets>\\{1,2}\[)"
    r"|\\begin\{(?P<environment>(?:equation|multline|gather|align|alignat|flalign|eqnarray"
    r"|[pbBvV]?matrix|cases)\*?)\}"
)
_MARKUP = "$"
_FAILURES = "formula_failures"


def formulas_plugin(parser: MarkdownIt) -> None:
    """Keep formulas as written: in a line as `span.math`, on several lines as code."""
    parser.inline.ruler.before("escape", "formula", _inline_formula)
    parser.block.ruler.before(
        "fence", "formula", _block_formula, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    parser.add_render_rule("code_inline", _render_code)


def _inline_formula(state: StateInline, silent: bool) -> bool:
    source, start = state.src, state.pos
    character = source[start]
    if character == "$":
        match = _DOLLARS.match(source, start, state.posMax)
        if match is None or (match["content"] and _PROSE.fullmatch(match["content"])):
            return False
        text = match[0]
    elif character == "\\":
        match = _ESCAPED.match(source, start, state.posMax)
        if match is None or _TEX.search(match[match.lastgroup or 0]) is None:
            return False
        text = _single_backslashes(match[0])
    else:
        return False
    if not silent:
        # As code, so that the alternative text of an image includes it.
        token = state.push("code_inline", "span", 0)
        token.content, token.markup = text, _MARKUP
    state.pos = match.end()
    return True


def _single_backslashes(formula: str) -> str:
    return formula.replace("\\\\", "\\") if formula.startswith("\\\\") else formula


def _block_formula(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if state.is_code_block(start_line):
        return False
    start, end = state.bMarks[start_line] + state.tShift[start_line], state.eMarks[start_line]
    opening = _BLOCK_START.match(state.src, start, end)
    if opening is None:
        return False
    if opening["environment"]:
        closing = f"\\end{{{opening['environment']}}}"
    else:
        closing = "$$" if opening["dollars"] else opening["brackets"].replace("[", "]")
    last_line = _closing_line(state, opening, closing, start_line, end_line)
    if last_line is None:
        return False
    if silent:
        return True
    text = state.getLines(start_line, last_line + 1, state.sCount[start_line], False).strip()
    content = escapeHtml(_single_backslashes(text))
    token = state.push("html_block", "", 0)
    token.map = [start_line, last_line + 1]
    token.content = (
        f'<pre><code class="language-math">\n{content}</code></pre>\n'
        if "\n" in content
        else f'<p><span class="math">{content}</span></p>\n'
    )
    state.line = last_line + 1
    return True


def _closing_line(
    state: StateBlock, opening: re.Match[str], closing: str, start_line: int, end_line: int
) -> int | None:
    """Return the line that ends with `closing`, or None.

    A formula contains an empty line only if its first line is just the opening. A failed search is
    remembered so that many unclosed formulas take linear time.
    """
    failures: dict[tuple[str, bool], tuple[int, int]] = state.env.setdefault(_FAILURES, {})
    is_bare = not state.src[opening.end() : state.eMarks[start_line]].strip()
    key = (closing, is_bare)
    failed_start, failed_end = failures.get(key, (0, 0))
    if failed_start <= start_line < failed_end:
        return None
    line = start_line
    while line < end_line:
        begin, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
        if line == start_line:
            begin = opening.end()
        elif (begin < end and state.sCount[line] < state.blkIndent) or (
            begin >= end and not is_bare
        ):
            break
        position = state.src.find(closing, begin, end)
        if position >= 0:
            is_alone = not state.src[position + len(closing) : end].strip()
            content = state.src[opening.end() : position]
            # Anything else in escaped brackets is prose.
            if is_alone and content.strip() and (closing == "$$" or _TEX.search(content)):
                return line
            break
        line += 1
    failures[key] = (start_line, max(line, start_line + 1))
    return None


def _render_code(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    if tokens[index].markup == _MARKUP:
        return f'<span class="math">{escapeHtml(tokens[index].content)}</span>'
    return renderer.code_inline(tokens, index, options, env)
