"""Article pages: text extraction, one-line errors for everything else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from finews_tui.content import article_page
from finews_tui.errors import FetchError, PageError, SourceError
from finews_tui.sources import article_pages
from finews_tui.sources.article_pages import PageFetcher
from finews_tui.sources.http.request import FetchLimits
from tests.sample_pages import CHINESE, FIRST, REST, page
from tests.sources.hostile import HostileServer
from tests.system.worker_functions import crash_on_page, hang_on_page
from tests.web import Site, serving

LIMITS = FetchLimits(deadline_s=5)
HOME = "localhost"
LINK = "<p>Maps and many more figures are <a href='x'>on another page</a> of this site.</p>"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
async def fetcher() -> AsyncIterator[PageFetcher]:
    async with PageFetcher(LIMITS) as fetcher:
        yield fetcher


async def fetch_error(fetcher: PageFetcher, url: str, linked_from: str = HOME) -> str:
    """Return the error message for a page; check that it is a printable line."""
    with pytest.raises(SourceError) as caught:
        await fetcher.fetch(url, linked_from=linked_from)
    message = str(caught.value)
    assert message.isprintable()
    return message


async def test_fetch_follows_redirect_and_resolves_links(fetcher: PageFetcher, site: Site) -> None:
    site.redirects["/short"] = "/news/strike"
    url = site.put("/news/strike", page(FIRST, *REST, extra=LINK))
    result = await fetcher.fetch(f"{site.base}/short", linked_from=HOME)
    assert result.url == url
    assert "ended on Friday" in result.html
    assert f'href="{site.base}/news/x"' in result.html


@pytest.mark.parametrize("charset", ["gb18030", "big5hkscs", "utf-8", "utf-16"])
@pytest.mark.parametrize("is_declared", [True, False])
async def test_fetch_decodes_declared_and_undeclared_charset(
    fetcher: PageFetcher, site: Site, charset: str, is_declared: bool
) -> None:
    text = page(*CHINESE, title="罢工").replace("utf-8", "gb18030" if charset == "gb18030" else "x")
    if charset == "big5hkscs":
        text = page("碼頭重新亮起了燈，大家都很高興，也都很累。" * 5, title="罷工").replace(
            "utf-8", "x"
        )
    kind = f"text/html; charset={charset}" if is_declared else "text/html"
    url = site.put("/a", text.encode(charset), kind)
    result = await fetcher.fetch(url, linked_from=HOME)
    assert ("码头" if charset != "big5hkscs" else "碼頭") in result.html


async def test_fetch_decodes_charset_of_http_header(fetcher: PageFetcher, site: Site) -> None:
    text = page("Стачка в порту закончилась в пятницу после долгих переговоров. " * 4, title="Порт")
    text = text.replace("utf-8", "x")
    url = site.put("/a", text.encode("cp1251"), "text/html; charset=windows-1251")
    assert "Стачка" in (await fetcher.fetch(url, linked_from=HOME)).html


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (401, "login or subscription required (401)"),
        (403, "login or subscription required (403)"),
        (404, "page not found (404)"),
        (410, "page not found (410)"),
        (418, "cannot load page (418)"),
        (500, "(500)"),
        (503, "(503)"),
    ],
)
async def test_http_error_is_worded_for_page(
    fetcher: PageFetcher, site: Site, status: int, expected: str
) -> None:
    message = await fetch_error(fetcher, site.put("/a", page(FIRST), status=status))
    assert expected in message
    assert "source" not in message
    assert "feed" not in message


async def test_fetch_rejects_other_content_types(fetcher: PageFetcher, site: Site) -> None:
    pdf = await fetch_error(fetcher, site.put("/a.pdf", b"%PDF-1.7\x00\xff", "application/pdf"))
    assert "not a web page (application/pdf)" in pdf
    mislabelled = await fetch_error(
        fetcher, site.put("/b", b"\x89PNG\r\n\x1a\n\x00\xff" * 99, "text/html")
    )
    assert "not a web page" in mislabelled


async def test_page_without_text_is_an_error(fetcher: PageFetcher, site: Site) -> None:
    bodies = {
        "": "no article found",
        "<p><a href='/'>Home</a></p>": "no article found",
        "<html><body><div id='app'></div><script>render()</script></body></html>": "JavaScript",
        "<div>" * 60_000: "too deeply nested",
        "<title>Just a moment...</title><p>Checking your browser": "checks for bots",
        "<title>安全验证</title><script>x()</script>": "checks for bots",
        '<script type="x/ld+json">{"isAccessibleForFree": "False"}</script>': "subscribers",
    }
    for body, expected in bodies.items():
        assert expected in await fetch_error(fetcher, site.put("/a", body))


async def test_refused_connection_is_an_error(fetcher: PageFetcher, site: Site) -> None:
    with serving() as other:
        url = other.base + "/a"
    assert "connection refused" in await fetch_error(fetcher, url)


async def test_slow_page_times_out(site: Site) -> None:
    site.slow.add("/slow")
    async with PageFetcher(FetchLimits(deadline_s=0.3)) as fetcher:
        assert "timed out" in await fetch_error(fetcher, site.base + "/slow")


async def test_public_article_cannot_link_to_private_network(
    fetcher: PageFetcher, site: Site
) -> None:
    url = site.put("/router", page(FIRST))
    message = await fetch_error(fetcher, url, linked_from="news.example")
    assert "blocked link to a private network" in message
    assert site.requests == []


async def test_link_and_redirect_to_link_local_address_are_rejected(
    fetcher: PageFetcher, site: Site
) -> None:
    message = await fetch_error(fetcher, "http://169.254.169.254/latest/meta-data")
    assert "blocked link to a link-local address" in message
    site.redirects["/on"] = "http://169.254.169.254/latest/meta-data"
    assert "blocked redirect to a link-local address" in await fetch_error(
        fetcher, site.base + "/on"
    )


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://a.example/x", "javascript:1", "x"])
async def test_fetch_rejects_other_schemes(fetcher: PageFetcher, url: str) -> None:
    assert "use http or https" in await fetch_error(fetcher, url)


@pytest.mark.parametrize(
    "path", ["/bomb/gzip", "/big/lie", "/slow/body", "/http/garbage", "/cut/length", "/type/png"]
)
async def test_hostile_response_is_an_error(hostile: HostileServer, path: str) -> None:
    async with PageFetcher(FetchLimits(deadline_s=1)) as fetcher:
        await fetch_error(fetcher, hostile.base + path)


async def test_crash_or_timeout_of_extraction_affects_one_page(
    fetcher: PageFetcher, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = site.put("/a", page(FIRST, *REST))
    with monkeypatch.context() as patch:
        patch.setattr(article_pages, "extract_article_or_problem", crash_on_page)
        assert "cannot extract text" in await fetch_error(fetcher, url)
        patch.setattr(article_pages, "extract_article_or_problem", hang_on_page)
        patch.setattr(article_pages, "EXTRACTION_DEADLINE_S", 0.2)
        assert "timed out after 0.2 s" in await fetch_error(fetcher, url)
    pages = await asyncio.gather(*(fetcher.fetch(url, linked_from=HOME) for _ in range(2)))
    assert all("Friday" in result.html for result in pages)


async def test_missing_package_is_an_error_with_install_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(article_page, "find_spec", lambda _: None)
    with pytest.raises(PageError, match=r"pip install 'finews-tui\[full-text\]'"):
        async with PageFetcher(LIMITS):
            pass


def test_page_error_is_source_error_but_not_fetch_error() -> None:
    assert issubclass(PageError, SourceError)
    assert not issubclass(PageError, FetchError)
