"""Manual page generated from the help: `python -m finews_tui.cli.man_page`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from finews_tui import __version__
from finews_tui.cli.parser import command_parser
from finews_tui.cli.registry import COMMAND_GROUPS

_HEADER = """\
.TH FINEWS 1 "" "finews {version}" "User Commands"
.SH NAME
finews \\- read news from feeds and folders of posts in the terminal
.SH SYNOPSIS
.B finews
.RB [ \\-q
.IR QUERY ]
.br
.B finews
.I COMMAND
.RI [ ARGUMENT\\ ... ]
.SH DESCRIPTION
Without a command, finews starts its terminal interface.
If you have no sources yet, it shows the built-in guide.
To open the guide later, press ? or use the command palette.
.TP
.BR \\-q ", " \\-\\-query " " \\fIQUERY\\fR
Start with a search.
.TP
.B \\-\\-version
Print the version.
"""
_FOOTER = """\
.SH EXIT STATUS
.TP
.B 0
Success.
.TP
.B 1
Some sources failed, or an article or source does not exist.
.TP
.B 2
Invalid usage or configuration, or no terminal.
.TP
.B 3
Storage error: full, read-only, corrupt, or written by a newer version.
.TP
.B 4
Busy: another sync is running.
.TP
.B 128+n
Terminated by signal n.
.SH ENVIRONMENT
.TP
.BR XDG_CONFIG_HOME ", " XDG_CACHE_HOME ", " XDG_DATA_HOME ", " XDG_STATE_HOME
Base directories of the files below.
.TP
.BR PAGER ", " BROWSER ", " EDITOR
Programs that show articles, open links, and edit the configuration.
.TP
.BR LANG ", " LC_ALL ", " LANGUAGE
Language of finews.
.TP
.B NO_COLOR
Turn off colours.
.SH FILES
.TP
.I ~/.config/finews/config.toml
Configuration. `finews config show` prints it with all defaults.
.TP
.I ~/.local/share/finews
Your data: read marks, saved queries, and one file per bookmark.
.TP
.I ~/.cache/finews
Article cache. It can be deleted at any time; the next sync restores it.
.PP
Run `finews doctor` to see the paths on this computer.
"""


def man_page() -> str:
    """Return the page in roff format, man(7)."""
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
    """Return text that is not filled by roff."""
    return f".nf\n{_escape(text.strip())}\n.fi\n"


def _escape(text: str) -> str:
    """Escape backslashes, leading dots and quotes, and hyphens, which must stay ASCII."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join(f"\\&{line}" if line[:1] in (".", "'") else line for line in text.split("\n"))


if __name__ == "__main__":
    import sys

    from finews_tui.i18n.catalog import ENGLISH, set_language

    set_language(ENGLISH)
    sys.stdout.write(man_page())
