"""Tab completion with argcomplete, extended for sources, queries and article IDs."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable

from finews_tui.cli.parser import CommandParser, configure_parser, main_parser
from finews_tui.cli.registry import COMMAND_GROUPS
from finews_tui.errors import FinewsError
from finews_tui.i18n.catalog import tr

_MAX_IDS = 100
_IS_TERMS = ("is:unread", "is:read", "is:bookmarked")
_SORT_TERMS = ("sort:newest", "sort:oldest", "sort:relevance")


def complete() -> int:
    """Print completions for the command line in the environment variables."""
    import argcomplete

    parser = main_parser()
    subparsers = parser.add_subparsers(metavar=tr("COMMAND"), parser_class=CommandParser)
    for commands in COMMAND_GROUPS.values():
        for name, (_, summary) in commands.items():
            configure_parser(subparsers.add_parser(name, help=tr(summary)), name)
    _set_completers(parser)
    argcomplete.autocomplete(parser, always_complete_options=False)
    return 0


def _set_completers(parser: argparse.ArgumentParser) -> None:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for subparser in action.choices.values():
                _set_completers(subparser)
        elif action.dest in _COMPLETERS:
            # argcomplete reads this attribute, which argparse does not declare.
            action.completer = _COMPLETERS[action.dest]  # type: ignore[attr-defined]


def _complete_sources(**_: object) -> list[str]:
    from finews_tui.config.loader import load
    from finews_tui.system.paths import user_paths

    try:
        return [source.name for source in load(user_paths().config_file).sources]
    except FinewsError:
        return []


def _complete_ids(**_: object) -> list[str]:
    from finews_tui.cli.session import open_library
    from finews_tui.query.query import Query

    try:
        with open_library() as library:
            numbers = library.articles.listing(Query(), limit=_MAX_IDS)
            return [headline.id for headline in library.articles.headlines(numbers)]
    except FinewsError:
        return []


def _complete_query(prefix: str, **_: object) -> Iterable[str]:
    from finews_tui.query.fields import FIELDS

    field = prefix.partition(":")[0]
    match field if ":" in prefix else "":
        case "source":
            return [f"source:{name}" for name in _complete_sources()]
        case "category":
            return [f"category:{slug}" for slug in _category_slugs()]
        case "is":
            return _IS_TERMS
        case "sort":
            return _SORT_TERMS
        case _:
            return [f"{name}:" for name in FIELDS]


def _category_slugs() -> list[str]:
    from finews_tui.cli.session import open_library

    try:
        with open_library() as library:
            return list(dict.fromkeys(category.slug for category in library.sources.categories()))
    except FinewsError:
        return []


_COMPLETERS: dict[str, Callable[..., Iterable[str]]] = {
    "source": _complete_sources,
    "sources": _complete_sources,
    "ids": _complete_ids,
    "query": _complete_query,
}
