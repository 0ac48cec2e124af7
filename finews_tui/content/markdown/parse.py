"""Markdown to a Document: plain archive posts by a short way, all else through markdown-it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from html import escape

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from finews_tui.content.html.parse import parse_html
from finews_tui.content.markdown.boilerplate import extract_digest, strip_footers
from finews_tui.content.markdown.cjk_emphasis import cjk_emphasis_plugin
from finews_tui.content.markdown.template_tags import strip_template_tags
from finews_tui.content.text.plain_text import parse_plain_text
from finews_tui.model.document import Document
from finews_tui.model.sanitize import clean_text

MAX_NESTING = 32
"""Quotes and lists inside each other that markdown-it follows."""
MAX_RENDERED_LENGTH = 600_000
"""Characters that markdown-it reads, at about a second; what follows is shown as it stands."""
MAX_OPEN_BRACKETS = 500
"""Brackets that one block may leave open: each costs markdown-it 20 µs, each nested one more."""
MAX_CELLS = 40_000
"""Cells of tables in one block."""

_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
# Block tags of CommonMark's HTML blocks (type 6): they run to the next empty line.
_HTML_BLOCK = re.compile(
    r"</?(?:address|article|aside|blockquote|center|details|dd|div|dl|dt|figcaption|figure|footer"
    r"|form|h[1-6]|header|hr|li|main|nav|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)"
    r"(?=[\s/>]|$)|<!--[^\n]*-->[ \t]*$",
    re.IGNORECASE,
)
# What may mean something in Markdown, anywhere or at the start of a line.
_SPECIAL = re.compile(
    r"[\\`\[<]|\*(?!S?ST[\u4e00-\u9fff])|~~|__|(?<![^\s\W])_|_(?!\w)|\n[^\n]*\||  \n|\{[%{:]"
    r"|^(?:[ ]{0,3}(?:[#>+=:|~]|-|\d{1,9}[.)])|[ ]{4}|[ ]{0,3}\t)",
    re.MULTILINE,
)
_SPECIAL_ANYWHERE = re.compile(r"[\\`\[<*~_{\n]")
_SPECIAL_START = re.compile(r"[ ]{0,3}(?:[#>+=:|\t-]|\d{1,9}[.)])|[ ]{4}")
_LOOSE_AMPERSAND = re.compile(r"&(?!#?\w{1,32};)")


def parse_markdown(text: str, base: str = "") -> Document:
    """The blocks of Markdown, with the archives' furniture put where it belongs. Never raises."""
    trimmed = strip_footers(clean_text(text))
    html, rest = _plain_html(trimmed.body), ""
    if html is None:
        body, rest = _parted(strip_template_tags(trimmed.body))
        html = _rendered(body)
    document = extract_digest(parse_html(html, base))
    if rest:
        document = replace(document, blocks=document.blocks + parse_plain_text(rest).blocks)
    return replace(document, link=trimmed.link) if trimmed.link else document


def _plain_html(body: str) -> str | None:
    """HTML for a body of plain paragraphs and HTML blocks; None where Markdown is needed.

    A quote of plain lines may stand at its start (the archive's digest).
    """
    made: list[str] = []
    for place, block in enumerate(_BLANK_LINES.split(body.strip("\n"))):
        if block[:1] == "<":
            if _HTML_BLOCK.match(block) is None:
                return None
            made.append(block)
            continue
        opening, closing = "<p>", "</p>"
        if place == 0 and block[:2] == "> " and "\n" not in block:
            block, opening, closing = block[2:], "<blockquote><p>", "</p></blockquote>"
        if not _is_plain(block):
            return None
        if "&" in block:
            block = _LOOSE_AMPERSAND.sub("&amp;", block)
        made += (opening, block.replace(">", "&gt;") if ">" in block else block, closing)
    return "\n\n".join(made)


def _is_plain(block: str) -> bool:
    """True for a block that means the same to Markdown and to a reader of letters."""
    if _SPECIAL_START.match(block) is not None:
        return False
    return _SPECIAL_ANYWHERE.search(block) is None or _SPECIAL.search(block) is None


def _rendered(body: str) -> str:
    if body.count("[") > MAX_OPEN_BRACKETS or body.count("|") > MAX_CELLS:
        blocks = _BLANK_LINES.split(body)
        body = "\n\n".join(_as_it_stands(block) if _is_costly(block) else block for block in blocks)
    return str(_reader().render(body))


def _parted(body: str) -> tuple[str, str]:
    """What markdown-it gets and what it does not, parted at an empty line where there is one."""
    if len(body) <= MAX_RENDERED_LENGTH:
        return body, ""
    end = body.rfind("\n\n", MAX_RENDERED_LENGTH // 2, MAX_RENDERED_LENGTH)
    end = end if end > 0 else MAX_RENDERED_LENGTH
    return body[:end], body[end:]


def _is_costly(block: str) -> bool:
    open_brackets = block.count("[") - min(block.count("]("), block.count("]"))
    return open_brackets > MAX_OPEN_BRACKETS or block.count("|") > MAX_CELLS


def _as_it_stands(text: str) -> str:
    """HTML that shows a block of Markdown unread, its lines kept."""
    return f"<p>{escape(text, quote=False)}</p>".replace("\n", "<br>\n")


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": True, "maxNesting": MAX_NESTING})
    reader.enable(["table", "strikethrough"])
    # Addresses are judged where links are made; here a refusal would leave the brackets standing.
    reader.validateLink = _any_address  # type: ignore[method-assign]
    return reader.use(footnote_plugin).use(deflist_plugin).use(cjk_emphasis_plugin)


def _any_address(url: str) -> bool:
    return True
