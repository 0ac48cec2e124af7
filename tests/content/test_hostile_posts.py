"""Hostile posts: parsing time, sanitizing, and expectations of the manifest."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from finews_tui.content.body import parse_body
from finews_tui.content.post import Post, parse_post
from finews_tui.model.article import Entry
from finews_tui.model.document import document_text
from tests.paths import SHARED

GENERATOR = SHARED / "hostile" / "hostile_posts.py"
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
MAX_REPARSED_LENGTH = 20_000
"""Longer bodies are not parsed a second time."""
SUFFIXES = (b".md", b".markdown", b".html", b".htm", b".txt")
# The folder scan rejects links, FIFOs, huge files and hidden files.
SKIPPED = re.compile(rb"10-kinds/|06-size/sparse|(?:^|/)[.#]|~$|\.swp$")

pytestmark = pytest.mark.skipif(not GENERATOR.exists(), reason="no generator of hostile posts")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    yield from _generate(tmp_path / "posts", "--small")


@pytest.fixture
def large(tmp_path: Path) -> Iterator[Path]:
    yield from _generate(tmp_path / "posts")


def test_small_hostile_posts(small: Path) -> None:
    assert _check_posts(small) == []


@pytest.mark.slow
def test_large_hostile_posts(large: Path) -> None:
    assert _check_posts(large) == []


def _generate(folder: Path, *options: str) -> Iterator[Path]:
    command = [sys.executable, str(GENERATOR)]
    subprocess.run([*command, "make", str(folder), *options], check=True, capture_output=True)
    yield folder
    subprocess.run([*command, "clean", str(folder)], check=True, capture_output=True)


def _check_posts(folder: Path) -> list[str]:
    manifest = json.loads(Path(f"{folder}-manifest.json").read_text("utf-8"))
    post_count = 0
    failures = []
    for row in manifest["files"]:
        name = bytes.fromhex(row["file_hex"])
        if not row["made"] or SKIPPED.search(name) or not name.lower().endswith(SUFFIXES):
            continue
        path = os.path.join(os.fsencode(folder), name)  # noqa: PTH118 - names are not valid text
        with open(path, "rb") as file:  # noqa: PTH123
            data = file.read()
        start = time.process_time()
        post = parse_post(
            data, os.fsdecode(name).rpartition("/")[2], zone=ZoneInfo("Europe/Berlin")
        )
        duration_s = time.process_time() - start
        post_count += 1
        expect = row["expect"]
        problems = _check_post(post, expect, manifest["always"]["canaries"])
        if duration_s > expect.get("max_s", 5):
            problems.append(f"took {duration_s:.1f} s")
        failures += [f"{row['file']}: {problem}" for problem in problems]
    assert post_count > 250
    return failures


def _check_post(post: Post, expect: dict[str, Any], canaries: list[str]) -> list[str]:
    problems = []
    if expect.get("warn") and not post.warnings:
        problems.append("no warning")
    entry = post.entry
    if entry is None:
        if expect["outcome"] == "article":
            problems.append("no article")
        if not post.warnings:
            problems.append("skipped without a warning")
        return problems
    strings = _strings(entry)
    problems += [
        f"control character in {text[:60]!r}" for text in strings if FORBIDDEN.search(text)
    ]
    problems += [f"has {word}" for word in canaries for text in strings if word in text]
    if entry.title != expect.get("title_is", entry.title) or not entry.title:
        problems.append(f"title {entry.title[:60]!r}")
    problems += [
        f"title lacks {word!r}" for word in expect.get("title_has", ()) if word not in entry.title
    ]
    problems += [
        f"text lacks {word!r}" for word in expect.get("text_has", ()) if word not in entry.text
    ]
    problems += [
        f"text has {word!r}" for word in expect.get("text_not", ()) if word in "".join(strings)
    ]
    if len(entry.body) > MAX_REPARSED_LENGTH:
        return problems
    document = parse_body(entry.body, entry.format)
    if document_text(document) != entry.text:
        problems.append("the body and the text differ")
    if not all(re.match(r"https?://|#", link) for link in document.links):
        problems.append("invalid link")
    return problems


def _strings(entry: Entry) -> list[str]:
    names = [*entry.categories, *entry.tags, *(f"{s.code} {s.name}" for s in entry.symbols)]
    return [
        entry.id,
        entry.title,
        entry.body,
        entry.text,
        entry.summary,
        entry.link,
        entry.author,
        *names,
    ]
