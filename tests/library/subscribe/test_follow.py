"""Lists of subscriptions go round: what was imported and exported adds nothing again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from finews_tui.config.loader import Config
from finews_tui.library.library import Library
from finews_tui.library.subscribe.follow import export_opml, import_subscriptions
from finews_tui.model.source import Source
from finews_tui.system.paths import Paths
from tests.paths import SHARED

LISTS = sorted(
    path
    for folder in (SHARED / "corpus/opml", SHARED / "corpus/feeds")
    for path in folder.rglob("*.opml")
)


@pytest.mark.skipif(not LISTS, reason="the lists of ../shared/corpus are not here")
@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_import_export_import_adds_nothing(path: Path, paths: Paths, tmp_path: Path) -> None:
    with Library(paths, Config()) as library:
        first = import_subscriptions(library.stores, path.read_bytes())
        exported = export_opml(library.stores).encode()
        again = import_subscriptions(library.stores, exported)
    assert (again.added, again.refused, again.queries) == ((), (), ())
    assert again.known == len(first.added)
    two = (tmp_path / part for part in ("config", "cache", "data", "log"))
    with Library(Paths(*two), Config()) as other:
        import_subscriptions(other.stores, exported)
        assert export_opml(other.stores).encode() == exported
        assert places_of(other.config.sources) == places_of(first.added)


def places_of(sources: Sequence[Source]) -> set[tuple[str, str]]:
    return {(source.location, source.group) for source in sources}
