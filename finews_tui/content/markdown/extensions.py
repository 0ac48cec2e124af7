"""Small extensions of Markdown: wiki links, highlights, comments, emoji, hidden markers."""

from __future__ import annotations

import re
from html import escape

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

_WIKI_LINK = re.compile(
    r"(?P<embed>!?)\[\[(?P<target>(?!\s)[^\[\]\n|]{1,300}+)"
    r"(?:\|(?P<words>[^\[\]\n]{0,300}+))?\]\](?!\()"
)
# `[[1, 2]]` is a matrix or a citation.
_NUMBERS = re.compile(r"[\d\s,.;:–-]+")
_IMAGE = re.compile(r"(?i)\.(?:png|jpe?g|gif|webp|svg|avif|bmp)\Z")
_IMAGE_SIZE = re.compile(r"(?P<width>\d{1,5})(?:x(?P<height>\d{1,5}))?")
_HIGHLIGHT = re.compile(
    r"(?<![A-Za-z0-9=])==(?![\s=])(?P<text>(?:[^=\n]|=(?!=)){1,500}+)(?<!\s)==(?![A-Za-z0-9=])"
)
_SUBSCRIPT = re.compile(r"(?<=[A-Za-z)\]])~(?P<text>\d{1,3}[+-]?|[ijkmnt])~(?!~)")
_SUPERSCRIPT = re.compile(r"(?<=[A-Za-z0-9)\]])\^(?P<text>[A-Za-z0-9+-]{1,6}+)\^(?!\^)")
# Not `%%s` and `100%%`, as in format strings.
_COMMENT = re.compile(r"(?<!\S)%%(?!%|[a-z]\b)(?:[^%]|%(?!%))++(?<!\d)%%(?![\w%])")
_EMOJI = re.compile(r"(?<![A-Za-z0-9_:]):(?=[0-9_-]*+[a-z+])[a-z0-9_+-]{2,40}+:(?![A-Za-z0-9_:])")
_CONTENTS = re.compile(
    r"(?:\[toc\]|\[\[_?toc_?\]\]|@\[toc\](?:\([^()\n]{0,200}\))?|\$\{toc\})[ \t]*(?:\n|$)",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"\*\[[^\]\n]{1,200}\]:")
_BLOCK_ID = re.compile(r"(?:^|[ \n])\^(?=[a-z0-9-]*[a-z])[A-Za-z0-9-]{4,40}$")
_FAILURE = "comment_failure"


