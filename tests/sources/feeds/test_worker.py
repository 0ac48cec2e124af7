"""Feeds parsed in a process of their own: the same result, and an end to what takes too long."""

from __future__ import annotations

import asyncio
import io
import pickle
import struct
from functools import partial
from pathlib import Path

import pytest

from finews_tui.errors import FeedError
from finews_tui.sources import worker_process
from finews_tui.sources.feeds import parse as feed
from finews_tui.sources.feeds import worker as feed_worker
from finews_tui.sources.feeds.parse import Feed, parse_feed
from finews_tui.sources.feeds.worker import FeedWorker, answer_of
from finews_tui.sources.worker_process import serve
from tests.sources.feeds_made import RSS_ITEM, URL, feed_of, rss


async def test_a_worker_parses_as_the_program_does() -> None:
    async with FeedWorker() as worker:
        first, second = await asyncio.gather(
            worker.parse(rss(RSS_ITEM), url=URL), worker.parse(rss(""), url=URL)
        )
        with pytest.raises(FeedError, match="not a feed"):
            await worker.parse(b"words", url=URL)
    assert first == feed_of(rss(RSS_ITEM))
    assert second.entries == ()


async def test_what_takes_too_long_ends_and_the_next_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    program = worker_process._PROGRAM
    async with FeedWorker() as worker:
        monkeypatch.setattr(worker_process, "_PROGRAM", "import time; time.sleep(60)")
        with pytest.raises(FeedError, match=r"more than 0\.2 s"):
            await worker.parse(rss(RSS_ITEM), url=URL, deadline_s=0.2)
        monkeypatch.setattr(worker_process, "_PROGRAM", program)
        assert (await worker.parse(rss(RSS_ITEM), url=URL)).title == "Harbour News"


async def test_a_worker_that_dies_is_an_error_of_its_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_process, "_PROGRAM", "raise SystemExit(3)")
    async with FeedWorker() as worker:
        with pytest.raises(FeedError, match="its reading failed"):
            await worker.parse(rss(RSS_ITEM), url=URL)


async def test_a_cancelled_parse_leaves_no_half_answer() -> None:
    async with FeedWorker() as worker:
        task = asyncio.create_task(worker.parse(rss(RSS_ITEM * 500), url=URL))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert (await worker.parse(rss(""), url=URL)).title == "Harbour News"


async def test_no_module_of_the_current_folder_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "feedparser_rs.py").write_text("import pathlib; pathlib.Path('pwned').touch()")
    monkeypatch.chdir(tmp_path)
    async with FeedWorker() as worker:
        assert (await worker.parse(rss(RSS_ITEM), url=URL)).entries
    assert not (tmp_path / "pwned").exists()


def answers_of(*requests: object) -> list[object]:
    packed = [pickle.dumps(request) for request in requests]
    stream = io.BytesIO(b"".join(struct.pack("!Q", len(each)) + each for each in packed))
    answers = io.BytesIO()
    serve(stream, answers, partial(answer_of, feed_worker._parsed))
    answers.seek(0)
    found: list[object] = []
    while head := answers.read(8):
        found.append(pickle.loads(answers.read(struct.unpack("!Q", head)[0])))
    return found


def test_requests_are_answered_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(data: bytes, **more: object) -> Feed:
        if data == b"huge":
            raise MemoryError
        return parse_feed(data, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(feed, "parse_feed", parse)
    good = (rss(RSS_ITEM), URL, "", True, False)
    whole, refused, greedy = answers_of(
        good, (b"x", URL, "", True, True), (b"huge", URL, "", True, True)
    )
    assert isinstance(whole, Feed)
    assert whole.entries[0].text == ""
    assert "not a feed" in str(refused)
    assert "memory" in str(greedy)
