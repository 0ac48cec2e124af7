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
class Asked:
    """What servers of one test saw: each request, and how many there were at once."""

    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    at_once: Counter[str] = field(default_factory=Counter)
    most: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)


@contextmanager
def serving(
    answer: Callable[[str], Answer], asked: Asked, host: str = "127.0.0.1", wait_s: float = 0
) -> Iterator[str]:
    """A server on the loopback; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            with asked.lock:
                asked.paths.append(self.path)
                asked.headers.append({name.lower(): value for name, value in self.headers.items()})
                for one in (host, "all"):
                    asked.at_once[one] += 1
                    asked.most[one] = max(asked.most[one], asked.at_once[one])
            time.sleep(wait_s)
            with asked.lock:
                asked.at_once.subtract([host, "all"])
            status, headers, body = answer(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nothing."""

    with ThreadingHTTPServer((host, 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://{host}:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def test_37_at_most_two_requests_per_host_and_ten_in_total(tmp_path: Path) -> None:
    reader, asked = FeedReader(tmp_path), Asked()
    hosts = [f"127.0.0.{number}" for number in range(2, 10)]
    with ExitStack() as stack:
        places: dict[str, str] = {}
        for host in hosts:
            base = stack.enter_context(
                serving(lambda path: (200, {}, feed(path)), asked, host, wait_s=0.15)
            )
            places |= {f"{host}-{number}": f"{base}/{number}" for number in range(4)}
        reader.configure(places)
        outcomes = reader.sync()
    assert {outcome["new"] for outcome in outcomes.values()} == {1}
    assert len(asked.paths) == len(places)
    assert max(asked.most[host] for host in hosts) == 2
    assert 2 < asked.most["all"] <= 10


def test_34_retry_after_applies_to_all_feeds_of_a_public_host(tmp_path: Path) -> None:
    """A proxy of the test's own stands for the open net."""
    reader, asked = FeedReader(tmp_path), Asked()

    def answer(path: str) -> Answer:
        if path.startswith("http://busy.example/first"):
            return 429, {"Retry-After": "120"}, b""
        return 200, {}, feed(path)

    with serving(answer, asked) as proxy:
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
        asked.paths.clear()
        outcomes = reader.sync(**environ)
        assert {name: outcome["status"] for name, outcome in outcomes.items()} == {
            "first": "waiting",
            "second": "waiting",
            "other": "ok",
        }
        assert outcomes["second"]["retry_at"] == outcomes["first"]["retry_at"]
        assert asked.paths == ["http://idle.example/x"]
        assert reader.sync("--force", **environ)["second"]["status"] == "ok"


def test_36_gone_feed_can_be_forced(tmp_path: Path) -> None:
    reader, asked = FeedReader(tmp_path), Asked()
    gone: Answer = (410, {}, b"")
    answers = iter([(200, {}, feed("one")), gone, gone, (200, {}, feed("one", "two"))])
    with serving(lambda _: next(answers), asked) as base:
        reader.configure({"log": f"{base}/feed"})
        assert reader.sync()["log"]["new"] == 1
        assert [reader.sync()["log"]["status"] for _ in range(3)] == ["gone"] * 3
        assert len(asked.paths) == 2
        assert reader.sources()["log"]["error_code"] == "gone"
        assert reader.sources()["log"]["next_sync"] is None
        assert reader.sync("--force")["log"]["status"] == "gone"
        assert len(reader.articles()) == 1
        assert reader.sync("--force")["log"]["new"] == 1
        assert reader.sources()["log"]["last_error"] is None


def test_38_backoff_grows_and_resets_after_success(tmp_path: Path) -> None:
    reader, asked = FeedReader(tmp_path), Asked()
    is_well = threading.Event()

    def answer(path: str) -> Answer:
        return (200, {}, feed("one")) if is_well.is_set() else (500, {}, b"")

    with serving(answer, asked) as base:
        reader.configure({"log": f"{base}/feed"})
        for _ in range(10):
            reader.sync()
        source = reader.sources()["log"]
        assert (source["failures"], source["error_code"]) == (10, "status")
        is_well.set()
        reader.sync()
        source = reader.sources()["log"]
        assert (source["failures"], source["last_error"], source["articles"]) == (0, None, 1)
    assert len(asked.paths) == 11


def test_64_secrets_are_not_printed_or_logged(tmp_path: Path) -> None:
    reader, asked = FeedReader(tmp_path), Asked()
    answers: dict[str, Answer] = {"good": (200, {}, feed("one")), "bad": (500, {}, b"")}
    answers["moved"] = (301, {"Location": "/good?token=s3cret&page=1"}, b"")
    with serving(lambda path: answers[path[1:].partition("?")[0]], asked) as base:
        own = base.replace("http://", "http://user:s3cret@")
        reader.configure({name: f"{own}/{name}?token=s3cret&page=1" for name in answers})
        said = [reader.run("sync"), reader.run("sync", "--json", "--force")]
        said += [reader.run(*words) for words in (["sources"], ["sources", "--json"], ["doctor"])]
        said += [reader.run("doctor", "--json"), reader.run("export"), reader.run("stats")]
        (one, *_) = reader.articles()
        reader.run("bookmark", "add", one["id"])
        said += [
            reader.run("list", "--json"),
            reader.run("bookmark", "export", str(tmp_path / "e")),
        ]
        said += [reader.run("add", f"{own}/bad?token=s3cret&page=2")]
    assert asked.headers[0]["authorization"].startswith("Basic ")
    assert any("token=s3cret" in path for path in asked.paths)
    assert "s3cret" not in "".join(ended.out + ended.err for ended in said)
    for file in tmp_path.rglob("*"):
        if file.is_file() and file != reader.config:
            assert b"s3cret" not in file.read_bytes(), file
            assert file.stat().st_mode & 0o077 == 0 or file.name == "e", file
