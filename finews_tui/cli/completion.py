"""What Tab completes: verbs and options by argcomplete; sources, queries and IDs by the library."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable

from finews_tui.cli.parser import Parser, fill_parser, screen_parser
from finews_tui.cli.registry import GROUPS
from finews_tui.errors import FinewsError
from finews_tui.i18n.catalog import tr

_IDS_OFFERED = 100
_IS = ("is:unread", "is:read", "is:bookmarked")
_SORT = ("sort:newest", "sort:oldest", "sort:relevance")


def complete() -> int:
    """Answer the shell's question, which stands in the environment."""
    import argcomplete

    parser = screen_parser()
    verbs = parser.add_subparsers(metavar=tr("VERB"), parser_class=Parser)
    for group in GROUPS.values():
        for verb, (_, line) in group.items():
            fill_parser(verbs.add_parser(verb, help=tr(line)), verb)
    _set_completers(parser)
    argcomplete.autocomplete(parser, always_complete_options=False)
    return 0


def _set_completers(parser: argparse.ArgumentParser) -> None:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                _set_completers(below)
        elif action.dest in _COMPLETERS:
            action.completer = _COMPLETERS[action.dest]  # type: ignore[attr-defined]


def _sources(**_: object) -> list[str]:
    from finews_tui.config.loader import load
    from finews_tui.system.paths import user_paths

    try:
        return [source.name for source in load(user_paths().config_file).sources]
    except FinewsError:
        return []


def _ids(**_: object) -> list[str]:
    from finews_tui.cli.session import opened
    from finews_tui.query.query import Query

    try:
        with opened() as library:
            return [
                one.id
                for one in library.articles.headlines(
                    library.articles.listing(Query(), limit=_IDS_OFFERED)
                )
            ]
    except FinewsError:
        return []


def _query(prefix: str, **_: object) -> Iterable[str]:
    from finews_tui.query.fields import FIELDS

    field = prefix.partition(":")[0]
    match field if ":" in prefix else "":
        case "source":
            return [f"source:{name}" for name in _sources()]
        case "category":
            return [f"category:{slug}" for slug in _categories()]
        case "is":
            return _IS
        case "sort":
            return _SORT
        case _:
            return [f"{name}:" for name in FIELDS]


def _categories() -> list[str]:
    from finews_tui.cli.session import opened

    try:
        with opened() as library:
            return list(dict.fromkeys(category.slug for category in library.sources.categories()))
    except FinewsError:
        return []


_COMPLETERS: dict[str, Callable[..., Iterable[str]]] = {
    "source": _sources,
    "sources": _sources,
    "ids": _ids,
    "query": _query,
}
