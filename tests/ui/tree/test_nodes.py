"""Tree nodes: groups, sources and categories with their counts."""

from __future__ import annotations

from dataclasses import replace

from finews_tui.model.category_count import CategoryCount
from finews_tui.model.source import Source, SourceKind, SourceState
from finews_tui.ui.tree.nodes import LibraryCounts, NodeKind, build_nodes


def state(name: str, group: str = "", *, articles: int = 0, unread: int = 0) -> SourceState:
    source = Source(name, SourceKind.DIRECTORY, f"/{name}", group=group)
    return SourceState(source, articles, unread)


def category(source: str, slug: str, articles: int = 1) -> CategoryCount:
    return CategoryCount(1, source, slug, slug.title(), articles, 0, 1)


def test_single_source_is_expanded_and_several_are_collapsed() -> None:
    only = LibraryCounts(sources=(state("a", articles=2),), categories=(category("a", "x"),) * 2)
    assert [node.label for node in build_nodes(only, (), ())][-3:] == ["a", "X", "X"]
    both = LibraryCounts(
        sources=(state("a", articles=2), state("b")),
        categories=(category("a", "x"), category("a", "y")),
    )
    assert [node.label for node in build_nodes(both, (), ())][-2:] == ["a", "b"]
    nodes = build_nodes(both, (), {"source:a"})
    assert [node.label for node in nodes][-4:] == ["a", "X", "Y", "b"]
    assert nodes[-2].query.text == "source:a category:y"


def test_group_collapses_and_counts_its_sources() -> None:
    counts = LibraryCounts(
        sources=(state("a", "G", unread=2), state("b"), state("c", "G", unread=3))
    )
    nodes = build_nodes(counts, (), ())
    assert [node.label for node in nodes][4:] == ["G", "a", "c", "b"]
    assert nodes[4].unread == 5
    assert [node.label for node in build_nodes(counts, {"group:G"}, ())][4:] == ["G", "b"]


def test_group_counts_hidden_sources_like_its_listing() -> None:
    visible, hidden, alone = state("a", "G", unread=2), state("b", "G", unread=3), state("c", "H")
    hidden, alone = (
        replace(state, source=replace(state.source, hidden=True)) for state in (hidden, alone)
    )
    nodes = build_nodes(LibraryCounts(sources=(visible, hidden, alone)), (), ())
    assert [node.label for node in nodes][4:] == ["G", "a"]
    assert nodes[4].unread == 5


def test_source_with_a_single_category_has_no_children() -> None:
    counts = LibraryCounts(sources=(state("a", articles=1),), categories=(category("a", "x"),))
    node = build_nodes(counts, (), ())[-1]
    assert node.kind is NodeKind.SOURCE
    assert node.is_open is None
