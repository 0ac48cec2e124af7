"""Full texts: fetching by sync and on request, storage, index and export."""

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
    with serving() as site:
        yield site


@pytest.fixture(autouse=True)
def _no_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    run_workers_in_process(monkeypatch)


@pytest.fixture
def follower(paths: Paths, site: Site) -> Iterator[Library]:
    """A library with the feed of the site as source and full texts enabled."""
    with follow(paths, site) as library:
        yield library


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


def sync_feed(library: Library, steps: list[SyncProgress] | None = None) -> SyncOutcome:
    report = steps.append if steps is not None else None
    (outcome,) = asyncio.run(sync(library.stores, force=True, progress=report))
    return outcome


def only_article(library: Library, query: str = "") -> Article:
    (article,) = library.articles.get_many(library.articles.listing(parse(query)))
    return article


def requested_pages(site: Site) -> Sequence[str]:
    return [path for path in site.requests if path != FEED]


def test_sync_fetches_full_texts_of_new_articles(follower: Library, site: Site) -> None:
    publish(site, "strike", "ferry")
    steps: list[SyncProgress] = []
    outcome = sync_feed(follower, steps)
    assert (outcome.status, outcome.new, outcome.warnings) == (SyncStatus.OK, 2, ())
    for article in follower.articles.get_many(follower.articles.listing(parse(""))):
        assert article.body.startswith(TEASER)
        assert "eleven days of talks" in article.full_text
        assert "Comments" not in article.full_text
        assert "eleven days" in follower.articles.text(with_full_text(article))
    stages = [(step.done, step.total, step.new, step.stage) for step in steps if step.total]
    assert stages == [(1, 2, 2, "fetching pages"), (2, 2, 2, "done")]


def test_page_is_fetched_once(follower: Library, site: Site) -> None:
    publish(site, "strike")
    sync_feed(follower)
    sync_feed(follower)
    assert requested_pages(site) == ["/strike"]


def test_full_text_is_searchable(follower: Library, site: Site) -> None:
    publish(site, "strike")
    sync_feed(follower)
    assert titles(follower, "suitcase") == ["strike"]
    assert titles(follower, f'"{TEASER}"') == ["strike"]
    assert follower.articles.snippets(
        list(follower.articles.listing(parse("suitcase"))), parse("suitcase")
    )


def test_page_of_changed_article_is_fetched_again(follower: Library, site: Site) -> None:
    publish(site, "strike")
    sync_feed(follower)
    publish(site, "strike", text="The strike is over, we hear.")
    site.put("/strike", page("Correction: the talks took twelve nights in all.", *REST))
    assert sync_feed(follower).updated == 1
    article = only_article(follower)
    assert article.body.startswith("The strike is over, we hear")
    assert "twelve nights" in article.full_text
    assert titles(follower, "eleven") == []
    assert titles(follower, "twelve") == ["strike"]


def test_failed_refetch_does_not_delete_full_text(follower: Library, site: Site) -> None:
    publish(site, "strike")
    sync_feed(follower)
    publish(site, "strike", text="The strike is over, we hear.")
    site.put("/strike", "gone", status=404)
    outcome = sync_feed(follower)
    assert outcome.status is SyncStatus.OK
    assert "eleven days" in only_article(follower).full_text
    assert titles(follower, "eleven hear") == ["strike"]


def test_failed_page_is_a_warning_and_retried_later(paths: Paths, site: Site) -> None:
    publish(site, "strike", "ferry")
    site.put("/strike", "not here", status=404)
    with follow(paths, site) as library:
        outcome = sync_feed(library)
        assert (outcome.status, outcome.new) == (SyncStatus.OK, 2)
        (warning,) = outcome.warnings
        assert warning.startswith("cannot fetch full text of “strike”")
        assert "(404)" in warning
        assert library.sources.state("gull").warnings == outcome.warnings
        assert only_article(library, "ferry").full_text
        assert not only_article(library, "title:strike").full_text
        site.requests.clear()
        sync_feed(library)
        assert requested_pages(site) == []
    publish(site, "strike", "ferry")
    with follow(paths, site, days=1) as library:
        assert sync_feed(library).warnings == ()
        assert only_article(library, "title:strike").full_text
        assert requested_pages(site) == ["/strike"]


