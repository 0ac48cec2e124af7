"""Manual page, generated from the help: `python -m finews_tui.cli.man_page` prints it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from finews_tui import __version__
from finews_tui.cli.parser import command_parser
from finews_tui.cli.registry import COMMAND_GROUPS

_HEADER = """\
.TH FINEWS 1 "" "finews {version}" "User Commands"
.SH NAME
finews \\- read news in a terminal: feeds and folders of posts
.SH SYNOPSIS
.B finews
.RB [ \\-q
.IR QUERY ]
.br
.B finews
.I VERB
.RI [ ARGUMENT\\ ... ]
.SH DESCRIPTION
Without a verb finews opens its screen; while nothing is followed, that shows the guide.
The guide is the manual of the screen: press ? or choose it in the palette.
.TP
.BR \\-q ", " \\-\\-query " " \\fIQUERY\\fR
Open the screen on what a query finds.
.TP
.B \\-\\-version
Print the version.
"""
_FOOTER = """\
.SH EXIT STATUS
.TP
.B 0
All is well.
.TP
.B 1
Some sources failed, or an article or a source is not there.
.TP
.B 2
Usage, configuration, or no terminal.
.TP
.B 3
Storage: full, read-only, corrupt, or of a newer version.
.TP
.B 4
Busy: another sync runs.
.TP
.B 128+n
Ended by signal n.
.SH ENVIRONMENT
.TP
.BR XDG_CONFIG_HOME ", " XDG_CACHE_HOME ", " XDG_DATA_HOME ", " XDG_STATE_HOME
Where the files lie.
.TP
.BR PAGER ", " BROWSER ", " EDITOR
What shows articles, opens links, and edits the configuration.
.TP
.BR LANG ", " LC_ALL ", " LANGUAGE
The language of finews.
.TP
.B NO_COLOR
No colours.
.SH FILES
.TP
.I ~/.config/finews/config.toml
The configuration; `finews config show` prints all of it.
.TP
.I ~/.local/share/finews
What you did: marks, saved queries, and a file for each bookmark.
.TP
.I ~/.cache/finews
The articles; may be deleted at any time.
.PP
`finews doctor` says where they are on this machine.
"""


def man_page() -> str:
    """Return the page as roff for man(7)."""
    parts = [_HEADER.format(version=__version__)]
    for group, commands in COMMAND_GROUPS.items():
        parts.append(f".SH {_escape(group).upper()}\n")
        for name in commands:
            parts += _command(command_parser(name))
    return "".join([*parts, _FOOTER])


def _command(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield a command and its subcommands: usage, description, options, examples."""
    usage = " ".join(parser.format_usage().removeprefix("usage: ").split())
    yield f".SS {_escape(usage)}\n"
    yield _verbatim(parser.description or "")
    subparsers: list[argparse.ArgumentParser] = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            subparsers += action.choices.values()
        elif action.dest != "help" and action.help:
            names = ", ".join(action.option_strings) or str(action.metavar or action.dest)
            value = f" {action.metavar}" if action.option_strings and action.metavar else ""
            yield f".TP\n.B {_escape(names + value)}\n{_escape(action.help)}\n"
    if parser.epilog:
        yield f".PP\n{_verbatim(parser.epilog)}"
    for subparser in subparsers:
        yield from _command(subparser)


def _verbatim(text: str) -> str:
    """Return text that keeps its lines."""
    return f".nf\n{_escape(text.strip())}\n.fi\n"


def _escape(text: str) -> str:
    """Escape text for roff: backslashes, requests, and hyphens that must stay ASCII."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join(f"\\&{line}" if line[:1] in (".", "'") else line for line in text.split("\n"))


if __name__ == "__main__":
    import sys

    from finews_tui.i18n.catalog import ENGLISH, set_language

    set_language(ENGLISH)
    sys.stdout.write(man_page())
