"""Argument parsers. Only the parser of the invoked command is built."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import NoReturn

from finews_tui.cli.help_formatter import HelpFormatter, translated_argparse
from finews_tui.cli.registry import command_module, command_names, overview_text
from finews_tui.errors import UsageError
from finews_tui.i18n.catalog import mark, tr

_FORMAT_HELP = {
    "--json": mark("print a JSON array, one object per line"),
    "--ids": mark("print only IDs, one per line"),
    "--markdown": mark("print the body as Markdown"),
    "--text": mark("print plain text, one paragraph per line"),
    "--html": mark("print the body as HTML"),
}
_MAX_NAME_LENGTH = 40


class CommandParser(argparse.ArgumentParser):
    """Parser that raises UsageError with a one-line message for invalid arguments."""

    def __init__(self, prog: str, **_: object) -> None:
        with translated_argparse():
            super().__init__(prog=prog, formatter_class=HelpFormatter, allow_abbrev=False)
        # Python 3.14 colours help; escape sequences would break the alignment by cells.
        self.color = False

    def error(self, message: str) -> NoReturn:
        """Reject the arguments.

        Raises:
            UsageError: Always.
        """
        if name := self.prog.partition(" ")[2]:
            message = tr("{command}: {message}", command=name, message=message)
        raise UsageError(
            tr("{message}; see `{command} --help`", message=message, command=self.prog)
        )

    def format_usage(self) -> str:
        """Return the usage with an English `usage: `, which `parse_intermixed_args` removes."""
        formatter = self._get_formatter()
        groups = self._mutually_exclusive_groups
        formatter.add_usage(self.usage, self._actions, groups, prefix="usage: ")
        return formatter.format_help()

    def describe(self, text: str, *examples: str) -> None:
        """Set the description, which starts with a one-line summary, and the examples."""
        self.description = text
        self.epilog = "\n".join([tr("examples:"), *(f"  {example}" for example in examples)])

    def add_ids(self, count: str = "+") -> None:
        """Add an argument for article IDs."""
        help_text = tr("article ID, or a unique prefix of at least 4 characters")
        self.add_argument("ids", nargs=count, metavar=tr("ID"), help=help_text)

    def add_formats(self, *flags: str) -> None:
        """Add mutually exclusive options for the output format."""
        group = self.add_mutually_exclusive_group()
        for flag in flags:
            group.add_argument(flag, action="store_true", help=tr(_FORMAT_HELP[flag]))

    def add_subcommands(self, help_lines: Mapping[str, str]) -> dict[str, CommandParser]:
        """Add required subcommands with one-line summaries; return their parsers."""
        subparsers = self.add_subparsers(
            metavar=tr("COMMAND"), required=True, parser_class=CommandParser
        )
        return {name: subparsers.add_parser(name, help=line) for name, line in help_lines.items()}


class _MainParser(CommandParser):
    """Parser of `finews` without a command, whose help is the overview."""

    def format_help(self) -> str:
        return overview_text()


def main_parser() -> CommandParser:
    """Return the parser of `finews` without a command."""
    parser = _MainParser("finews")
    parser.add_argument("-q", "--query", default="", metavar=tr("QUERY"))
    parser.add_argument("--version", action="store_true")
    return parser


def command_parser(name: str) -> CommandParser:
    """Return the parser of a command.

    Raises:
        UsageError: There is no such command.
    """
    if not command_module(name):
        raise UsageError(_unknown_command(name))
    parser = CommandParser(f"finews {name}")
    configure_parser(parser, name)
    return parser


def configure_parser(parser: CommandParser, name: str) -> None:
    """Add the arguments of a command, and the function that runs it as default `run`."""
    module = import_module(f"finews_tui.cli.commands.{command_module(name)}")
    module.COMMANDS[name](parser)


def parse_arguments(parser: CommandParser, arguments: Sequence[str]) -> argparse.Namespace:
    """Parse arguments; options may appear between the words of a query.

    Raises:
        UsageError: The arguments are invalid.
    """
    # argparse cannot parse intermixed arguments with subcommands or `--`.
    can_intermix = parser._subparsers is None and "--" not in arguments
    with translated_argparse():
        return (parser.parse_intermixed_args if can_intermix else parser.parse_args)(arguments)


def _unknown_command(name: str) -> str:
    from difflib import get_close_matches

    suggestions = get_close_matches(name, command_names(), n=1)
    if suggestions:
        return tr(
            "unknown command “{name}”; did you mean `finews {suggestion}`?",
            name=name[:_MAX_NAME_LENGTH],
            suggestion=suggestions[0],
        )
    return tr("unknown command “{name}”; see `finews --help`", name=name[:_MAX_NAME_LENGTH])
