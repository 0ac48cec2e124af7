"""Titles of feeds, taken from the feed at the first sync."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from finews_tui.config.loader import load
from finews_tui.library.library import Library
from finews_tui.library.subscribe.import_file import import_subscriptions
from finews_tui.library.sync.run import sync
from finews_tui.model.source import Source
from tests.web import Site, serving

FEED = (
    "<rss version='2.0'><channel><title>The {0} log</title>"
    "<item><guid>{0}</guid><title>About {0}</title></item></channel></rss>"
)
OPML = '<opml><body><outline xmlUrl="{0}/fog"/><outline xmlUrl="{0}/tide"/></body></opml>'


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        for name in ("fog", "tide"):
            site.bodies[f"/{name}"] = FEED.format(name).encode()
        yield site


def sources(library: Library) -> list[tuple[str, str]]:
    """Return name and title of each source, after checking the configuration file."""
    assert load(library.paths.config_file).sources == library.config.sources
    return [(source.name, source.title) for source in library.config.sources]


def test_first_sync_sets_titles_of_imported_feeds(library: Library, site: Site) -> None:
    import_subscriptions(library.stores, OPML.format(site.base).encode())
    assert sources(library) == [("127.0.0.1", ""), ("127.0.0.1-2", "")]
    asyncio.run(sync(library.stores))
    assert sources(library) == [("127.0.0.1", "The fog log"), ("127.0.0.1-2", "The tide log")]
    assert library.sources.state("127.0.0.1-2").articles == 1


def test_title_is_set_at_first_successful_sync(library: Library, site: Site) -> None:
    site.statuses["/tide"] = 500
    import_subscriptions(library.stores, f"{site.base}/tide\n".encode())
    asyncio.run(sync(library.stores))
    assert sources(library) == [("127.0.0.1", "")]
    del site.statuses["/tide"]
    asyncio.run(sync(library.stores, force=True))
    assert sources(library) == [("127.0.0.1", "The tide log")]


def test_custom_title_and_custom_name_are_not_changed(library: Library, site: Site) -> None:
    library.paths.config_directory.mkdir(parents=True)
    library.paths.config_file.write_text(
        f'[[source]]\nname = "tides"\nkind = "feed"\nlocation = "{site.base}/tide"\n'
    )
    library.stores.config = load(library.paths.config_file)
    import_subscriptions(library.stores, f'{site.base}/fog "~Foggy"\n'.encode())
    asyncio.run(sync(library.stores))
    assert sources(library) == [("tides", ""), ("foggy", "Foggy")]


def test_title_removed_by_user_is_not_set_again(library: Library, site: Site) -> None:
    import_subscriptions(library.stores, f"{site.base}/fog\n".encode())
    asyncio.run(sync(library.stores))
    text = library.paths.config_file.read_text()
    library.paths.config_file.write_text(text.replace('title = "The fog log"\n', ""))
    library.stores.config = load(library.paths.config_file)
    site.bodies["/fog"] = FEED.format("fog").replace("<guid>fog", "<guid>more").encode()
    asyncio.run(sync(library.stores))
    assert library.sources.state("127.0.0.1").articles == 2
    assert sources(library) == [("127.0.0.1", "")]


def test_failure_to_write_title_does_not_fail_the_sync(
    library: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    from finews_tui.errors import ConfigError
    from finews_tui.library.sync import feed_writes

    def fail(*_: object) -> Source:
        raise ConfigError("no space left on device")

    import_subscriptions(library.stores, f"{site.base}/fog\n".encode())
    monkeypatch.setattr(feed_writes, "update_sources", fail)
    (outcome,) = asyncio.run(sync(library.stores))
    assert (outcome.new, outcome.warnings) == (1, ())
    assert sources(library) == [("127.0.0.1", "")]
