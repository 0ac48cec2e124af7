"""Fetch the images of articles and decode them in a worker process."""

from __future__ import annotations

from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self

from finews_tui.content.images import (
    RejectedImage,
    RejectionReason,
    can_decode_images,
    decode_image,
)
from finews_tui.errors import PageError
from finews_tui.i18n.catalog import tr
from finews_tui.model.image import DecodedImage
from finews_tui.model.url_redaction import redact_url
from finews_tui.sources.http.address_policy import HttpError
from finews_tui.sources.http.request import FetchLimits
from finews_tui.sources.http.session import FetchSession
from finews_tui.system.worker_pool import WorkerError, WorkerPool

EXTRA = "finews-tui[pictures]"
MAX_BYTES = 12 << 20
DECODING_DEADLINE_S = 20.0
DECODING_MEMORY_BYTES = 1 << 30

_ACCEPT = "image/avif, image/webp, image/png, image/jpeg, image/gif, image/*;q=0.5"


class ImageFetcher:
    """Image fetcher with at most two concurrent requests per host.

    An async context manager that closes its connections and worker process on exit.

    Raises on entering:
        PageError: the packages for decoding and displaying images are not installed.
        FetchError: SSL_CERT_FILE or SSL_CERT_DIR cannot be loaded.
    """

    def __init__(self, deadline_s: float) -> None:
        limits = FetchLimits(
            deadline_s=deadline_s, max_wire_bytes=MAX_BYTES, max_decompressed_bytes=MAX_BYTES
        )
        self._session = FetchSession(limits, _ACCEPT)
        self._pool = WorkerPool()
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        require_extra()
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

    async def fetch(self, url: str, *, linked_from: str = "") -> DecodedImage:
        """Fetch the image at `url`, shown in an article of the host `linked_from`.

        Raises:
            FetchError: the request failed.
            PageError: the response is not an image that can be displayed.
        """
        try:
            response = await self._session.fetch(url, linked_from)
        except HttpError as error:
            raise _image_error(error, url) from error
        return await self.decode(response.body, redact_url(response.url))

    async def decode(self, data: bytes, name: str) -> DecodedImage:
        """Decode an image file; `name` is its name in messages.

        Raises:
            PageError: the file is not an image that can be displayed.
        """
        try:
            image = await self._pool.call(
                decode_image,
                (data,),
                deadline_s=DECODING_DEADLINE_S,
                memory_bytes=DECODING_MEMORY_BYTES,
            )
        except WorkerError as error:
            message = tr("{address}: cannot decode the image", address=name)
            raise PageError(message) from error
        if isinstance(image, RejectedImage):
            raise PageError(_rejection_message(image, name))
        return image


def require_extra() -> None:
    """Check that images can be displayed.

    Raises:
        PageError: a package is missing; the message has the install command.
    """
    if not can_decode_images():
        raise PageError(tr("images require an extra package: pip install '{extra}'", extra=EXTRA))


def _rejection_message(image: RejectedImage, name: str) -> str:
    match image.reason:
        case RejectionReason.SVG:
            return tr(
                "{address}: SVG images are not supported; open it in the browser", address=name
            )
        case RejectionReason.TOO_LARGE:
            return tr(
                "{address}: image too large ({width}×{height} pixels); open it in the browser",
                address=name,
                width=image.width,
                height=image.height,
            )
        case RejectionReason.UNKNOWN_FORMAT:
            return tr("{address}: unsupported image format", address=name)
        case RejectionReason.BROKEN:
            return tr("{address}: image is corrupt", address=name)


def _image_error(error: HttpError, url: str) -> HttpError:
    """Reword an HTTP error: messages for feeds give advice about the source."""
    if not error.status or error.status in (429, 503) or error.status >= 500:
        return error
    message = tr(
        "{address}: cannot load image ({status})", address=redact_url(url), status=error.status
    )
    return HttpError(message, code=error.code, status=error.status)
