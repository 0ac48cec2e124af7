"""What a query's text means."""

from __future__ import annotations

import pytest

from finews_tui.query.query import (
    EMPTY,
    Ago,
    All,
    Any,
    Calendar,
    Edge,
    Field,
    Is,
    Newer,
    Node,
    Not,
    Older,
    Published,
    Query,
    Sort,
    State,
    Unit,
    Words,
    both,
    highlights,
    parse,
    positive_words,
    while_typing,
)

A, B, C = Words("a"), Words("b"), Words("c")


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("降准", Words("降准")),
        ("a b", All((A, B))),
        ("a\u3000b\tc\n", All((A, B, C))),
        ('"rate cut"', Words("rate cut", None, True)),
        ('"rate  \t cut"', Words("rate cut", None, True)),
        ('"rate cut', Words("rate cut", None, True)),
        ('"new yor"*', Words("new yor", None, True, True)),
        ("“降准 了”", Words("降准 了", None, True)),
        ('“他说"好"”', Words("他说 好", None, True)),
        ('“open to the end" x', All((Words("open to the end", None, True), Words("x")))),
        ("-a", Not(A)),
        ("－a", Not(A)),
        ('-"a b"', Not(Words("a b", None, True))),
        ("-(a b)", Not(All((A, B)))),
        ("-(-a)", A),
        ("--help", Words("--help")),
        ("a - b", All((A, B))),
        ("a OR b", Any((A, B))),
        ("a OR b OR c", Any((A, B, C))),
        ("a OR (b OR c)", Any((A, B, C))),
        ("a b OR c", All((A, Any((B, C))))),
        ("(a b) OR c", Any((All((A, B)), C))),
        ("a (b c)", All((A, B, C))),
        ("（a OR b）c", All((Any((A, B)), C))),
        ("(a (b", All((A, B))),
        ("a OR ()", A),
        ("() a", A),
        ("a or b", All((A, Words("or"), B))),
        ('"OR"', Words("OR", None, True)),
        ("-(-OR)", Words("OR", None, True)),
        ("infla*", Words("infla", is_prefix=True)),
        ("title:infla*", Words("infla", "title", is_prefix=True)),
        ("title:降准", Words("降准", "title")),
        ("Title：降准", Words("降准", "title")),
        ('text:"a b"', Words("a b", "text", True)),
        ("title:(a -b)", All((Words("a", "title"), Not(Words("b", "title"))))),
        ("source:(a OR b)", Any((Field("source", "a"), Field("source", "b")))),
        ("title:(a tag:b)", All((Words("a", "title"), Field("tag", "b")))),
        ("-source:wire", Not(Field("source", "wire"))),
        ("category:经济参考网", Field("category", "经济参考网")),
        ('group:"morning papers"', Field("group", "morning papers")),
        ("author:smith*", Field("author", "smith*")),
        ("stock:600519", Field("symbol", "600519")),
        ("symbol:贵州茅台", Field("symbol", "贵州茅台")),
        ("link:https://example.org/a", Field("link", "https://example.org/a")),
        ("is:Unread", Is(State.UNREAD)),
        ("is:(read OR bookmarked)", Any((Is(State.READ), Is(State.BOOKMARKED)))),
        ("date:2022-05", Published(Edge.DURING, Calendar(2022, 5))),
        ("date:last week a", All((Published(Edge.DURING, Ago(Unit.WEEK, 1)), A))),
        ("date:2022 a", All((Published(Edge.DURING, Calendar(2022)), A))),
        ("date:18 May 2022 a", All((Published(Edge.DURING, Calendar(2022, 5, 18)), A))),
        ("date:may a", All((Published(Edge.DURING, Calendar(None, 5)), A))),
        ("after:2022-05-01", Published(Edge.AFTER, Calendar(2022, 5, 1))),
        ('before:"3 weeks ago"', Published(Edge.BEFORE, Ago(Unit.WEEK, 3))),
        ("newer:3d", Newer(3, Unit.DAY)),
        ("newer:3 days a", All((Newer(3, Unit.DAY), A))),
        ("older:2w", Older(2, Unit.WEEK)),
        ("c++", Words("c++")),
        ("rust-lang", Words("rust-lang")),
        ("foo:bar", Words("foo:bar")),
        ("https://example.org/x?y=1", Words("https://example.org/x?y=1")),
        ("date://x", None),
        ("NEAR(a b)", All((Words("NEAR"), A, B))),
        ("'; DROP TABLE", All((Words("DROP"), Words("TABLE")))),
        ("a，b", Words("a，b")),
        ("标题：降准", Words("标题：降准")),
        ("降\u200b准", Words("降准")),
        ("a\x1bb\x00", All((A, B))),
        ("a\ud800b", All((A, B))),
        ("降准（", Words("降准")),
        ("降准）了", All((Words("降准"), Words("了")))),
    ],
)
def test_meaning(text: str, root: Node | None) -> None:
    query = parse(text)
    if root is None:
        assert query.mistake is not None
    else:
        assert query == Query(root)


