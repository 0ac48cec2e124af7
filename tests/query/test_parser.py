"""Parsing of query text to syntax nodes and sort order."""

from __future__ import annotations

import pytest

from finews_tui.query.ast import (
    And,
    ArticleState,
    CalendarPeriod,
    DateOperator,
    Field,
    HasState,
    Newer,
    Node,
    Not,
    Older,
    Or,
    Published,
    RelativePeriod,
    Sort,
    TimeUnit,
    Words,
)
from finews_tui.query.query import (
    EMPTY,
    Query,
    intersect,
    parse,
    positive_words,
)

A, B, C = Words("a"), Words("b"), Words("c")


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("降准", Words("降准")),
        ("a b", And((A, B))),
        ("a\u3000b\tc\n", And((A, B, C))),
        ('"rate cut"', Words("rate cut", None, True)),
        ('"rate  \t cut"', Words("rate cut", None, True)),
        ('"new yor"*', Words("new yor", None, True, True)),
        ("“降准 了”", Words("降准 了", None, True)),
        ('“他说"好"”', Words("他说 好", None, True)),
        ('“open to the end" x', And((Words("open to the end", None, True), Words("x")))),
        ("-a", Not(A)),
        ("－a", Not(A)),
        ('-"a b"', Not(Words("a b", None, True))),
        ("-(a b)", Not(And((A, B)))),
        ("-(-a)", A),
        ("--help", Words("--help")),
        ("a - b", And((A, B))),
        ("a OR b", Or((A, B))),
        ("a OR b OR c", Or((A, B, C))),
        ("a OR (b OR c)", Or((A, B, C))),
        ("a b OR c", And((A, Or((B, C))))),
        ("(a b) OR c", Or((And((A, B)), C))),
        ("a (b c)", And((A, B, C))),
        ("（a OR b）c", And((Or((A, B)), C))),
        ("a OR ()", A),
        ("() a", A),
        ("a or b", And((A, Words("or"), B))),
        ('"OR"', Words("OR", None, True)),
        ("-(-OR)", Words("OR", None, True)),
        ("infla*", Words("infla", is_prefix=True)),
        ("title:infla*", Words("infla", "title", is_prefix=True)),
        ("title:降准", Words("降准", "title")),
        ("Title：降准", Words("降准", "title")),
        ('text:"a b"', Words("a b", "text", True)),
        ("title:(a -b)", And((Words("a", "title"), Not(Words("b", "title"))))),
        ("source:(a OR b)", Or((Field("source", "a"), Field("source", "b")))),
        ("title:(a tag:b)", And((Words("a", "title"), Field("tag", "b")))),
        ("-source:wire", Not(Field("source", "wire"))),
        ("category:经济参考网", Field("category", "经济参考网")),
        ('group:"morning papers"', Field("group", "morning papers")),
        ("author:smith*", Field("author", "smith*")),
        ("stock:600519", Field("symbol", "600519")),
        ("symbol:贵州茅台", Field("symbol", "贵州茅台")),
        ("link:https://example.org/a", Field("link", "https://example.org/a")),
        ("is:Unread", HasState(ArticleState.UNREAD)),
        (
            "is:(read OR bookmarked)",
            Or((HasState(ArticleState.READ), HasState(ArticleState.BOOKMARKED))),
        ),
        ("date:2022-05", Published(DateOperator.DURING, CalendarPeriod(2022, 5))),
        (
            "date:last week a",
            And((Published(DateOperator.DURING, RelativePeriod(TimeUnit.WEEK, 1)), A)),
        ),
        ("date:2022 a", And((Published(DateOperator.DURING, CalendarPeriod(2022)), A))),
        (
            "date:18 May 2022 a",
            And((Published(DateOperator.DURING, CalendarPeriod(2022, 5, 18)), A)),
        ),
        ("date:may a", And((Published(DateOperator.DURING, CalendarPeriod(None, 5)), A))),
        ("after:2022-05-01", Published(DateOperator.AFTER, CalendarPeriod(2022, 5, 1))),
        ('before:"3 weeks ago"', Published(DateOperator.BEFORE, RelativePeriod(TimeUnit.WEEK, 3))),
        ("newer:3d", Newer(3, TimeUnit.DAY)),
        ("newer:3 days a", And((Newer(3, TimeUnit.DAY), A))),
        ("older:2w", Older(2, TimeUnit.WEEK)),
        ("c++", Words("c++")),
        ("rust-lang", Words("rust-lang")),
        ("https://example.org/x?y=1", Words("https://example.org/x?y=1")),
        ("gopher://example.org", Words("gopher://example.org")),
        ("-http://example.org", Not(Words("http://example.org"))),
        ("12:30", Words("12:30")),
        ("s3:bucket", Words("s3:bucket")),
        (r"C:\Users", Words(r"C:\Users")),
        ("std::vector", Words("std::vector")),
        ("foo: bar", And((Words("foo:"), Words("bar")))),
        ('"foo:bar"', Words("foo:bar", None, True)),
        ("title:foo:bar", Words("foo:bar", "title")),
        ("ETF：降准", Words("ETF：降准")),
        ("标题:降准", Words("标题:降准")),
        ("NEAR(a b)", And((Words("NEAR"), A, B))),
        ("'; DROP TABLE", And((Words("DROP"), Words("TABLE")))),
        ("a，b", Words("a，b")),
        ("标题：降准", Words("标题：降准")),
        ("降\u200b准", Words("降准")),
        ("a\x1bb\x00", And((A, B))),
        ("a\ud800b", And((A, B))),
        ("降准）了", And((Words("降准"), Words("了")))),
    ],
)
def test_text_parses_to_nodes(text: str, root: Node) -> None:
    assert parse(text) == Query(root)


