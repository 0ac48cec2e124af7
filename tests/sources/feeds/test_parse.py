"""Feed parsing: formats, ids, bodies, titles."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from finews_tui.model.article import BodyFormat, Entry
from tests.sources.feed_documents import RSS_ITEM, atom, parse, parse_entry, rss


def test_parse_rss_item() -> None:
    entry = parse_entry(rss(RSS_ITEM))
    assert entry == Entry(
        id="ferry-7",
        title="Ferry & fog",
        body="<p>The ferry waits.</p><p>So do we.</p>",
        format=BodyFormat.HTML,
        text="The ferry waits.\nSo do we.",
        summary="In short.",
        link="https://harbour.test/2026/ferry",
        author="Lin Mei",
        published=datetime(2026, 3, 2, 18, 30, tzinfo=timezone(timedelta(hours=8))),
        tags=("Harbour", "Fog"),
    )


def test_parse_feed_metadata() -> None:
    feed = parse(
        rss(RSS_ITEM, "<description>All &lt;b&gt;boats&lt;/b&gt;</description><ttl>90</ttl>")
    )
    assert (feed.title, feed.link) == ("Harbour News", "https://harbour.test/")
    assert (feed.description, feed.ttl_min, feed.warnings) == ("All boats", 90, ())


def test_parse_atom_entry() -> None:
    data = atom(
        "<entry><id>tag:harbour.test,2026:1</id><title>Tide table</title>"
        '<link rel="alternate" href="/tides"/><link rel="enclosure" href="/tides.pdf"/>'
        "<updated>2026-03-02T10:00:00Z</updated><published>2026-03-01T09:00:00Z</published>"
        "<author><name>Ann</name><email>ann@harbour.test</email></author>"
        "<author><name>Bo</name></author>"
        '<category term="tide" label="Tides"/>'
        '<content type="html">&lt;p&gt;High.&lt;/p&gt;</content>'
        "</entry>"
    )
    entry = parse_entry(data)
    assert entry.link == "https://harbour.test/tides"
    assert entry.author == "Ann, Bo"
    assert entry.tags == ("Tides",)
    assert entry.published == datetime(2026, 3, 1, 9, tzinfo=UTC)
    assert entry.updated == datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert entry.body.startswith("<p>High.</p>")
    (enclosure,) = entry.enclosures
    assert (enclosure.kind, enclosure.url) == ("file", "https://harbour.test/tides.pdf")


def test_parse_atom_entry_with_xhtml_and_xml_base() -> None:
    entry = parse_entry(
        atom(
            '<entry xml:base="https://quay.test/a/"><id>1</id><title>Ropes</title>'
            '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
            '<p>See <a href="b">this</a>.</p></div></content></entry>'
        )
    )
    assert "https://quay.test/a/b" in entry.body
    assert entry.text == "See this."


def test_atom_entries_inherit_authors_of_feed() -> None:
    head = "<author><name>The Editors</name></author>"
    entry = "<entry><id>1</id><title>x</title><content>words</content></entry>"
    assert parse_entry(atom(entry, head)).author == "The Editors"


def test_parse_rdf_item() -> None:
    data = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<channel rdf:about="https://harbour.test/"><title>Old News</title></channel>'
        '<item rdf:about="https://harbour.test/1"><title>Lamp lit</title>'
        "<link>https://harbour.test/1</link><dc:date>2026-03-02T10:00:00+01:00</dc:date>"
        "<description>By hand.</description></item></rdf:RDF>"
    )
    entry = parse_entry(data.encode())
    assert (entry.id, entry.title, entry.text) == ("https://harbour.test/1", "Lamp lit", "By hand.")
    assert entry.published == datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_parse_json_feed() -> None:
    item = {
        "id": 7,
        "url": "https://harbour.test/7",
        "title": "Nets <b> & lines",
        "content_html": "<p>Repaired.</p>",
        "summary": "All repaired",
        "date_published": "2026-03-02T10:00:00+08:00",
        "authors": [{"name": "Kim"}],
        "tags": ["nets"],
        "attachments": [
            {
                "url": "https://harbour.test/7.mp3",
                "mime_type": "audio/mpeg",
                "size_in_bytes": 2_500_000,
            }
        ],
    }
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Quay", "items": [item]}
    entry = parse_entry(json.dumps(feed).encode())
    assert (entry.id, entry.title, entry.author) == ("7", "Nets <b> & lines", "Kim")
    assert entry.text == "Repaired."
    (enclosure,) = entry.enclosures
    assert (enclosure.kind, enclosure.url) == ("audio", "https://harbour.test/7.mp3")
    assert (enclosure.type, enclosure.size) == ("audio/mpeg", 2_500_000)
    assert entry.tags == ("nets",)


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ({}, "The Editors"),
        ({"authors": []}, "The Editors"),
        ({"authors": [{"name": ""}]}, "The Editors"),
        ({"author": {"url": "https://harbour.test/"}}, "The Editors"),
        ({"authors": [{"name": "Kim"}]}, "Kim"),
        ({"author": {"name": "Kim"}}, "Kim"),
        ({"authors": ["Kim", {"name": "Bo"}]}, "Kim, Bo"),
        ({"author": "Kim (with Bo)"}, "Kim (with Bo)"),
    ],
)
@pytest.mark.parametrize(
    "head",
    [
        {"authors": [{"name": "The Editors"}]},
        {"author": {"name": "The Editors"}},
        {"author": "The Editors"},
    ],
)
def test_authors_of_a_json_feed_are_those_of_items_without_authors(
    head: dict[str, object], authors: dict[str, object], expected: str
) -> None:
    feed = {"version": "x", **head, "items": [{"id": "1", "content_text": "x", **authors}]}
    assert parse_entry(json.dumps(feed).encode()).author == expected


@pytest.mark.parametrize(
    "items",
    [
        '[1, null, "x"]',
        '[{"id": [], "title": {}, "tags": "x", "authors": 3, "content_text": 7}]',
        '[{"id": "\\ud800\\u0000\\u009b2J end", "title": "\\u001b]0;x\\u0007 kept"}]',
        '[{"id": 99999999999999999999999999, "date_published": NaN}]',
    ],
)
def test_json_feed_with_wrong_types_is_parsed_as_far_as_possible(items: str) -> None:
    feed = parse(f'\ufeff{{"version": "x", "items": {items}}}'.encode())
    for entry in feed.entries:
        assert entry.id.isprintable()
        assert entry.title.isprintable()


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("Plain words", "Plain words"),
        ("a &lt; b and b &gt; c", "a < b and b > c"),
        ("Vec&lt;T&gt; in practice", "Vec<T> in practice"),
        ("&lt;b&gt;Bold&lt;/b&gt; &amp;amp; brave", "Bold & brave"),
        ("&lt;![CDATA[odd]]&gt;", "<![CDATA[odd]]>"),
        ("<![CDATA[Fish & <i>chips</i>]]>", "Fish & chips"),
        ("[link=x]markup[/] of terminals", "[link=x]markup[/] of terminals"),
        ("One&#13;\n  two\tthree", "One two three"),
        ("&lt;video&gt;", "<video>"),
        ("Tom&amp;#8217;s boat", "Tom’s boat"),
        ("&lt;script&gt;steal()&lt;/script&gt; Sails", "Sails"),
        ("&#146;Quoted&#148;", "’Quoted”"),
        ("KÃ¶ln am Rhein", "Köln am Rhein"),
    ],
)
def test_title_is_plain_text(raw: str, title: str) -> None:
    data = rss(f"<item><title>{raw}</title><guid>1</guid><description>d</description></item>")
    assert parse_entry(data).title == title


def test_literal_atom_title_stays_literal() -> None:
    entry = (
        "<entry><id>1</id><title type='text'>The &lt;b&gt; tag</title><summary>x</summary></entry>"
    )
    assert parse_entry(atom(entry)).title == "The <b> tag"


@pytest.mark.parametrize(
    ("item", "title"),
    [
        ("<description>First words. Then more.</description>", "First words. Then more."),
        (f"<description>{'long ' * 50}</description>", "long " * 19 + "long…"),
        ('<enclosure url="https://harbour.test/a/bell%20one.mp3" type="audio/mpeg"/>', "bell one"),
        ("<link>https://harbour.test/x</link>", "https://harbour.test/x"),
    ],
)
def test_title_is_derived_for_item_without_one(item: str, title: str) -> None:
    assert parse_entry(rss(f"<item><guid>1</guid>{item}</item>")).title == title


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("lin@harbour.test (Lin Mei)", "Lin Mei"),
        ("Lin Mei &lt;lin@harbour.test&gt;", "Lin Mei"),
        ("Lin Mei (lin@harbour.test)", "Lin Mei"),
        ("lin@harbour.test", "lin@harbour.test"),
        ("林梅", "林梅"),
        ("Ida Holm (with Jo Berg)", "Ida Holm (with Jo Berg)"),
        ("name (with)", "name (with)"),
        ("Ida (with Jo", "Ida (with Jo"),
        ("ida@harbour.test (Ida (with Jo))", "Ida (with Jo)"),
        ("ida@harbour.test (Ida", "Ida"),
        ("ida@harbour.test (Ida) and Jo", "ida@harbour.test (Ida) and Jo"),
        ("Ida (ida@harbour.test), Jo (jo@harbour.test)", "Ida, Jo"),
        ("Ida [ida@harbour.test]", "Ida"),
        ("Ida ()", "Ida"),
        ("mailto:ida@harbour.test", "ida@harbour.test"),
        ("(Reuters)", "(Reuters)"),
        ("林梅（实习）", "林梅（实习）"),
    ],
)
def test_author_name_without_mail_address(author: str, name: str) -> None:
    assert (
        parse_entry(
            rss(f"<item><guid>1</guid><title>x</title><author>{author}</author></item>")
        ).author
        == name
    )


def test_plain_text_body_keeps_paragraphs() -> None:
    entry = parse_entry(
        rss("<item><guid>1</guid><title>x</title><description>One.\n\nTwo.</description></item>")
    )
    assert entry.format is BodyFormat.TEXT
    assert entry.text == "One.\nTwo."


@pytest.mark.parametrize("unsupported", ["", "<itunes:keywords>x</itunes:keywords>"])
@pytest.mark.parametrize("is_first", [False, True])
def test_media_description_is_not_the_text(unsupported: str, is_first: bool) -> None:
    caption = (
        '<media:content url="/1.jpg" type="image/jpeg"><media:description><![CDATA[The ferry <b>of '
        "old</b>, seen from the quay.]]></media:description></media:content>"
    )
    text = "<description>No ferry today.</description>"
    parts = caption + text if is_first else text + caption
    entry = parse_entry(rss(f"<item><guid>1</guid><title>Fog</title>{parts}{unsupported}</item>"))
    assert (entry.text, entry.summary) == ("No ferry today.", "")


def test_podcast_subtitle_is_text_without_description() -> None:
    subtitle = "<itunes:subtitle>Of boats.</itunes:subtitle>"
    without_description = parse_entry(
        rss(f"<item><guid>1</guid><title>One</title>{subtitle}</item>")
    )
    assert without_description.text == "Of boats."
    text = "<description>Of boats, at length.</description>"
    with_description = parse_entry(
        rss(f"<item><guid>1</guid><title>One</title>{subtitle}{text}</item>")
    )
    assert with_description.text == "Of boats, at length."


def test_media_description_is_text_without_description() -> None:
    item = (
        "<item><guid>1</guid><title>Clip</title><media:group>"
        "<media:description>A view of the harbour.</media:description></media:group></item>"
    )
    assert parse_entry(rss(item)).text == "A view of the harbour."


def test_longer_of_blurb_and_description_is_the_text() -> None:
    item = (
        "<item><guid>1</guid><title>x</title><itunes:summary>Short.</itunes:summary>"
        "<description>The complete notes.</description></item>"
    )
    assert parse_entry(rss(item)).text == "The complete notes."


def test_summary_repeated_in_text_is_dropped() -> None:
    item = RSS_ITEM.replace("In short.", "The ferry waits.")
    assert parse_entry(rss(item)).summary == ""


def test_body_without_item_link_gets_base_element() -> None:
    link = "<description>&lt;a href='/map'&gt;map&lt;/a&gt;</description>"
    item = f"<item><guid>1</guid><title>x</title>{link}</item>"
    assert parse_entry(rss(item)).body.startswith('<base href="https://harbour.test/">')


def ids(*items: str) -> list[str]:
    return [
        entry.id for entry in parse(rss("".join(f"<item>{item}</item>" for item in items))).entries
    ]


def test_entry_id_is_guid_link_enclosure_or_hash() -> None:
    entry_ids = ids(
        "<title>a</title><guid> g-1 </guid><link>https://harbour.test/1</link>",
        "<title>b</title><link>https://harbour.test/2</link>",
        "<title>c</title><enclosure url='https://harbour.test/3.mp3' type='audio/mpeg'/>",
        "<title>d</title>",
        "<description>only a body</description>",
    )
    assert entry_ids[:3] == ["g-1", "https://harbour.test/2", "https://harbour.test/3.mp3"]
    assert all(entry_id.startswith("hash:") for entry_id in entry_ids[3:])
    assert len(set(entry_ids)) == 5


def test_hash_id_is_stable_and_depends_on_title() -> None:
    assert ids("<title>d</title>") == ids("<title>d</title><description>edited</description>")
    assert ids("<title>d</title>") != ids("<title>e</title>")


def test_long_guid_is_hashed() -> None:
    (first,) = ids(f"<guid>{'x' * 5000}1</guid>")
    (second,) = ids(f"<guid>{'x' * 5000}2</guid>")
    assert first.startswith("hash:")
    assert first != second


def test_duplicate_id_is_one_entry_with_warning() -> None:
    items = (f"<item><guid>same</guid><title>a{n}</title></item>" for n in ("", ".", "!"))
    feed = parse(rss("".join(items)))
    assert len(feed.entries) == 1
    assert feed.warnings == ("skipped 2 items with duplicate ids",)
