"""Invalid, mislabelled and hostile feeds; agreement of both parsers."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from finews_tui.errors import FeedError
from finews_tui.sources.feeds.fast_parser import parse_if_supported
from finews_tui.sources.feeds.xml_repair import encode_utf8
from tests.cpu_time import cpu_limit
from tests.sources.feed_documents import RSS_ITEM, atom, parse, parse_entry, rss


@pytest.mark.parametrize(
    ("item", "title"),
    [
        ("<title>AT&T and x < y</title><guid>1</guid>", "AT&T and x < y"),
        (
            "<title>Caf&eacute;&nbsp;&mdash; open</title><guid>1</guid>",
            "Café\N{NO-BREAK SPACE}— open",
        ),
        ("<title>Bell\x07 &#7; &#xFFFF; &#xD800; rings</title><guid>1</guid>", "Bell rings"),
        ("<title>Wide &#x1F6A2; ship</title><guid>1</guid>", "Wide 🚢 ship"),
    ],
)
def test_invalid_xml_is_parsed_as_far_as_possible(item: str, title: str) -> None:
    assert parse_entry(rss(f"<item>{item}</item>")).title == title


def test_junk_around_feed_is_ignored() -> None:
    data = b"\n\n<br />\n<b>Warning</b>: clock stopped\n" + rss(RSS_ITEM) + b"\n<script>x</script>"
    assert parse_entry(data).id == "ferry-7"


@pytest.mark.parametrize(
    ("encoding", "declared", "content_type"),
    [
        ("gb18030", "GBK", "text/xml"),
        ("gb18030", "", "text/xml; charset=gb18030"),
        ("gb18030", "", "text/xml"),
        ("big5", "big5", ""),
        ("big5", "", "text/xml"),
        ("utf-8", "utf-8", "text/xml; charset=iso-8859-1"),
        ("utf-8-sig", "iso-8859-1", ""),
        ("utf-16", "utf-16", ""),
        ("utf-16-le", "", ""),
        ("utf-32", "utf-32", ""),
        ("hz", "hz", ""),
        ("iso2022_jp", "iso-2022-jp", ""),
        ("utf-8", "rot13", "text/xml; charset=zlib_codec"),
    ],
)
def test_feed_encoding(encoding: str, declared: str, content_type: str) -> None:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    title = "中文新聞" if encoding in ("big5", "iso2022_jp") else "中文新闻报道"
    item = f"<item><guid>1</guid><title>{title}</title></item>"
    text = f"{declaration}<rss><channel>{item}</channel></rss>"
    feed = parse(text.encode(encoding), content_type=content_type)
    assert feed.entries[0].title == title


@pytest.mark.parametrize(
    ("data", "title", "warning"),
    [
        (b"<title>bad \xff byte \xc3\xa9</title>", "bad \ufffd byte é", "broken"),
        (b"<title>caf\xe9 ferm\xe9</title>", "café fermé", "Windows-1252"),
    ],
)
def test_guessed_encoding_gives_warning(data: bytes, title: str, warning: str) -> None:
    feed = parse(b"<rss><channel><item><guid>1</guid>" + data + b"</item></channel></rss>")
    assert feed.entries[0].title == title
    assert warning in feed.warnings[0]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b" \r\n ", "empty"),
        (b"<!doctype html><html><body>Sign in</body></html>", "web page"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "not a feed"),
        (b"%PDF-1.7 words", "not a feed"),
        (b"just words", "not a feed"),
        (b'{"version": "x"}', "not a JSON Feed"),
        (b'{"items": [', "invalid or truncated JSON"),
        (b"[" * 200_000, "invalid or truncated JSON"),
        (b"[]", "not a JSON Feed"),
    ],
)
def test_parse_feed_rejects_other_content(data: bytes, message: str) -> None:
    with pytest.raises(FeedError, match=message):
        parse(data)


@pytest.mark.parametrize(
    "data", [rss(RSS_ITEM), atom("<entry><id>1</id></entry>"), b'{"items": []}']
)
def test_feed_of_unknown_length_must_close_its_root(data: bytes) -> None:
    parse(data + b"\n<!-- cached -->" if data[:1] == b"<" else data, has_known_length=False)
    with pytest.raises(FeedError, match="truncated"):
        parse(data[:-3], has_known_length=False)


def test_complete_invalid_feed_is_parsed_with_warning() -> None:
    data = rss(RSS_ITEM + "<item><guid>2</guid><title>Second</title>")
    feed = parse(data[: data.rindex(b"</channel>")])
    assert [entry.id for entry in feed.entries] == ["ferry-7", "2"]
    assert "feed is not valid XML" in feed.warnings


def test_feed_without_items_is_valid() -> None:
    assert parse(rss("")).entries == ()


@pytest.mark.parametrize(
    "document",
    [
        "<!DOCTYPE rss [<!ENTITY a 'ha'>"
        + "".join(
            f"<!ENTITY {b} '{f'&{a};' * 10}'>"
            for a, b in zip("abcdefghi", "bcdefghij", strict=True)
        )
        + "]><rss><channel><item><title>&j;</title></item></channel></rss>",
        f"<!DOCTYPE rss [<!ENTITY a '{'x' * 50_000}'>]><rss><channel><item><title>"
        + "&a;" * 1000
        + "</title></item></channel></rss>",
        "<rss><channel>" + "<a>" * 100_000,
        "<rss xml:base=''><channel><item "
        + " ".join(f"a{n}='1'" for n in range(5000))
        + "/></channel></rss>",
    ],
)
def test_hostile_document_is_rejected(document: str) -> None:
    with pytest.raises(FeedError, match="rejected"):
        parse(document.encode())


def test_internal_entity_is_expanded_and_external_is_not() -> None:
    entities = "<!ENTITY name 'Harbour'><!ENTITY passwd SYSTEM 'file:///etc/passwd'>"
    item = "<item><guid>1</guid><title>&name; &passwd; bell</title></item>"
    data = f"<!DOCTYPE rss [{entities}]><rss><channel>{item}</channel></rss>".encode()
    title = parse_entry(data).title
    assert "root:" not in title
    assert title.endswith("bell")


def test_parse_feed_without_texts() -> None:
    (entry,) = parse(rss(RSS_ITEM), with_texts=False).entries
    assert entry == replace(parse_entry(rss(RSS_ITEM)), text="")


@pytest.mark.parametrize(
    ("item", "is_supported"),
    [
        (RSS_ITEM, True),
        ("<item><guid>1</guid><description><p>naked</p></description></item>", False),
        ("<item><author/><title>takes the next text</title></item>", False),
        ("<item><itunes:summary>x</itunes:summary></item>", False),
        ("<item xml:base='/x'><title>x</title></item>", False),
    ],
)
def test_fast_parser_rejects_unsupported_feed(item: str, is_supported: bool, parser: str) -> None:
    if parser != "fast":
        pytest.skip("tests the fast parser")
    text = rss(item).decode()
    assert (parse_if_supported(text, encode_utf8(text)) is not None) is is_supported


@pytest.mark.parametrize(
    "data",
    [
        rss(RSS_ITEM * 3),
        rss(
            RSS_ITEM.replace("<dc:creator>Lin Mei</dc:creator>", "<author>a@b.test (Lin)</author>")
        ),
        atom(
            "<entry><id>1</id><title>x</title><link href='/1'/>"
            "<updated>2026-03-02T10:00:00Z</updated>"
            "<content type='html'>&lt;p&gt;One&lt;/p&gt;</content></entry>"
        ),
        rss(
            "<item><guid>1</guid><title>x</title>"
            "<enclosure url='/a.mp3' type='a/b' length='9'/></item>"
        ),
    ],
)
def test_both_parsers_give_equal_entries(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A feed may be parsed by either parser on different days; its articles are equal."""
    fast = parse(data)
    monkeypatch.setattr("finews_tui.sources.feeds.parse.parse_if_supported", lambda *_: None)
    assert parse(data) == fast


