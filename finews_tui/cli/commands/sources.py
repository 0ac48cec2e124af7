"""`finews add`, `remove`, `sources`: what is followed."""

from __future__ import annotations

import sys
from argparse import Namespace

from finews_tui.cli.exit_status import OK
from finews_tui.cli.output import streams as output
from finews_tui.cli.output.json_records import shown_location, source_record
from finews_tui.cli.parser import Parser
from finews_tui.cli.session import opened
from finews_tui.cli.terminal import is_terminal
from finews_tui.errors import UsageError
from finews_tui.i18n.catalog import ntr, tr
from finews_tui.library.library import Library
from finews_tui.model.feed_candidate import FeedCandidate
from finews_tui.model.source import Source
from finews_tui.model.sync_outcome import SyncOutcome


def add_arguments(parser: Parser) -> None:
    """What `finews add` takes."""
    parser.describe(
        tr(
            "Follow a feed or a folder of posts, and bring in its news.\n\n"
            "LOCATION is the address of a site or of a feed (RSS, Atom, JSON Feed), the file of a\n"
            "feed, or a folder: Jekyll, Hugo, Hexo, or just Markdown and HTML files. Nothing is\n"
            "written into it. Where a site has several feeds, this asks which. From - the feed is\n"
            "read on standard input; handed over again under its name, it brings what is new."
        ),
        "finews add https://news.example/",
        "finews add ~/news",
        "finews add ~/news --name news --title 'Morning news' --group Papers",
        "finews add ~/archive --no-sync",
        "curl -s https://news.example/feed | finews add - --name example",
    )
    parser.add_argument(
        "location", metavar=tr("LOCATION"), help=tr("an address, a file or a folder")
    )
    parser.add_argument("--name", default="", metavar="N", help=tr("its short name for commands"))
    parser.add_argument("--title", default="", metavar="T", help=tr("its name for people"))
    parser.add_argument("--group", default="", metavar="G", help=tr("the group that it stands in"))
    parser.add_argument("--no-sync", action="store_true", help=tr("bring in nothing yet"))
    parser.set_defaults(run=_add)


def _add(asked: Namespace) -> int:
    with opened() as library:
        if asked.location == "-":
            return _add_given(library, asked)
        source = _followed(library, asked)
        output.say(tr("{name}: follows {place}", name=source.name, place=shown_location(source)))
        if asked.no_sync:
            output.say(tr("`finews sync {name}` brings in its news", name=source.name))
            return OK
        output.flush()
        from finews_tui.cli.commands.sync import status_of, synced, tell_warnings

        outcomes = synced(library, [source.name])
        for outcome in outcomes:
            output.say(
                tr(
                    "{place}: {message}",
                    place=outcome.source,
                    message=_first_news(outcome, library),
                )
            )
        tell_warnings(outcomes)
        return status_of(outcomes)


def _add_given(library: Library, asked: Namespace) -> int:
    """Keep the feed on standard input."""
    import asyncio

    from finews_tui.cli.commands.sync import status_of, tell_warnings
    from finews_tui.library.subscribe.from_stdin import follow_feed_data, read_feed_stream

    given = {"name": asked.name, "title": asked.title, "group": asked.group}
    data = read_feed_stream(sys.stdin.buffer)
    source, outcome = asyncio.run(follow_feed_data(library.stores, data, **given))
    output.say(tr("{place}: {message}", place=source.name, message=_first_news(outcome, library)))
    tell_warnings([outcome])
    return status_of([outcome])


def _followed(library: Library, asked: Namespace) -> Source:
    """Follow what was asked for; folders need nothing of the web."""
    from finews_tui.library.subscribe.new_source import is_directory

    given = {"name": asked.name, "title": asked.title, "group": asked.group}
    if is_directory(asked.location):
        return library.sources.add_directory(asked.location, **given)
    import asyncio

    from finews_tui.cli.commands.choose_feed import chosen_feed
    from finews_tui.library.subscribe.follow import find_feeds, follow_feed, preview_feed

    found = asyncio.run(find_feeds(library.stores, asked.location))
    candidate = chosen_feed(found.candidates)
    if not found.is_verified:
        candidate = asyncio.run(preview_feed(library.stores, candidate))
    _show_candidate(candidate)
    return asyncio.run(follow_feed(library.stores, candidate, **given, is_verified=True))


