"""Run the commands of the README in an empty home with a sample site."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.cli.newsboat_cache import create_cache, insert_item
from tests.cli.sample_home import environment
from tests.paths import ROOT

README = ROOT / "README.md"
SITE = "https://news.example/"
EXAMPLE_ID = "3fa9c2d1"
# Commands that install, use the network, or open the screen (tested in tests/ui).
SKIPPED = re.compile(r"make |pip|ssh |git |rsync |finews( -q .*)?$|finews read")

PAGE = """<!doctype html><title>Harbour news</title>
<link rel="alternate" type="application/rss+xml" href="/feed.xml" title="Harbour news">
<p>Ferries, cranes and weather.</p>
"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour news</title>
<item><guid>1</guid><title>A crane was moved</title><description>At night.</description></item>
</channel></rss>
"""
OPML = """<?xml version="1.0"?><opml version="2.0"><body>
<outline type="rss" text="Crane watch" xmlUrl="{site}crane.xml"/></body></opml>
"""
POST = """---
title: "The harbour strike"
date: 2026-05-04 08:00:00 +0000
categories: [markets]
---
央行降准 did not stop <a class="keytip" data-code="1,600519">the distillery</a>.
"""


def readme_commands() -> list[str]:
    """Return the command lines of the README, joined if continued, without `SKIPPED`."""
    blocks = re.findall(r"```sh\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    joined = re.sub(r"(\\|\|)\n\s*", r"\1 ", "\n".join(blocks)).replace("\\ ", "")
    lines = [line.partition("  #")[0].strip() for line in joined.splitlines()]
    return [line for line in lines if line and not SKIPPED.match(line)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("site")
    (root / "index.html").write_text(PAGE, encoding="utf-8")
    for name in ("feed", "crane"):
        (root / f"{name}.xml").write_text(FEED, encoding="utf-8")

    class QuietHandler(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Log nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=root)) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def home(site: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("home")
    (root / "news").mkdir()
    (root / "news/strike.md").write_text(POST, encoding="utf-8")
    (root / "subscriptions.opml").write_text(OPML.format(site=site), encoding="utf-8")
    (root / ".newsboat").mkdir()
    (root / ".newsboat/urls").write_text(f"{site}crane.xml cranes\n", encoding="utf-8")
    with create_cache(root / ".newsboat") as database:
        insert_item(database, "one", unread=1)
    finews = root / "bin/finews"
    finews.parent.mkdir()
    finews.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m finews_tui "$@"\n')
    finews.chmod(0o755)
    return root


def test_readme_commands_run_in_order(site: str, home: Path) -> None:
    environ = environment(home)
    environ |= {"PATH": f"{home}/bin:{environ['PATH']}", "EDITOR": "true"}
    has_jq = shutil.which("jq") is not None
    commands = readme_commands()
    assert len(commands) >= 10
    for line in commands:
        if "jq" in line and not has_jq:
            continue
        ids = subprocess.run(
            ["finews", "list", "--ids"], env=environ, capture_output=True, text=True, check=True
        ).stdout.split()
        command = line.replace(SITE, site).replace(EXAMPLE_ID, ids[-1] if ids else EXAMPLE_ID)
        result = subprocess.run(
            ["/bin/sh", "-c", command],
            env=environ,
            cwd=home,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        assert result.returncode == 0, f"{command}\n{result.stdout}{result.stderr}"
        assert "Traceback" not in result.stderr
