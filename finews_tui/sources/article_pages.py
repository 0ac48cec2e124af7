"""Fetch the pages of articles and extract their text in a worker process."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from finews_tui.content.article_page import (
    PageProblem,
    can_extract_articles,
    extract_article_or_problem,
)
from finews_tui.content.text.decoding import decode_text
from finews_tui.errors import PageError
from finews_tui.i18n.catalog import mark, tr
from finews_tui.model.url_redaction import redact_url
from finews_tui.sources.http.address_policy import HttpError
from finews_tui.sources.http.client import FetchResult
from finews_tui.sources.http.request import FetchLimits
from finews_tui.sources.http.session import FetchSession
from finews_tui.system.worker_pool import WorkerError, WorkerPool, WorkerTimeoutError

EXTRA = "finews-tui[full-text]"
EXTRACTION_DEADLINE_S = 20.0
"""Seconds per page; the first page includes the imports."""
EXTRACTION_MEMORY_BYTES = 1 << 30

_PROBLEM_MESSAGES = {
    PageProblem.TOO_COMPLEX: mark(
        "the page is too large or too deeply nested; open it in the browser"
    ),
    PageProblem.BOT_CHECK: mark("the site checks for bots; open it in the browser"),
    PageProblem.SUBSCRIPTION: mark("the article is for subscribers; open it in the browser"),
    PageProblem.SCRIPTS: mark("the page needs JavaScript to show its text; open it in the browser"),
    PageProblem.NO_TEXT: mark("no article found on the page; open it in the browser"),
}

_ACCEPT = "text/html, application/xhtml+xml, */*;q=0.1"
_CONTENT_TYPES = frozenset({"", "text/html", "application/xhtml+xml"})


@dataclass(frozen=True, slots=True)
class PageText:
    """Text of a page as sanitized HTML, and its URL after redirects."""

    html: str
    url: str


class PageFetcher:
    """Page fetcher with at most two concurrent requests per host.

    An async context manager that closes its connections and worker process on exit.

    Raises on entering:
        PageError: the package for text extraction is not installed.
        FetchError: SSL_CERT_FILE or SSL_CERT_DIR cannot be loaded.
    """

    def __init__(self, limits: FetchLimits) -> None:
        self._session = FetchSession(limits, _ACCEPT)
        self._pool = WorkerPool()
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        if not can_extract_articles():
            raise PageError(
                tr("full text requires an extra package: pip install '{extra}'", extra=EXTRA)
            )
        await self._stack.enter_async_context(self._session)
        self._stack.enter_context(self._pool)
        return self

    async def __aexit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        await self._stack.aclose()

    async def fetch(self, url: str, *, linked_from: str = "") -> PageText:
        """Fetch the page at `url`, linked from an article of the host `linked_from`.

        Raises:
            FetchError: the request failed.
            PageError: the response is not a page, or has no text.
        """
        try:
            response = await self._session.fetch(url, linked_from)
        except HttpError as error:
            raise _page_error(error, url) from error
        html = _html_of(response)
        redacted_url = redact_url(response.url)
        try:
            text, problem = await self._pool.call(
                extract_article_or_problem,
                (html, response.url),
                deadline_s=EXTRACTION_DEADLINE_S,
                memory_bytes=EXTRACTION_MEMORY_BYTES,
            )
        except WorkerTimeoutError as error:
            message = tr(
                "{address}: text extraction timed out after {seconds} s",
                address=redacted_url,
                seconds=f"{EXTRACTION_DEADLINE_S:g}",
            )
            raise PageError(message) from error
        except WorkerError as error:
            message = tr("{address}: cannot extract text from this page", address=redacted_url)
            raise PageError(message) from error
        if problem is not None:
            message = tr(
                "{address}: {reason}", address=redacted_url, reason=tr(_PROBLEM_MESSAGES[problem])
            )
            raise PageError(message)
        return PageText(text, response.url)


def _html_of(response: FetchResult) -> str:
    """Return the HTML of a response.

    Raises:
        PageError: the response is not HTML.
    """
    media_type = response.content_type.partition(";")[0].strip().lower()
    text = decode_text(response.body, response.content_type).text
    if media_type in _CONTENT_TYPES and (text or not response.body):
        return text
    is_printable = media_type.isascii() and media_type.isprintable()
    raise PageError(
        tr(
            "{address}: not a web page ({kind}); open it in the browser",
            address=redact_url(response.url),
            kind=media_type[:60] if media_type and is_printable else "?",
        )
    )


def _page_error(error: HttpError, url: str) -> HttpError:
    """Reword an HTTP error: messages for feeds give advice about the source."""
    redacted_url = redact_url(url)
    match error.status:
        case 401 | 402 | 403 | 407 | 451:
            message = tr(
                "{address}: login or subscription required ({status}); open it in the browser",
                address=redacted_url,
                status=error.status,
            )
        case 404 | 410:
            message = tr(
                "{address}: page not found ({status})",
                address=redacted_url,
                status=error.status,
            )
        case status if status and status not in (429, 503) and status < 500:
            message = tr(
                "{address}: cannot load page ({status})", address=redacted_url, status=status
            )
        case _:
            return error
    return HttpError(message, code=error.code, status=error.status)
