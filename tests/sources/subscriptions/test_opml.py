"""OPML from and to other readers."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from finews_tui.errors import UsageError
from finews_tui.model.source import Source, SourceKind
from finews_tui.sources.subscriptions import opml
from finews_tui.sources.subscriptions.records import ListedFeed
from tests.cpu_time import cpu_limit
from tests.paths import SHARED

LISTS = (SHARED / "corpus" / "opml", SHARED / "corpus" / "feeds" / "newsboat" / "test" / "data")


def document(body: str) -> bytes:
    return f'<?xml version="1.0"?><opml version="2.0"><body>{body}</body></opml>'.encode()


def outline(number: int, more: str = "") -> str:
    return f'<outline type="rss" text="Feed {number}" xmlUrl="https://f.test/{number}" {more}/>'


def listed(number: int, group: str = "") -> ListedFeed:
    return ListedFeed(f"https://f.test/{number}", f"Feed {number}", group)


def test_nested_outlines_are_groups() -> None:
    inner = (
        f'<outline text="Boats">{outline(2)}<outline title="Sail">{outline(3)}</outline></outline>'
    )
    found = opml.read(document(f"{outline(1)}{inner}{outline(4)}"))
    assert found.sources == (
        listed(1),
        listed(2, "Boats"),
        listed(3, "Boats/Sail"),
        listed(4),
    )
    assert found.refused == ()


def test_a_category_is_a_group_where_no_outline_is() -> None:
    found = opml.read(document(outline(1, 'category="/Boats/Sail,fog"')))
    assert found.sources == (ListedFeed("https://f.test/1", "Feed 1", "Boats/Sail", ("fog",)),)


def test_the_same_feed_twice_is_one() -> None:
    found = opml.read(document(f'{outline(1)}<outline text="G">{outline(1)}</outline>'))
    assert found.sources == (listed(1),)


@pytest.mark.parametrize(
    "address",
    [
        *("|touch pwned", "exec:touch pwned", "filter:x:http://f.test/", "file:///etc/passwd"),
        *("javascript:1", "~/.ssh", "/etc", "", "http://", "feed:file:///etc/passwd"),
    ],
)
def test_what_is_no_web_address_is_refused_and_named(address: str) -> None:
    body = f'<outline text="Bad &#27;[1m one" xmlUrl="{address}"/>{outline(1)}'
    found = opml.read(document(body))
    assert found.sources == (listed(1),)
    (line,) = found.refused
    assert line.isprintable()
    assert "refused" in line


def test_a_filter_command_is_left_out_and_told() -> None:
    found = opml.read(document(outline(1, 'filtercmd="rm -rf ~"')))
    assert found.sources == (listed(1),)
    assert "filter command" in found.refused[0]


def test_one_bad_outline_does_not_cost_the_rest() -> None:
    bad = (
        '<outline text="The "Bell" & more" xmlUrl="https://f.test/2" type="rss"/>\n'
        "<outline text=unquoted/>\n"
    )
    found = opml.read(
        document(f'<outline text="G">{outline(1)}{bad}{outline(3)}</outline>{outline(4)}')
    )
    assert found.sources == (
        listed(1, "G"),
        ListedFeed("https://f.test/2", 'The "Bell" & more', "G"),
        listed(3, "G"),
        listed(4),
    )
    assert len(found.refused) == 1
    assert "broken XML" in found.refused[0]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (document("<!DOCTYPE x [<!ENTITY a 'b'>]>" + outline(1)), "entities"),
        (b"<rss><channel/></rss>", "not OPML"),
        (b"", "not OPML"),
        (b"<opml>" + bytes(opml.LARGEST_FILE), "larger"),
    ],
)
def test_files_that_are_refused(data: bytes, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        opml.read(data)


@pytest.mark.parametrize(
    "body",
    [
        '<outline text="x">' * 50_000 + outline(1),
        '<outline text="a" xmlUrl=">' * 20_000,
        "<outline>" * 50_000 + "<outline a=>" * 2000,
    ],
)
def test_deep_and_broken_lists_end_in_time(body: str) -> None:
    with cpu_limit(4):
        opml.read(document(body))


def source(number: int, group: str = "", **more: str) -> Source:
    fields = {"location": f"https://f.test/{number}", "title": f"Feed {number}"} | more
    return Source(name=f"f{number}", kind=SourceKind.FEED, group=group, **fields)  # type: ignore[arg-type]


def test_what_is_written_is_read_back() -> None:
    sources = [
        source(1),
        source(2, "Boats"),
        source(3, "Boats/Sail", title="<\"Fog\" & 'mist'> 雾"),
        source(4),
    ]
    found = opml.read(opml.write(sources))
    assert found.refused == ()
    assert {(feed.location, feed.title, feed.group) for feed in found.sources} == {
        (each.location, each.title, each.group) for each in sources
    }


def test_what_is_written_is_what_other_readers_ask_for() -> None:
    """OPML 2.0: a head with a title; `text`, `type` and `xmlUrl` on each feed."""
    root = ET.fromstring(opml.write([source(1), source(2, "Boats")]))
    assert root.tag == "opml"
    assert root.get("version") == "2.0"
    assert root.findtext("head/title")
    feeds = [each for each in root.iter("outline") if each.get("xmlUrl")]
    assert [(feed.get("type"), feed.get("text")) for feed in feeds] == [
        ("rss", "Feed 1"),
        ("rss", "Feed 2"),
    ]
    group = root.find("body/outline[@text='Boats']")
    assert group is not None
    assert group.get("xmlUrl") is None


def test_groups_within_groups_are_one_tree() -> None:
    groups = ("Boats/Sail", "Fog", "Boats", "", "Boats/Sail", "Boats/Steam/Old")
    root = ET.fromstring(opml.write(source(i, group) for i, group in enumerate(groups)))
    folders = [each.get("text") for each in root.iter("outline") if not each.get("xmlUrl")]
    assert folders == ["Boats", "Sail", "Steam", "Old", "Fog"]
    old = root.find("body/outline[@text='Boats']/outline[@text='Steam']/outline[@text='Old']")
    assert old is not None
    assert [feed.get("xmlUrl") for feed in old] == ["https://f.test/5"]


def test_secrets_and_places_of_this_machine_stay_here() -> None:
    sources = [
        source(1, location="https://me:s3cret@f.test/1?token=s3cret&x=1"),
        source(2, location="file:///home/me/feed.xml"),
        source(3, location="/home/me/posts"),
    ]
    plain = opml.write(sources)
    assert b"s3cret" not in plain
    assert b"/home" not in plain
    assert opml.read(plain).sources[0].location == "https://f.test/1?x=1"
    assert plain != opml.write(sources, with_secrets=True)
    assert b"me:s3cret@f.test/1?token=s3cret" in opml.write(sources, with_secrets=True)


def test_every_list_of_the_corpus_is_taken_over_whole() -> None:
    paths = [path for folder in LISTS for path in sorted(folder.glob("*.opml"))]
    if not paths:
        pytest.skip("the OPML files of ../shared/corpus are not here")
    assert len(paths) >= 30
    for path in paths:
        data = path.read_bytes()
        found = opml.read(data)
        commands = data.count(b'xmlUrl="|')
        assert len(found.sources) == data.lower().count(b"xmlurl=") - commands, path.name
