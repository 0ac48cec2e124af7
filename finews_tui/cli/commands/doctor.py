"""`finews stats` and `finews doctor`: figures, and what is wrong."""

from __future__ import annotations

from argparse import Namespace

from finews_tui.cli.exit_status import FAILED, OK
from finews_tui.cli.output import streams as output
from finews_tui.cli.output.article_rows import padded
from finews_tui.cli.parser import Parser
from finews_tui.cli.session import opened
from finews_tui.errors import FinewsError
from finews_tui.i18n.catalog import mark, tr
from finews_tui.library.diagnostics import CheckResult, Stats

_UNITS = (mark("bytes"), "KiB", "MiB", "GiB", "TiB")
_NAME_CELLS = 12
_LEVEL_CELLS = 8
_LEVELS = {"ok": mark("ok"), "warning": mark("warning"), "error": mark("error")}


def stats_arguments(parser: Parser) -> None:
    """What `finews stats` takes."""
    parser.describe(
        tr("Print figures about all that is kept: articles, categories, days, sizes."),
        "finews stats",
        "finews stats --json | jq '.[0].articles'",
    )
    parser.forms("--json")
    parser.set_defaults(run=_stats)


def _stats(asked: Namespace) -> int:
    with opened() as library:
        stats = library.stats()
    if asked.json:
        output.write_json([stats._asdict()])
    else:
        output.say(*_table(stats))
    return OK


def _table(stats: Stats) -> list[str]:
    days = f"{stats.days:,}"
    if stats.first_day:
        days = tr(
            "{days}, from {first} to {last}", days=days, first=stats.first_day, last=stats.last_day
        )
    rows = {
        tr("sources"): f"{stats.sources:,}",
        tr("articles"): tr(
            "{articles:,}, {unread:,} of them unread", articles=stats.articles, unread=stats.unread
        ),
        tr("bookmarks"): f"{stats.bookmarks:,}",
        tr("categories"): f"{stats.categories:,}",
        tr("tags"): f"{stats.tags:,}",
        tr("symbols"): f"{stats.symbols:,}",
        tr("days"): days,
        tr("cache"): _size(stats.cache_bytes),
        tr("state"): _size(stats.state_bytes),
        tr("kept"): tr("{size} of bookmarks", size=_size(stats.bookmarks_bytes)),
    }
    return [f"{padded(name, _NAME_CELLS)}{value}" for name, value in rows.items()]


def _size(count: float) -> str:
    unit = 0
    while count >= 1024 and unit < len(_UNITS) - 1:
        count /= 1024
        unit += 1
    return f"{count:,.0f} {tr(_UNITS[0])}" if unit == 0 else f"{count:,.1f} {_UNITS[unit]}"


def doctor_arguments(parser: Parser) -> None:
    """What `finews doctor` takes."""
    parser.describe(
        tr(
            "Look at databases, places, sources and bookmarks; say what is wrong, and the mend.\n\n"
            "Ends with 1 where there is an error; a warning is none."
        ),
        "finews doctor",
        "finews doctor --json | jq '.[] | select(.level != \"ok\")'",
    )
    parser.forms("--json")
    parser.set_defaults(run=_doctor)


def _doctor(asked: Namespace) -> int:
    status = OK
    try:
        with opened() as library:
            findings = library.doctor()
    except FinewsError as error:
        # What keeps everything else from running is the first thing to be told here.
        findings = [CheckResult("error", error.code, str(error))]
        status = error.exit_status
    if asked.json:
        output.write_json(finding._asdict() for finding in findings)
    else:
        for finding in findings:
            told = finding.message
            if finding.mend:
                told = tr("{message}; {mend}", message=told, mend=finding.mend)
            level = padded(tr(_LEVELS[finding.level]), _LEVEL_CELLS)
            told = tr("{place}: {message}", place=finding.subject, message=told)
            output.say(f"{level} {told}")
    return status or (FAILED if any(one.level == "error" for one in findings) else OK)
