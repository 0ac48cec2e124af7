"""`finews add`, `finews remove` and `finews sources`."""

from __future__ import annotations

import sys
from argparse import Namespace

from finews_tui.cli.exit_status import OK
from finews_tui.cli.output import streams as output
from finews_tui.cli.output.json_records import public_location, source_record
from finews_tui.cli.parser import CommandParser
from finews_tui.cli.session import open_library
from finews_tui.cli.terminal import is_terminal
from finews_tui.errors import UsageError
from finews_tui.i18n.catalog import ntr, tr
from finews_tui.library.library import Library
from finews_tui.model.feed_candidate import FeedCandidate
from finews_tui.model.fullwidth import fullwidth_to_ascii
from finews_tui.model.source import Source
from finews_tui.model.sync_outcome import SyncOutcome


def _configure_add(parser: CommandParser) -> None:
    """Configure the parser of `finews add`."""
    parser.describe(
        tr(
            "Add a feed or a folder of posts, and fetch its articles.\n\n"
            "LOCATION is the URL of a website or feed (RSS, Atom, JSON Feed), a feed file,\n"
            "or a folder (Jekyll, Hugo, Hexo, or plain Markdown and HTML files). Folders are\n"
            "never modified. If a website has several feeds, you are asked to select one.\n\n"
            "If LOCATION is -, the feed is read from standard input. To update it later, run\n"
            "the command again with the same name."
        ),
        "finews add https://news.example/",
        "finews add ~/news",
        "finews add ~/news --name news --title 'Morning news' --group Papers",
        "finews add ~/archive --no-sync",
        "curl -s https://news.example/feed | finews add - --name example",
    )
    parser.add_argument(
        "location", metavar=tr("LOCATION"), help=tr("URL, file or folder; - for standard input")
    )
    parser.add_argument(
        "--name", default="", metavar="N", help=tr("short name, for use in commands")
    )
    parser.add_argument("--title", default="", metavar="T", help=tr("title, for display"))
    parser.add_argument("--group", default="", metavar="G", help=tr("group"))
    parser.add_argument("--no-sync", action="store_true", help=tr("do not fetch articles yet"))
    parser.set_defaults(run=_add)


def _add(arguments: Namespace) -> int:
    with open_library() as library:
        if arguments.location == "-":
            return _add_from_stdin(library, arguments)
        source = _follow(library, arguments)
        output.print_lines(
            tr("{name}: added {location}", name=source.name, location=public_location(source))
        )
        if arguments.no_sync:
            output.print_lines(tr("run `finews sync {name}` to fetch articles", name=source.name))
            return OK
        output.flush()
        from finews_tui.cli.commands.sync import exit_status_of, report_warnings, run_sync

        outcomes = run_sync(library, [source.name])
        for outcome in outcomes:
            message = _describe_first_sync(outcome, library)
            output.print_lines(output.labelled(outcome.source, message))
        report_warnings(outcomes)
        return exit_status_of(outcomes)


def _add_from_stdin(library: Library, arguments: Namespace) -> int:
    """Add the feed on standard input."""
    import asyncio

    from finews_tui.cli.commands.sync import exit_status_of, report_warnings
    from finews_tui.library.subscribe.from_stdin import follow_feed_data, read_feed_stream

    details = {"name": arguments.name, "title": arguments.title, "group": arguments.group}
    data = read_feed_stream(sys.stdin.buffer)
    source, outcome = asyncio.run(follow_feed_data(library.stores, data, **details))
    output.print_lines(output.labelled(source.name, _describe_first_sync(outcome, library)))
    report_warnings([outcome])
    return exit_status_of([outcome])


def _follow(library: Library, arguments: Namespace) -> Source:
    """Add a folder, or a feed found at an address."""
    from finews_tui.library.subscribe.new_source import is_directory

    details = {"name": arguments.name, "title": arguments.title, "group": arguments.group}
    if is_directory(arguments.location):
        return library.sources.add_directory(arguments.location, **details)
    import asyncio

    from finews_tui.cli.commands.choose_feed import choose_feed
    from finews_tui.library.subscribe.follow import find_feeds, follow_feed, preview_feed

    discovered = asyncio.run(find_feeds(library.stores, arguments.location))
    candidate = choose_feed(discovered.candidates)
    if not discovered.is_verified:
        candidate = asyncio.run(preview_feed(library.stores, candidate))
    _print_candidate(candidate)
    return asyncio.run(follow_feed(library.stores, candidate, **details, is_verified=True))


