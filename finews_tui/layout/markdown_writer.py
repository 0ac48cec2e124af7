"""Convert documents to Markdown: CommonMark with GitHub extensions.

The extensions are tables, task lists and footnotes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from finews_tui.model.document import (
    Block,
    Callout,
    Code,
    DefinitionList,
    Details,
    Document,
    Footnote,
    Heading,
    HorizontalRule,
    Image,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Span,
    Spans,
    Table,
)
from finews_tui.model.text_style import TextStyle

_SPECIAL_CHARACTERS = re.compile(r"[\\`*_\[\]<>~|]|&(?=#?\w)|!(?=\[)")
_LINE_START = re.compile(
    r"^(\s*)(#{1,6}(?=\s)|[-+](?=\s)|=+\s*$|-{3,}\s*$|>|:(?=\s)|(\d+)([.)])(?=\s))"
)
_DELIMITERS = ((TextStyle.STRIKE, "~~"), (TextStyle.STRONG, "**"), (TextStyle.EMPHASIS, "*"))
_ADDRESS_ESCAPES = {"<": "%3C", ">": "%3E", " ": "%20"}


def to_markdown(document: Document) -> str:
    """Return the blocks of a document as Markdown, separated by empty lines."""
    return "\n\n".join(_blocks(document.blocks, document.links))


def _blocks(blocks: Sequence[Block], links: Sequence[str]) -> list[str]:
    texts = (_block(block, links) for block in blocks)
    return [text for text in texts if text.strip()]


def _block(block: Block, links: Sequence[str]) -> str:
    match block:
        case Heading(level=level, spans=spans):
            return f"{'#' * level} {_inline(spans, links, line_break=' ')}"
        case Paragraph(spans=spans):
            return _paragraph(spans, links)
        case ListBlock():
            return _list(block, links)
        case Quote(blocks=inner):
            return _prefix_lines(_blocks(inner, links), "> ", "> ")
        case Code(text=text, language=language):
            return _fenced(text, language)
        case Image():
            return _image(block, links)
        case Table():
            return _table(block, links)
        case HorizontalRule():
            return "---"
        case DefinitionList(items=items):
            return "\n\n".join(
                _paragraph(item.term, links)
                + "\n"
                + _prefix_lines(_blocks(item.blocks, links), ": ", "  ")
                for item in items
            )
        case Details(summary=summary, blocks=inner):
            title = Span("".join(span.text for span in summary), TextStyle.STRONG)
            return "\n\n".join([_inline((title,), links), *_blocks(inner, links)])
        case Callout(kind=kind, title=title, blocks=inner):
            head = f"[!{kind.upper()}] {_inline(title, links)}".rstrip()
            body = "\n\n".join(_blocks(inner, links))
            return _prefix_lines([f"{head}\n{body}".rstrip()], "> ", "> ")
        case Footnote(label=label, blocks=inner):
            return _prefix_lines(_blocks(inner, links), f"[^{_label(label)}]: ", "    ")


def _paragraph(spans: Spans, links: Sequence[str]) -> str:
    return "\n".join(
        _LINE_START.sub(_escape_line_start, line)
        for line in _inline(spans, links, line_break="\\\n").split("\n")
    )


def _escape_line_start(match: re.Match[str]) -> str:
    if match[3]:
        return f"{match[1]}{match[3]}\\{match[4]}"
    return f"{match[1]}\\{match[2]}"


def _inline(spans: Spans, links: Sequence[str], line_break: str = " ") -> str:
    parts = []
    for link, group in groupby(spans, key=lambda span: span.link):
        text = "".join(_span(span, line_break) for span in group)
        if link is not None and 0 <= link < len(links):
            text = f"[{text}]({_address(links[link])})"
        parts.append(text)
    return "".join(parts)


def _span(span: Span, line_break: str) -> str:
    if span.text == "\n":
        return line_break
    if span.note:
        return f"[^{_label(span.note)}]"
    if span.style & TextStyle.CODE:
        return _code(span.text)
    text = _SPECIAL_CHARACTERS.sub(r"\\\g<0>", span.text.replace("\n", " "))
    if span.ruby:
        text += f"({_SPECIAL_CHARACTERS.sub(_escape, span.ruby)})"
    core = text.strip()
    if not core:
        return text
    # A delimiter next to a space cannot open or close emphasis.
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    for style, delimiter in _DELIMITERS:
        if span.style & style:
            core = f"{delimiter}{core}{delimiter}"
    return f"{before}{core}{after}"


def _escape(match: re.Match[str]) -> str:
    return f"\\{match[0]}"


def _code(text: str) -> str:
    text = text.replace("\n", " ")
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if text[:1] in ("`", " ") or text[-1:] in ("`", " ") else ""
    return f"{fence}{space}{text}{space}{fence}"


def _fenced(text: str, language: str) -> str:
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    name = language if re.fullmatch(r"[\w+#.-]+", language) else ""
    return f"{fence}{name}\n{text}\n{fence}"


def _address(address: str) -> str:
    text = "".join(_ADDRESS_ESCAPES.get(character, character) for character in address)
    return f"<{text}>" if "(" in text or ")" in text else text


def _label(label: str) -> str:
    return re.sub(r"[\s\[\]\\^]+", "-", label)


def _image(image: Image, links: Sequence[str]) -> str:
    alt = _SPECIAL_CHARACTERS.sub(_escape, " ".join(image.alt.split()))
    text = alt
    if image.address is not None and 0 <= image.address < len(links):
        text = f"![{alt}]({_address(links[image.address])})"
        if image.link is not None and 0 <= image.link < len(links):
            text = f"[{text}]({_address(links[image.link])})"
    caption = _paragraph(image.caption, links)
    return "\n\n".join(part for part in (text, caption) if part)


def _list(block: ListBlock, links: Sequence[str]) -> str:
    items = [
        _item(item, block, item.number if item.number is not None else block.start + index, links)
        for index, item in enumerate(block.items)
    ]
    return ("\n" if block.tight else "\n\n").join(items)


def _item(item: ListItem, block: ListBlock, number: int, links: Sequence[str]) -> str:
    marker = f"{max(0, number)}. " if block.ordered else "- "
    indent = " " * len(marker)
    if item.checked is not None:
        marker += "[x] " if item.checked else "[ ] "
    separator = "\n" if block.tight else "\n\n"
    return _prefix_lines(_blocks(item.blocks, links), marker, indent, separator) or marker.rstrip()


def _prefix_lines(texts: list[str], first: str, rest: str, separator: str = "\n\n") -> str:
    lines = separator.join(texts).split("\n")
    prefixed = [
        f"{first if number == 0 else rest}{line}".rstrip() for number, line in enumerate(lines)
    ]
    return "\n".join(prefixed) if texts else ""


def _table(table: Table, links: Sequence[str]) -> str:
    width = max((sum(cell.column_span for cell in row) for row in table.rows), default=0)
    rows = []
    for row in table.rows:
        cells: list[str] = []
        for cell in row:
            cells += [_inline(cell.spans, links), *[""] * (cell.column_span - 1)]
        rows.append("| " + " | ".join(cells + [""] * (width - len(cells))) + " |")
    if not table.header_rows:
        rows.insert(0, "|" + "  |" * width)
    rows.insert(1, "|" + " --- |" * width)
    caption = _paragraph(table.caption, links)
    return "\n\n".join(part for part in ("\n".join(rows) if width else "", caption) if part)
