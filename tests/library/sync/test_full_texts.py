"""Full texts: pages fetched by sync or on wish, kept, searchable, and never at a price."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest

from finews_tui.content import article_page as page_text
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
from tests.library.made import NOW, open_library, titles
from tests.pages_made import FIRST, REST, feed, page
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
    """A library that follows the site's feed and wants its full texts."""
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
    """A feed with these articles, the newest first, and a page for each."""
    items = [(name, f"{site.base}/{name}", f"{text} {name}") for name in names]
    site.put(FEED, feed(*items), RSS)
    for name in names:
        site.put(f"/{name}", page(f"{name.title()} it was. {FIRST}", *REST, title=name))


def synced(library: Library, told: list[SyncProgress] | None = None) -> SyncOutcome:
    tell = told.append if told is not None else None
    (outcome,) = asyncio.run(sync(library.stores, force=True, progress=tell))
    return outcome


def one(library: Library, query: str = "") -> Article:
    (article,) = library.articles.get_many(library.articles.listing(parse(query)))
    return article


def pages_asked(site: Site) -> Sequence[str]:
    return [path for path in site.asked if path != FEED]


def test_a_sync_brings_the_pages_of_new_articles(follower: Library, site: Site) -> None:
    publish(site, "strike", "ferry")
    told: list[SyncProgress] = []
    outcome = synced(follower, told)
    assert (outcome.status, outcome.new, outcome.warnings) == (SyncStatus.OK, 2, ())
    for article in follower.articles.get_many(follower.articles.listing(parse(""))):
        assert article.body.startswith(TEASER)
        assert "eleven days of talks" in article.full_text
        assert "Comments" not in article.full_text
        assert "eleven days" in follower.articles.text(with_full_text(article))
    stages = [(at.done, at.total, at.new, at.stage) for at in told if at.total]
    assert stages == [(1, 2, 2, "pages"), (2, 2, 2, "done")]


def test_each_page_is_fetched_once(follower: Library, site: Site) -> None:
    publish(site, "strike")
    synced(follower)
    synced(follower)
    assert pages_asked(site) == ["/strike"]


def test_the_full_text_is_searched_too(follower: Library, site: Site) -> None:
    publish(site, "strike")
    synced(follower)
    assert titles(follower, "suitcase") == ["strike"]
    assert titles(follower, f'"{TEASER}"') == ["strike"]
    assert follower.articles.snippets(
        list(follower.articles.listing(parse("suitcase"))), parse("suitcase")
    )


def test_an_article_that_changed_has_its_page_fetched_anew(follower: Library, site: Site) -> None:
    publish(site, "strike")
    synced(follower)
    publish(site, "strike", text="The strike is over, we hear.")
    site.put("/strike", page("Correction: the talks took twelve nights in all.", *REST))
    assert synced(follower).updated == 1
    article = one(follower)
    assert article.body.startswith("The strike is over, we hear")
    assert "twelve nights" in article.full_text
    assert titles(follower, "eleven") == []
    assert titles(follower, "twelve") == ["strike"]


def test_where_the_new_page_fails_the_old_text_stays(follower: Library, site: Site) -> None:
    publish(site, "strike")
    synced(follower)
    publish(site, "strike", text="The strike is over, we hear.")
    site.put("/strike", "gone", status=404)
    outcome = synced(follower)
    assert outcome.status is SyncStatus.OK
    assert "eleven days" in one(follower).full_text
    assert titles(follower, "eleven hear") == ["strike"]


def test_a_page_that_fails_costs_a_warning_and_is_tried_later(paths: Paths, site: Site) -> None:
    publish(site, "strike", "ferry")
    site.put("/strike", "not here", status=404)
    with follow(paths, site) as library:
        outcome = synced(library)
        assert (outcome.status, outcome.new) == (SyncStatus.OK, 2)
        (warning,) = outcome.warnings
        assert warning.startswith("no full text of “strike”")
        assert "(404)" in warning
        assert library.sources.state("gull").warnings == outcome.warnings
        assert one(library, "ferry").full_text
        assert not one(library, "title:strike").full_text
        site.asked.clear()
        synced(library)
        assert pages_asked(site) == []
    publish(site, "strike", "ferry")
    with follow(paths, site, days=1) as library:
        assert synced(library).warnings == ()
        assert one(library, "title:strike").full_text
        assert pages_asked(site) == ["/strike"]


def test_a_page_that_always_fails_is_left_at_last(paths: Paths, site: Site) -> None:
    publish(site, "strike")
    site.put("/strike", "not here", status=404)
    for day in range(0, 90, 10):
        with follow(paths, site, days=day) as library:
            synced(library)
    assert len(pages_asked(site)) == 6


def test_what_was_read_before_is_not_fetched(paths: Paths, site: Site) -> None:
    publish(site, "strike")
    with follow(paths, site, is_full=False) as library:
        synced(library)
        library.mark_read(library.articles.listing(parse("")), True)
    assert pages_asked(site) == []
    publish(site, "ferry", "strike")
    with follow(paths, site) as library:
        synced(library)
    assert pages_asked(site) == ["/ferry"]


