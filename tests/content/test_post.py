"""Post parsing: titles, dates, categories, drafts and warnings."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest

from finews_tui.content.post import Post, parse_post
from finews_tui.model.article import BodyFormat, Entry


def read(text: str, name: str = "2022-05-18-note.md", **options: object) -> Post:
    folder = str(options.get("folder", ""))
    drafts = bool(options.get("drafts"))
    return parse_post(text.encode(), name, zone=UTC, folder=folder, include_drafts=drafts)


def entry_of(text: str, name: str = "2022-05-18-note.md", folder: str = "") -> Entry:
    entry = read(text, name, folder=folder).entry
    assert entry is not None
    return entry


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("---\ntitle: Given\n---\n# Head", "a.md", "Given"),
        ("# Head *of* text\n\nWords.", "a.md", "Head of text"),
        ("Words.\n\n## Head", "a.md", "Head"),
        ("<title>Page</title><h1>Head</h1>x", "a.html", "Page"),
        ("<h1>Head</h1>x", "a.html", "Head"),
        ("<p>No title here. And more.</p>", "a.html", "No title here"),
        ("Only a few words without a stop", "a.md", "Only a few words without a stop"),
        ("---\ntitle: ''\n---\n今日开盘上涨成交放大。午后回落。", "a.md", "今日开盘上涨成交放大"),
        ("---\ntitle: ''\n---\n> 今日开盘上涨成交放大。\n\n<p>今日开盘上涨成交放大。</p>", "a.md",
         "今日开盘上涨成交放大"),
        ("---\ntitle: \"\"\n---\n", "2022-05-18-quiet-day.md", "quiet-day"),
        ("---\ntitle: \"\\u00a0 \\u2003\"\n---\nWords.", "2022-05-18-quiet-day.md", "quiet-day"),
        ("---\ntitle: ~\n---\n# Head", "a.md", "Head"),
        ("---\ntitle: 2024\n---\nx", "a.md", "2024"),
        ("---\ntitle: \"one\\ntwo\\r\\nthree\\ttabs\"\n---\nx", "a.md", "one two three tabs"),
        ("---\ntitle: \"a \\e]0;x\\a b\"\n---\nx", "a.md", "a b"),
        ("---\ntitle: \"The harbour&#39;s &ldquo;new&rdquo; pier\"\n---\nx", "a.md",
         "The harbour's “new” pier"),
        ("---\ntitle: 渡口&#x2014;渡口 &amp;amp; &lt;b&gt;\n---\nx", "a.md", "渡口—渡口 &amp; <b>"),
        ("---\ntitle: AT&T, Q&A; R&D, a?b&copy=c &nosuch;\n---\nx", "a.md",
         "AT&T, Q&A; R&D, a?b&copy=c &nosuch;"),
        ("---\ntitle: \"a&#27;[31m&#8238;b\"\n---\nx", "a.md", "a[31mb"),
        ("---\ntitle: \"&nbsp;\"\n---\nx", "a.md", "a"),
        ("---\ntitle: '[/nope] {0} %s'\n---\nx", "a.md", "[/nope] {0} %s"),
        ("![](x.png)", "2022-05-18.md", "2022-05-18"),
        ("A very long sentence that goes on and on without any stop whatsoever in it", "a.md",
         "A very long sentence that goes on and on without any stop…"),
    ],
)  # fmt: skip
def test_post_title(text: str, name: str, title: str) -> None:
    assert entry_of(text, name).title == title


@pytest.mark.parametrize(
    ("front", "name", "day"),
    [
        ("date: 2021-01-02", "2022-05-18-x.md", "2021-01-02T00:00:00+00:00"),
        ("published: 2021-01-02", "x.md", "2021-01-02T00:00:00+00:00"),
        ("pubDate: Sat, 02 Jan 2021 10:00:00 GMT", "x.md", "2021-01-02T10:00:00+00:00"),
        ("created: 2021-01-02", "x.md", "2021-01-02T00:00:00+00:00"),
        ("path: inside/2019/12/09/a-team", "x.md", "2019-12-09T00:00:00+00:00"),
        ("date: +0800", "-202205261234567890.md", "2022-05-26T00:00:00+00:00"),
        ("date: 2024-13-45", "2022-05-18-x.md", "2022-05-18T00:00:00+00:00"),
        ("date: [2024-01-01]", "2022-05-18-x.md", "2022-05-18T00:00:00+00:00"),
        ("layout: post", "2022-05-18-x.md", "2022-05-18T00:00:00+00:00"),
    ],
)
def test_post_date(front: str, name: str, day: str) -> None:
    published = entry_of(f"---\n{front}\n---\nx", name).published
    assert published is not None
    assert published.isoformat() == day


def test_post_without_date() -> None:
    entry = entry_of("---\ntitle: x\nupdated: 2022-01-01\n---\ny", "x.md")
    assert entry.published is None
    assert entry.updated == datetime(2022, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("front", "categories"),
    [
        ("categories: Career In Lending", ("Career In Lending",)),
        ("categories: One, Two, Three", ("One, Two, Three",)),
        ("categories: [one, Two words, ONE]", ("one", "Two words")),
        ("categories:\n- a\n- b", ("a", "b")),
        ("category: case", ("case",)),
        ("categories:", ("folder",)),
        ("title: x", ("folder",)),
        ("categories: 5", ("5",)),
        ("categories: {a: b}", ("folder",)),
        ('categories: ["\\ec", [x]]', ("c",)),
    ],
)
def test_post_categories(front: str, categories: tuple[str, ...]) -> None:
    assert entry_of(f"---\n{front}\n---\nx", folder="folder").categories == categories


@pytest.mark.parametrize(
    ("front", "tags"),
    [
        ("tags: 滚动新闻", ("滚动新闻",)),
        ("tags: machine learning", ("machine learning",)),
        ("tags: one, two，three", ("one", "two", "three")),
        (
            "tags:\n    -mozilla\n    -windows\n    -User-Agent",
            ("mozilla", "windows", "User-Agent"),
        ),
        ("tags: [1, null, {a: b}, [c], 2024-01-01, true, x]", ("1", "2024-01-01", "true", "x")),
        ("tags:", ()),
        ("keywords: [k]", ("k",)),
    ],
)
def test_post_tags(front: str, tags: tuple[str, ...]) -> None:
    assert entry_of(f"---\n{front}\n---\nx").tags == tags


def test_post_has_at_most_200_tags() -> None:
    many = ",".join(f"t{number}" for number in range(5000))
    assert len(entry_of(f"---\ntitle: x\ntags: [{many}]\n---\ny").tags) == 200


@pytest.mark.parametrize(
    ("front", "author"),
    [
        ("author: Ann", "Ann"),
        ("authors: [Ann, Ben]", "Ann, Ben"),
        ("authors:\n- name: Ann\n- name: [x]\n- 7", "Ann, 7"),
        ("title: x", ""),
    ],
)
def test_post_authors(front: str, author: str) -> None:
    assert entry_of(f"---\n{front}\n---\nx").author == author


@pytest.mark.parametrize(
    ("front", "body", "link"),
    [
        ("link: http://example.org/a b", "x", "http://example.org/a%20b"),
        ("url: /case/x/", "x\n\n<http://example.org/own>", "http://example.org/own"),
        (
            "permalink: http://example.org/p",
            "x\n\n<http://example.org/own>",
            "http://example.org/p",
        ),
        ("link: javascript:alert(1)", "x", ""),
        ("title: x", "x\n\n<>\n\n[返回首页](../)", ""),
    ],
)
def test_post_link(front: str, body: str, link: str) -> None:
    assert entry_of(f"---\n{front}\n---\n{body}").link == link


@pytest.mark.parametrize(
    ("front", "summary"),
    [
        ("summary: Short <b>and</b> &amp; sweet", "Short and & sweet"),
        ("description: 'a\n\n  b'", "a b"),
        ("excerpt: ''", "Text."),
        ("summary: [x]", "Text."),
    ],
)
def test_post_summary(front: str, summary: str) -> None:
    assert entry_of(f"---\n{front}\n---\nText.\n\nMore.").summary == summary


@pytest.mark.parametrize(
    ("body", "summary"),
    [
        ("第一段说了很多很多的话。\n\n第二段也说。", "第一段说了很多很多的话。"),
        ("> 摘要说了很多很多的话。\n\n正文完全不同。", "摘要说了很多很多的话。"),
        ("# 标题\n\n第一段说了很多很多的话。", "第一段说了很多很多的话。"),
        ("晨光讯\n\n第一段说了很多很多的话。\n\n末段。", "第一段说了很多很多的话。"),
        ("短。\n\n也短。", "短。"),
        ("- 列表第一项\n- 第二项", "• 列表第一项"),
        ("<p>第一段说了很多很多的话。</p><p>第二段。</p>", "第一段说了很多很多的话。"),
    ],
)
def test_summary_does_not_run_on_into_the_text(body: str, summary: str) -> None:
    assert entry_of(f"---\ntitle: x\n---\n{body}").summary == summary


@pytest.mark.parametrize(
    ("name", "story"),
    [
        ("2022-05-30-202205301234567890.md", "202205301234567890"),
        ("2022-05-30-NW202205301234567890.md", "202205301234567890"),
        ("-202205301234567890.md", "202205301234567890"),
        ("2023-12-11-a-202312110003056.md", ""),
        ("2021-12-01-init.md", ""),
    ],
)
def test_story_id_from_file_name(name: str, story: str) -> None:
    assert entry_of("x", name).story == story


@pytest.mark.parametrize(
    "front",
    ["draft: true", "published: false", "published: 'no'", "draft: 'True'", "status: draft"],
)
def test_draft_is_skipped_unless_included(front: str) -> None:
    text = f"---\ntitle: x\n{front}\n---\ny"
    assert read(text) == Post(None)
    assert read(text, drafts=True).entry is not None


def test_post_with_published_date_is_not_a_draft() -> None:
    assert read("---\npublished: 2022-01-01\n---\ny").entry is not None


def test_hugo_section_is_not_a_post() -> None:
    assert read("---\ntitle: Section\n---\n", "_index.md") == Post(None)


@pytest.mark.parametrize(
    ("data", "warning"),
    [
        (b"", "empty file"),
        (b" \n\t\n", "empty file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "not text"),
        (b"\x00" * 5000, "not text"),
    ],
)
def test_unreadable_file_gives_warning(data: bytes, warning: str) -> None:
    post = parse_post(data, "x.md", zone=UTC)
    assert post.entry is None
    assert post.warnings[0].startswith(warning)


@pytest.mark.parametrize(
    ("name", "body_format"),
    [
        ("a.md", BodyFormat.MARKDOWN), ("a.markdown", BodyFormat.MARKDOWN),
        ("A.MD", BodyFormat.MARKDOWN),
        ("a.html", BodyFormat.HTML), ("a.htm", BodyFormat.HTML), ("a.txt", BodyFormat.TEXT),
    ],
)  # fmt: skip
def test_body_format_from_suffix(name: str, body_format: BodyFormat) -> None:
    assert entry_of("*x*", name).format is body_format


def test_plain_text_keeps_line_breaks() -> None:
    entry = entry_of("A *title*\n\nline one\nline two\n", "a.txt")
    assert entry.text == "A *title*\nline one\nline two"


def test_html_with_front_matter_is_a_fragment() -> None:
    entry = entry_of("---\ntitle: T\n---\n<p>a</p><nav>b</nav>", "a.html")
    assert (entry.title, entry.text) == ("T", "a\nb")


def test_body_is_sanitized() -> None:
    entry = entry_of("<script>x</script><p onclick='y' class=z>a</p><!-- c -->\n\n`<script>`")
    assert entry.body == "<p class=z>a</p>\n\n`<script>`"


def test_undecodable_file_name_is_sanitized() -> None:
    name = os.fsdecode(b"bad-\xff\xfe-\x1b]0;x\x07name.md")
    entry = entry_of("---\ntitle: ''\n---\n", name)
    assert entry.title == "bad--name"
    entry.id.encode()


@pytest.mark.parametrize("line_ending", ["\r\n", "\r"])
def test_line_endings_are_normalized(line_ending: str) -> None:
    entry = entry_of("---\ntitle: T\n---\n\na\n\nb\n".replace("\n", line_ending))
    assert (entry.title, entry.text) == ("T", "a\nb")


def test_recursive_yaml_list_is_flattened() -> None:
    assert entry_of("---\ntitle: T\ntags: &t [a, *t]\n---\nx").tags == ("a",)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ('{% include figure.html src="/a.png" caption="Words" %}', "Words"),
        ('{% image "a.png" "Words" %}', "Words"),
        ("{% asset_img a.png Words %}", "Words"),
        ('{{< figure src="a.png" alt="Words" >}}', "Words"),
        ("{% post_link other Words %}", "Words"),
        ('<a href="{% post_url 2024-01-02-x %}">Words</a>', "Words"),
        ("{% blockquote Ann %}Words{% endblockquote %}", "Words\n— Ann"),
        ("{{< details Title Words >}}Inside{{< /details >}}", "Title Words\nInside"),
        ("{% note warning %}Words{% endnote %}", "Warning\nWords"),
        ("{% highlight ruby %}a < b{% endhighlight %}", "a < b"),
        ("{% raw %}{{ words }}{% endraw %}", "{{ words }}"),
        ("{% if x %}Words{% endif %}{{ page.title }}", "Words"),
        ('{{< youtube id="abc123" title="Words" >}}', "Words"),
    ],
)
def test_template_tags_in_html_post_show_their_content(tag: str, expected: str) -> None:
    post = parse_post(f"---\ntitle: T\n---\n<p>A</p>{tag}<p>B</p>".encode(), "x.html", zone=UTC)
    assert post.entry is not None
    assert post.entry.text == f"A\n{expected}\nB"


def test_braces_in_html_without_front_matter_are_text() -> None:
    post = parse_post(b"<p>{{ a }} {% b %}</p>", "x.html", zone=UTC)
    assert post.entry is not None
    assert post.entry.text == "{{ a }} {% b %}"
