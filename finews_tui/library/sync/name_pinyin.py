"""Pinyin of new names after a sync, for finding Chinese names by Latin letters."""

from __future__ import annotations

import logging

from finews_tui.content.text.pinyin import has_han, to_pinyin
from finews_tui.library.stores import Stores
from finews_tui.store.name_pinyin import NamePinyin, names_without_pinyin, store_pinyin
from finews_tui.system.worker_pool import WorkerError, WorkerPool

_log = logging.getLogger(__name__)
_DEADLINE_S = 60.0
_MAX_NAMES = 20_000


def add_missing_pinyin(stores: Stores) -> int:
    """Store pinyin of label and source names that lack it; return their number.

    It is computed in another process, because the tables are slow to load. If that fails, the next
    sync tries again; until then, names match only by their characters.
    """
    sources = stores.config.sources
    source_names = [name for source in sources for name in (source.label, source.group)]
    with stores.cache.reading() as cache:
        missing = names_without_pinyin(cache, source_names)
    names = [name for name in missing if has_han(name)][:_MAX_NAMES]
    if not names:
        return 0
    pinyin = _compute(names)
    if pinyin:
        with stores.cache.writing() as cache:
            store_pinyin(cache, pinyin)
    return len(names)


def _compute(names: list[str]) -> dict[str, NamePinyin]:
    with WorkerPool() as pool:
        try:
            result = pool.submit(to_pinyin, (names,), deadline_s=_DEADLINE_S).result()
        except WorkerError as error:
            _log.warning("no pinyin for %s names: %r", len(names), error)
            return {}
    return {name: NamePinyin(*parts) for name, parts in result.items()}
