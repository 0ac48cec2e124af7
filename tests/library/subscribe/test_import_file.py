"""Import of subscription lists: detection by content, and round trips."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from finews_tui.config.loader import Config
from finews_tui.library.library import Library
from finews_tui.library.subscribe.import_file import (
    export_opml,
    import_subscriptions,
    is_subscription_list,
)
from finews_tui.model.source import Source
from finews_tui.system.paths import Paths
from tests.paths import SHARED

LISTS = sorted(
    path
    for folder in (SHARED / "corpus/opml", SHARED / "corpus/feeds")
    for path in folder.rglob("*.opml")
)


@pytest.mark.skipif(not LISTS, reason="requires ../shared/corpus")
@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_importing_an_export_adds_nothing(path: Path, paths: Paths, tmp_path: Path) -> None:
    with Library(paths, Config()) as library:
        first = import_subscriptions(library.stores, path.read_bytes())
        exported = export_opml(library.stores).encode()
        reimported = import_subscriptions(library.stores, exported)
    assert (reimported.added, reimported.refused, reimported.queries) == ((), (), ())
    assert reimported.known == len(first.added)
    directories = (tmp_path / part for part in ("config", "cache", "data", "log"))
    with Library(Paths(*directories), Config()) as other:
        import_subscriptions(other.stores, exported)
        assert export_opml(other.stores).encode() == exported
        assert locations_and_groups(other.config.sources) == locations_and_groups(first.added)


def locations_and_groups(sources: Sequence[Source]) -> set[tuple[str, str]]:
    return {(source.location, source.group) for source in sources}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<?xml version="1.0"?><opml version="2.0"><body/></opml>', True),
        ("<OPML><BODY><OUTLINE text='a'/></BODY></OPML>", True),
        ("# comment\n\n# another\nhttps://news.example/feed news\n", True),
        ('"query:Unread:unread = \\"yes\\""\n', True),
        ("exec:cat /etc/passwd\n", True),
        ('<?xml version="1.0"?><rss version="2.0"><channel/></rss>', False),
        ('{"version": "https://jsonfeed.org/version/1.1"}', False),
        ("<html><body>https://news.example/</body></html>", False),
        ("# A post\n\nSee https://news.example/ for more.\n", False),
        ("", False),
    ],
)
def test_subscription_list_is_recognized_by_content(
    text: str, expected: bool, tmp_path: Path
) -> None:
    path = tmp_path / "file"
    path.write_text(text, encoding="utf-8")
    assert is_subscription_list(str(path)) is expected


@pytest.mark.parametrize(
    "location", ["/nowhere/at/all", "https://news.example/", "\0", "~nobody/x"]
)
def test_missing_file_is_not_a_subscription_list(location: str) -> None:
    assert not is_subscription_list(location)


def test_website_description_and_full_text_are_exported_again(paths: Paths) -> None:
    outline = (
        '<outline type="rss" text="A" title="A" xmlUrl="https://f.test/1" '
        'htmlUrl="https://f.test/home" description="Ships &amp; tides" crawler="true"/>'
    )
    data = f'<opml version="2.0"><body>{outline}</body></opml>'.encode()
    with Library(paths, Config()) as library:
        (source,) = import_subscriptions(library.stores, data).added
        assert source.full_text
        assert outline in export_opml(library.stores)