XHTML = "<content type='xhtml'><p>y</p></content>"
SEEDS = (
    rss(RSS_ITEM * 3),
    atom(f"<entry><id>1</id><title type='html'>x</title>{XHTML}</entry>"),
    b'{"version": "x", "title": "Quay", "items": [{"id": 1, "content_html": "<p>z</p>"}]}',
    "<rss><channel><item><title>雾中的船</title></item></channel></rss>".encode("gb18030"),
    b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss><channel><item><title>&a;</title></item></channel>",
)
FRAGMENTS = (
    *(b"<![CDATA[", b"]]>", b"<!--", b"&", b"<", b'"', b"\0", b"\xff", b"<item>", b"</entry>"),
    *(b'<?xml encoding="utf-16"?>', b"<!ENTITY a '&a;&a;'>", b"[", b"{", b' xml:base="/"'),
    *(b"<link/>", b"&#27;"),
)


def mutated_feed(rng: random.Random) -> bytes:
    data = bytearray(rng.choice(SEEDS))
    for _ in range(rng.choice((1, 2, 5))):
        start = rng.randrange(len(data) + 1)
        end = min(len(data), start + rng.randrange(1, 100))
        match rng.randrange(5):
            case 0:
                del data[start:]
            case 1:
                del data[start:end]
            case 2:
                data[start:end] = data[start:end] * 30
            case 3:
                data[start:start] = rng.choice(FRAGMENTS) * rng.choice((1, 1, 300))
            case _:
                data[start:end] = bytes(rng.randrange(256) for _ in range(end - start))
    return bytes(data)


def test_mutated_feed_raises_only_feed_error_in_time() -> None:
    rng = random.Random(20260302)
    parsed_count, messages = 0, []
    for _ in range(1000):
        data = mutated_feed(rng)
        with cpu_limit(2, data[:200]):
            try:
                parse(data)
                parsed_count += 1
            except FeedError as error:
                messages.append(str(error))
    assert 100 < parsed_count < 1000
    assert all(message.isprintable() for message in messages)
