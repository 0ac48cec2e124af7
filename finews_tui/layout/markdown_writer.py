"""Convert documents to Markdown: CommonMark with GitHub extensions.

The extensions are tables, task lists and footnotes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from finews_tui.layout.figures import MEDIA_SIGNS
from finews_tui.layout.table_rows import table_rows
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
    Media,
    Paragraph,
    Quote,
    Span,
    Spans,
    Table,
    displayed_texts,
    item_markers,
    item_numbers,
    spans_text,
)
from finews_tui.model.enclosure import EnclosureKind
from finews_tui.model.text_style import TextStyle

# Not `]`: `\\[x\\]` is a formula.
_SPECIAL_CHARACTERS = re.compile(r"[\\`*_\[<>~|]|&(?=#?\w)|!(?=\[)")
# Formulas, which are written as they are: nothing in them is Markdown.
_TEX = re.compile(
    r"""
    (?<![A-Za-z0-9$\\])\$(?![\s$])(?=[^$\n`\\_^{]*+[\\_^{])[^$\n`]++(?<!\s)\$(?![0-9])
    |\$\$[^$\n]+\$\$
    |\\\([^\\\n]*(?:\\[^()\n][^\\\n]*)*\\\)
    |\\\[[^\\\n]*(?:\\[^\[\]\n][^\\\n]*)*\\\]
    """,
    re.VERBOSE,
)
_MAX_NUMBER = 999_999_999
_LINE_START = re.compile(
    r"^(\s*)(#{1,6}(?=\s)|[-+](?=\s)|=+\s*$|-{3,}\s*$|>|:(?=\s)|(\d+)([.)])(?=\s))"
)
_DELIMITERS = ((TextStyle.STRIKE, "~~"), (TextStyle.STRONG, "**"), (TextStyle.EMPHASIS, "*"))
_FORMULA_STARTS = ("$$", "\\[", "\\begin{")
_ADDRESS_ESCAPES = {"<": "%3C", ">": "%3E", " ": "%20"}


def to_markdown(document: Document) -> str:
    """Return the blocks of a document as Markdown, separated by empty lines."""
    return "\n\n".join(_blocks(document.blocks, _Targets.of(document)))


@dataclass(frozen=True, slots=True)
class _Targets:
    """URLs of links, and labels of footnotes. A reference without a footnote is plain text."""

    links: tuple[str, ...]
    notes: frozenset[str]

    @classmethod
    def of(cls, document: Document) -> _Targets:
        notes = {block.label for block in document.blocks if isinstance(block, Footnote)}
        return cls(document.links, frozenset(notes))

    def link(self, index: int | None) -> str | None:
        return self.links[index] if index is not None and 0 <= index < len(self.links) else None


def _blocks(blocks: Sequence[Block], targets: _Targets) -> list[str]:
    texts = (_block(block, targets) for block in blocks)
    return [text for text in texts if text.strip()]


def _block(block: Block, targets: _Targets) -> str:
    match block:
        case Heading(level=level, spans=spans):
            return f"{'#' * level} {_inline(spans, targets, line_break=' ')}"
        case Paragraph(spans=spans):
            return _paragraph(spans, targets)
        case ListBlock():
            return _list(block, targets)
        case Quote(blocks=inner):
            return _prefix_lines(_blocks(inner, targets), "> ", "> ")
        case Code(text=text, language="math") if text.startswith(_FORMULA_STARTS):
            return text
        case Code(text=text, language=language):
            return _fenced(text, language)
        case Image():
            return _image(block, targets)
        case Media():
            return _media(block, targets)
        case Table():
            return _table(block, targets)
        case HorizontalRule():
            return "---"
        case DefinitionList(items=items):
            return "\n\n".join(
                _paragraph(item.term, targets)
                + "\n"
                + _prefix_lines(_blocks(item.blocks, targets), ": ", "  ")
                for item in items
            )
        case Details(summary=summary, blocks=inner):
            title = Span(spans_text(summary), TextStyle.STRONG)
            return "\n\n".join([_inline((title,), targets), *_blocks(inner, targets)])
        case Callout(kind=kind, title=title, blocks=inner):
            head = f"[!{kind.upper()}] {_inline(title, targets)}".rstrip()
            body = "\n\n".join(_blocks(inner, targets))
            return _prefix_lines([f"{head}\n{body}".rstrip()], "> ", "> ")
        case Footnote(label=label, blocks=inner):
            return _prefix_lines(_blocks(inner, targets), f"[^{_label(label)}]: ", "    ")


def _paragraph(spans: Spans, targets: _Targets) -> str:
    return "\n".join(
        _LINE_START.sub(_escape_line_start, line)
        for line in _inline(spans, targets, line_break="\\\n").split("\n")
    )


def _escape_line_start(match: re.Match[str]) -> str:
    if match[3]:
        return f"{match[1]}{match[3]}\\{match[4]}"
    return f"{match[1]}\\{match[2]}"


def _inline(spans: Spans, targets: _Targets, line_break: str = " ") -> str:
    parts = []
    texts = zip(spans, displayed_texts(spans), strict=True)
    for link, group in groupby(texts, key=lambda item: item[0].link):
        address = targets.link(link)
        text = "".join(_span(span, shown, targets, line_break) for span, shown in group)
        if address is not None:
            is_image = "![" in text
            text = text if is_image else text.replace("]", "&#93;")
            text = f"[{text}]({_address(address)})"
        parts.append(text)
    return "".join(parts)


def _span(span: Span, text: str, targets: _Targets, line_break: str) -> str:
    if text == "\n":
        return line_break
    if span.note and span.note in targets.notes:
        return f"[^{_label(span.note)}]"
    if span.image is not None:
        return _image_link(span.text, targets.link(span.image.address))
    if span.style & TextStyle.CODE:
        return _code(text)
    text = _escape_text(text.replace("\n", " "))
    if span.ruby:
        text += f"({_escape_text(span.ruby)})"
    core = text.strip()
    if not core:
        return text
    # A delimiter next to a space cannot open or close emphasis.
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    for style, delimiter in _DELIMITERS:
        if span.style & style:
            core = f"{delimiter}{core}{delimiter}"
    return f"{before}{core}{after}"


def _escape_text(text: str) -> str:
    """Return text with escaped special characters, except in formulas."""
    if "$" not in text and "\\" not in text:
        return _SPECIAL_CHARACTERS.sub(_escape, text)
    parts: list[str] = []
    position = 0
    for formula in _TEX.finditer(text):
        before = text[position : formula.start()]
        parts += (_SPECIAL_CHARACTERS.sub(_escape, before), formula[0])
        position = formula.end()
    parts.append(_SPECIAL_CHARACTERS.sub(_escape, text[position:]))
    return "".join(parts)


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


def _image_link(alt: str, address: str | None) -> str:
    alt = _escape_text(" ".join(alt.split())).replace("]", "&#93;")
    return alt if address is None else f"![{alt}]({_address(address)})"


def _image(image: Image, targets: _Targets) -> str:
    address = targets.link(image.address)
    text = _image_link(image.alt, address)
    if address is not None and (link := targets.link(image.link)) is not None:
        text = f"[{text}]({_address(link)})"
    caption = _paragraph(image.caption, targets)
    return "\n\n".join(part for part in (text, caption) if part)


def _media(media: Media, targets: _Targets) -> str:
    name = _escape_text(media.name).replace("]", "&#93;")
    address = _address(targets.link(media.address) or "")
    if media.kind is EnclosureKind.IMAGE:
        text = f"![{name}]({address})"
    else:
        details = "".join(f" · {detail}" for detail in media.details)
        text = f"{MEDIA_SIGNS[media.kind]} [{name}]({address}){details}"
    return "\n\n".join(part for part in (text, _escape_text(media.caption)) if part)


def _list(block: ListBlock, targets: _Targets) -> str:
    separator = "\n" if block.tight else "\n\n"
    text = ""
    delimiter = "."
    expected: int | None = None
    numbers = item_numbers(block)
    for item, number, marker in zip(block.items, numbers, item_markers(block), strict=True):
        if expected not in (None, number):
            # Markdown numbers the items of a list by its first; another delimiter begins a list.
            delimiter = ")" if delimiter == "." else "."
        expected = number + 1
        if block.ordered and marker.startswith(f"{number}.") and 0 <= number <= _MAX_NUMBER:
            item_text = _item(item, f"{number}{delimiter} ", targets, is_tight=block.tight)
        elif marker:
            label = "" if not block.ordered else f"{marker.removesuffix('☑').removesuffix('☐')}"
            item_text = _item(item, "- ", targets, label.strip(), is_tight=block.tight)
        else:
            item_text = "\n\n".join(_blocks(item.blocks, targets))
            text += "\n\n" if text and not text.endswith("\n\n") else ""
            text += item_text + "\n\n"
            continue
        text += (separator if text and not text.endswith("\n\n") else "") + item_text
    return text.rstrip("\n")


def _item(
    item: ListItem, marker: str, targets: _Targets, label: str = "", *, is_tight: bool
) -> str:
    """Return an item; `label` is a number that Markdown does not have."""
    indent = " " * len(marker)
    if item.checked is not None:
        marker += "[x] " if item.checked else "[ ] "
    if label:
        marker += f"{label} "
    separator = "\n" if is_tight else "\n\n"
    return (
        _prefix_lines(_blocks(item.blocks, targets), marker, indent, separator) or marker.rstrip()
    )


def _prefix_lines(texts: list[str], first: str, rest: str, separator: str = "\n\n") -> str:
    lines = separator.join(texts).split("\n")
    prefixed = [
        f"{first if number == 0 else rest}{line}".rstrip() for number, line in enumerate(lines)
    ]
    return "\n".join(prefixed) if texts else ""


def _table(table: Table, targets: _Targets) -> str:
    width = max((sum(cell.column_span for cell in row) for row in table.rows), default=0)
    rows = []
    for row in table.rows:
        cells: list[str] = []
        for cell in row:
            cells += [_inline(cell.spans, targets), *[""] * (cell.column_span - 1)]
        rows.append("| " + " | ".join(cells + [""] * (width - len(cells))) + " |")
    if not table.header_rows and table_rows(table).header_rows != 1:
        rows.insert(0, "|" + "  |" * width)
    rows.insert(1, "|" + " --- |" * width)
    caption = _paragraph(table.caption, targets)
    return "\n\n".join(part for part in ("\n".join(rows) if width else "", caption) if part)
