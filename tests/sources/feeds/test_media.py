"""Media of RSS, Atom and JSON Feed items as typed enclosures, before the text."""

from __future__ import annotations

import json
from time import process_time

import pytest

from finews_tui.content.body import parse_body
from finews_tui.content.media import with_media
from finews_tui.model.article import Entry
from finews_tui.model.document import Media
from finews_tui.model.enclosure import Enclosure
from finews_tui.sources.feeds.enclosures import parse_duration
from finews_tui.sources.feeds.media import media_of_items
from tests.sources.feed_documents import URL, atom, parse, parse_entry, rss


def media_lines(entry: Entry) -> list[str]:
    """Return the lines of media above the text."""
    document = with_media(
        parse_body(entry.body, entry.format, entry.link), entry.enclosures, entry.title
    )
    return [
        " · ".join(filter(None, (f"{block.kind}: {block.name}", *block.details, block.caption)))
        for block in document.blocks
        if isinstance(block, Media)
    ]


def item(inner: str, description: str = "No ferry today.") -> bytes:
    text = f"<description>{description}</description>" if description else ""
    return rss(f"<item><guid>1</guid><title>Fog</title>{inner}{text}</item>")


ITEMS = [
    pytest.param(
        '<media:content url="/a.jpg" medium="image"><media:description>The quay</media:description>'
        "<media:credit>Lin Mei</media:credit></media:content>",
        ["image: The quay (Lin Mei) · a.jpg"],
        id="caption and credit",
    ),
    pytest.param('<media:thumbnail url="/a.jpg"/>', ["image: a.jpg"], id="thumbnail alone"),
    pytest.param(
        '<media:content url="/a.png" type="image/png"/><media:thumbnail url="/t.png"/>',
        ["image: a.png"],
        id="thumbnail of an image",
    ),
    pytest.param(
        '<media:content url="/140.jpg?width=140" width="140"/>'
        '<media:content url="/700.jpg?width=700" width="700"><media:credit>AP</media:credit>'
        '</media:content><media:content url="/460.jpg" width="460"/>',
        ["image: 700.jpg (AP)"],
        id="sizes of one image",
    ),
    pytest.param(
        '<media:content url="/a-300x200.jpg"/><media:content url="/a.jpg"/>',
        ["image: a-300x200.jpg"],
        id="resized by WordPress",
    ),
    pytest.param(
        '<media:content url="/a.jpg" medium="image"/><media:content url="/b.jpg" medium="image"/>',
        ["image: a.jpg", "image: b.jpg"],
        id="gallery",
    ),
    pytest.param(
        '<media:group><media:content url="/s.mp4" bitrate="300" fileSize="3000000"/>'
        '<media:content url="/l.mp4" isDefault="true" fileSize="9000000" duration="75"/>'
        "<media:title>Waves</media:title></media:group>",
        ["video: Waves · 1:15 · 9.0 MB"],
        id="formats of one video",
    ),
    pytest.param(
        '<enclosure url="/a.mp3" type="audio/mpeg" length="2345678"/>'
        "<itunes:duration>3723</itunes:duration>",
        ["audio: a.mp3 · 1:02:03 · 2.3 MB"],
        id="podcast",
    ),
    pytest.param(
        '<enclosure url="/a.mp3" type="audio/mpeg" length="0"/>'
        "<itunes:duration>about an hour</itunes:duration>",
        ["audio: a.mp3"],
        id="without length",
    ),
    pytest.param(
        '<enclosure url="/tides.pdf" type="application/pdf" length="45000"/>',
        ["file: tides.pdf · 45 kB"],
        id="file",
    ),
    pytest.param(
        '<enclosure url="/a.jpg" type="image/jpeg"/>'
        '<media:content url="https://harbour.test/a.jpg" medium="image">'
        "<media:description>The quay</media:description></media:content>",
        ["image: The quay · a.jpg"],
        id="enclosure and media",
    ),
    pytest.param(
        '<media:group><media:title>Fog</media:title><media:content type="application/x-shockwave-'
        'flash" url="https://www.youtube.com/v/abc123?version=3"/><media:thumbnail url="/t.jpg"/>'
        "<media:description>No ferry today.</media:description></media:group>",
        ["video: YouTube video"],
        id="YouTube",
    ),
    pytest.param(
        '<media:content url="https://s.example/p.gif" width="1" height="1"/>', [], id="pixel"
    ),
    pytest.param(
        '<media:content url="https://1.gravatar.com/avatar/8f?s=96" medium="image">'
        "<media:title>idaholm</media:title></media:content>",
        [],
        id="portrait of the author",
    ),
    pytest.param('<media:content url="javascript:alert(1)"/>', [], id="no web address"),
    pytest.param('<media:content medium="image"/>', [], id="no address"),
    pytest.param(
        '<media:content url="/a.jpg"><media:title type="html">&lt;b&gt;The&lt;/b&gt; &amp;amp; quay'
        "</media:title></media:content>",
        ["image: The & quay · a.jpg"],
        id="markup in a title",
    ),
    pytest.param(
        '<media:content url="/a.jpg"/><media:description><![CDATA[渡口早晨]]></media:description>',
        ["image: 渡口早晨 · a.jpg"],
        id="description of the item",
    ),
    pytest.param(
        '<media:content url="/watch"><media:player url="/p"/></media:content>',
        ["file: watch"],
        id="player with address",
    ),
    pytest.param(
        '<media:content medium="video"><media:player url="https://vimeo.com/1"/></media:content>',
        ["video: Vimeo video"],
        id="player alone",
    ),
    pytest.param(
        "<media:content url='/a.jpg'/ ><media:content url='/b.jpg' <media:content url='/c.jpg'/>",
        ["image: a.jpg", "image: c.jpg"],
        id="broken tags",
    ),
]


