"""Bookmarks as Markdown and JSON Lines: round trips and invalid input."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finews_tui.bookmarks.formats import (
    from_json_line,
    from_markdown_file,
    to_json_line,
    to_markdown_file,
)
from finews_tui.content.front_matter.parse import split_front_matter
from finews_tui.errors import BookmarkError
from finews_tui.model.article import Article, BodyFormat, Category, article_id
from finews_tui.model.sanitize import clean_line, clean_text

BEIJING = timezone(timedelta(hours=8))

ARTICLE = Article(
    number=0,
    id=article_id("finews", "2022-05-18-a"),
    source="finews",
    entry="2022-05-18-a",
    title="央行：降准0.25个百分点",
    body="第一段。\n\n<p>第二段</p>",
    format=BodyFormat.MARKDOWN,
    summary="一句话的摘要",
    link="https://example.com/a?b=1&c=2",
    author="王小明",
    published=datetime(2022, 5, 18, 15, 29, 52, 123456, BEIJING),
    updated=datetime(2022, 5, 19, tzinfo=UTC),
    categories=(Category("jingjicankaowang", "经济参考网"), Category("A b, c", "A b, c")),
    tags=("经济参考网新闻", "a: b", "[x]", "yes", "2024"),
    symbols=("600519.SH", "NIO.US"),
    story="202205182383543817",
    is_bookmarked=True,
    bookmarked_at=datetime(2022, 6, 1, 8, 0, 0, 1, UTC),
)

UNUSUAL_TEXTS = [
    "[/]",
    "[@click=app.quit]x[/]",
    "\"quoted\" 'both'",
    "back\\slash \\n \\u0041 \\x",
    "  leading and trailing  ",
    "　全角的空格",
    "a: b # c",
    "- item",
    "--- ",
    "...",
    "{{ x }} {% y %}",
    "%s {0} &amp; &#27;",
    "2024",
    "true",
    "null",
    "~",
    "👨‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿 e\u0301",
    "!!python/object:os.system x",
    "*alias &anchor",
    "[" * 100 + '"' + "{" * 100,
    "*a " * 150 + "\\",
]

lines = st.one_of(st.sampled_from(UNUSUAL_TEXTS), st.text(max_size=60).map(clean_line))
items = lines.filter(lambda text: bool(text.strip()))
bodies = st.one_of(
    st.sampled_from(["---\ntitle: other\n---\n", "\n\n\nbody\n\n", "", "\n", "...\n", " \n"]),
    st.text(max_size=300).map(clean_text),
)
zones = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
times = st.none() | st.datetimes(timezones=zones).filter(lambda time: 1 < time.year < 9999)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    source, entry = draw(items), draw(items)
    return Article(
        number=0,
        id=article_id(source, entry),
        source=source,
        entry=entry,
        title=draw(lines),
        body=draw(bodies),
        format=draw(st.sampled_from(BodyFormat)),
        summary=draw(lines),
        author=draw(lines),
        published=draw(times),
        updated=draw(times),
        categories=tuple(Category(*draw(st.tuples(items, items))) for _ in range(draw(counts))),
        tags=tuple(draw(st.lists(items, max_size=3))),
        symbols=tuple(draw(st.lists(items, max_size=2))),
        story=draw(lines),
        is_bookmarked=True,
        bookmarked_at=draw(times),
    )


counts = st.integers(0, 3)


@given(articles())
def test_markdown_round_trip_of_any_article(article: Article) -> None:
    assert from_markdown_file(to_markdown_file(article)) == article


@given(articles())
def test_json_line_round_trip_of_any_article(article: Article) -> None:
    line = to_json_line(article)
    assert from_json_line(line) == article
    assert len(line.splitlines()) == 1


@pytest.mark.parametrize("title", UNUSUAL_TEXTS)
def test_unusual_titles_survive_round_trip(title: str) -> None:
    article = replace(ARTICLE, title=title, summary=title, author=title)
    assert from_markdown_file(to_markdown_file(article)) == article
    assert split_front_matter(to_markdown_file(article)).fields["title"] == title


def test_markdown_file_of_full_article() -> None:
    assert to_markdown_file(ARTICLE) == (
        "---\n"
        'title: "央行：降准0.25个百分点"\n'
        'link: "https://example.com/a?b=1&c=2"\n'
        'published: "2022-05-18T15:29:52.123456+08:00"\n'
        'updated: "2022-05-19T00:00:00+00:00"\n'
        'source: "finews"\n'
        'entry: "2022-05-18-a"\n'
        'author: "王小明"\n'
        'categories: ["jingjicankaowang", "A b, c"]\n'
        'category_names: ["经济参考网", "A b, c"]\n'
        'tags: ["经济参考网新闻", "a: b", "[x]", "yes", "2024"]\n'
        'symbols: ["600519.SH", "NIO.US"]\n'
        'story: "202205182383543817"\n'
        'bookmarked_at: "2022-06-01T08:00:00.000001+00:00"\n'
        'summary: "一句话的摘要"\n'
        "---\n\n第一段。\n\n<p>第二段</p>\n"
    )
    assert from_markdown_file(to_markdown_file(ARTICLE)) == ARTICLE


def test_unsafe_characters_are_escaped_or_replaced() -> None:
    text = to_markdown_file(
        replace(ARTICLE, title="a\x1b\x85\u2028\u202e\ufeff\x00b", entry="\udcff")
    )
    assert 'title: "a\\u001b\\u0085\\u2028\\u202e\\ufeff\\u0000b"' in text
    assert 'entry: "\ufffd"' in text
    text.encode("utf-8")
    article = from_markdown_file(text)
    assert article is not None
    assert article.title == "a b"


def test_edited_markdown_file_is_read() -> None:
    text = (
        "---\ntitle: Edited by hand\nsource: finews\nentry: a\ntags: one\ncategories:\n- x\n- y\n"
        "published: 2022-05-18 15:29:52 +0800\nbookmarked_at: 2022-06-01\nauthor: 2024\n"
        "---\nBody.\n"
    )
    article = from_markdown_file(text)
    assert article is not None
    assert article.title == "Edited by hand"
    assert article.id == article_id("finews", "a")
    assert article.tags == ("one",)
    assert article.categories == (Category("x", "x"), Category("y", "y"))
    assert article.published == datetime(2022, 5, 18, 15, 29, 52, tzinfo=BEIJING)
    assert article.bookmarked_at == datetime(2022, 6, 1, tzinfo=UTC)
    assert article.author == "2024"
    assert article.body == "Body."
    assert article.is_bookmarked


@pytest.mark.parametrize(
    "text",
    [
        "Just words.\n",
        "---\ntitle: By somebody else\n---\nBody.\n",
        "---\ntitle: x\nsource: Reuters\n---\nBody.\n",
        "",
    ],
)
def test_file_without_source_and_entry_has_no_article(text: str) -> None:
    assert from_markdown_file(text) is None


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ('title: "never closed\nsource: s\nentry: e', "invalid YAML"),
        ("source: s\nentry: ''", "“source” and “entry”"),
        ("source: s\nentry: {a: b}", "“entry” must be text"),
        ("source: s\nentry: e\nformat: pdf", "“format” must be one of html, markdown, text"),
        ("source: s\nentry: e\ntags: [[a]]", "“tags” must be text"),
    ],
)
def test_faulty_file_is_rejected_with_reason(head: str, reason: str) -> None:
    with pytest.raises(BookmarkError, match=reason):
        from_markdown_file(f"---\n{head}\n---\nBody.\n")


def test_json_line_has_every_field() -> None:
    fields = json.loads(to_json_line(replace(ARTICLE, is_read=True)))
    assert fields["categories"][0] == {"slug": "jingjicankaowang", "name": "经济参考网"}
    assert fields["published"] == "2022-05-18T15:29:52.123456+08:00"
    assert fields["format"] == "markdown"
    assert fields["read"] is True
    assert list(fields) == [
        *("id", "source", "entry", "categories", "tags", "title", "author", "credit", "link"),
        *("published", "updated", "summary", "read", "bookmarked", "bookmarked_at", "symbols"),
        *("story", "format", "body"),
    ]
    assert from_json_line(to_json_line(replace(ARTICLE, is_read=True))).is_read


def test_texts_in_json_line_are_cleaned() -> None:
    line = json.dumps(
        {
            "id": "ffffffffffff",
            "source": "s\x1b[31m",
            "entry": "e\u202e  \x1bx",
            "title": "a\x1b]0;x\x07b\nc",
            "body": "one\r\ntwo\x9b31m\ud800",
            "link": "javascript:alert(1)",
            "tags": ["\x00", "t\u200b"],
            "number": 7,
        }
    )
    article = from_json_line(line)
    assert article.source == "s"
    assert article.entry == "e  x"
    assert article.id == article_id("s", "e  x")
    assert article.title == "ab c"
    assert article.body == "one\ntwo"
    assert article.link == ""
    assert article.tags == ("t",)
    assert article.number == 0


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("", "line 3: invalid JSON"),
        ("{", "line 3: invalid JSON"),
        ("[" * 100_000, "line 3: invalid JSON"),
        ("1" * 5000, "line 3: invalid JSON"),
        ("[]", "line 3: not a JSON object"),
        ("{}", "line 3: “source” and “entry”"),
        ('{"source": "s", "entry": ["e"]}', "line 3: “entry” must be text"),
        (
            '{"source": "s", "entry": "e", "categories": {"slug": {}}}',
            "line 3: “slug” must be text",
        ),
        ('{"source": "s", "entry": "e", "format": "exe"}', "line 3: “format”"),
    ],
)
def test_invalid_json_line_is_rejected_with_number_and_reason(line: str, reason: str) -> None:
    with pytest.raises(BookmarkError, match=reason) as caught:
        from_json_line(line, 3)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "time", ["junk", "2022-13-45", "2022-05-18T25:61:00+08:00", "", 10**30, [], True]
)
def test_invalid_time_is_ignored(time: object) -> None:
    line = json.dumps({"source": "s", "entry": "e", "published": time})
    assert from_json_line(line).published is None


@pytest.mark.parametrize("time", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"])
def test_time_at_calendar_limits_has_utc(time: str) -> None:
    line = json.dumps({"source": "s", "entry": "e", "published": time})
    published = from_json_line(line).published
    assert published is None or published.astimezone(UTC)