@pytest.mark.parametrize("text", ["", "   ", "\u3000", "\x00"])
def test_nothing_typed_asks_for_all(text: str) -> None:
    assert parse(text) == EMPTY
    assert EMPTY.is_empty
    assert EMPTY.text == ""


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("a", Sort.NEWEST),
        ("a sort:oldest", Sort.OLDEST),
        ("sort:relevance a", Sort.RELEVANCE),
        ("sort:oldest sort:newest a", Sort.NEWEST),
    ],
)
def test_order(text: str, sort: Sort) -> None:
    query = parse(text)
    assert query.sort is sort
    assert query.root == A


def test_an_order_alone_asks_for_all() -> None:
    assert parse("sort:oldest").is_empty


def test_both_joins_flat_and_takes_the_later_order() -> None:
    joined = both(parse("a OR b sort:oldest"), parse("c is:unread"))
    assert joined.root == All((Any((A, B)), C, Is(State.UNREAD)))
    assert joined.sort is Sort.OLDEST
    assert both(parse("a sort:oldest"), parse("b sort:newest")).sort is Sort.NEWEST
    assert both(parse("a"), EMPTY) == parse("a")
    assert both(EMPTY, EMPTY) == EMPTY


@pytest.mark.parametrize(("first", "second"), [("a", "title:"), ("title:", "a")])
def test_both_keeps_a_mistake(first: str, second: str) -> None:
    joined = both(parse(first), parse(second))
    assert joined == parse("title:")
    assert joined.root == Any(())


def test_highlights_are_what_is_looked_for() -> None:
    query = parse('降准 -税 (infla* OR title:"rate cut") -(-银行) source:wire 降准')
    assert highlights(query) == ("降准", "infla", "rate cut", "银行")
    assert Words("infla", is_prefix=True) in positive_words(query)
    assert highlights(parse("title:")) == highlights(EMPTY) == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("infl", "infl*"),
        ("infl ", "infl"),
        ("rate infl", "rate infl*"),
        ("title:infl", "title:infl*"),
        ("60051", "60051*"),
        ("(a OR infl", "a OR infl*"),
        ("降准", "降准"),
        ("ETF降准", "ETF降准"),
        ("降准etf", "降准etf*"),
        ("-infl", "-infl"),
        ("c++", "c++"),
        ('"new yo', '"new yo"*'),
        ('"new yo"', '"new yo"'),
        ("infl*", "infl*"),
        ("source:wir", "source:wir"),
        ("a OR", "a"),
        ("a OR ", "a"),
        ("a title:", "a"),
        ("a is:unr", "a"),
        ("a OR is:", "a"),
        ("a date:2022-0", "a"),
        ("a newer:3", "a"),
        ("a date:last we", "a"),
        ('a "', "a"),
        ("a -", "a"),
        ("(", ""),
    ],
)
def test_while_typing(typed: str, meant: str) -> None:
    assert while_typing(typed) == parse(meant)


@pytest.mark.parametrize("typed", ["is:xyz", "tilte:a", "a)", "is:unr b", "title: b", "date:x b"])
def test_a_mistake_that_typing_on_will_not_mend_is_told(typed: str) -> None:
    assert while_typing(typed).mistake == parse(typed).mistake
    assert parse(typed).mistake is not None
