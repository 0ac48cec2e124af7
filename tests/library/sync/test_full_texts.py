"""Full texts: fetched by a sync or on request, stored, indexed and exported."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest

from finews_tui.content import article_page
from finews_tui.errors import FetchError, NotFoundError, PageError
from finews_tui.library.library import Library
from finews_tui.library.sync import full_texts
from finews_tui.library.sync.full_texts import fetch_full_text
from finews_tui.library.sync.progress import SyncProgress
from finews_tui.library.sync.run import sync
from finews_tui.model.article import Article, with_full_text
from finews_tui.model.sync_outcome import SyncOutcome, SyncStatus
from finews_tui.query.query import parse
from finews_tui.store import schema
from finews_tui.store.database import Database
from finews_tui.system.paths import Paths
from tests.library.post_folder import NOW, open_library, titles
from tests.sample_pages import FIRST, REST, feed, page
from tests.web import Site, serving
from tests.workers import run_workers_in_process

FEED = "/feed.xml"
RSS = "application/rss+xml"
TEASER = "The strike is over."


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as opened:
        yield opened


@pytest.fixture(autouse=True)
def _no_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    run_workers_in_process(monkeypatch)


@pytest.fixture
def follower(paths: Paths, site: Site) -> Iterator[Library]:
    """A library that follows the feed of the site with full texts."""
    opened = follow(paths, site)
    yield opened
    opened.close()


def follow(paths: Paths, site: Site, *, is_full: bool = True, days: int = 0) -> Library:
    paths.config_file.parent.mkdir(parents=True, exist_ok=True)
    paths.config_file.write_text(
        "[sync]\ndeadline_s = 5\nunread_horizon_days = 0\n"
        f'[[source]]\nname = "gull"\nkind = "feed"\n'
        f'location = "{site.base}{FEED}"\nfull_text = {str(is_full).lower()}\n'
    )
    return open_library(paths, NOW + timedelta(days=days))


def publish(site: Site, *names: str, text: str = TEASER) -> None:
    """Serve a feed with these articles, newest first, and a page for each."""
    items = [(name, f"{site.base}/{name}", f"{text} {name}") for name in names]
    site.put(FEED, feed(*items), RSS)
    for name in names:
        site.put(f"/{name}", page(f"{name.title()} it was. {FIRST}", *REST, title=name))


def sync_folder(library: Library, told: list[SyncProgress] | None = None) -> SyncOutcome:
    tell = told.append if told is not None else None
    (outcome,) = asyncio.run(sync(library.stores, force=True, progress=tell))
    return outcome


def one(library: Library, query: str = "") -> Article:
    (article,) = library.articles.get_many(library.articles.listing(parse(query)))
    return article


def pages_asked(site: Site) -> Sequence[str]:
    return [path for path in site.requests if path != FEED]


def test_sync_fetches_full_texts_of_new_articles(follower: Library, site: Site) -> None:
    publish(site, "strike", "ferry")
    told: list[SyncProgress] = []
    outcome = sync_folder(follower, told)
    assert (outcome.status, outcome.new, outcome.warnings) == (SyncStatus.OK, 2, ())
    for article in follower.articles.get_many(follower.articles.listing(parse(""))):
        assert article.body.startswith(TEASER)
        assert "eleven days of talks" in article.full_text
        assert "Comments" not in article.full_text
        assert "eleven days" in follower.articles.text(with_full_text(article))
    stages = [(at.done, at.total, at.new, at.stage) for at in told if at.total]
    assert stages == [(1, 2, 2, "fetching pages"), (2, 2, 2, "done")]


def test_page_is_fetched_once(follower: Library, site: Site) -> None:
    publish(site, "strike")
    sync_folder(follower)
    sync_folder(follower)
    assert pages_asked(site) == ["/strike"]


def test_full_text_is_searched(follower: Library, site: Site) -> None:
    publish(site, "strike")
    sync_folder(follower)
    assert titles(follower, "suitcase") == ["strike"]
    assert titles(follower, f'"{TEASER}"') == ["strike"]
    assert follower.articles.snippets(
        list(follower.articles.listing(parse("suitcase"))), parse("suitcase")
    )


def test_page_of_changed_article_is_fetched_again(follower: Library, site: Site) -> None:
    publish(site, "strike")
    sync_folder(follower)
    publish(site, "strike", text="The strike is over, we hear.")
    site.put("/strike", page("Correction: the talks took twelve nights in all.", *REST))
    assert sync_folder(follower).updated == 1
    article = one(follower)
    assert article.body.startswith("The strike is over, we hear")
    assert "twelve nights" in article.full_text
    assert titles(follower, "eleven") == []
    assert titles(follower, "twelve") == ["strike"]


def test_failure_of_new_page_keeps_old_full_text(follower: Library, site: Site) -> None:
    publish(site, "strike")
    sync_folder(follower)
    publish(site, "strike", text="The strike is over, we hear.")
    site.put("/strike", "gone", status=404)
    outcome = sync_folder(follower)
    assert outcome.status is SyncStatus.OK
    assert "eleven days" in one(follower).full_text
    assert titles(follower, "eleven hear") == ["strike"]


def test_failed_page_is_a_warning_and_retried_later(paths: Paths, site: Site) -> None:
    publish(site, "strike", "ferry")
    site.put("/strike", "not here", status=404)
    with follow(paths, site) as library:
        outcome = sync_folder(library)
        assert (outcome.status, outcome.new) == (SyncStatus.OK, 2)
        (warning,) = outcome.warnings
        assert warning.startswith("cannot fetch full text of “strike”")
        assert "(404)" in warning
        assert library.sources.state("gull").warnings == outcome.warnings
        assert one(library, "ferry").full_text
        assert not one(library, "title:strike").full_text
        site.requests.clear()
        sync_folder(library)
        assert pages_asked(site) == []
    publish(site, "strike", "ferry")
    with follow(paths, site, days=1) as library:
        assert sync_folder(library).warnings == ()
        assert one(library, "title:strike").full_text
        assert pages_asked(site) == ["/strike"]


def test_page_that_always_fails_is_given_up(paths: Paths, site: Site) -> None:
    publish(site, "strike")
    site.put("/strike", "not here", status=404)
    for day in range(0, 90, 10):
        with follow(paths, site, days=day) as library:
            sync_folder(library)
    assert len(pages_asked(site)) == 6


def test_page_of_read_article_is_not_fetched(paths: Paths, site: Site) -> None:
    publish(site, "strike")
    with follow(paths, site, is_full=False) as library:
        sync_folder(library)
        library.mark_read(library.articles.listing(parse("")), True)
    assert pages_asked(site) == []
    publish(site, "ferry", "strike")
    with follow(paths, site) as library:
        sync_folder(library)
    assert pages_asked(site) == ["/ferry"]


def test_pages_per_sync_are_limited_newest_first(
    follower: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(full_texts, "MAX_PAGES_PER_SYNC", 3)
    names = [f"tide{number}" for number in range(5)]
    publish(site, *names)
    sync_folder(follower)
    assert sorted(pages_asked(site)) == ["/tide0", "/tide1", "/tide2"]
    sync_folder(follower)
    assert set(pages_asked(site)) == {f"/{name}" for name in names}


def test_unresponsive_host_is_skipped_for_this_sync(follower: Library, site: Site) -> None:
    names = [f"tide{number}" for number in range(9)]
    publish(site, *names)
    for name in names:
        site.put(f"/{name}", "", status=503)
    outcome = sync_folder(follower)
    assert len(pages_asked(site)) <= 4
    assert len(outcome.warnings) == len(pages_asked(site))
    assert outcome.new == 9


def test_missing_full_text_package_is_one_warning(
    follower: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(article_page, "find_spec", lambda _: None)
    publish(site, "strike", "ferry")
    outcome = sync_folder(follower)
    assert (outcome.status, outcome.new) == (SyncStatus.OK, 2)
    (warning,) = outcome.warnings
    assert "pip install 'finews-tui[full-text]'" in warning
    assert pages_asked(site) == []


def test_feed_without_full_text_fetches_no_pages(paths: Paths, site: Site) -> None:
    publish(site, "strike")
    with follow(paths, site, is_full=False) as library:
        sync_folder(library)
        assert pages_asked(site) == []
        article = asyncio.run(fetch_full_text(library.stores, one(library).number))
        assert "eleven days" in article.full_text
        assert titles(library, "suitcase") == ["strike"]
        sync_folder(library)
        assert one(library) == article


def test_full_text_resets_reading_position(paths: Paths, site: Site) -> None:
    publish(site, "strike")
    with follow(paths, site, is_full=False) as library:
        sync_folder(library)
        article = one(library)
        library.state.set_position(article, 12)
        asyncio.run(fetch_full_text(library.stores, article.number))
        assert library.state.position(article) == 0
        library.state.set_position(article, 30)
        asyncio.run(fetch_full_text(library.stores, article.number))
        assert library.state.position(article) == 30


def test_page_with_less_text_than_feed_is_rejected(paths: Paths, site: Site) -> None:
    publish(site, "strike", text=f"{FIRST} {REST[0]} {REST[1]} " * 3)
    site.put("/strike", page("Subscribe to read on. Only a few coins a month, and you help us."))
    with follow(paths, site, is_full=False) as library:
        sync_folder(library)
        with pytest.raises(PageError, match="less text than the feed"):
            asyncio.run(fetch_full_text(library.stores, one(library).number))
        assert not one(library).full_text


def test_full_text_on_request_fails_with_reason(paths: Paths, site: Site) -> None:
    publish(site, "strike")
    site.put(FEED, feed(("bare", "", "no link"), ("lost", f"{site.base}/lost", "x")), RSS)
    with follow(paths, site, is_full=False) as library:
        sync_folder(library)
        with pytest.raises(NotFoundError, match="bare: cannot fetch full text"):
            asyncio.run(fetch_full_text(library.stores, one(library, "title:bare").number))
        with pytest.raises(FetchError, match=r"\(404\)"):
            asyncio.run(fetch_full_text(library.stores, one(library, "title:lost").number))


def test_full_text_is_written_to_bookmark_file(paths: Paths, site: Site) -> None:
    publish(site, "strike")
    with follow(paths, site) as library:
        sync_folder(library)
        library.set_bookmark(one(library).number, True)
        before = one(library)
    (file,) = paths.bookmarks_directory.glob("*.md")
    assert "eleven days of talks" in file.read_text()
    paths.cache_database.unlink()
    with follow(paths, site) as library:
        kept = one(library)
        assert (kept.body, kept.full_text) == (before.body, before.full_text)
        assert titles(library, "suitcase") == ["strike"]


def test_full_text_is_added_to_existing_bookmark_file(paths: Paths, site: Site) -> None:
    publish(site, "strike")
    with follow(paths, site, is_full=False) as library:
        sync_folder(library)
        library.set_bookmark(one(library).number, True)
        (file,) = paths.bookmarks_directory.glob("*.md")
        file.write_text(file.read_text().replace(TEASER, "My own note on it."))
        library.bookmarks.index_files()
        for _ in range(2):
            asyncio.run(fetch_full_text(library.stores, one(library).number))
        text = file.read_text()
        assert text.count("the text of its page -->") == 1
        assert text.index("My own note on it.") < text.index("eleven days")
        assert one(library).body.startswith("My own note")
        assert "eleven days" in one(library).full_text


def test_export_of_bookmark_includes_full_text(paths: Paths, site: Site) -> None:
    publish(site, "strike")
    with follow(paths, site) as library:
        sync_folder(library)
        library.set_bookmark(one(library).number, True)
        export = paths.bookmarks_directory.parent / "kept.jsonl"
        library.bookmarks.export(export)
        before = one(library)
        library.set_bookmark(before.number, False)
    paths.cache_database.unlink()
    with follow(paths, site) as library:
        library.bookmarks.import_file(export)
        assert one(library).full_text == before.full_text


def test_removing_source_deletes_its_full_texts(follower: Library, site: Site) -> None:
    publish(site, "strike")
    sync_folder(follower)
    follower.sources.remove("gull")
    with follower.stores.cache.reading() as cache:
        assert cache.execute("SELECT count(*) FROM full_texts").fetchone() == (0,)
    assert titles(follower, "suitcase") == []


def test_rebuilt_index_includes_full_texts(follower: Library, site: Site) -> None:
    from finews_tui.library.plain_text import plain_text
    from finews_tui.store import fulltext_index

    publish(site, "strike")
    sync_folder(follower)
    with follower.stores.cache.writing() as cache:
        fulltext_index.begin_rebuild(cache)
        while fulltext_index.rebuild_step(cache, plain_text, 100):
            pass
    assert titles(follower, "suitcase") == ["strike"]
    follower.sources.remove("gull")
    assert titles(follower, "suitcase") == []


def test_old_cache_is_migrated_to_full_texts(paths: Paths, site: Site) -> None:
    publish(site, "strike")
    first = Database(
        paths.cache_database,
        application_id=schema.CACHE_APPLICATION_ID,
        migrations=(schema._CACHE_1,),
        synchronous="NORMAL",
    )
    assert first.connection().execute("PRAGMA user_version").fetchone() == (1,)
    first.close()
    with follow(paths, site) as library:
        sync_folder(library)
        assert one(library).full_text


def test_sync_cancelled_at_a_page_keeps_articles(follower: Library, site: Site) -> None:
    publish(site, "strike", "ferry")
    site.slow.add("/strike")
    is_at_pages = asyncio.Event()

    def tell(at: SyncProgress) -> None:
        if at.stage == "fetching pages":
            is_at_pages.set()

    async def stopped() -> None:
        work = asyncio.ensure_future(sync(follower.stores, force=True, progress=tell))
        await asyncio.wait_for(is_at_pages.wait(), 20)
        work.cancel()
        with pytest.raises(asyncio.CancelledError):
            await work

    asyncio.run(stopped())
    assert sorted(titles(follower)) == ["ferry", "strike"]
    assert one(follower, "title:ferry").full_text
    site.slow.clear()
    site.closing.set()
    sync_folder(follower)
    assert one(follower, "title:strike").full_text


def test_doctor_reports_missing_full_text_package(
    follower: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told() -> list[str]:
        return [one.fix for one in follower.doctor() if "full text" in one.subject]

    assert told() == []
    monkeypatch.setattr(article_page, "find_spec", lambda _: None)
    assert told() == ["run `pip install 'finews-tui[full-text]'`"]
