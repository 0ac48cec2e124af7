"""Fixtures for tests of sources: the hostile server, started once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sources.hostile import SERVER, HostileServer, running


@pytest.fixture(scope="session")
def hostile_process() -> Iterator[HostileServer]:
    if not SERVER.exists():
        pytest.skip("the hostile server is missing")
    with running() as server:
        yield server


@pytest.fixture
def hostile(hostile_process: HostileServer) -> HostileServer:
    """Hostile server with an empty log."""
    hostile_process.reset()
    return hostile_process
