"""Properties of lines at all widths, with generated texts and sample posts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from finews_tui.content.body import parse_body
from finews_tui.content.post import parse_post
from finews_tui.layout.page import LayoutOptions
from finews_tui.layout.page_layout import lay_out
from finews_tui.model.document import (
    Block,
    Callout,
    Details,
    Document,
    Footnote,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Span,
    document_text,
)
from finews_tui.model.text_style import TextStyle
from tests.layout.page_text import (
    MIXED,
    find_faults,
    find_text_faults,
    find_too_wide_lines,
    line_text,
)
from tests.paths import SHARED

CORPUS = SHARED / "corpus"
WIDTHS = st.integers(20, 120)

STYLES = st.sampled_from(
    [TextStyle.PLAIN, TextStyle.PLAIN, TextStyle.STRONG, TextStyle.CODE, TextStyle.SUPERSCRIPT]
)
SPANS = st.lists(
    st.builds(
        Span,
        text=MIXED,
        style=STYLES,
        link=st.sampled_from([None, None, 0]),
        ruby=st.sampled_from(["", "", "かな"]),
    ),
    min_size=1,
    max_size=4,
).map(tuple)
PARAGRAPHS = st.builds(Paragraph, SPANS)
BLOCKS: st.SearchStrategy[Block] = st.recursive(
    PARAGRAPHS,
    lambda inner: st.one_of(
        st.builds(Quote, st.lists(inner, max_size=3).map(tuple)),
        st.builds(
            ListBlock,
            items=st.lists(
                st.builds(ListItem, st.lists(inner, max_size=2).map(tuple)), max_size=3
            ).map(tuple),
            ordered=st.booleans(),
            tight=st.booleans(),
        ),
        st.builds(Details, SPANS, st.lists(inner, max_size=2).map(tuple)),
        st.builds(
            Callout,
            st.sampled_from(("note", "warning", "other")),
            st.one_of(st.just(()), SPANS),
            st.lists(inner, max_size=2).map(tuple),
        ),
        st.builds(Footnote, st.just("1"), st.lists(inner, max_size=2).map(tuple)),
    ),
    max_leaves=6,
)
DOCUMENTS = st.lists(BLOCKS, min_size=1, max_size=4).map(
    lambda blocks: Document(tuple(blocks), links=("https://example.org/",))
)


@given(MIXED, WIDTHS)
@settings(max_examples=300, deadline=None)
def test_lines_of_any_text_obey_line_breaking_rules(text: str, width: int) -> None:
    document = Document((Paragraph((Span(text),)),))
    assert find_faults(lay_out(document, width, LayoutOptions()), document) == []


@given(DOCUMENTS, WIDTHS)
@settings(max_examples=150, deadline=None)
def test_no_text_is_lost_and_no_line_too_wide(document: Document, width: int) -> None:
    page = lay_out(document, width, LayoutOptions())
    assert find_too_wide_lines(page) == []
    if not any(isinstance(block, Footnote) for block in all_blocks(document.blocks)):
        assert find_text_faults(page, document) == []


@given(DOCUMENTS, st.integers(4, 19))
@settings(max_examples=150, deadline=None)
def test_no_line_is_too_wide_on_narrow_pages(document: Document, width: int) -> None:
    assert find_too_wide_lines(lay_out(document, width, LayoutOptions())) == []


@given(MIXED, WIDTHS)
@settings(max_examples=150, deadline=None)
def test_no_line_is_too_wide_with_wide_ambiguous_characters(text: str, width: int) -> None:
    page = lay_out(Document((Paragraph((Span(text),)),)), width, LayoutOptions(ambiguous_width=2))
    wide = sum(1 for line in page.lines if two_cell_width(line_text(line)) > width)
    assert not wide


@given(MIXED, WIDTHS, WIDTHS)
@settings(max_examples=100, deadline=None)
def test_offsets_do_not_depend_on_the_width(text: str, width: int, other: int) -> None:
    document = Document((Paragraph((Span(text),)), Paragraph((Span("last"),))))
    for size in (width, other):
        page = lay_out(document, size, LayoutOptions())
        whole = document_text(document)
        for line in page.lines:
            assert whole[line.offset :].startswith(line.copy_text)


@pytest.mark.parametrize("width", [20, 27, 34, 41, 56, 60, 75, 84, 101, 120])
@pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus")
def test_sample_posts_obey_line_breaking_rules(width: int) -> None:
    assert [fault for path in posts("finews") for fault in post_faults(path, width)] == []


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus")
def test_all_posts_obey_line_breaking_rules_at_all_widths() -> None:
    faults: list[str] = []
    for path in posts("finews"):
        for width in range(20, 121):
            faults += post_faults(path, width)
    for number, path in enumerate(posts("archives")):
        for width in {20 + (number * step + step) % 101 for step in (1, 13, 37, 53, 71, 89)}:
            faults += post_faults(path, width)
    assert faults == []


def posts(folder: str) -> list[Path]:
    return sorted((CORPUS / folder).rglob("*.md"))


def post_faults(path: Path, width: int) -> list[str]:
    entry = parse_post(path.read_bytes(), path.name, zone=UTC).entry
    if entry is None:
        return []
    document = parse_body(entry.body, entry.format)
    page = lay_out(document, width, LayoutOptions())
    return [f"{path.name} at {width}: {fault}" for fault in find_faults(page, document)]


def two_cell_width(text: str) -> int:
    """Return the width of a text with ambiguous characters of two cells."""
    extra = sum(
        unicodedata.east_asian_width(character) == "A" and cell_len(character) == 1
        for character in text
    )
    return cell_len(text) + extra


def all_blocks(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        match block:
            case (
                Quote(blocks=inner)
                | Details(blocks=inner)
                | Callout(blocks=inner)
                | Footnote(blocks=inner)
            ):
                yield from all_blocks(inner)
            case ListBlock(items=items):
                for item in items:
                    yield from all_blocks(item.blocks)
