"""Run feed tests with and without feedparser-rs, which is optional."""

from __future__ import annotations

import pytest

from finews_tui.sources.feeds import fast_parser


@pytest.fixture(params=["fast", "feedparser"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run the test with each parser. Returns the name of the preferred parser."""
    name: str = request.param
    if name == "feedparser":
        monkeypatch.setattr(fast_parser, "IS_AVAILABLE", False)
    elif not fast_parser.IS_AVAILABLE:
        pytest.skip("feedparser-rs is not installed")
    return name