def test_page_is_not_retried_after_six_failures(paths: Paths, site: Site) -> None:
    publish(site, "strike")
    site.put("/strike", "not here", status=404)
    for day in range(0, 90, 10):
        with follow(paths, site, days=day) as library:
            sync_feed(library)
    assert len(requested_pages(site)) == 6


def test_page_of_read_article_is_not_fetched(paths: Paths, site: Site) -> None:
    publish(site, "strike")
    with follow(paths, site, is_full=False) as library:
        sync_feed(library)
        library.mark_read(library.articles.listing(parse("")), True)
    assert requested_pages(site) == []
    publish(site, "ferry", "strike")
    with follow(paths, site) as library:
        sync_feed(library)
    assert requested_pages(site) == ["/ferry"]


def test_pages_per_sync_are_limited_newest_first(
    follower: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(full_texts, "MAX_PAGES_PER_SYNC", 3)
    names = [f"tide{number}" for number in range(5)]
    publish(site, *names)
    sync_feed(follower)
    assert sorted(requested_pages(site)) == ["/tide0", "/tide1", "/tide2"]
    sync_feed(follower)
    assert set(requested_pages(site)) == {f"/{name}" for name in names}


def test_unresponsive_host_is_skipped_for_this_sync(follower: Library, site: Site) -> None:
    names = [f"tide{number}" for number in range(9)]
    publish(site, *names)
    for name in names:
        site.put(f"/{name}", "", status=503)
    outcome = sync_feed(follower)
    assert len(requested_pages(site)) <= 4
    assert len(outcome.warnings) == len(requested_pages(site))
    assert outcome.new == 9


def test_missing_full_text_package_is_one_warning(
    follower: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(article_page, "find_spec", lambda _: None)
    publish(site, "strike", "ferry")
    outcome = sync_feed(follower)
    assert (outcome.status, outcome.new) == (SyncStatus.OK, 2)
    (warning,) = outcome.warnings
    assert "pip install 'finews-tui[full-text]'" in warning
    assert requested_pages(site) == []


def test_feed_without_full_text_fetches_no_pages(paths: Paths, site: Site) -> None:
    publish(site, "strike")
    with follow(paths, site, is_full=False) as library:
        sync_feed(library)
        assert requested_pages(site) == []
        article = asyncio.run(fetch_full_text(library.stores, only_article(library).number))
        assert "eleven days" in article.full_text
        assert titles(library, "suitcase") == ["strike"]
        sync_feed(library)
        assert only_article(library) == article


def test_full_text_resets_reading_position(paths: Paths, site: Site) -> None:
    publish(site, "strike")
    with follow(paths, site, is_full=False) as library:
        sync_feed(library)
        article = only_article(library)
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
        sync_feed(library)
        with pytest.raises(PageError, match="less text than the feed"):
            asyncio.run(fetch_full_text(library.stores, only_article(library).number))
        assert not only_article(library).full_text


def test_full_text_on_request_fails_with_reason(paths: Paths, site: Site) -> None:
    publish(site, "strike")
    site.put(FEED, feed(("bare", "", "no link"), ("lost", f"{site.base}/lost", "x")), RSS)
    with follow(paths, site, is_full=False) as library:
        sync_feed(library)
        with pytest.raises(NotFoundError, match="bare: cannot fetch full text"):
            asyncio.run(fetch_full_text(library.stores, only_article(library, "title:bare").number))
        with pytest.raises(FetchError, match=r"\(404\)"):
            asyncio.run(fetch_full_text(library.stores, only_article(library, "title:lost").number))


def test_full_text_is_written_to_bookmark_file(paths: Paths, site: Site) -> None:
    publish(site, "strike")
    with follow(paths, site) as library:
        sync_feed(library)
        library.set_bookmark(only_article(library).number, True)
        before = only_article(library)
    (file,) = paths.bookmarks_directory.glob("*.md")
    assert "eleven days of talks" in file.read_text()
    paths.cache_database.unlink()
    with follow(paths, site) as library:
        article = only_article(library)
        assert (article.body, article.full_text) == (before.body, before.full_text)
        assert titles(library, "suitcase") == ["strike"]


def test_full_text_is_added_to_existing_bookmark_file(paths: Paths, site: Site) -> None:
    publish(site, "strike")
    with follow(paths, site, is_full=False) as library:
        sync_feed(library)
        library.set_bookmark(only_article(library).number, True)
        (file,) = paths.bookmarks_directory.glob("*.md")
        file.write_text(file.read_text().replace(TEASER, "My own note."))
        library.bookmarks.index_files()
        for _ in range(2):
            asyncio.run(fetch_full_text(library.stores, only_article(library).number))
        text = file.read_text()
        assert text.count("the text of its page -->") == 1
        assert text.index("My own note.") < text.index("eleven days")
        assert only_article(library).body.startswith("My own note")
        assert "eleven days" in only_article(library).full_text


def test_export_of_bookmark_includes_full_text(paths: Paths, site: Site) -> None:
    publish(site, "strike")
    with follow(paths, site) as library:
        sync_feed(library)
        library.set_bookmark(only_article(library).number, True)
        export = paths.bookmarks_directory.parent / "bookmarks.jsonl"
        library.bookmarks.export(export)
        before = only_article(library)
        library.set_bookmark(before.number, False)
    paths.cache_database.unlink()
    with follow(paths, site) as library:
        library.bookmarks.import_file(export)
        assert only_article(library).full_text == before.full_text


def test_removing_source_deletes_its_full_texts(follower: Library, site: Site) -> None:
    publish(site, "strike")
    sync_feed(follower)
    follower.sources.remove("gull")
    with follower.stores.cache.reading() as cache:
        assert cache.execute("SELECT count(*) FROM full_texts").fetchone() == (0,)
    assert titles(follower, "suitcase") == []


def test_rebuilt_index_includes_full_texts(follower: Library, site: Site) -> None:
    from finews_tui.library.plain_text import body_facts, plain_text
    from finews_tui.store import fulltext_index

    publish(site, "strike")
    sync_feed(follower)
    with follower.stores.cache.writing() as cache:
        fulltext_index.begin_rebuild(cache)
        while fulltext_index.rebuild_step(cache, body_facts, plain_text, 100):
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
        sync_feed(library)
        assert only_article(library).full_text


def test_sync_cancelled_while_fetching_pages_is_resumed(follower: Library, site: Site) -> None:
    publish(site, "strike", "ferry")
    site.slow.add("/strike")
    is_fetching = asyncio.Event()

    def report(step: SyncProgress) -> None:
        if step.stage == "fetching pages":
            is_fetching.set()

    async def start_and_cancel() -> None:
        task = asyncio.ensure_future(sync(follower.stores, force=True, progress=report))
        await asyncio.wait_for(is_fetching.wait(), 20)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(start_and_cancel())
    assert sorted(titles(follower)) == ["ferry", "strike"]
    assert only_article(follower, "title:ferry").full_text
    site.slow.clear()
    site.closing.set()
    sync_feed(follower)
    assert only_article(follower, "title:strike").full_text


def test_doctor_reports_missing_full_text_package(
    follower: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fixes() -> list[str]:
        return [result.fix for result in follower.doctor() if "full text" in result.subject]

    assert fixes() == []
    monkeypatch.setattr(article_page, "find_spec", lambda _: None)
    assert fixes() == ["run `pip install 'finews-tui[full-text]'`"]