def _show_candidate(candidate: FeedCandidate) -> None:
    """Say what a feed will bring."""
    articles = ntr("{count} article", "{count} articles", candidate.articles)
    title = candidate.title or candidate.url
    if candidate.newest is None:
        output.say(tr("{place}: {message}", place=title, message=articles))
        return
    day = f"{candidate.newest.astimezone():%Y-%m-%d}"
    output.say(
        tr("{feed}: {articles}, the newest of {day}", feed=title, articles=articles, day=day)
    )


def _first_news(outcome: SyncOutcome, library: Library) -> str:
    """How many articles came, how many of them count as read, and why."""
    if outcome.error:
        return tr(
            "is followed, but its first sync failed: {error}; "
            "mend that and run `finews sync {source}`",
            error=outcome.error,
            source=outcome.source,
        )
    came = ntr("{count} article", "{count} articles", outcome.new)
    if not outcome.read_by_age:
        return came
    days = library.config.sync.unread_horizon_days
    if outcome.read_by_age == outcome.new:
        return tr(
            "{came}, all of them older than {days} days and so counted as read; "
            "unread_horizon_days in config.toml changes that",
            came=came,
            days=days,
        )
    return tr(
        "{came}, {some} of them older than {days} days and so counted as read; "
        "unread_horizon_days in config.toml changes that",
        came=came,
        some=f"{outcome.read_by_age:,}",
        days=days,
    )


def remove_arguments(parser: Parser) -> None:
    """What `finews remove` takes."""
    parser.describe(
        tr(
            "Follow a source no more. Its articles go from here; its bookmarks stay readable,\n"
            "and where it has some, this asks first. The source itself is not touched."
        ),
        "finews remove news",
        "finews remove news --yes",
    )
    parser.add_argument("source", metavar=tr("SOURCE"), help=tr("a source's name"))
    parser.add_argument("--yes", action="store_true", help=tr("do not ask"))
    parser.set_defaults(run=_remove)


def _remove(asked: Namespace) -> int:
    with opened() as library:
        name = library.sources.state(asked.source).source.name
        count = library.sources.bookmark_count(name)
        if count and not asked.yes and not _agreed(name, count):
            output.tell(tr("nothing was removed"))
            return OK
        kept = library.sources.remove(name)
        if kept:
            output.say(
                ntr(
                    "{name}: is followed no more; {count} bookmark of it stays",
                    "{name}: is followed no more; {count} bookmarks of it stay",
                    kept,
                    name=name,
                )
            )
        else:
            output.say(tr("{name}: is followed no more", name=name))
    return OK


def _agreed(name: str, count: int) -> bool:
    """Ask on the terminal.

    Raises:
        UsageError: there is none.
    """
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        raise UsageError(
            ntr(
                "{name}: {count} bookmark of it would stay, but there is no terminal to ask on; "
                "say --yes to remove it",
                "{name}: {count} bookmarks of it would stay, but there is no terminal to ask on; "
                "say --yes to remove it",
                count,
                name=name,
            )
        )
    sys.stderr.write(
        ntr(
            "{name}: {count} bookmark of it will stay. Follow it no more? [y/N] ",
            "{name}: {count} bookmarks of it will stay. Follow it no more? [y/N] ",
            count,
            name=name,
        )
    )
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def sources_arguments(parser: Parser) -> None:
    """What `finews sources` takes."""
    parser.describe(
        tr(
            "List what is followed.\n\n"
            "In a pipe a line has columns parted by tabs: name, kind, articles, unread, last "
            "sync,\n"
            "group, title, location, last error."
        ),
        "finews sources",
        "finews sources --json | jq -r '.[] | select(.last_error) | .name'",
    )
    parser.forms("--json")
    parser.set_defaults(run=_sources)


def _sources(asked: Namespace) -> int:
    with opened() as library:
        states = library.sources.states()
    if asked.json:
        output.write_json(map(source_record, states))
    elif is_terminal(sys.stdout):
        from finews_tui.cli.output.source_table import print_table

        print_table(states)
    else:
        from finews_tui.cli.output.source_table import columns_of

        for state in states:
            output.say_columns(*columns_of(state))
    if not states and is_terminal(sys.stderr):
        output.tell(tr("nothing is followed yet; `finews add LOCATION` follows a feed or a folder"))
    return OK
