"""Sample articles, and functions that run finews in a temporary home."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from finews_tui.cli.main import run
from finews_tui.model.article import article_id
from tests.workers import run_workers_in_process

POSTS = {
    "_posts/2026-03-02-ferry.md": """\
---
title: "The night ferry to Aland runs again"
date: 2026-03-02 06:30:00 +0200
categories: [harbour]
tags: [ferries, winter]
author: Ilse Brandt
link: https://news.example/ferry?a=1&b=2
---
The ferry *Nordstern* left the quay at **dawn**, for the first time since the ice came.

Two hundred passengers were on board, says the [harbour master](https://harbour.example/).

- coffee
- rye bread
""",
    "_posts/2026-03-05-copper.md": """\
---
title: "Copper: a quiet week [/nope] in the warehouses"
date: 2026-03-05 18:00:00 +0000
categories: [metals]
---
Stocks of copper did not move. Traders spoke of a quiet week.
""",
    "_posts/2026-03-07-rain.html": """\
---
title: 山城连日降雨
date: 2026-03-07 09:15:00 +0800
categories: [metals]
---
<p>山城气象台说，雨还会再下三天。</p><p>河边的茶馆照常开门，<a href="https://tea.example/a(b)">茶客</a>不少。</p>
""",
}
ARTICLE_FIELDS = [
    "id",
    "source",
    "entry",
    "categories",
    "tags",
    "title",
    "author",
    "credit",
    "link",
    "published",
    "updated",
    "summary",
    "read",
    "bookmarked",
    "symbols",
    "story",
    "first_seen",
    "enclosures",
]
HANDLED_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
CONFIG = "[sync]\nunread_horizon_days = 0\n"
FERRY, COPPER, RAIN = (article_id("town", Path(path).stem) for path in POSTS)


@dataclass(frozen=True)
class CommandResult:
    """Exit status and output of a command."""

    status: int
    out: str
    err: str

    def json(self) -> list[dict[str, Any]]:
        records = json.loads(self.out)
        assert isinstance(records, list)
        return records


RunFinews = Callable[..., CommandResult]


def environment(home: Path) -> dict[str, str]:
    return {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
    }


def run_process(home: Path, *arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Run finews in a new process."""
    environ = environment(home) | options.pop("environ", {})
    return subprocess.run(
        [sys.executable, "-m", "finews_tui", *arguments],
        env=environ,
        check=False,
        timeout=60,
        **{"stdin": subprocess.DEVNULL, "capture_output": True, **options},
    )


def run_command(
    arguments: Sequence[str], environ: Mapping[str, str], stdin: bytes = b""
) -> CommandResult:
    """Run finews and its workers in this process, ten times as fast as in a new one.

    Environment, standard streams and signal handlers are restored.
    """
    out, err = (TextIOWrapper(BytesIO(), "utf-8", write_through=True) for _ in range(2))
    handlers = {number: signal.getsignal(number) for number in HANDLED_SIGNALS}
    with pytest.MonkeyPatch.context() as patch:
        for name in [*os.environ]:
            patch.delenv(name)
        for name, value in environ.items():
            patch.setenv(name, value)
        patch.setattr(sys, "stdin", TextIOWrapper(BytesIO(stdin), "utf-8"))
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        run_workers_in_process(patch)
        try:
            status = run(arguments, os.environ)
        finally:
            for number, handler in handlers.items():
                signal.signal(number, handler)
    return CommandResult(status, *(stream.buffer.getvalue().decode() for stream in (out, err)))
