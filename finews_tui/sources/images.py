"""Pictures of articles: fetched as pages are, and decoded by a process of its own."""

from __future__ import annotations

from typing import Self

from finews_tui.content.images import RejectedImage, RejectionReason, decode_image, is_available
from finews_tui.errors import PageError
from finews_tui.i18n.catalog import tr
from finews_tui.model.image import DecodedImage
from finews_tui.model.url_redaction import redact_url
from finews_tui.sources.http.address_policy import FailedFetch
from finews_tui.sources.http.client import Limits
from finews_tui.sources.on_demand import OnDemand
from finews_tui.sources.worker_process import answer_requests

EXTRA = "finews[pictures]"
MOST_BYTES = 12 << 20
DECODING_S = 20.0
MEMORY_BYTES = 1 << 30

_ACCEPT = "image/avif, image/webp, image/png, image/jpeg, image/gif, image/*;q=0.5"


class Pictures(OnDemand):
    """Reads pictures one after the other or side by side, two of a host at most.

    An async context manager; leaving it closes connections and ends the process.

    Raises on entering:
        PageError: what decodes and shows pictures is not installed.
        FetchError: the certificates that the environment names cannot be read.
    """

    def __init__(self, deadline_s: float) -> None:
        limits = Limits(deadline_s=deadline_s, wire_bytes=MOST_BYTES, unpacked_bytes=MOST_BYTES)
        super().__init__(limits, __name__, _ACCEPT)

    async def __aenter__(self) -> Self:
        require_extra()
        return await super().__aenter__()

    async def read(self, address: str, *, found_at: str = "") -> DecodedImage:
        """The picture at `address`, which stands in the news of the host `found_at`.

        Raises:
            FetchError: it could not be fetched.
            PageError: it is no picture that can be shown.
        """
        try:
            answer = await self._get(address, found_at)
        except FailedFetch as error:
            raise _of_picture(error, address) from error
        return await self.decode(answer.body, redact_url(answer.url))

    async def decode(self, data: bytes, where: str) -> DecodedImage:
        """The picture that a file is; `where` names it in messages.

        Raises:
            PageError: it is no picture that can be shown.
        """
        try:
            found = await self._worker.ask((data,), DECODING_S)
        except (TimeoutError, EOFError) as error:
            message = tr("{address}: decoding the picture failed; given up", address=where)
            raise PageError(message) from error
        if isinstance(found, DecodedImage):
            return found
        assert isinstance(found, RejectedImage)
        raise PageError(_words(found, where))


def require_extra() -> None:
    """Hold that pictures can be shown.

    Raises:
        PageError: a package is missing; says how to have it.
    """
    if not is_available():
        raise PageError(tr("pictures need one more package: pip install '{extra}'", extra=EXTRA))


def _words(image: RejectedImage, where: str) -> str:
    match image.reason:
        case RejectionReason.SVG:
            return tr("{address}: SVG is not shown here; open it in the browser", address=where)
        case RejectionReason.TOO_LARGE:
            return tr(
                "{address}: too many pixels ({width}×{height}); open it in the browser",
                address=where,
                width=image.width,
                height=image.height,
            )
        case RejectionReason.UNKNOWN_FORMAT:
            return tr("{address}: it is no picture that can be shown", address=where)
        case _:
            return tr("{address}: the picture is broken", address=where)


def _of_picture(error: FailedFetch, address: str) -> FailedFetch:
    """A failure in the words of a picture: those of a feed tell what to do with its source."""
    where = redact_url(address)
    if not error.status or error.status in (429, 503) or error.status >= 500:
        return error
    message = tr("{address} gave no picture ({status})", address=where, status=error.status)
    return FailedFetch(message, code=error.code, status=error.status)


def main() -> None:
    """What the process runs."""
    answer_requests(decode_image, MEMORY_BYTES)
