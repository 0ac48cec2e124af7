"""Statistics of the library, and checks that find problems."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

from finews_tui.i18n.catalog import ntr, tr
from finews_tui.library.stores import Stores
from finews_tui.model.source import SourceState
from finews_tui.store import integrity
from finews_tui.system.paths import home_relative

_MIN_FREE_BYTES = 200 * 1024 * 1024


class Stats(NamedTuple):
    """Statistics of stored data; days are ISO 8601, sizes are in bytes."""

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
    """Result of a check: `level` is "ok", "warning" or "error", `fix` is a suggestion."""

    level: str
    subject: str
    message: str
    fix: str = ""


def stats(stores: Stores, source_count: int) -> Stats:
    """Return the statistics."""
    with stores.cache.reading() as cache:
        counts = integrity.count_content(cache)
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
    """Check databases, counts, folders, sources and bookmarks."""
    results = [*_check_databases(stores), *_check_folders(stores)]
    results += [_check_source(state) for state in sources]
    results += _check_extras(sources)
    results += [
        CheckResult("warning", tr("bookmark"), warning, tr("fix the file in a text editor"))
        for warning in bookmark_warnings
    ]
    return results


def _check_databases(stores: Stores) -> list[CheckResult]:
    results = []
    for database, fix in (
        (stores.cache, tr("delete it and run `finews sync`; it holds no user data")),
        (stores.state, tr("back it up, then delete it; read marks and saved queries will be lost")),
    ):
        with database.reading() as connection:
            problems = integrity.check_integrity(connection)
        name = home_relative(database.path)
        level = "error" if problems else "ok"
        results.append(CheckResult(level, name, problems or tr("OK"), fix if problems else ""))
    with stores.cache.reading() as cache:
        wrong = integrity.check_counts(cache)
    fix = tr("delete cache.db and run `finews sync`") if wrong else ""
    level = "error" if wrong else "ok"
    results.append(CheckResult(level, tr("counts"), wrong or tr("consistent"), fix))
    return results


def _check_folders(stores: Stores) -> list[CheckResult]:
    paths = stores.paths
    results = [
        CheckResult("ok", tr("config"), home_relative(paths.config_file)),
        CheckResult("ok", tr("log"), home_relative(paths.log_file)),
        CheckResult("ok", tr("bookmarks"), home_relative(paths.bookmarks_directory)),
    ]
    free = shutil.disk_usage(paths.cache_database.parent).free
    free_space = tr("{count:,} MiB free", count=free // (1024 * 1024))
    if free < _MIN_FREE_BYTES:
        results.append(CheckResult("warning", tr("disk"), free_space, tr("free up disk space")))
    else:
        results.append(CheckResult("ok", tr("disk"), free_space))
    return results


def _check_extras(sources: list[SourceState]) -> list[CheckResult]:
    """Check that extra packages are installed if the configuration needs them."""
    from finews_tui.content.article_page import can_extract_articles

    names = [state.source.name for state in sources if state.source.full_text]
    if not names or can_extract_articles():
        return []
    message = tr("enabled for {names}, but a package is missing", names=tr(", ").join(names))
    fix = tr("run {command}", command="`pip install 'finews-tui[full-text]'`")
    return [CheckResult("warning", tr("full text"), message, fix)]


def _check_source(state: SourceState) -> CheckResult:
    name = tr("source {name}", name=state.source.name)
    if state.last_error:
        return CheckResult(
            "error",
            name,
            state.last_error,
            tr("retry with `finews sync {name}`", name=state.source.name),
        )
    if state.last_sync is None:
        return CheckResult(
            "warning",
            name,
            tr("not synced yet"),
            tr("run `finews sync {name}`", name=state.source.name),
        )
    if state.warnings:
        message = ntr(
            "{count} warning: {first}",
            "{count} warnings; first: {first}",
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
