"""Local web server for tests, with content in memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

HTML = "text/html; charset=utf-8"


@dataclass
class Site:
    """Content of a server (body, type, status by path) and requested paths.

    Paths in `slow` get no response until the server is closed. `redirects` maps paths to locations.
    """

    base: str = ""
    bodies: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    slow: set[str] = field(default_factory=set)
    requests: list[str] = field(default_factory=list)
    closing: Event = field(default_factory=Event)

    def put(self, path: str, body: str | bytes, kind: str = HTML, status: int = 200) -> str:
        """Serve `body` at `path`. Returns its URL."""
        self.bodies[path] = body.encode() if isinstance(body, str) else body
        self.types[path] = kind
        self.statuses[path] = status
        return self.base + path


@contextmanager
def serving() -> Iterator[Site]:
    """Run a server for the duration of the block."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.requests.append(self.path)
            if self.path in site.slow:
                site.closing.wait(30)
            location = site.redirects.get(self.path)
            body = site.bodies.get(self.path, b"")
            exists = location is not None or self.path in site.bodies
            self.send_response(
                302 if location else site.statuses.get(self.path, 200 if exists else 404)
            )
            if location:
                self.send_header("Location", location)
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
