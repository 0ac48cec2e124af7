"""OPML import and export."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from finews_tui.errors import UsageError
from finews_tui.model.source import Source, SourceKind
from finews_tui.sources.subscriptions.opml import MAX_FILE_BYTES, parse_opml, write_opml
from finews_tui.sources.subscriptions.records import FeedSubscription
from tests.cpu_time import cpu_limit
from tests.paths import SHARED

LISTS = (SHARED / "corpus" / "opml", SHARED / "corpus" / "feeds" / "newsboat" / "test" / "data")


def document(body: str) -> bytes:
    return f'<?xml version="1.0"?><opml version="2.0"><body>{body}</body></opml>'.encode()


def outline(number: int, attributes: str = "") -> str:
    return (
        f'<outline type="rss" text="Feed {number}" xmlUrl="https://f.test/{number}" {attributes}/>'
    )


def subscription(number: int, group: str = "") -> FeedSubscription:
    return FeedSubscription(f"https://f.test/{number}", f"Feed {number}", group)


def test_nested_outlines_become_groups() -> None:
    folders = (
        f'<outline text="Boats">{outline(2)}<outline title="Sail">{outline(3)}</outline></outline>'
    )
    subscriptions = parse_opml(document(f"{outline(1)}{folders}{outline(4)}"))
    assert subscriptions.feeds == (
        subscription(1),
        subscription(2, "Boats"),
        subscription(3, "Boats/Sail"),
        subscription(4),
    )
    assert subscriptions.refused == ()


def test_category_is_group_without_folder() -> None:
    subscriptions = parse_opml(document(outline(1, 'category="/Boats/Sail,fog"')))
    assert subscriptions.feeds == (
        FeedSubscription("https://f.test/1", "Feed 1", "Boats/Sail", ("fog",)),
    )


def test_duplicate_feed_is_imported_once() -> None:
    subscriptions = parse_opml(document(f'{outline(1)}<outline text="G">{outline(1)}</outline>'))
    assert subscriptions.feeds == (subscription(1),)


@pytest.mark.parametrize(
    "address",
    [
        *("|touch pwned", "exec:touch pwned", "filter:x:http://f.test/", "file:///etc/passwd"),
        *("javascript:1", "~/.ssh", "/etc", "", "http://", "feed:file:///etc/passwd"),
    ],
)
def test_invalid_url_is_skipped_with_message(address: str) -> None:
    body = f'<outline text="Bad &#27;[1m one" xmlUrl="{address}"/>{outline(1)}'
    subscriptions = parse_opml(document(body))
    assert subscriptions.feeds == (subscription(1),)
    (line,) = subscriptions.refused
    assert line.isprintable()
    assert "skipped" in line


def test_filter_command_is_ignored_with_message() -> None:
    subscriptions = parse_opml(document(outline(1, 'filtercmd="rm -rf ~"')))
    assert subscriptions.feeds == (subscription(1),)
    assert "filter command" in subscriptions.refused[0]


def test_broken_outline_is_recovered() -> None:
    broken = (
        '<outline text="The "Bell" & more" xmlUrl="https://f.test/2" type="rss"/>\n'
        "<outline text=unquoted/>\n"
    )
    subscriptions = parse_opml(
        document(f'<outline text="G">{outline(1)}{broken}{outline(3)}</outline>{outline(4)}')
    )
    assert subscriptions.feeds == (
        subscription(1, "G"),
        FeedSubscription("https://f.test/2", 'The "Bell" & more', "G"),
        subscription(3, "G"),
        subscription(4),
    )
    assert len(subscriptions.refused) == 1
    assert "invalid XML" in subscriptions.refused[0]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (document("<!DOCTYPE x [<!ENTITY a 'b'>]>" + outline(1)), "entities"),
        (b"<rss><channel/></rss>", "not an OPML file"),
        (b"", "not an OPML file"),
        (b"<opml>" + bytes(MAX_FILE_BYTES), "larger"),
    ],
)
def test_hostile_file_is_rejected(data: bytes, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        parse_opml(data)


@pytest.mark.parametrize(
    "body",
    [
        '<outline text="x">' * 50_000 + outline(1),
        '<outline text="a" xmlUrl=">' * 20_000,
        "<outline>" * 50_000 + "<outline a=>" * 2000,
    ],
)
def test_deep_and_broken_opml_is_parsed_in_time(body: str) -> None:
    with cpu_limit(4):
        parse_opml(document(body))


def source(number: int, group: str = "", **overrides: str) -> Source:
    fields = {"location": f"https://f.test/{number}", "title": f"Feed {number}"} | overrides
    return Source(name=f"f{number}", kind=SourceKind.FEED, group=group, **fields)  # type: ignore[arg-type]


def test_written_opml_is_parsed_back() -> None:
    sources = [
        source(1),
        source(2, "Boats"),
        source(3, "Boats/Sail", title="<\"Fog\" & 'mist'> 雾"),
        source(4),
    ]
    subscriptions = parse_opml(write_opml(sources))
    assert subscriptions.refused == ()
    assert {(feed.location, feed.title, feed.group) for feed in subscriptions.feeds} == {
        (source.location, source.title, source.group) for source in sources
    }


def test_written_opml_has_expected_structure() -> None:
    """OPML 2.0: a head with a title; `text`, `type` and `xmlUrl` on each feed."""
    root = ET.fromstring(write_opml([source(1), source(2, "Boats")]))
    assert root.tag == "opml"
    assert root.get("version") == "2.0"
    assert root.findtext("head/title")
    feeds = [element for element in root.iter("outline") if element.get("xmlUrl")]
    assert [(feed.get("type"), feed.get("text")) for feed in feeds] == [
        ("rss", "Feed 1"),
        ("rss", "Feed 2"),
    ]
    group = root.find("body/outline[@text='Boats']")
    assert group is not None
    assert group.get("xmlUrl") is None


def test_nested_groups_are_written_as_one_tree() -> None:
    groups = ("Boats/Sail", "Fog", "Boats", "", "Boats/Sail", "Boats/Steam/Old")
    root = ET.fromstring(write_opml(source(i, group) for i, group in enumerate(groups)))
    folders = [element.get("text") for element in root.iter("outline") if not element.get("xmlUrl")]
    assert folders == ["Boats", "Sail", "Steam", "Old", "Fog"]
    old = root.find("body/outline[@text='Boats']/outline[@text='Steam']/outline[@text='Old']")
    assert old is not None
    assert [feed.get("xmlUrl") for feed in old] == ["https://f.test/5"]


def test_written_opml_has_neither_secrets_nor_local_paths() -> None:
    sources = [
        source(1, location="https://me:s3cret@f.test/1?token=s3cret&x=1"),
        source(2, location="file:///home/me/feed.xml"),
        source(3, location="/home/me/posts"),
    ]
    public = write_opml(sources)
    assert b"s3cret" not in public
    assert b"/home" not in public
    assert parse_opml(public).feeds[0].location == "https://f.test/1?x=1"
    assert public != write_opml(sources, with_secrets=True)
    assert b"me:s3cret@f.test/1?token=s3cret" in write_opml(sources, with_secrets=True)


def test_every_opml_file_of_corpus_is_parsed() -> None:
    paths = [path for folder in LISTS for path in sorted(folder.glob("*.opml"))]
    if not paths:
        pytest.skip("the corpus of OPML files is missing")
    assert len(paths) >= 30
    for path in paths:
        data = path.read_bytes()
        subscriptions = parse_opml(data)
        commands = data.count(b'xmlUrl="|')
        assert len(subscriptions.feeds) == data.lower().count(b"xmlurl=") - commands, path.name