@pytest.mark.parametrize(("inner", "expected"), ITEMS)
def test_media_of_an_item(inner: str, expected: list[str]) -> None:
    entry = parse_entry(item(inner))
    assert media_lines(entry) == expected
    assert entry.text == "No ferry today."


def test_typed_fields_of_an_enclosure() -> None:
    inner = (
        '<media:content url="/v.mp4" type="video/mp4; codecs=x" fileSize="5" duration="61.5">'
        '<media:thumbnail url="/small.jpg" width="10"/><media:thumbnail url="/t.jpg" width="99"/>'
        "<media:title>Waves</media:title><media:credit>Ida</media:credit><media:credit>Jo"
        "</media:credit><media:description>At noon</media:description></media:content>"
    )
    assert parse_entry(item(inner)).enclosures == (
        Enclosure(
            "video",  # type: ignore[arg-type]
            "https://harbour.test/v.mp4",
            "video/mp4",
            "Waves",
            "At noon",
            "Ida, Jo",
            61,
            5,
            "https://harbour.test/t.jpg",
        ),
    )


def test_other_prefix_of_the_namespace() -> None:
    feed = (
        '<rss version="2.0" xmlns:m="http://search.yahoo.com/mrss"><channel><title>x</title><item>'
        '<guid>1</guid><title>Fog</title><m:content url="http://h.test/a.jpg"><m:description>The '
        "quay</m:description></m:content><description>Gone.</description></item></channel></rss>"
    )
    assert media_lines(parse_entry(feed.encode())) == ["image: The quay · a.jpg"]


def test_media_belong_to_their_items() -> None:
    items = "".join(
        f'<item><guid>{n}</guid><title>{n}</title><media:content url="/{n}.jpg"/></item>'
        for n in range(3)
    )
    head = '<media:thumbnail url="/logo.png"/><image><url>/i.png</url></image>'
    feed = parse(rss(items, head))
    assert [media_lines(entry) for entry in feed.entries] == [
        ["image: 0.jpg"],
        ["image: 1.jpg"],
        ["image: 2.jpg"],
    ]


def test_atom_enclosure_and_media() -> None:
    entry = parse_entry(
        atom(
            '<entry><id>1</id><title>Bells</title><summary>Listen.</summary><link rel="enclosure" '
            'href="/a.mp3" type="audio/mpeg" length="2000" title="Part one"/>'
            '<media:thumbnail xmlns:media="http://search.yahoo.com/mrss/" url="/t.jpg"/></entry>'
        )
    )
    assert media_lines(entry) == ["audio: Part one · 2 kB"]
    assert entry.enclosures[0].thumbnail == "https://harbour.test/t.jpg"


