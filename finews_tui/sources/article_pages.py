"""Pages of articles: fetched as feeds are, and their text found by a process of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from finews_tui.content.article_page import is_available, page_text
from finews_tui.content.text.decoding import decode_text
from finews_tui.errors import PageError
from finews_tui.i18n.catalog import tr
from finews_tui.model.url_redaction import redact_url
from finews_tui.sources.http.address_policy import FailedFetch
from finews_tui.sources.http.client import Answer, Limits
from finews_tui.sources.on_demand import OnDemand
from finews_tui.sources.worker_process import answer_requests

EXTRA = "finews[full-text]"
READING_S = 20.0
"""Seconds for the text of one page; the first also waits for imports."""
MEMORY_BYTES = 1 << 30

_ACCEPT = "text/html, application/xhtml+xml, */*;q=0.1"
_TYPES = frozenset({"", "text/html", "application/xhtml+xml"})


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of a page as clean HTML, and the address that it was at in the end."""

    html: str
    address: str


class Pages(OnDemand):
    """Reads pages one after the other or side by side, two of a host at most.

    An async context manager; leaving it closes connections and ends the process.

    Raises on entering:
        PageError: what finds the text of a page is not installed.
        FetchError: the certificates that the environment names cannot be read.
    """

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits, __name__, _ACCEPT)

    async def __aenter__(self) -> Self:
        if not is_available():
            raise PageError(
                tr("full text needs one more package: pip install '{extra}'", extra=EXTRA)
            )
        return await super().__aenter__()

    async def read(self, address: str, *, found_at: str = "") -> PageText:
        """The text of the page at `address`, which stands in the news of the host `found_at`.

        Raises:
            FetchError: it could not be fetched.
            PageError: it is no page, or no text is found on it.
        """
        try:
            answer = await self._get(address, found_at)
        except FailedFetch as error:
            raise _of_page(error, address) from error
        html = _html_of(answer)
        where = redact_url(answer.url)
        try:
            text = await self._worker.ask((html, answer.url), READING_S)
        except TimeoutError as error:
            message = tr(
                "{address}: finding its text takes more than {seconds} s; given up",
                address=where,
                seconds=f"{READING_S:g}",
            )
            raise PageError(message) from error
        except EOFError as error:
            message = tr("{address}: the page is too broken to be read", address=where)
            raise PageError(message) from error
        if not isinstance(text, str) or not text:
            raise PageError(
                tr(
                    "{address}: no text found on the page; it may want a subscription or scripts",
                    address=where,
                )
            )
        return PageText(text, answer.url)


def _html_of(answer: Answer) -> str:
    """The HTML of an answer.

    Raises:
        PageError: it is something else.
    """
    kind = answer.content_type.partition(";")[0].strip().lower()
    text = decode_text(answer.body, answer.content_type).text
    if kind not in _TYPES or (answer.body and not text):
        shown = kind if kind.isascii() and kind.isprintable() else ""
        raise PageError(
            tr(
                "{address}: it is no page of text ({kind}); open it in the browser",
                address=redact_url(answer.url),
                kind=shown[:60] or "?",
            )
        )
    return text


def _of_page(error: FailedFetch, address: str) -> FailedFetch:
    """A failure in the words of a page: those of a feed tell what to do with its source."""
    where = redact_url(address)
    match error.status:
        case 401 | 402 | 403 | 407 | 451:
            message = tr(
                "{address} asks for a login or a subscription ({status}); open it in the browser",
                address=where,
                status=error.status,
            )
        case 404 | 410:
            message = tr(
                "{address}: the page is not there any more ({status})",
                address=where,
                status=error.status,
            )
        case status if status and status not in (429, 503) and status < 500:
            message = tr("{address} gave no page ({status})", address=where, status=status)
        case _:
            return error
    return FailedFetch(message, code=error.code, status=error.status)


def main() -> None:
    """What the process runs."""
    answer_requests(page_text, MEMORY_BYTES)