def _print_candidate(candidate: FeedCandidate) -> None:
    """Print the number of articles of a feed and the date of the newest."""
    articles = ntr("{count} article", "{count} articles", candidate.articles)
    title = candidate.title or candidate.url
    if candidate.newest is None:
        output.print_lines(output.labelled(title, articles))
        return
    day = f"{candidate.newest.astimezone():%Y-%m-%d}"
    output.print_lines(
        tr("{feed}: {articles}, newest from {day}", feed=title, articles=articles, day=day)
    )


def _describe_first_sync(outcome: SyncOutcome, library: Library) -> str:
    """Describe how many articles were added, and how many were marked as read by age."""
    if outcome.error:
        return tr(
            "added, but the first sync failed: {error}; fix this, then run `finews sync {source}`",
            error=outcome.error,
            source=outcome.source,
        )
    articles = ntr("{count} article", "{count} articles", outcome.new)
    if not outcome.read_by_age:
        return articles
    days = library.config.sync.unread_horizon_days
    if outcome.read_by_age == outcome.new:
        return ntr(
            "{articles}, all marked as read (older than {count} day; "
            "see unread_horizon_days in config.toml)",
            "{articles}, all marked as read (older than {count} days; "
            "see unread_horizon_days in config.toml)",
            days,
            articles=articles,
        )
    return ntr(
        "{articles}, {read} of them marked as read (older than {count} day; "
        "see unread_horizon_days in config.toml)",
        "{articles}, {read} of them marked as read (older than {count} days; "
        "see unread_horizon_days in config.toml)",
        days,
        articles=articles,
        read=f"{outcome.read_by_age:,}",
    )


def _configure_remove(parser: CommandParser) -> None:
    """Configure the parser of `finews remove`."""
    parser.describe(
        tr(
            "Unfollow a source.\n\n"
            "Its articles are removed from finews; bookmarks are kept. If there are\n"
            "bookmarks, you are asked to confirm. The feed or folder itself is not modified."
        ),
        "finews remove news",
        "finews remove news --yes",
    )
    parser.add_argument("source", metavar=tr("SOURCE"), help=tr("source name"))
    parser.add_argument("--yes", action="store_true", help=tr("skip the confirmation"))
    parser.set_defaults(run=_remove)


def _remove(arguments: Namespace) -> int:
    with open_library() as library:
        name = library.sources.state(arguments.source).source.name
        count = library.sources.bookmark_count(name)
        if count and not arguments.yes and not _confirm_removal(name, count):
            output.report(tr("nothing removed"))
            return OK
        bookmarks = library.sources.remove(name)
        if bookmarks:
            output.print_lines(
                ntr(
                    "{name}: unfollowed; {count} bookmark kept",
                    "{name}: unfollowed; {count} bookmarks kept",
                    bookmarks,
                    name=name,
                )
            )
        else:
            output.print_lines(tr("{name}: unfollowed", name=name))
    return OK


def _confirm_removal(name: str, count: int) -> bool:
    """Ask for confirmation to remove a source with bookmarks.

    Raises:
        UsageError: There is no terminal.
    """
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        raise UsageError(
            ntr(
                "{name}: has {count} bookmark, which will be kept; use --yes to confirm "
                "(cannot ask: not a terminal)",
                "{name}: has {count} bookmarks, which will be kept; use --yes to confirm "
                "(cannot ask: not a terminal)",
                count,
                name=name,
            )
        )
    sys.stderr.write(
        ntr(
            "{name}: has {count} bookmark, which will be kept. Unfollow this source? [y/N] ",
            "{name}: has {count} bookmarks, which will be kept. Unfollow this source? [y/N] ",
            count,
            name=name,
        )
    )
    sys.stderr.flush()
    return fullwidth_to_ascii(sys.stdin.readline()).strip().lower() in ("y", "yes")


def _configure_sources(parser: CommandParser) -> None:
    """Configure the parser of `finews sources`."""
    parser.describe(
        tr(
            "List your sources.\n\n"
            "In a pipe, the columns of each line are separated by tabs: name, kind,\n"
            "articles, unread, last sync, group, title, location, last error."
        ),
        "finews sources",
        "finews sources --json | jq -r '.[] | select(.last_error) | .name'",
    )
    parser.add_formats("--json")
    parser.set_defaults(run=_sources)


def _sources(arguments: Namespace) -> int:
    with open_library() as library:
        states = library.sources.states()
    if arguments.json:
        output.write_json(map(source_record, states))
    elif is_terminal(sys.stdout):
        from finews_tui.cli.output.source_table import print_table

        print_table(states)
    else:
        from finews_tui.cli.output.source_table import source_columns

        for state in states:
            output.print_columns(*source_columns(state))
    if not states and is_terminal(sys.stderr):
        output.report(tr("no sources yet; add one with `finews add LOCATION`"))
    return OK


COMMANDS = {"add": _configure_add, "remove": _configure_remove, "sources": _configure_sources}