@pytest.mark.parametrize("text", ["", "   ", "\u3000", "\x00"])
def test_empty_text_matches_everything(text: str) -> None:
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
def test_last_sort_wins(text: str, sort: Sort) -> None:
    query = parse(text)
    assert query.sort is sort
    assert query.root == A


def test_sort_without_terms_matches_everything() -> None:
    assert parse("sort:oldest").is_empty


def test_intersection_is_flat_and_second_sort_takes_precedence() -> None:
    result = intersect(parse("a OR b sort:oldest"), parse("c is:unread"))
    assert result.root == And((Or((A, B)), C, HasState(ArticleState.UNREAD)))
    assert result.sort is Sort.OLDEST
    assert intersect(parse("a sort:oldest"), parse("b sort:newest")).sort is Sort.NEWEST
    assert intersect(parse("a"), EMPTY) == parse("a")
    assert intersect(EMPTY, EMPTY) == EMPTY


@pytest.mark.parametrize(("first", "second"), [("a", "title:"), ("title:", "a")])
def test_intersection_with_invalid_query_is_the_error(first: str, second: str) -> None:
    result = intersect(parse(first), parse(second))
    assert result == parse("title:")
    assert result.root == Or(())


def test_positive_words_are_unique_and_not_excluded() -> None:
    query = parse('降准 -税 (infla* OR title:"rate cut") -(-银行) source:wire 降准')
    assert positive_words(query) == (
        Words("降准"),
        Words("infla", is_prefix=True),
        Words("rate cut", "title", is_phrase=True),
        Words("银行"),
    )
    assert positive_words(parse("title:")) == positive_words(EMPTY) == ()


@pytest.mark.parametrize(
    ("text", "ascii_text"),
    [
        ("date：２０２２", "date:2022"),
        ("date：２０２２－０５－１８", "date:2022-05-18"),
        ("date:2022。5。18", "date:2022.5.18"),
        ("date：２０２２／５／１８", "date:2022/5/18"),
        ("date：２０２２、５、１８", "date:2022/5/18"),
        ("date：２０２２年５月", "date:2022年5月"),
        ("date：“ｌａｓｔ week”", 'date:"last week"'),
        ("date：ｌａｓｔ　ｗｅｅｋ 铜", "date:last week 铜"),
        ("after：２０２２－０５－０１　before：2022-06-01", "after:2022-05-01 before:2022-06-01"),
        ("newer：３ｄ", "newer:3d"),
        ("older：２周", "older:2周"),
        ("is：unread", "is:unread"),
        ("ｉｓ：ｕｎｒｅａｄ", "is:unread"),
        ("sort：ｏｌｄｅｓｔ", "sort:oldest"),
        ("like：ａｂ１２", "like:ab12"),
        ("link：ｅｘａｍｐｌｅ．ｃｏｍ", "link:example.com"),
        ("铜　ＯＲ　镍", "铜 OR 镍"),
        ("（铜 OR 镍） －期货", "(铜 OR 镍) -期货"),
        ("“货币 政策”", '"货币 政策"'),
        ("＂货币 政策＂", '"货币 政策"'),
        ("title：降准", "title:降准"),
        ("－title：（降准 降息）", "-title:(降准 降息)"),
        ("降准＊", "降准*"),
    ],
)
def test_full_width_query_is_ascii_query(text: str, ascii_text: str) -> None:
    assert parse(text) == parse(ascii_text)
    assert parse(text).error is None


@pytest.mark.parametrize(
    "text",
    [
        "ETF：规模",
        "注意：涨停",
        "降准，降息",
        "涨停。",
        "《财新》",
        "１２３",
        "“ＯＲ”",
        "ｈｔｔｐ：／／ａ",
    ],
)
def test_chinese_marks_in_words_are_text(text: str) -> None:
    words = parse(text).root
    assert isinstance(words, Words)
    assert words.text == text.strip("“”")
