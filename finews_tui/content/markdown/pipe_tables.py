"""Tables of kramdown: rows between pipes, without a header or with rules between rows."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit

_RULE = re.compile(r"\|[ \t|:+=-]*[=-][ \t|:+=-]*\|?")


def pipe_tables_plugin(parser: MarkdownIt) -> None:
    """Parse tables that GitHub's rule rejects: every line starts and ends with a pipe."""
    parser.block.ruler.before("paragraph", "pipe_table", _table)


def _table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if silent or state.is_code_block(start_line):
        return False
    lines: list[str] = []
    line = start_line
    while line < end_line and state.sCount[line] >= state.blkIndent:
        text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()
        if len(text) < 3 or text[0] != "|" or text[-1] != "|" or text[-2] == "\\":
            break
        lines.append(text)
        line += 1
    rules = [index for index, text in enumerate(lines) if _RULE.fullmatch(text)]
    rule_set = frozenset(rules)
    if len(lines) - len(rules) < 2 or any(
        text.count("|") < 3 for index, text in enumerate(lines) if index not in rule_set
    ):
        return False
    # The rows above the first rule are the header; a rule at the top is just a line.
    header = next((index for index in rules if index and index - 1 not in rule_set), 0)
    state.push("table_open", "table", 1).map = [start_line, line]
    for index, text in enumerate(lines):
        if index in rule_set:
            continue
        tag = "th" if index < header else "td"
        state.push("tr_open", "tr", 1)
        for cell in escapedSplit(text[1:-1]):
            state.push(f"{tag}_open", tag, 1)
            content = state.push("inline", "", 0)
            content.content, content.children = cell.strip(), []
            state.push(f"{tag}_close", tag, -1)
        state.push("tr_close", "tr", -1)
    state.push("table_close", "table", -1)
    state.line = line
    return True
