"""Parsers of arguments: one is built for the verb that was asked for, and for no other."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import NoReturn

from finews_tui.cli.help_formatter import HelpPage, translated_argparse
from finews_tui.cli.registry import module_of, names, overview
from finews_tui.errors import UsageError
from finews_tui.i18n.catalog import mark, tr

_FORMS = {
    "--json": mark("a JSON array, one object a line"),
    "--ids": mark("one ID a line"),
    "--markdown": mark("the body as Markdown"),
    "--text": mark("the text, one paragraph a line"),
    "--html": mark("the body as HTML"),
}


class Parser(argparse.ArgumentParser):
    """A parser whose mistakes are one line, raised."""

    def __init__(self, prog: str, **_: object) -> None:
        with translated_argparse():
            super().__init__(prog=prog, formatter_class=HelpPage, allow_abbrev=False)
        # Python 3.14 colours help; `HelpPage` counts cells, which escape sequences have none of.
        self.color = False

    def error(self, message: str) -> NoReturn:
        """Refuse the arguments.

        Raises:
            UsageError: always.
        """
        if verb := self.prog.partition(" ")[2]:
            message = tr("{verb}: {message}", verb=verb, message=message)
        raise UsageError(
            tr("{message}; see `{command} --help`", message=message, command=self.prog)
        )

    def format_usage(self) -> str:
        """The usage as `parse_intermixed_args` takes it: it cuts seven letters, which it knows."""
        formatter = self._get_formatter()
        groups = self._mutually_exclusive_groups
        formatter.add_usage(self.usage, self._actions, groups, prefix="usage: ")
        return formatter.format_help()

    def describe(self, text: str, *examples: str) -> None:
        """Say what the verb does: a sentence first; examples stand last."""
        self.description = text
        self.epilog = "\n".join([tr("examples:"), *(f"  {example}" for example in examples)])

    def ids(self, count: str = "+") -> None:
        """Take the IDs of articles."""
        about = tr("an article's ID, or its first 4 characters or more")
        self.add_argument("ids", nargs=count, metavar=tr("ID"), help=about)

    def forms(self, *flags: str) -> None:
        """Take at most one of the forms of output."""
        group = self.add_mutually_exclusive_group()
        for flag in flags:
            group.add_argument(flag, action="store_true", help=tr(_FORMS[flag]))

    def verbs(self, lines: Mapping[str, str]) -> dict[str, Parser]:
        """Take a further verb, each with a line of help; returns their parsers."""
        verbs = self.add_subparsers(metavar=tr("VERB"), required=True, parser_class=Parser)
        return {name: verbs.add_parser(name, help=line) for name, line in lines.items()}


class _Overview(Parser):
    """The parser of `finews` without a verb."""

    def format_help(self) -> str:
        return overview()


def screen_parser() -> Parser:
    """The parser of `finews` without a verb."""
    parser = _Overview("finews")
    parser.add_argument("-q", "--query", default="", metavar=tr("QUERY"))
    parser.add_argument("--version", action="store_true")
    return parser


def verb_parser(verb: str) -> Parser:
    """The parser of one verb.

    Raises:
        UsageError: there is no such verb.
    """
    if not module_of(verb):
        raise UsageError(_unknown(verb))
    parser = Parser(f"finews {verb}")
    fill_parser(parser, verb)
    return parser


def fill_parser(parser: Parser, verb: str) -> None:
    """Let the module of a verb say what it takes, and who does it."""
    module = import_module(f"finews_tui.cli.commands.{module_of(verb)}")
    getattr(module, f"{verb}_arguments")(parser)


def parsed(parser: Parser, arguments: Sequence[str]) -> argparse.Namespace:
    """The arguments as the parser reads them; options may stand among the words of a query.

    Raises:
        UsageError: they make no sense.
    """
    # What argparse can mix has neither further verbs nor a `--`.
    is_plain = parser._subparsers is None and "--" not in arguments
    with translated_argparse():
        return (parser.parse_intermixed_args if is_plain else parser.parse_args)(arguments)


def _unknown(verb: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(verb, names(), n=1)
    if near:
        message = tr("{verb}: no such command; did you mean `finews {near}`?")
        return message.format(verb=verb[:40], near=near[0])
    return tr("{verb}: no such command; see `finews --help`", verb=verb[:40])
