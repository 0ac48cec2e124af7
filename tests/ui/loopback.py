"""A server on this machine whose answers a test decides, and feeds for it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = tuple[int, bytes]


@dataclass
class Site:
    """What is at each path; a path in `held` answers once its event is set."""

    base: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    held: dict[str, threading.Event] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def put(self, path: str, body: bytes, status: int = 200) -> str:
        """Let `path` give this; its address."""
        self.answers[path] = (status, body)
        return self.base + path


@contextmanager
def serving() -> Iterator[Site]:
    """A site while it is entered."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            if self.path in site.held:
                site.held[self.path].wait(20)
            status, body = site.answers.get(self.path, (404, b"nothing here"))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            # Who was made to wait may have gone.
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
        for event in site.held.values():
            event.set()
        server.shutdown()
        server.server_close()
        thread.join()


def feed(title: str, *items: str, day: int = 20) -> bytes:
    """An RSS feed of these titles, the first the newest, an hour apart."""
    entries = "".join(
        f"<item><title>{item}</title><guid>{title}-{item}</guid>"
        f"<pubDate>{day} Mar 2024 {11 - at % 12:02}:00:00 GMT</pubDate>"
        f"<description>About {item}.</description></item>"
        for at, item in enumerate(items)
    )
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel>'
        f"<title>{title}</title><link>https://pages.example/</link>{entries}</channel></rss>"
    ).encode()
