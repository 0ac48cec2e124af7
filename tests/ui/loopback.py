"""Local HTTP server with responses set by the test, and RSS feeds for it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_NOT_FOUND = (404, b"nothing here")
_MAX_WAIT_S = 20


@dataclass
class Site:
    """Responses by path. `requests` are the requested paths in order."""

    base: str = ""
    responses: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    held: dict[str, threading.Event] = field(default_factory=dict)

    def put(self, path: str, body: bytes, status: int = 200) -> str:
        """Serve `body` at `path`. Returns the URL."""
        self.responses[path] = (status, body)
        return self.base + path

    def hold(self, path: str) -> threading.Event:
        """Delay responses at `path` until the returned event is set."""
        event = self.held[path] = threading.Event()
        return event

    def release_all(self) -> None:
        """Respond to all delayed requests."""
        for event in self.held.values():
            event.set()
        self.held.clear()


@contextmanager
def serving() -> Iterator[Site]:
    """Serve a site inside the context."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.requests.append(self.path)
            if (event := site.held.get(self.path)) is not None:
                event.wait(_MAX_WAIT_S)
            status, body = site.responses.get(self.path, _NOT_FOUND)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            # The client of a delayed request may have disconnected.
            with suppress(OSError):
                self.wfile.write(body)

        log_message: Callable[..., None] = staticmethod(lambda *_: None)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.release_all()
        server.shutdown()
        server.server_close()
        thread.join()


def feed(title: str, *items: str, day: int = 20) -> bytes:
    """Return an RSS feed with these titles, newest first, an hour apart."""
    entries = "".join(
        f"<item><title>{item}</title><guid>{title}-{item}</guid>"
        f"<pubDate>{day} Mar 2024 {11 - index % 12:02}:00:00 GMT</pubDate>"
        f"<description>About {item}.</description></item>"
        for index, item in enumerate(items)
    )
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel>'
        f"<title>{title}</title><link>https://pages.example/</link>{entries}</channel></rss>"
    ).encode()
