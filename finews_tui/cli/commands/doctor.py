"""`finews stats` and `finews doctor`: statistics and diagnostics."""

from __future__ import annotations

from argparse import Namespace

from finews_tui.cli.exit_status import FAILED, OK
from finews_tui.cli.output import streams as output
from finews_tui.cli.output.article_rows import pad
from finews_tui.cli.parser import CommandParser
from finews_tui.cli.session import open_library
from finews_tui.errors import FinewsError
from finews_tui.i18n.catalog import mark, tr
from finews_tui.library.diagnostics import CheckResult, Stats

_UNITS = (mark("bytes"), "KiB", "MiB", "GiB", "TiB")
_NAME_WIDTH = 16
_LEVEL_WIDTH = 8
_LEVELS = {"ok": mark("ok"), "warning": mark("warning"), "error": mark("error")}


def _configure_stats(parser: CommandParser) -> None:
    """Configure the parser of `finews stats`."""
    parser.describe(
        tr("Show statistics: articles, categories, days and file sizes."),
        "finews stats",
        "finews stats --json | jq '.[0].articles'",
    )
    parser.add_formats("--json")
    parser.set_defaults(run=_stats)


def _stats(arguments: Namespace) -> int:
    with open_library() as library:
        stats = library.stats()
    if arguments.json:
        output.write_json([stats._asdict()])
    else:
        output.print_lines(*_table(stats))
    return OK


def _table(stats: Stats) -> list[str]:
    days = f"{stats.days:,}"
    if stats.first_day:
        days = tr(
            "{days} ({first} to {last})", days=days, first=stats.first_day, last=stats.last_day
        )
    rows = {
        tr("sources"): f"{stats.sources:,}",
        tr("articles"): tr(
            "{articles:,} ({unread:,} unread)", articles=stats.articles, unread=stats.unread
        ),
        tr("bookmarks"): f"{stats.bookmarks:,}",
        tr("categories"): f"{stats.categories:,}",
        tr("tags"): f"{stats.tags:,}",
        tr("symbols"): f"{stats.symbols:,}",
        tr("days"): days,
        tr("cache size"): _size(stats.cache_bytes),
        tr("state size"): _size(stats.state_bytes),
        tr("bookmark size"): _size(stats.bookmarks_bytes),
    }
    return [f"{pad(name, _NAME_WIDTH)}{value}" for name, value in rows.items()]


def _size(count: float) -> str:
    unit = 0
    while count >= 1024 and unit < len(_UNITS) - 1:
        count /= 1024
        unit += 1
    return f"{count:,.0f} {tr(_UNITS[0])}" if unit == 0 else f"{count:,.1f} {_UNITS[unit]}"


def _configure_doctor(parser: CommandParser) -> None:
    """Configure the parser of `finews doctor`."""
    parser.describe(
        tr(
            "Diagnose problems and suggest fixes.\n\n"
            "Checks the configuration, databases, folders, sources and bookmarks. The exit\n"
            "status is 1 if there are errors; warnings do not count."
        ),
        "finews doctor",
        "finews doctor --json | jq '.[] | select(.level != \"ok\")'",
    )
    parser.add_formats("--json")
    parser.set_defaults(run=_doctor)


def _doctor(arguments: Namespace) -> int:
    status = OK
    try:
        with open_library() as library:
            results = library.doctor()
    except FinewsError as error:
        # If the library cannot be opened, the reason is the only result.
        results = [CheckResult("error", error.code, str(error))]
        status = error.exit_status
    if arguments.json:
        output.write_json(
            {
                "level": result.level,
                "subject": result.subject,
                "message": result.message,
                "fix": result.fix,
                "mend": result.fix,  # the old name of "fix", kept for scripts
            }
            for result in results
        )
    else:
        for result in results:
            message = result.message
            if result.fix:
                message = tr("{message}; {fix}", message=message, fix=result.fix)
            level = pad(tr(_LEVELS[result.level]), _LEVEL_WIDTH)
            output.print_lines(f"{level} {output.labelled(result.subject, message)}")
    return status or (FAILED if any(result.level == "error" for result in results) else OK)


COMMANDS = {"stats": _configure_stats, "doctor": _configure_doctor}
