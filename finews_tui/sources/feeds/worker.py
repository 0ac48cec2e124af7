"""Feeds parsed in a process of their own, which can be ended when one takes too long."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from finews_tui.errors import FeedError
from finews_tui.i18n.catalog import tr
from finews_tui.sources.worker_process import WorkerProcess, answer_requests

if TYPE_CHECKING:
    from finews_tui.sources.feeds.parse import Feed

DEADLINE_S = 20.0
"""What a decent machine reads in three seconds, 100,000 links in one article, a busy one reads in
this."""

MEMORY_BYTES = 1 << 30
"""Address space of the process: what needs more is no feed."""


class FeedWorker(WorkerProcess):
    """One process that parses feeds one after the other.

    `module` has a `main` that the process runs: this one, whose requests `parse` makes, or one with
    requests of its own.
    """

    def __init__(self, module: str = __name__) -> None:
        super().__init__(module)

    async def parse(
        self,
        data: bytes,
        *,
        url: str,
        content_type: str = "",
        came_whole: bool = True,
        with_texts: bool = True,
        deadline_s: float = DEADLINE_S,
    ) -> Feed:
        """As `parse_feed`, within `deadline_s` seconds of its turn.

        Raises:
            FeedError: as of `parse_feed`; also where it takes too much time or memory.
        """
        request = (data, url, content_type, came_whole, with_texts)
        return cast("Feed", await self.read(request, deadline_s=deadline_s))

    async def read(self, request: object, *, deadline_s: float = DEADLINE_S) -> object:
        """What the process makes of a request, within `deadline_s` seconds of its turn.

        Raises:
            FeedError: it cannot, or takes too much time or memory.
        """
        try:
            answer = await self.ask(request, deadline_s)
        except TimeoutError as error:
            message = tr("takes more than {seconds:g} s to read; refused", seconds=deadline_s)
            raise FeedError(message) from error
        except EOFError as error:
            raise FeedError(tr("too broken to be read: its reading failed")) from error
        if isinstance(answer, str):
            raise FeedError(answer)
        return answer


def main() -> None:
    """What the process runs."""
    serve_bounded(_parsed)


def serve_bounded(work: Callable[..., Any]) -> None:
    """Serve standard input and output, bounded in memory, until the input ends."""
    answer_requests(partial(answer_of, work), MEMORY_BYTES)


def answer_of(work: Callable[..., Any], *request: object) -> object:
    """What `work` makes of a request, or the sentence why it cannot."""
    try:
        return work(*request)
    except FeedError as error:
        return str(error)
    except MemoryError:
        size = MEMORY_BYTES >> 20
        return tr("takes more than {size} MiB of memory to read; refused", size=size)


def _parsed(data: bytes, url: str, content_type: str, came_whole: bool, with_texts: bool) -> Feed:
    # Only the process parses, and what it needs for that takes long to import.
    from finews_tui.sources.feeds.parse import parse_feed

    return parse_feed(
        data, url=url, content_type=content_type, came_whole=came_whole, with_texts=with_texts
    )
