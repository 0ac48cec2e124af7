"""`finews add`, `remove`, `sources`: what is followed; `import` and `export` of it."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from finews_tui.cli import output
from finews_tui.cli.exit import OK
from finews_tui.cli.parser import Parser
from finews_tui.cli.records import shown_location, source_record
from finews_tui.cli.session import opened
from finews_tui.cli.terminal import is_terminal
from finews_tui.errors import UsageError
from finews_tui.library.library import Library
from finews_tui.model.source import Source, SourceState, SyncOutcome

_NAME_CELLS = 16


def add_arguments(parser: Parser) -> None:
    """What `finews add` takes."""
    parser.describe(
        "Follow a feed or a folder of posts, and bring in its news.\n\n"
        "LOCATION is the address of a site or of a feed (RSS, Atom, JSON Feed), the file of a\n"
        "feed, or a folder: Jekyll, Hugo, Hexo, or just Markdown and HTML files. Nothing is\n"
        "written into it. Where a site has several feeds, this asks which.",
        "finews add https://news.example/",
        "finews add ~/news",
        "finews add ~/news --name news --title 'Morning news' --group Papers",
        "finews add ~/archive --no-sync",
    )
    parser.add_argument("location", metavar="LOCATION", help="an address, a file or a folder")
    parser.add_argument("--name", default="", metavar="N", help="its short name for commands")
    parser.add_argument("--title", default="", metavar="T", help="its name for people")
    parser.add_argument("--group", default="", metavar="G", help="the group that it stands in")
    parser.add_argument("--no-sync", action="store_true", help="bring in nothing yet")
    parser.set_defaults(run=_add)


def _add(asked: Namespace) -> int:
    with opened() as library:
        source = _followed(library, asked)
        output.say(f"{source.name}: follows {shown_location(source)}")
        if asked.no_sync:
            output.say(f"`finews sync {source.name}` brings in its news")
            return OK
        output.flush()
        from finews_tui.cli.syncing import status_of, synced, tell_warnings

        outcomes = synced(library, [source.name])
        for outcome in outcomes:
            output.say(f"{outcome.source}: {_first_news(outcome, library)}")
        tell_warnings(outcomes)
        return status_of(outcomes)


def _followed(library: Library, asked: Namespace) -> Source:
    """Follow what was asked for; folders need nothing of the web."""
    from finews_tui.library.adding import is_directory

    given = {"name": asked.name, "title": asked.title, "group": asked.group}
    if is_directory(asked.location):
        return library.add_source(asked.location, **given)
    import asyncio

    from finews_tui.cli.choosing import chosen_feed
    from finews_tui.library.subscriptions import find_feeds, follow_feed

    found = asyncio.run(find_feeds(library, asked.location))
    candidate = chosen_feed(found.candidates)
    return asyncio.run(follow_feed(library, candidate, **given, is_sure=found.is_sure))


def _first_news(outcome: SyncOutcome, library: Library) -> str:
    """How many articles came, how many of them count as read, and why."""
    if outcome.error:
        again = f"mend that and run `finews sync {outcome.source}`"
        return f"is followed, but its first sync failed: {outcome.error}; {again}"
    came = f"{outcome.new:,} article{'' if outcome.new == 1 else 's'}"
    if not outcome.read_by_age:
        return came
    days = library.config.sync.unread_horizon_days
    some = "all" if outcome.read_by_age == outcome.new else f"{outcome.read_by_age:,}"
    return (
        f"{came}, {some} of them older than {days} days and so counted as read; "
        "unread_horizon_days in config.toml changes that"
    )


def remove_arguments(parser: Parser) -> None:
    """What `finews remove` takes."""
    parser.describe(
        "Follow a source no more. Its articles go from here; its bookmarks stay readable,\n"
        "and where it has some, this asks first. The source itself is not touched.",
        "finews remove news",
        "finews remove news --yes",
    )
    parser.add_argument("source", metavar="SOURCE", help="a source's name")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.set_defaults(run=_remove)


def _remove(asked: Namespace) -> int:
    with opened() as library:
        name = library.source(asked.source).source.name
        count = library.bookmark_count(name)
        if count and not asked.yes and not _agreed(name, count):
            output.tell("nothing was removed")
            return OK
        kept = library.remove_source(name)
        stay = f"; {_bookmarks(kept)} of it stay{'s' if kept == 1 else ''}" if kept else ""
        output.say(f"{name}: is followed no more{stay}")
    return OK


def _agreed(name: str, count: int) -> bool:
    """Ask on the terminal.

    Raises:
        UsageError: there is none.
    """
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        raise UsageError(
            f"{name}: {_bookmarks(count)} of it would stay, but there is no terminal to ask on; "
            "say --yes to remove it"
        )
    sys.stderr.write(f"{name}: {_bookmarks(count)} of it will stay. Follow it no more? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _bookmarks(count: int) -> str:
    return f"{count:,} bookmark{'' if count == 1 else 's'}"


def sources_arguments(parser: Parser) -> None:
    """What `finews sources` takes."""
    parser.describe(
        "List what is followed.\n\n"
        "In a pipe a line has columns parted by tabs: name, kind, articles, unread, last sync,\n"
        "group, title, location, last error.",
        "finews sources",
        "finews sources --json | jq -r '.[] | select(.last_error) | .name'",
    )
    parser.forms("--json")
    parser.set_defaults(run=_sources)


def _sources(asked: Namespace) -> int:
    with opened() as library:
        states = library.sources()
    if asked.json:
        output.write_json(map(source_record, states))
    elif is_terminal(sys.stdout):
        _print_table(states)
    else:
        for state in states:
            output.say_columns(*_columns(state))
    if not states and is_terminal(sys.stderr):
        output.tell("nothing is followed yet; `finews add LOCATION` follows a feed or a folder")
    return OK


def _columns(state: SourceState) -> tuple[str, ...]:
    return (
        state.source.name,
        str(state.source.kind),
        str(state.articles),
        str(state.unread),
        state.last_sync.isoformat() if state.last_sync else "-",
        state.source.group or "-",
        state.source.title or "-",
        shown_location(state.source),
        state.last_error or "-",
    )


def _print_table(states: list[SourceState]) -> None:
    from finews_tui.cli.rows import cut, padded
    from finews_tui.cli.terminal import columns

    width = columns()
    for state in states:
        source = state.source
        synced = f"{state.last_sync.astimezone():%Y-%m-%d %H:%M}" if state.last_sync else "never"
        counts = f"{state.articles:>9,} articles {state.unread:>9,} unread   synced {synced}"
        name = padded(output.one_line(source.name), _NAME_CELLS)
        places = (source.title, source.group, shown_location(source))
        output.write(cut(f"{name} {counts}", width) + "\n")
        about = " · ".join(output.one_line(place) for place in places if place)
        output.write(cut(f"{'':<{_NAME_CELLS}} {about}", width) + "\n")
        if state.last_error:
            output.write(f"{'':<{_NAME_CELLS}} failed: {output.one_line(state.last_error)}\n")


def import_arguments(parser: Parser) -> None:
    """What `finews import` takes."""
    parser.describe(
        "Take over subscriptions from OPML, which nearly every reader exports, or from newsboat's\n"
        "urls file. Folders and first tags become groups, query feeds saved queries. Nothing is\n"
        "fetched or run; what could not be taken over is listed, a line each.",
        "finews import subscriptions.opml && finews sync",
        "finews import ~/.newsboat/urls",
    )
    parser.add_argument("file", metavar="FILE", help="an OPML or urls file; - is standard input")
    parser.set_defaults(run=_import)


def _import(asked: Namespace) -> int:
    from finews_tui.library.subscriptions import import_list

    data = _read(asked.file)
    with opened() as library:
        found = import_list(library, data)
    for line in found.refused:
        output.tell(line)
    counts = [f"{_counted(len(found.added), 'feed')} added"]
    if found.known:
        counts.append(f"{found.known:,} followed already")
    if found.queries:
        counts.append(f"{_counted(len(found.queries), 'query', 'queries')} saved")
    output.say(", ".join(counts) + ("; now run `finews sync`" if found.added else ""))
    return OK


def _read(name: str) -> bytes:
    """A file of subscriptions, or standard input.

    Raises:
        UsageError: it cannot be read.
    """
    from finews_tui.paths import home_relative
    from finews_tui.sources.opml import LARGEST_FILE

    try:
        if name == "-":
            return sys.stdin.buffer.read(LARGEST_FILE + 1)
        with Path(name).open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(f"{home_relative(Path(name))}: cannot be read: {reason}") from error


def _counted(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def export_arguments(parser: Parser) -> None:
    """What `finews export` takes."""
    parser.describe(
        "Print the feeds followed as OPML, which nearly every reader takes. Folders are left out:\n"
        "they are no address for another reader. So are names, passwords and tokens in addresses.",
        "finews export > subscriptions.opml",
    )
    parser.add_argument(
        "--with-secrets", action="store_true", help="leave passwords and tokens in the addresses"
    )
    parser.set_defaults(run=_export)


def _export(asked: Namespace) -> int:
    from finews_tui.library.subscriptions import export_list

    with opened() as library:
        output.write(export_list(library, with_secrets=asked.with_secrets))
    return OK
