"""Fixtures for running all commands without browser, clipboard or network."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest
import pytest_asyncio

from finews_tui.errors import SourceError
from finews_tui.library.guide import guide_library
from finews_tui.library.library import Library
from finews_tui.library.sync import full_texts
from finews_tui.model.article import Article
from finews_tui.system.browser import Browser
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.commands.registry import REGISTRY
from finews_tui.ui.services import external
from tests.ui.commands.external_calls import ExternalCalls


@pytest.fixture
def external_calls(monkeypatch: pytest.MonkeyPatch) -> ExternalCalls:
    """Record calls to browser and clipboard. The network is unreachable."""
    calls = ExternalCalls()

    def open_url(_: Browser, url: str) -> None:
        calls.opened.append(url)

    def copy(text: str, _: Mapping[str, str]) -> None:
        calls.copied.append(text)

    async def fetch(*_: object) -> Article:
        raise SourceError("offline")

    monkeypatch.setattr(Browser, "open", open_url)
    monkeypatch.setattr(external, "copy_to_clipboard", copy)
    monkeypatch.setattr(full_texts, "fetch_full_text", fetch)
    return calls


CONFIG = """\
[ui]
mark_read_after_s = 60.0

[sync]
on_start = false

[[source]]
name = "harbour"
kind = "directory"
location = "{posts}/harbour"
title = "Harbour Notes"

[[source]]
name = "market"
kind = "directory"
location = "{posts}/market"
title = "早市"
group = "Food"
"""


@pytest_asyncio.fixture
async def guided_app(
    home: Path, library: Library, external_calls: ExternalCalls
) -> AsyncIterator[FinewsApp]:
    """App with sample articles, saved queries and the guide.

    Its sources are in a configuration file, so that commands can change them.
    """
    file = library.paths.config_file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(CONFIG.format(posts=home / "posts"), encoding="utf-8")
    library.state.save_query("fog", "fog")
    library.state.save_query("鱼", "鱼价")
    with await asyncio.to_thread(guide_library, library.paths) as guide:
        yield FinewsApp(library, REGISTRY, guide=lambda: guide)
