"""Parse Markdown into a Document: simple posts directly, others by markdown-it."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from finews_tui.content.html.parse import parse_html
from finews_tui.content.markdown.attribute_lists import attribute_lists_plugin
from finews_tui.content.markdown.boilerplate import extract_digest, strip_footers
from finews_tui.content.markdown.callouts import callouts_plugin
from finews_tui.content.markdown.cjk_emphasis import cjk_emphasis_plugin
from finews_tui.content.markdown.extensions import extensions_plugin
from finews_tui.content.markdown.formulas import formulas_plugin
from finews_tui.content.markdown.pipe_tables import pipe_tables_plugin
from finews_tui.content.markdown.template_tags import expand_template_tags
from finews_tui.content.text.plain_text import parse_plain_text
from finews_tui.model.document import Document
from finews_tui.model.sanitize import clean_text

MAX_NESTING = 32
"""Maximum depth of quotes and lists in markdown-it."""
MAX_RENDERED_LENGTH = 600_000
"""Characters rendered in about a second; the rest is shown as plain text."""
MAX_OPEN_BRACKETS = 500
"""Unclosed brackets per block: each takes 20 µs, nested ones more."""
MAX_CELLS = 40_000
"""Maximum table cells per block."""

_MAX_CAPTION_LENGTH = 2000
_MAX_CAPTION_LINKS = 10
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
# Tags that start an HTML block of CommonMark (type 6), which ends at the next empty line.
_HTML_BLOCK = re.compile(
    r"</?(?:address|article|aside|blockquote|center|details|dd|div|dl|dt|figcaption|figure|footer"
    r"|form|h[1-6]|header|hr|li|main|nav|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)"
    r"(?=[\s/>]|$)|<!--[^\n]*-->[ \t]*$",
    re.IGNORECASE,
)
# Markdown syntax, anywhere or at the start of a line.
_SYNTAX = re.compile(
    r"[\\`\[<]|\*(?!S?ST[\u4e00-\u9fff])|~~|__|(?<![^\s\W])_|_(?!\w)|\n[^\n]*\||  \n|\{[%{:]"
    r"|^(?:[ ]{0,3}(?:[#>+=:|~]|-|!!!|\?\?\?|\d{1,9}[.)])|[ ]{4}|[ ]{0,3}\t)",
    re.MULTILINE,
)
_SYNTAX_CHARACTER = re.compile(r"[\\`\[<*~_{\n]")
_SYNTAX_AT_START = re.compile(r"[ ]{0,3}(?:[#>+=:|\t-]|!!!|\?\?\?|\d{1,9}[.)])|[ ]{4}")
_OTHER_SYNTAX = re.compile(r":[a-z0-9_+-]{2,40}:|==|%%|\^")
_BARE_AMPERSAND = re.compile(r"&(?!#?\w{1,32};)")


def parse_markdown(text: str, base: str = "", *, show_hidden: bool = False) -> Document:
    """Parse Markdown; `show_hidden` includes text that a web page would hide. Never raises.

    The footer link and digest of archive posts become `link` and `digest`.
    """
    stripped = strip_footers(clean_text(text))
    html, rest = _render_simple(stripped.body), ""
    if html is None:
        body, rest = _split_at_limit(expand_template_tags(stripped.body, render_caption))
        html = _render(body)
    document = extract_digest(parse_html(html, base, show_hidden=show_hidden))
    if rest:
        document = replace(document, blocks=document.blocks + parse_plain_text(rest).blocks)
    return replace(document, link=stripped.link) if stripped.link else document


def render_caption(text: str) -> str:
    """Render inline Markdown and HTML."""
    if len(text) > _MAX_CAPTION_LENGTH or text.count("[") > _MAX_CAPTION_LINKS:
        return escape(text)
    return str(_PARSER.renderInline(text))


def _render_simple(body: str) -> str | None:
    """Render plain paragraphs and HTML blocks; None if there is other Markdown.

    A one-line quote, the digest of archive posts, is allowed at the start.
    """
    parts: list[str] = []
    for index, block in enumerate(_BLANK_LINES.split(body.strip("\n"))):
        if block[:1] == "<":
            if _HTML_BLOCK.match(block) is None:
                return None
            parts.append(block)
            continue
        opening, closing = "<p>", "</p>"
        if index == 0 and block[:2] == "> " and "\n" not in block:
            block, opening, closing = block[2:], "<blockquote><p>", "</p></blockquote>"
        if not _is_plain(block):
            return None
        if "&" in block:
            block = _BARE_AMPERSAND.sub("&amp;", block)
        parts += (opening, block.replace(">", "&gt;") if ">" in block else block, closing)
    return "\n\n".join(parts)


def _is_plain(block: str) -> bool:
    """Return whether a block contains no Markdown syntax."""
    if _SYNTAX_AT_START.match(block) is not None or _OTHER_SYNTAX.search(block) is not None:
        return False
    return _SYNTAX_CHARACTER.search(block) is None or _SYNTAX.search(block) is None


def _render(body: str) -> str:
    if body.count("[") > MAX_OPEN_BRACKETS or body.count("|") > MAX_CELLS:
        blocks = _BLANK_LINES.split(body)
        body = "\n\n".join(_as_literal(block) if _is_costly(block) else block for block in blocks)
    return str(_PARSER.render(body))


def _split_at_limit(body: str) -> tuple[str, str]:
    """Split a long body at an empty line into the part to render and the rest."""
    if len(body) <= MAX_RENDERED_LENGTH:
        return body, ""
    end = body.rfind("\n\n", MAX_RENDERED_LENGTH // 2, MAX_RENDERED_LENGTH)
    end = end if end > 0 else MAX_RENDERED_LENGTH
    return body[:end], body[end:]


def _is_costly(block: str) -> bool:
    open_brackets = block.count("[") - min(block.count("]("), block.count("]"))
    return open_brackets > MAX_OPEN_BRACKETS or block.count("|") > MAX_CELLS


def _as_literal(text: str) -> str:
    """Return HTML that shows the source of a block."""
    return f"<p>{escape(text, quote=False)}</p>".replace("\n", "<br>\n")


def _accept_url(url: str) -> bool:
    return True


def _create_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": MAX_NESTING})
    parser.enable(["table", "strikethrough"])
    # Accept all URLs: the HTML parser checks them, and here an invalid one would leave its brackets
    # in the text. markdown-it documents this assignment as the way to replace the check.
    parser.validateLink = _accept_url  # type: ignore[method-assign]
    parser.use(footnote_plugin).use(deflist_plugin).use(cjk_emphasis_plugin)
    parser.use(formulas_plugin).use(attribute_lists_plugin).use(callouts_plugin)
    parser.use(extensions_plugin).use(pipe_tables_plugin)
    # The first URLs fill tables that all parsers share. While they are filled, another thread would
    # escape wrong characters or fail.
    parser.normalizeLink("/")
    parser.normalizeLinkText("/")
    return parser


# Created while the module is imported, so by one thread only.
_PARSER = _create_parser()
