"""The spelling of new names after a sync: worked out in a process of its own, kept in the cache."""

from __future__ import annotations

import logging

from finews_tui.config.loader import Config
from finews_tui.content.text.pinyin import has_han, to_pinyin
from finews_tui.library.stores import Stores
from finews_tui.store.name_pinyin import NamePinyin, names_without_pinyin, store_pinyin
from finews_tui.system.worker_pool import WorkerError, WorkerPool

_log = logging.getLogger(__name__)
_DEADLINE_S = 60.0
_MOST_AT_ONCE = 20_000


def add_missing_pinyin(stores: Stores, config: Config) -> int:
    """Spell the names of labels and sources that have no spelling yet; returns how many had none.

    Where that fails the names are found by their characters alone, and the next sync tries again.
    """
    places = [name for source in config.sources for name in (source.label, source.group)]
    with stores.cache.reading() as cache:
        names = [name for name in names_without_pinyin(cache, places) if has_han(name)][
            :_MOST_AT_ONCE
        ]
    if not names:
        return 0
    answer = _ask(names)
    if answer:
        with stores.cache.writing() as cache:
            store_pinyin(cache, answer)
    return len(names)


def _ask(names: list[str]) -> dict[str, NamePinyin]:
    with WorkerPool() as pool:
        try:
            answer = pool.submit(to_pinyin, (names,), deadline_s=_DEADLINE_S).result()
        except WorkerError as error:
            _log.warning("%s names were not spelled: %r", len(names), error)
            return {}
    return {name: NamePinyin(*parts) for name, parts in answer.items()}
