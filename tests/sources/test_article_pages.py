"""Pages of articles fetched: the text of a good one, and one line about any other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from finews_tui.content import article_page as page_text
from finews_tui.errors import FetchError, PageError, SourceError
from finews_tui.sources import article_pages as pages
from finews_tui.sources import worker_process
from finews_tui.sources.article_pages import Pages
from finews_tui.sources.http.client import Limits
from tests.pages_made import CHINESE, FIRST, REST, page
from tests.sources.hostile import HostileServer
from tests.web import Site, serving

LIMITS = Limits(deadline_s=5)
HOME = "localhost"
MORE = "<p>More of it stands <a href='x'>on another page</a>, with maps and many numbers.</p>"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as opened:
        yield opened


@pytest.fixture
async def reader() -> AsyncIterator[Pages]:
    async with Pages(LIMITS) as opened:
        yield opened


async def refused(reader: Pages, address: str, found_at: str = HOME) -> str:
    """The one clean line about a page that cannot be had."""
    with pytest.raises(SourceError) as caught:
        await reader.read(address, found_at=found_at)
    line = str(caught.value)
    assert line.isprintable()
    return line


async def test_a_page_is_read_where_its_redirects_lead(reader: Pages, site: Site) -> None:
    site.moved["/short"] = "/news/strike"
    where = site.put("/news/strike", page(FIRST, *REST, extra=MORE))
    found = await reader.read(f"{site.base}/short", found_at=HOME)
    assert found.address == where
    assert "ended on Friday" in found.html
    assert f'href="{site.base}/news/x"' in found.html


@pytest.mark.parametrize("charset", ["gb18030", "big5hkscs", "utf-8", "utf-16"])
@pytest.mark.parametrize("is_told", [True, False])
async def test_the_charset_is_told_or_found(
    reader: Pages, site: Site, charset: str, is_told: bool
) -> None:
    text = page(*CHINESE, title="罢工").replace("utf-8", "gb18030" if charset == "gb18030" else "x")
    if charset == "big5hkscs":
        text = page("碼頭重新亮起了燈，大家都很高興，也都很累。" * 5, title="罷工").replace(
            "utf-8", "x"
        )
    kind = f"text/html; charset={charset}" if is_told else "text/html"
    address = site.put("/a", text.encode(charset), kind)
    found = await reader.read(address, found_at=HOME)
    assert ("码头" if charset != "big5hkscs" else "碼頭") in found.html


async def test_a_western_charset_that_only_the_server_names(reader: Pages, site: Site) -> None:
    text = page("Стачка в порту закончилась в пятницу после долгих переговоров. " * 4, title="Порт")
    text = text.replace("utf-8", "x")
    address = site.put("/a", text.encode("cp1251"), "text/html; charset=windows-1251")
    assert "Стачка" in (await reader.read(address, found_at=HOME)).html


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "a login or a subscription (401)"),
        (403, "a login or a subscription (403)"),
        (404, "not there any more (404)"),
        (410, "not there any more (410)"),
        (418, "gave no page (418)"),
        (500, "(500)"),
        (503, "(503)"),
    ],
)
async def test_a_status_is_said_in_the_words_of_a_page(
    reader: Pages, site: Site, status: int, words: str
) -> None:
    line = await refused(reader, site.put("/a", page(FIRST), status=status))
    assert words in line
    assert "source" not in line
    assert "feed" not in line


async def test_what_is_no_page(reader: Pages, site: Site) -> None:
    pdf = await refused(reader, site.put("/a.pdf", b"%PDF-1.7\x00\xff", "application/pdf"))
    assert "no page of text (application/pdf)" in pdf
    posing = await refused(reader, site.put("/b", b"\x89PNG\r\n\x1a\n\x00\xff" * 99, "text/html"))
    assert "no page of text" in posing


async def test_a_page_without_text_says_what_it_may_want(reader: Pages, site: Site) -> None:
    empty = "<html><body><div id='app'></div><script>render()</script></body></html>"
    for body in ("", empty, "<div>" * 60_000):
        assert "no text found on the page" in await refused(reader, site.put("/a", body))


async def test_offline(reader: Pages, site: Site) -> None:
    with serving() as other:
        address = other.base + "/a"
    assert "connection refused" in await refused(reader, address)


async def test_a_slow_page_ends(site: Site) -> None:
    site.slow.add("/slow")
    async with Pages(Limits(deadline_s=0.3)) as reader:
        assert "timeout" in await refused(reader, site.base + "/slow")


async def test_the_news_of_the_open_net_lead_to_no_private_page(reader: Pages, site: Site) -> None:
    address = site.put("/router", page(FIRST))
    line = await refused(reader, address, found_at="news.example")
    assert "refused, a link leads to a private network" in line
    assert site.asked == []


async def test_nothing_leads_to_a_link_local_address(reader: Pages, site: Site) -> None:
    line = await refused(reader, "http://169.254.169.254/latest/meta-data")
    assert "refused, a link leads to a link-local address" in line
    site.moved["/on"] = "http://169.254.169.254/latest/meta-data"
    assert "a redirect leads to a link-local address" in await refused(reader, site.base + "/on")


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://a.example/x", "javascript:1", "x"]
)
async def test_only_the_web_is_asked(reader: Pages, address: str) -> None:
    assert "only http and https" in await refused(reader, address)


@pytest.mark.parametrize(
    "path", ["/bomb/gzip", "/big/lie", "/slow/body", "/http/garbage", "/cut/length", "/type/png"]
)
async def test_hostile_answers_end_in_a_line(hostile: HostileServer, path: str) -> None:
    async with Pages(Limits(deadline_s=1)) as reader:
        await refused(reader, hostile.base + path)


async def test_a_page_that_drags_on_or_kills_its_reader_costs_itself_alone(
    reader: Pages, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = worker_process._PROGRAM
    address = site.put("/a", page(FIRST, *REST))
    monkeypatch.setattr(worker_process, "_PROGRAM", "raise SystemExit(3)")
    assert "too broken" in await refused(reader, address)
    monkeypatch.setattr(worker_process, "_PROGRAM", "import time; time.sleep(60)")
    monkeypatch.setattr(pages, "READING_S", 0.2)
    assert "more than 0.2 s" in await refused(reader, address)
    monkeypatch.setattr(worker_process, "_PROGRAM", program)
    monkeypatch.setattr(pages, "READING_S", 20.0)
    both = await asyncio.gather(*(reader.read(address, found_at=HOME) for _ in range(2)))
    assert all("Friday" in found.html for found in both)


async def test_without_the_extra_it_says_how_to_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_text, "find_spec", lambda _: None)
    with pytest.raises(PageError, match=r"pip install 'finews\[full-text\]'"):
        async with Pages(LIMITS):
            pass


def test_an_error_of_a_page_is_one_of_a_source() -> None:
    assert issubclass(PageError, SourceError)
    assert not issubclass(PageError, FetchError)