def extensions_plugin(parser: MarkdownIt) -> None:
    """Add rules for extensions of Obsidian, kramdown, Pandoc and others."""
    blocks = parser.block.ruler
    blocks.before(
        "list", "abbreviation", _abbreviation, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    blocks.before("fence", "comment", _block_comment, {"alt": ["paragraph", "reference"]})
    parser.core.ruler.after("block", "hidden_text", _hide)
    parser.inline.add_terminator_char("^")
    inline = parser.inline.ruler
    inline.before("link", "wiki_link", _wiki_link)
    inline.before("strikethrough", "subscript", _subscript)
    for name, rule in (
        ("superscript", _superscript),
        ("highlight", _highlight),
        ("comment", _inline_comment),
        ("emoji", _emoji),
    ):
        inline.before("emphasis", name, rule)


def _abbreviation(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Hide `*[HTML]: Hyper Text Markup Language`, the tooltip of a word."""
    start, end = state.bMarks[start_line] + state.tShift[start_line], state.eMarks[start_line]
    if state.is_code_block(start_line) or _ABBREVIATION.match(state.src, start, end) is None:
        return False
    if not silent:
        state.line = start_line + 1
    return True


def _block_comment(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Hide Obsidian's multi-line comments between lines of `%%`."""
    start, end = state.bMarks[start_line] + state.tShift[start_line], state.eMarks[start_line]
    if state.src[start:end].rstrip() != "%%" or state.is_code_block(start_line):
        return False
    failed_start, failed_end = state.env.get(_FAILURE, (0, 0))
    if failed_start <= start_line < failed_end:
        return False
    for line in range(start_line + 1, end_line):
        text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
        if text.rstrip() == "%%":
            if not silent:
                state.line = line + 1
            return True
    state.env[_FAILURE] = (start_line, end_line)
    return False


def _hide(state: StateCore) -> None:
    """Remove markers of tables of contents, and Obsidian's block identifiers."""
    tokens = []
    skipped = 0
    for index, token in enumerate(state.tokens):
        if skipped:
            skipped -= 1
            continue
        if token.type == "paragraph_open" and index + 1 < len(state.tokens):
            content = state.tokens[index + 1]
            if content.content[:1] in "[@$" and (match := _CONTENTS.match(content.content)):
                content.content = content.content[match.end() :]
                if not content.content:
                    skipped = 2
                    continue
            start = content.content.rfind("^", -42)
            if start >= 0:
                before = max(0, start - 1)
                content.content = content.content[:before] + _BLOCK_ID.sub(
                    "", content.content[before:]
                )
        tokens.append(token)
    state.tokens = tokens


def _wiki_link(state: StateInline, silent: bool) -> bool:
    """Parse `[[page|words]]` as its words, and `![[image.png|300]]` as an image."""
    if not state.src.startswith(("[[", "![["), state.pos):
        return False
    match = _WIKI_LINK.match(state.src, state.pos, state.posMax)
    if match is None or _NUMBERS.fullmatch(match["target"]):
        return False
    target = match["target"].strip()
    if normalizeReference(target) in state.env.get("references", {}):
        return False
    if silent:
        state.pos = match.end()
        return True
    words = (match["words"] or "").strip()
    page, _, heading = target.partition("#")
    heading = "" if heading.startswith("^") else heading
    if match["embed"] and _IMAGE.search(page):
        size = _IMAGE_SIZE.fullmatch(words.rpartition("|")[2])
        alt = words.rpartition("|")[0] if size else words
        pairs = size.groupdict().items() if size else ()
        sizes = "".join(f' {key}="{value}"' for key, value in pairs if value)
        html = f'<span><img src="{escape(page)}" alt="{escape(alt)}"{sizes}></span>'
        state.push("html_inline", "", 0).content = html
        state.pos = match.end()
        return True
    if not page and heading:
        state.push("link_open", "a", 1).attrs = {"href": f"#{heading.replace(' ', '-')}"}
    if words:
        _tokenize(state, match.span("words"))
    else:
        state.push("text", "", 0).content = " > ".join(part for part in (page, heading) if part)
    if not page and heading:
        state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def _tokenize(state: StateInline, part: tuple[int, int]) -> None:
    """Parse a part of the text as inline Markdown."""
    end = state.posMax
    state.pos, state.posMax = part
    state.md.inline.tokenize(state)
    state.posMax = end


def _highlight(state: StateInline, silent: bool) -> bool:
    """Parse `==words==` as highlighted."""
    match = _match(state, "=", _HIGHLIGHT)
    if match is None:
        return False
    if not silent:
        state.push("mark_open", "mark", 1)
        _tokenize(state, match.span("text"))
        state.push("mark_close", "mark", -1)
    state.pos = match.end()
    return True


def _subscript(state: StateInline, silent: bool) -> bool:
    """Parse `H~2~O`, but not a tilde between numbers."""
    return _parse_script(state, _match(state, "~", _SUBSCRIPT), "sub", silent=silent)


def _superscript(state: StateInline, silent: bool) -> bool:
    """Parse `x^2^`."""
    return _parse_script(state, _match(state, "^", _SUPERSCRIPT), "sup", silent=silent)


def _parse_script(
    state: StateInline, match: re.Match[str] | None, tag: str, *, silent: bool
) -> bool:
    if match is None:
        return False
    if not silent:
        state.push(f"{tag}_open", tag, 1)
        state.push("text", "", 0).content = match["text"]
        state.push(f"{tag}_close", tag, -1)
    state.pos = match.end()
    return True


def _inline_comment(state: StateInline, silent: bool) -> bool:
    """Hide Obsidian's `%%comment%%`."""
    match = _match(state, "%", _COMMENT)
    if match is None:
        return False
    state.pos = match.end()
    return True


def _emoji(state: StateInline, silent: bool) -> bool:
    """Parse `:smile:` like GitHub and most generators; unknown names are plain text."""
    match = _match(state, ":", _EMOJI)
    if match is None or (emoji := _emoji_of(match[0])) == match[0]:
        return False
    if not silent:
        state.push("text", "", 0).content = emoji
    state.pos = match.end()
    return True


def _emoji_of(code: str) -> str:
    # Imported lazily: few posts need it.
    from rich.emoji import Emoji

    return Emoji.replace(code)


def _match(state: StateInline, start: str, pattern: re.Pattern[str]) -> re.Match[str] | None:
    is_start = state.src[state.pos] == start
    return pattern.match(state.src, state.pos, state.posMax) if is_start else None
