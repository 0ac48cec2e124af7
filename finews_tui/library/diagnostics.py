"""How the library is: figures about it, and what is wrong with it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

from finews_tui.i18n.catalog import ntr, tr
from finews_tui.library.stores import Stores
from finews_tui.model.source import SourceState
from finews_tui.store import integrity as checks
from finews_tui.system.paths import home_relative

_LEAST_FREE_BYTES = 200 * 1024 * 1024


class Stats(NamedTuple):
    """Figures about all that is kept; times are ISO 8601 days, sizes are bytes."""

    sources: int
    articles: int
    unread: int
    bookmarks: int
    categories: int
    tags: int
    symbols: int
    first_day: str
    last_day: str
    days: int
    cache_bytes: int
    state_bytes: int
    bookmarks_bytes: int


class CheckResult(NamedTuple):
    """One thing that was looked at: `level` is ok, warning or error; `mend` says what to do."""

    level: str
    subject: str
    message: str
    mend: str = ""


def stats(stores: Stores, source_count: int) -> Stats:
    """Count and measure."""
    with stores.cache.reading() as cache:
        counts = checks.count_content(cache)
    return Stats(
        sources=source_count,
        cache_bytes=_size(stores.paths.cache_database),
        state_bytes=_size(stores.paths.state_database),
        bookmarks_bytes=_folder_size(stores.paths.bookmarks_directory),
        **counts,
    )


def run_checks(
    stores: Stores, sources: list[SourceState], bookmark_warnings: list[str]
) -> list[CheckResult]:
    """Look at databases, counts, folders, sources and bookmarks."""
    found = [*_databases(stores), *_places(stores)]
    found += [_source(state) for state in sources]
    found += _extras(sources)
    found += [
        CheckResult("warning", tr("bookmark"), warning, tr("mend the file in an editor"))
        for warning in bookmark_warnings
    ]
    return found


def _databases(stores: Stores) -> list[CheckResult]:
    found = []
    for database, mend in (
        (stores.cache, tr("delete it and run `finews sync`: nothing of yours is in it")),
        (stores.state, tr("keep a copy of it; delete it to begin without read marks")),
    ):
        with database.reading() as connection:
            problems = checks.check_integrity(connection)
        name = home_relative(database.path)
        level = "error" if problems else "ok"
        found.append(CheckResult(level, name, problems or tr("whole"), mend if problems else ""))
    with stores.cache.reading() as cache:
        wrong = checks.check_counts(cache)
    mend = tr("delete cache.db and run `finews sync`") if wrong else ""
    level = "error" if wrong else "ok"
    found.append(CheckResult(level, tr("counts"), wrong or tr("in step with the articles"), mend))
    return found


def _places(stores: Stores) -> list[CheckResult]:
    paths = stores.paths
    found = [
        CheckResult("ok", tr("config"), home_relative(paths.config_file)),
        CheckResult("ok", tr("log"), home_relative(paths.log_file)),
        CheckResult("ok", tr("bookmarks"), home_relative(paths.bookmarks_directory)),
    ]
    free = shutil.disk_usage(paths.cache_database.parent).free
    room = tr("{count:,} MiB free", count=free // (1024 * 1024))
    if free < _LEAST_FREE_BYTES:
        found.append(CheckResult("warning", tr("disk"), room, tr("make room")))
    else:
        found.append(CheckResult("ok", tr("disk"), room))
    return found


def _extras(sources: list[SourceState]) -> list[CheckResult]:
    """What the configuration wants and the installation has not."""
    from finews_tui.content.article_page import is_available

    wanting = [state.source.name for state in sources if state.source.full_text]
    if not wanting or is_available():
        return []
    message = tr("wanted of {names}, but a package for it is missing", names=tr(", ").join(wanting))
    mend = tr("run {command}", command="`pip install 'finews[full-text]'`")
    return [CheckResult("warning", tr("full text"), message, mend)]


def _source(state: SourceState) -> CheckResult:
    name = tr("source {name}", name=state.source.name)
    if state.last_error:
        return CheckResult(
            "error",
            name,
            state.last_error,
            tr("then run `finews sync {name}`", name=state.source.name),
        )
    if state.last_sync is None:
        return CheckResult(
            "warning",
            name,
            tr("never synced"),
            tr("run `finews sync {name}`", name=state.source.name),
        )
    if state.warnings:
        message = ntr(
            "{count} warning: {first}",
            "{count} warnings, the first: {first}",
            len(state.warnings),
            first=state.warnings[0],
        )
        return CheckResult("warning", name, message, tr("see `finews sources --json`"))
    return CheckResult(
        "ok",
        name,
        tr(
            "{articles:,} articles, {unread:,} unread", articles=state.articles, unread=state.unread
        ),
    )


def _size(path: Path) -> int:
    return sum(
        part.stat().st_size
        for suffix in ("", "-wal")
        if (part := path.with_name(path.name + suffix)).exists()
    )


def _folder_size(path: Path) -> int:
    return sum(file.stat().st_size for file in path.glob("*") if file.is_file())
