"""Display names and counts of categories, and categories with commas."""

from __future__ import annotations

import pytest

from finews_tui.store import article_writes, articles, integrity, labels, sources
from finews_tui.store.database import Database
from finews_tui.store.labels import category_name
from finews_tui.store.prepared_entry import prepare_entry
from tests.store.entries import NOW, WIRE, Fill, make_entry


def _categories(cache: Database) -> dict[str, tuple[str, int, int]]:
    with cache.reading() as connection:
        rows = labels.category_counts(connection, ["wire"])
    return {row.slug: (row.name, row.articles, row.unread) for row in rows}


def _extract_text(body: str, _format: object, _link: str) -> str:
    return body


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("经济参考网新闻", "经济参考网"),
        ("站长消息", "站长消息"),
        ("新闻", "新闻"),
        ("Sport", "Sport"),
    ],
)
def test_category_name_is_derived_from_tag(tag: str, name: str) -> None:
    assert category_name(tag) == name


def test_category_is_named_after_most_frequent_tag(cache: Database, fill: Fill) -> None:
    fill(
        *(make_entry(f"a{n}", categories=("emnews",), tags=("东财滚动新闻",)) for n in range(3)),
        make_entry("b", categories=("emnews",), tags=("别的",)),
        make_entry("c", categories=("tech",), tags=("python", "web")),
    )
    assert _categories(cache) == {"emnews": ("东财滚动", 4, 4), "tech": ("tech", 1, 1)}


def test_category_names_ignore_case(cache: Database, fill: Fill) -> None:
    fill(make_entry("a", categories=("TechWeb",)), make_entry("b", categories=("Techweb",)))
    assert _categories(cache) == {"TechWeb": ("TechWeb", 2, 2)}


def test_label_counts_are_updated_by_marks_changes_and_deletions(
    cache: Database, fill: Fill
) -> None:
    first, second = fill(
        make_entry("a", "甲", categories=("x",), tags=("新名新闻",)),
        make_entry("b", "乙", categories=("x",)),
    )
    with cache.writing() as connection:
        articles.set_read(connection, [first], True)
    assert _categories(cache)["x"] == ("x", 2, 1)
    with cache.writing() as connection:
        stored = article_writes.stored_articles(
            connection, [prepare_entry("wire", make_entry("b")).key]
        )
        moved = prepare_entry("wire", make_entry("b", "丙", categories=("y",)))
        article_writes.replace_article(connection, 1, stored[moved.key], moved, NOW, _extract_text)
        assert integrity.check_counts(connection) == ""
    assert _categories(cache) == {"x": ("新名", 1, 0), "y": ("y", 1, 1)}
    with cache.writing() as connection:
        article_writes.delete_articles(connection, [first, second], _extract_text)
        assert sources.count_totals(connection, [WIRE]) == (0, 0, 0)
        assert integrity.check_integrity(connection) == ""
    assert _categories(cache) == {}


def test_category_with_commas_is_split_into_parts(cache: Database, fill: Fill) -> None:
    fill(make_entry("a", categories=("OAuth2, Login",)), make_entry("b", categories=("Login",)))
    with cache.writing() as connection:
        ((label, name),) = labels.comma_categories(connection, 1)
        labels.split_category(connection, 1, label, name)
    fill(make_entry("c", categories=("OAuth2, Login",)))
    assert _categories(cache) == {"OAuth2": ("OAuth2", 2, 2), "Login": ("Login", 3, 3)}
    with cache.reading() as connection:
        assert integrity.check_counts(connection) == ""
