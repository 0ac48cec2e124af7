"""A site on the loopback, served from memory for the length of a test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

HTML = "text/html; charset=utf-8"


@dataclass
class Site:
    """What is served: bodies, types and statuses by path; `asked` are the paths in their order.

    A path in `slow` is answered only when the site closes; `moved` has the Location of others.
    """

    base: str = ""
    bodies: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    slow: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    closing: Event = field(default_factory=Event)

    def put(self, path: str, body: str | bytes, kind: str = HTML, status: int = 200) -> str:
        """Serve `body` at `path`; its address."""
        self.bodies[path] = body.encode() if isinstance(body, str) else body
        self.types[path] = kind
        self.statuses[path] = status
        return self.base + path


@contextmanager
def serving() -> Iterator[Site]:
    """A site that stops when the block is left."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            if self.path in site.slow:
                site.closing.wait(30)
            where = site.moved.get(self.path)
            body = site.bodies.get(self.path, b"")
            is_there = where is not None or self.path in site.bodies
            self.send_response(
                302 if where else site.statuses.get(self.path, 200 if is_there else 404)
            )
            if where:
                self.send_header("Location", where)
            self.send_header("Content-Type", site.types.get(self.path, HTML))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
