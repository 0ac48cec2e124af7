"""Articles of the guide parse without warnings and show every block and style."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest

from finews_tui.content.body import parse_body
from finews_tui.content.post import parse_post
from finews_tui.model.document import (
    Align,
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
    Paragraph,
    Quote,
    Table,
)
from finews_tui.model.text_style import TextStyle
from finews_tui.system.paths import guide_directory

FILES = sorted(guide_directory().glob("*/*.md"))


def blocks_of(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield blocks and the blocks in them."""
    for block in blocks:
        yield block
        match block:
            case (
                Quote(blocks=inner)
                | Details(blocks=inner)
                | Callout(blocks=inner)
                | Footnote(blocks=inner)
            ):
                yield from blocks_of(inner)
            case ListBlock(items=items):
                for item in items:
                    yield from blocks_of(item.blocks)
            case DefinitionList(items=definitions):
                for definition in definitions:
                    yield from blocks_of(definition.blocks)


def document(path: Path) -> Document:
    entry = parse_post(path.read_bytes(), path.name, zone=UTC).entry
    assert entry is not None
    return parse_body(entry.body, entry.format)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_articles_parse_without_warnings(path: Path) -> None:
    post = parse_post(path.read_bytes(), path.name, zone=UTC)
    _, head, _ = path.read_text(encoding="utf-8").split("---\n", 2)
    written = dict(line.split(": ", 1) for line in head.splitlines())
    assert post.warnings == ()
    assert post.entry is not None
    assert post.entry.title == written["title"]
    assert post.entry.categories == (written["categories"],)
    assert post.entry.tags == (written["tags"],)
    assert post.entry.author == written["author"]
    assert f"{post.entry.published:%Y-%m-%d %H:%M:%S %z}" == written["date"]
    assert not re.search(r"\*\*|~~|\]\(|\[\^|</?[a-z]+>", text_without_code(document(path)))


def text_without_code(document: Document) -> str:
    return "\n".join(
        span.text
        for block in blocks_of(document.blocks)
        if isinstance(block, Paragraph | Heading)
        for span in block.spans
        if not span.style & TextStyle.CODE
    )


BLOCKS_BY_SLUG = {
    "headings-and-lists": {Heading, Paragraph, ListBlock, Code, HorizontalRule},
    "tables": {Table, Paragraph},
    "code": {Code, Paragraph},
    "quotes-links-images": {Quote, Heading, Image, ListBlock, Paragraph},
    "footnotes-and-styles": {Details, DefinitionList, Footnote, Heading, Paragraph},
    "zhongwen-banmian": {Heading, Image, ListBlock, Paragraph, Quote},
    "jianbao": {Paragraph},
    "lighthouse": {Paragraph},
}


@pytest.mark.parametrize(("slug", "kinds"), BLOCKS_BY_SLUG.items())
def test_sample_has_its_kinds_of_blocks(slug: str, kinds: set[type[Block]]) -> None:
    (path,) = (path for path in FILES if path.stem.endswith(f"-01-{slug}"))
    assert {type(block) for block in blocks_of(document(path).blocks)} == kinds


def test_guide_shows_every_style_list_and_cell() -> None:
    blocks = [block for path in FILES for block in blocks_of(document(path).blocks)]
    spans = [span for block in blocks if isinstance(block, Paragraph) for span in block.spans]
    styles = TextStyle.PLAIN
    for span in spans:
        styles |= span.style
    assert styles == ~TextStyle.PLAIN & ~(TextStyle.UNDERLINE | TextStyle.SMALL)
    assert any(span.ruby for span in spans)
    assert any(span.note for span in spans)
    assert any(span.link is not None for span in spans)
    lists = [block for block in blocks if isinstance(block, ListBlock)]
    assert {item.checked for block in lists for item in block.items} == {None, True, False}
    assert {(block.ordered, block.tight) for block in lists} >= {(True, True), (False, False)}
    assert {block.start for block in lists} >= {1, 7}
    tables = [block for block in blocks if isinstance(block, Table)]
    aligned = {cell.align for table in tables for row in table.rows for cell in row}
    assert aligned == {Align.DEFAULT, Align.LEFT, Align.CENTRE, Align.RIGHT}
    assert max(len(table.rows[0]) for table in tables) > 10
    images = [block for block in blocks if isinstance(block, Image)]
    assert any(image.link is not None for image in images)
    assert any(image.caption for image in images)
    assert {block.level for block in blocks if isinstance(block, Heading)} == {1, 2, 3, 4, 5, 6}
    languages = {block.language for block in blocks if isinstance(block, Code)}
    assert {"", "python", "sh", "sql", "toml", "json", "yaml"} <= languages


def test_links_are_web_urls() -> None:
    links = [link for path in FILES for link in document(path).links]
    assert links
    assert all(link.startswith("https://example.com/") for link in links)
