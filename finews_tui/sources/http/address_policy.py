"""Which URLs may be fetched, and where redirects and links may lead."""

from __future__ import annotations

import base64
import ipaddress
from dataclasses import dataclass
from urllib.parse import unquote, urljoin

import httpx

from finews_tui.content.text.urls import MAX_URL_LENGTH
from finews_tui.errors import FetchError
from finews_tui.i18n.catalog import mark, tr
from finews_tui.model.url_redaction import CONTROL_CHARACTERS, redact_url

WEB_SCHEMES = ("http", "https")

# Causes of requests that the user did not make, for messages.
REDIRECT = mark("redirect")
LINK = mark("link")


class HttpError(FetchError):
    """Failed request: error code for JSON output, HTTP status, and Retry-After."""

    def __init__(
        self,
        message: str,
        *,
        code: str = "fetch",
        status: int = 0,
        retry_after_s: int | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.status = status
        self.retry_after_s = retry_after_s


@dataclass(frozen=True, slots=True)
class FetchTarget:
    """URL of a request, and the name and password that were in it."""

    url: str
    host: str
    port: int
    scheme: str
    credentials: tuple[str, str] | None = None

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, host and port; credentials are only sent to this origin."""
        return self.scheme, self.host, self.port

    @property
    def authorization(self) -> bytes:
        """Authorization header (RFC 7617) with the credentials; empty if there are none."""
        if self.credentials is None:
            return b""
        return b"Basic " + base64.b64encode(":".join(self.credentials).encode())


def parse_target(address: str) -> FetchTarget:
    """Parse an absolute http or https URL, and separate its credentials.

    Raises:
        HttpError: the URL is invalid, or has another scheme.
    """
    if len(address) > MAX_URL_LENGTH:
        raise HttpError(
            tr("{address}: address is too long", address=redact_url(address)), code="address"
        )
    try:
        url = httpx.URL(address.strip())
        host, port = url.raw_host.decode("ascii").strip("[]"), url.port
        userinfo = url.userinfo
    except (httpx.InvalidURL, ValueError) as error:
        raise _invalid_url_error(address) from error
    if url.scheme not in WEB_SCHEMES:
        message = tr(
            "{address}: unsupported scheme “{scheme}”; use http or https",
            address=redact_url(address),
            scheme=(url.scheme or "none")[:20],
        )
        raise HttpError(message, code="address")
    if not host or (port is not None and not 0 < port < 65536):
        raise _invalid_url_error(address)
    # Copying a URL takes as long as parsing it, and most need no copy.
    public_url = url.copy_with(userinfo=b"", fragment=None) if userinfo or "#" in address else url
    return FetchTarget(
        url=str(public_url),
        host=host,
        port=port or (443 if url.scheme == "https" else 80),
        scheme=url.scheme,
        credentials=_parse_userinfo(userinfo) if userinfo else None,
    )


def resolve_redirect(source: FetchTarget, location: str) -> FetchTarget:
    """Return the target of a Location header in a response from `source`.

    Credentials are only passed on within the same origin.

    Raises:
        HttpError: the target is not allowed, or is http while `source` is https.
    """
    if not location.strip():
        raise HttpError(
            tr("{url}: redirect without a target", url=redact_url(source.url)), code="redirect"
        )
    try:
        target = parse_target(urljoin(source.url, CONTROL_CHARACTERS.sub("", location).strip()))
    except ValueError as error:
        raise _invalid_url_error(location) from error
    except HttpError as error:
        message = tr(
            "{url}: redirect rejected: {error}",
            url=redact_url(source.url),
            error=error,
        )
        raise HttpError(message, code="redirect") from error
    if source.scheme == "https" and target.scheme == "http":
        message = tr(
            "{url}: redirects from https to http; add the http address if you trust it",
            url=redact_url(source.url),
        )
        raise HttpError(message, code="redirect")
    credentials = source.credentials if target.origin == source.origin else None
    return FetchTarget(target.url, target.host, target.port, target.scheme, credentials)


def check_redirect(
    target: FetchTarget, host: str, *, from_public: bool, cause: str = REDIRECT
) -> None:
    """Check that a redirect or link may connect to `host` (name or IP address).

    Raises:
        HttpError: `host` is link-local, or is private and the redirect or link is public.
    """
    if is_link_local(host):
        reason = tr("a link-local address")
    elif from_public and is_private(host):
        reason = tr("a private network; add that address directly if you trust it")
    else:
        return
    message = tr(
        "{url}: blocked {cause} to {reason}",
        url=redact_url(target.url),
        cause=tr(cause),
        reason=reason,
    )
    raise HttpError(message, code="redirect")


def with_credentials(address: str, original: str) -> str:
    """Return `address` with the credentials of `original` if the origins are equal."""
    target, source = parse_target(address), parse_target(original)
    if source.credentials is None or target.origin != source.origin:
        return target.url
    return str(httpx.URL(target.url).copy_with(userinfo=httpx.URL(original.strip()).userinfo))


def is_link_local(host: str) -> bool:
    """Return whether `host` is a link-local IP address (169.254/16, fe80::/10).

    Cloud providers serve credentials there.
    """
    address = _parse_ip(host)
    return address is not None and address.is_link_local


def is_private(host: str) -> bool:
    """Return whether `host` (name or IP address) is in a private network."""
    address = _parse_ip(host)
    if address is not None:
        return not address.is_global
    name = host.lower().rstrip(".")
    return name == "localhost" or name.endswith((".localhost", ".local", ".internal", ".home.arpa"))


def _parse_ip(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Parse an IP address. IPv4 addresses embedded in IPv6 are extracted."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0].strip("[]"))
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address in _NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        return address.sixtofour or address
    return address


# RFC 6052: the last 32 bits of this prefix are an IPv4 address.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def _parse_userinfo(userinfo: bytes) -> tuple[str, str]:
    """Return name and password of percent-encoded `name:password`."""
    name, _, password = userinfo.decode("ascii").partition(":")
    return unquote(name), unquote(password)


def _invalid_url_error(address: str) -> HttpError:
    return HttpError(
        tr("{address}: invalid address", address=redact_url(address)),
        code="address",
    )
