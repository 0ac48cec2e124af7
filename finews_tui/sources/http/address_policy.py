"""Addresses to fetch: what is allowed, and where a redirect may lead."""

from __future__ import annotations

import base64
import ipaddress
from dataclasses import dataclass
from urllib.parse import unquote, urljoin

import httpx

from finews_tui.errors import FetchError
from finews_tui.i18n.catalog import mark, tr
from finews_tui.model.url_redaction import CONTROL_CHARACTERS, redact_url

MAX_ADDRESS_LENGTH = 8192
WEB_SCHEMES = ("http", "https")

# What leads to an address.
REDIRECT = mark("a redirect")
LINK = mark("a link")


class FailedFetch(FetchError):
    """A fetch that failed: `code` names the failure, `retry_after_s` is the server's wish."""

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
class Target:
    """One hop of a fetch: the address without its credentials, and these as a header's value."""

    url: str
    host: str
    port: int
    scheme: str
    authorization: bytes = b""

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, host and port: what credentials must not leave."""
        return self.scheme, self.host, self.port


def target_of(address: str) -> Target:
    """What to ask for at `address`, an absolute http or https address.

    Raises:
        FetchError: it is no such address; its text says why.
    """
    if len(address) > MAX_ADDRESS_LENGTH:
        raise FailedFetch(
            tr("{address}: the address is too long", address=redact_url(address)), code="address"
        )
    try:
        url = httpx.URL(address.strip())
        host, port = url.raw_host.decode("ascii").strip("[]"), url.port
        userinfo = url.userinfo
    except (httpx.InvalidURL, ValueError) as error:
        raise _malformed(address) from error
    if url.scheme not in WEB_SCHEMES:
        message = tr(
            "{address}: only http and https are fetched, not «{scheme}»",
            address=redact_url(address),
            scheme=(url.scheme or "none")[:20],
        )
        raise FailedFetch(message, code="address")
    if not host or (port is not None and not 0 < port < 65536):
        raise _malformed(address)
    # To copy an address takes as long as to read it, and most have neither.
    plain = url.copy_with(userinfo=b"", fragment=None) if userinfo or "#" in address else url
    return Target(
        url=str(plain),
        host=host,
        port=port or (443 if url.scheme == "https" else 80),
        scheme=url.scheme,
        authorization=_basic(userinfo) if userinfo else b"",
    )


def redirected(source: Target, location: str) -> Target:
    """Where `location`, the Location header of an answer from `source`, leads.

    Credentials go along within an origin and never leave it; https never falls back to http.

    Raises:
        FetchError: it leads nowhere that may be fetched.
    """
    if not location.strip():
        raise FailedFetch(
            tr("{url}: redirects to nowhere", url=redact_url(source.url)), code="redirect"
        )
    try:
        goal = target_of(urljoin(source.url, CONTROL_CHARACTERS.sub("", location).strip()))
    except ValueError as error:
        raise _malformed(location) from error
    except FailedFetch as error:
        message = tr(
            "{url}: redirects to an address that is refused: {error}",
            url=redact_url(source.url),
            error=error,
        )
        raise FailedFetch(message, code="redirect") from error
    if source.scheme == "https" and goal.scheme == "http":
        message = tr(
            "{url}: redirects from https to http, which is refused; "
            "add the http address itself if you trust it",
            url=redact_url(source.url),
        )
        raise FailedFetch(message, code="redirect")
    authorization = source.authorization if goal.origin == source.origin else b""
    return Target(goal.url, goal.host, goal.port, goal.scheme, authorization)


def check_hop(target: Target, host: str, *, from_public: bool, by: str = REDIRECT) -> None:
    """Hold that a redirect to `target` may go on to `host`, the name or address it stands at.

    `by` is what led there, for the message.

    Raises:
        FetchError: a link-local address, or one of a private network asked for by a public one.
    """
    if is_link_local(host):
        reason = tr("a link-local address")
    elif from_public and is_private(host):
        reason = tr("a private network; add that address itself if you mean it")
    else:
        return
    message = tr(
        "{url}: refused, {by} leads to {reason}",
        url=redact_url(target.url),
        by=tr(by),
        reason=reason,
    )
    raise FailedFetch(message, code="redirect")


def with_credentials(address: str, original: str) -> str:
    """`address` with the credentials of `original` where both are of one origin."""
    goal, source = target_of(address), target_of(original)
    if not source.authorization or goal.origin != source.origin:
        return goal.url
    return str(httpx.URL(goal.url).copy_with(userinfo=httpx.URL(original.strip()).userinfo))


def is_link_local(host: str) -> bool:
    """Whether `host`, an IP address, is of 169.254/16 or fe80::/10: where clouds keep secrets."""
    address = _ip(host)
    return address is not None and address.is_link_local


def is_private(host: str) -> bool:
    """Whether `host` is an IP address, or a name, of this machine or a local network."""
    address = _ip(host)
    if address is not None:
        return not address.is_global
    name = host.lower().rstrip(".")
    return name == "localhost" or name.endswith((".localhost", ".local", ".internal", ".home.arpa"))


def _ip(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address that `host` spells; an IPv4 address inside an IPv6 one comes out of it."""
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


# RFC 6052: the well-known prefix carries an IPv4 address in its last 32 bits.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def _basic(userinfo: bytes) -> bytes:
    """The value of an Authorization header (RFC 7617) for `user:password`, percent-encoded."""
    return b"Basic " + base64.b64encode(unquote(userinfo.decode("ascii")).encode())


def _malformed(address: str) -> FailedFetch:
    return FailedFetch(
        tr("{address}: not an address that can be fetched", address=redact_url(address)),
        code="address",
    )