def test_json_feed_attachments_and_image() -> None:
    attachment = {
        "url": "/a.mp3", "mime_type": "audio/mpeg", "title": "Bells", "duration_in_seconds": 90.0,
    }  # fmt: skip
    fields = {"id": "1", "content_text": "x", "image": "/a.jpg", "attachments": [attachment, 3]}
    entry = parse_entry(json.dumps({"version": "x", "items": [fields]}).encode())
    assert media_lines(entry) == ["image: a.jpg", "audio: Bells · 1:30"]


@pytest.mark.parametrize(
    "body",
    [
        "&lt;img src='https://harbour.test/a.jpg'&gt;",
        "&lt;img src='http://www.harbour.test/a.jpg?w=300'&gt;",
        "&lt;img src='https://harbour.test/a-1024x768.jpg'&gt;",
        "&lt;p&gt;See &lt;a href='https://harbour.test/a.jpg'&gt;the quay&lt;/a&gt;&lt;/p&gt;",
    ],
)
def test_media_in_the_text_are_not_repeated(body: str) -> None:
    entry = parse_entry(item('<media:content url="https://harbour.test/a.jpg"/>', body))
    assert media_lines(entry) == []
    assert len(entry.enclosures) == 1


@pytest.mark.parametrize(
    "body",
    [
        "&lt;img src='https://harbour.test/b.jpg'&gt;",
        "&lt;img src='https://other.test/a.jpg'&gt;",
        "&lt;img src='https://harbour.test/image?id=1'&gt;",
        "https://harbour.test/a.jpg is the address.",
    ],
)
def test_media_are_shown_with_other_images_in_the_text(body: str) -> None:
    inner = '<media:content url="https://harbour.test/a.jpg"/>'
    inner += '<media:content url="https://harbour.test/image?id=2" medium="image"/>'
    assert len(media_lines(parse_entry(item(inner, body)))) == 2


@pytest.mark.parametrize(
    "size", ["/s1600/", "/w640-h480/", "/s320/", "/w400-h300-p-k-no-nu/", "/s72-c/"]
)
def test_thumbnail_of_blogger_is_a_size_of_the_image_in_the_text(size: str) -> None:
    address = "https://blogger.googleusercontent.com/img/b/R29vZ2xl/AVvXsEhabc"
    thumbnail = f'<media:thumbnail url="{address}/s72-c/boat.jpg" width="72" height="72"/>'
    entry = parse_entry(item(thumbnail, f"&lt;img src='{address}{size}boat.jpg'&gt;"))
    assert media_lines(entry) == []


def test_caption_that_repeats_the_text_is_left_out() -> None:
    caption = "Nobody waited at the quay this morning."
    inner = f'<media:content url="/a.jpg"><media:description>{caption}</media:description>'
    entry = parse_entry(item(f"{inner}</media:content>", f"Fog. {caption}"))
    assert media_lines(entry) == ["image: a.jpg"]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("3723", 3723),
        ("62:03", 3723),
        ("1:02:03", 3723),
        ("01:02:03", 3723),
        (" 75 ", 75),
        ("75.4", 75),
        ("00:00:00", None),
        ("0", None),
        ("", None),
        ("-5", None),
        ("1:2:3:4", None),
        ("soon", None),
        ("99999999", None),
        ("9" * 400, None),
    ],
)
def test_duration_is_parsed(text: str, seconds: int | None) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize(
    "piece",
    [
        "<media:content",
        '<media:content url="',
        "<media:content url='x'>",
        "<![CDATA[",
        "<!--",
        "<media:description>",
        "<media:group>",
        "<",
        "<media:thumbnail url='x'/>",
        "<a b='<",
    ],
)
def test_hostile_media_take_linear_time(piece: str) -> None:
    head = '<rss xmlns:media="http://search.yahoo.com/mrss/"><channel><item>'
    start = process_time()
    media_of_items(head + piece * (200_000 // len(piece)))
    assert process_time() - start < 2


@pytest.mark.parametrize("attributes", ["a" * 200_000, "a " * 100_000, "a" + " " * 200_000 + "b"])
def test_attributes_without_values_take_linear_time(attributes: str) -> None:
    start = process_time()
    media_of_items(f"<rss><item><enclosure {attributes}></item></rss>")
    assert process_time() - start < 2


def test_no_media_if_items_are_ambiguous() -> None:
    assert parse(rss("")).entries == ()
    assert media_of_items("<item><item><media:content url='/a'/></item>")[1][0].url == "/a"
    assert URL