def test_pages_of_a_sync_are_bounded_and_the_newest_come_first(
    follower: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(full_texts, "MAX_PAGES_PER_SYNC", 3)
    names = [f"tide{number}" for number in range(5)]
    publish(site, *names)
    synced(follower)
    assert sorted(pages_asked(site)) == ["/tide0", "/tide1", "/tide2"]
    synced(follower)
    assert set(pages_asked(site)) == {f"/{name}" for name in names}


def test_a_host_that_does_not_answer_is_left_for_this_sync(follower: Library, site: Site) -> None:
    names = [f"tide{number}" for number in range(9)]
    publish(site, *names)
    for name in names:
        site.put(f"/{name}", "", status=503)
    outcome = synced(follower)
    assert len(pages_asked(site)) <= 4
    assert len(outcome.warnings) == len(pages_asked(site))
    assert outcome.new == 9


def test_without_the_extra_one_line_says_so(
    follower: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_text, "find_spec", lambda _: None)
    publish(site, "strike", "ferry")
    outcome = synced(follower)
    assert (outcome.status, outcome.new) == (SyncStatus.OK, 2)
    (warning,) = outcome.warnings
    assert "pip install 'finews[full-text]'" in warning
    assert pages_asked(site) == []


def test_a_feed_that_wants_none_has_none_fetched(paths: Paths, site: Site) -> None:
    publish(site, "strike")
    with follow(paths, site, is_full=False) as library:
        synced(library)
        assert pages_asked(site) == []
        article = asyncio.run(fetch_full_text(library.stores, one(library).number))
        assert "eleven days" in article.full_text
        assert titles(library, "suitcase") == ["strike"]
        synced(library)
        assert one(library) == article


def test_a_fetch_forgets_the_place_in_the_other_text(paths: Paths, site: Site) -> None:
    publish(site, "strike")
    with follow(paths, site, is_full=False) as library:
        synced(library)
        article = one(library)
        library.state.set_position(article, 12)
        asyncio.run(fetch_full_text(library.stores, article.number))
        assert library.state.position(article) == 0
        library.state.set_position(article, 30)
        asyncio.run(fetch_full_text(library.stores, article.number))
        assert library.state.position(article) == 30


def test_a_page_with_less_than_the_feed_gave_is_not_taken(paths: Paths, site: Site) -> None:
    publish(site, "strike", text=f"{FIRST} {REST[0]} {REST[1]} " * 3)
    site.put("/strike", page("Subscribe to read on. Only a few coins a month, and you help us."))
    with follow(paths, site, is_full=False) as library:
        synced(library)
        with pytest.raises(PageError, match="less text than came with the news"):
            asyncio.run(fetch_full_text(library.stores, one(library).number))
        assert not one(library).full_text


def test_what_cannot_be_fetched_on_wish(paths: Paths, site: Site) -> None:
    publish(site, "strike")
    site.put(FEED, feed(("bare", "", "no link"), ("lost", f"{site.base}/lost", "x")), RSS)
    with follow(paths, site, is_full=False) as library:
        synced(library)
        with pytest.raises(NotFoundError, match="bare: it has no address"):
            asyncio.run(fetch_full_text(library.stores, one(library, "title:bare").number))
        with pytest.raises(FetchError, match=r"\(404\)"):
            asyncio.run(fetch_full_text(library.stores, one(library, "title:lost").number))


def test_a_bookmark_keeps_the_full_text_in_its_file(paths: Paths, site: Site) -> None:
    publish(site, "strike")
    with follow(paths, site) as library:
        synced(library)
        library.set_bookmark(one(library).number, True)
        before = one(library)
    (file,) = paths.bookmarks_directory.glob("*.md")
    assert "eleven days of talks" in file.read_text()
    paths.cache_database.unlink()
    with follow(paths, site) as library:
        kept = one(library)
        assert (kept.body, kept.full_text) == (before.body, before.full_text)
        assert titles(library, "suitcase") == ["strike"]


def test_a_bookmark_of_before_takes_the_full_text_into_its_file(paths: Paths, site: Site) -> None:
    publish(site, "strike")
    with follow(paths, site, is_full=False) as library:
        synced(library)
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


def test_a_bookmark_lives_through_an_export(paths: Paths, site: Site) -> None:
    publish(site, "strike")
    with follow(paths, site) as library:
        synced(library)
        library.set_bookmark(one(library).number, True)
        export = paths.bookmarks_directory.parent / "kept.jsonl"
        library.bookmarks.export(export)
        before = one(library)
        library.set_bookmark(before.number, False)
    paths.cache_database.unlink()
    with follow(paths, site) as library:
        library.bookmarks.import_file(export)
        assert one(library).full_text == before.full_text


def test_a_source_removed_takes_its_full_texts_along(follower: Library, site: Site) -> None:
    publish(site, "strike")
    synced(follower)
    follower.sources.remove("gull")
    with follower.stores.cache.reading() as cache:
        assert cache.execute("SELECT count(*) FROM full_texts").fetchone() == (0,)
    assert titles(follower, "suitcase") == []


def test_the_index_can_be_built_anew_with_them(follower: Library, site: Site) -> None:
    from finews_tui.library.plain_text import plain_text
    from finews_tui.store import fulltext_index as index

    publish(site, "strike")
    synced(follower)
    with follower.stores.cache.writing() as cache:
        index.begin_rebuild(cache)
        while index.rebuild_step(cache, plain_text, 100):
            pass
    assert titles(follower, "suitcase") == ["strike"]
    follower.sources.remove("gull")
    assert titles(follower, "suitcase") == []


def test_a_cache_of_before_is_brought_along(paths: Paths, site: Site) -> None:
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
        synced(library)
        assert one(library).full_text


def test_a_sync_that_is_stopped_at_a_page_keeps_what_came(follower: Library, site: Site) -> None:
    publish(site, "strike", "ferry")
    site.slow.add("/strike")
    is_at_pages = asyncio.Event()

    def tell(at: SyncProgress) -> None:
        if at.stage == "pages":
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
    synced(follower)
    assert one(follower, "title:strike").full_text


def test_the_doctor_tells_what_is_missing_for_them(
    follower: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told() -> list[str]:
        return [one.fix for one in follower.doctor() if "full text" in one.subject]

    assert told() == []
    monkeypatch.setattr(page_text, "find_spec", lambda _: None)
    assert told() == ["run `pip install 'finews[full-text]'`"]
