"""Limits on requests, backoff of hosts, gone feeds, and secrets (cases 34 to 38, 64)."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.cli.feed_reader import FeedReader

ITEM = "<item><guid>{0}</guid><title>About {0}</title><description>x</description></item>"
Answer = tuple[int, dict[str, str], bytes]


def feed(*ids: str) -> bytes:
    items = "".join(map(ITEM.format, ids))
    head = "<rss version='2.0'><channel><title>Log</title>"
    return f"{head}{items}</channel></rss>".encode()


@dataclass
class RequestLog:
    """Requests to the servers of one test, and how many were concurrent, by host."""

    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    active: Counter[str] = field(default_factory=Counter)
    max_active: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)


@contextmanager
def serving(
    answer: Callable[[str], Answer], log: RequestLog, host: str = "127.0.0.1", wait_s: float = 0
) -> Iterator[str]:
    """Run a server on the loopback interface; yield its URL."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            with log.lock:
                log.paths.append(self.path)
                log.headers.append({name.lower(): value for name, value in self.headers.items()})
                for key in (host, "all"):
                    log.active[key] += 1
                    log.max_active[key] = max(log.max_active[key], log.active[key])
            time.sleep(wait_s)
            with log.lock:
                log.active.subtract([host, "all"])
            status, headers, body = answer(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Do not log."""

    with ThreadingHTTPServer((host, 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://{host}:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def test_37_at_most_two_requests_per_host_and_ten_in_total(tmp_path: Path) -> None:
    reader, log = FeedReader(tmp_path), RequestLog()
    hosts = [f"127.0.0.{number}" for number in range(2, 10)]
    with ExitStack() as stack:
        locations: dict[str, str] = {}
        for host in hosts:
            base = stack.enter_context(
                serving(lambda path: (200, {}, feed(path)), log, host, wait_s=0.15)
            )
            locations |= {f"{host}-{number}": f"{base}/{number}" for number in range(4)}
        reader.configure(locations)
        outcomes = reader.sync()
    assert {outcome["new"] for outcome in outcomes.values()} == {1}
    assert len(log.paths) == len(locations)
    assert max(log.max_active[host] for host in hosts) == 2
    assert 2 < log.max_active["all"] <= 10


def test_34_retry_after_applies_to_all_feeds_of_a_public_host(tmp_path: Path) -> None:
    """Use a local proxy in place of public hosts."""
    reader, log = FeedReader(tmp_path), RequestLog()

    def answer(path: str) -> Answer:
        if path.startswith("http://busy.example/first"):
            return 429, {"Retry-After": "120"}, b""
        return 200, {}, feed(path)

    with serving(answer, log) as proxy:
        environ = {"http_proxy": proxy, "no_proxy": ""}
        reader.configure({"first": "http://busy.example/first"})
        assert reader.sync(**environ)["first"]["error"]["code"] == "busy"
        reader.configure(
            {
                "first": "http://busy.example/first",
                "second": "http://busy.example/second",
                "other": "http://idle.example/x",
            }
        )
        log.paths.clear()
        outcomes = reader.sync(**environ)
        assert {name: outcome["status"] for name, outcome in outcomes.items()} == {
            "first": "waiting",
            "second": "waiting",
            "other": "ok",
        }
        assert outcomes["second"]["retry_at"] == outcomes["first"]["retry_at"]
        assert log.paths == ["http://idle.example/x"]
        assert reader.sync("--force", **environ)["second"]["status"] == "ok"


def test_36_gone_feed_can_be_forced(tmp_path: Path) -> None:
    reader, log = FeedReader(tmp_path), RequestLog()
    gone: Answer = (410, {}, b"")
    answers = iter([(200, {}, feed("one")), gone, gone, (200, {}, feed("one", "two"))])
    with serving(lambda _: next(answers), log) as base:
        reader.configure({"log": f"{base}/feed"})
        assert reader.sync()["log"]["new"] == 1
        assert [reader.sync()["log"]["status"] for _ in range(3)] == ["gone"] * 3
        assert len(log.paths) == 2
        assert reader.sources()["log"]["error_code"] == "gone"
        assert reader.sources()["log"]["next_sync"] is None
        assert reader.sync("--force")["log"]["status"] == "gone"
        assert len(reader.articles()) == 1
        assert reader.sync("--force")["log"]["new"] == 1
        assert reader.sources()["log"]["last_error"] is None


def test_38_backoff_grows_and_resets_after_success(tmp_path: Path) -> None:
    reader, log = FeedReader(tmp_path), RequestLog()
    is_healthy = threading.Event()

    def answer(path: str) -> Answer:
        return (200, {}, feed("one")) if is_healthy.is_set() else (500, {}, b"")

    with serving(answer, log) as base:
        reader.configure({"log": f"{base}/feed"})
        for _ in range(10):
            reader.sync()
        source = reader.sources()["log"]
        assert (source["failures"], source["error_code"]) == (10, "status")
        is_healthy.set()
        reader.sync()
        source = reader.sources()["log"]
        assert (source["failures"], source["last_error"], source["articles"]) == (0, None, 1)
    assert len(log.paths) == 11


def test_64_secrets_are_not_printed_or_logged(tmp_path: Path) -> None:
    reader, log = FeedReader(tmp_path), RequestLog()
    answers: dict[str, Answer] = {"good": (200, {}, feed("one")), "bad": (500, {}, b"")}
    answers["moved"] = (301, {"Location": "/good?token=s3cret&page=1"}, b"")
    with serving(lambda path: answers[path[1:].partition("?")[0]], log) as base:
        url = base.replace("http://", "http://user:s3cret@")
        reader.configure({name: f"{url}/{name}?token=s3cret&page=1" for name in answers})
        results = [reader.run("sync"), reader.run("sync", "--json", "--force")]
        results += [
            reader.run(*words) for words in (["sources"], ["sources", "--json"], ["doctor"])
        ]
        results += [reader.run("doctor", "--json"), reader.run("export"), reader.run("stats")]
        (article, *_) = reader.articles()
        reader.run("bookmark", "add", article["id"])
        results += [
            reader.run("list", "--json"),
            reader.run("bookmark", "export", str(tmp_path / "e")),
        ]
        results += [reader.run("add", f"{url}/bad?token=s3cret&page=2")]
    assert log.headers[0]["authorization"].startswith("Basic ")
    assert any("token=s3cret" in path for path in log.paths)
    assert "s3cret" not in "".join(ended.out + ended.err for ended in results)
    for file in tmp_path.rglob("*"):
        if file.is_file() and file != reader.config:
            assert b"s3cret" not in file.read_bytes(), file
            assert file.stat().st_mode & 0o077 == 0 or file.name == "e", file
