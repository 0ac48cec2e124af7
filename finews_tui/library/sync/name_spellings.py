"""The spelling of new names after a sync: worked out in a process of its own, kept in the cache."""

from __future__ import annotations

import json
import logging
import subprocess
import sys

from finews_tui.config.loader import Config
from finews_tui.content.text.pinyin import has_spelling, spelled
from finews_tui.library.stores import Stores
from finews_tui.store.name_spellings import Spelling, keep_spellings, unspelled

_log = logging.getLogger(__name__)
_DEADLINE_S = 60.0
_MOST_AT_ONCE = 20_000


def spell_names(stores: Stores, config: Config) -> int:
    """Spell the names of labels and sources that have no spelling yet; returns how many had none.

    Where that fails the names are found by their characters alone, and the next sync tries again.
    """
    places = [name for source in config.sources for name in (source.label, source.group)]
    with stores.cache.reading() as cache:
        names = [name for name in unspelled(cache, places) if has_spelling(name)][:_MOST_AT_ONCE]
    if not names:
        return 0
    answer = _ask(names)
    if answer:
        with stores.cache.writing() as cache:
            keep_spellings(cache, answer)
    return len(names)


def _ask(names: list[str]) -> dict[str, Spelling]:
    try:
        done = subprocess.run(
            [sys.executable, "-c", f"from {__name__} import main; main()"],
            input=json.dumps(names),
            capture_output=True,
            text=True,
            timeout=_DEADLINE_S,
            check=True,
            start_new_session=True,
        )
        answer = json.loads(done.stdout)
        return {name: Spelling(*parts) for name, parts in answer.items()}
    except (OSError, subprocess.SubprocessError, ValueError, TypeError) as error:
        _log.warning("%s names were not spelled: %s", len(names), error)
        return {}


def main() -> None:
    """Answer the names on the standard input with their spellings, both as JSON."""
    sys.stdout.write(json.dumps(spelled(json.load(sys.stdin))))
