"""Help texts of argparse, translated and aligned by cells for Chinese."""

from __future__ import annotations

import argparse
import gettext
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from finews_tui.i18n.catalog import (
    CATALOG_DIRECTORY,
    CHINESE_LOCALE,
    DOMAIN,
    ENGLISH,
    language,
    mark,
    tr,
)

# Messages of argparse, for the catalog.
ARGPARSE_MESSAGES = (
    mark("usage: "),
    mark("positional arguments"),
    mark("options"),
    mark("show this help message and exit"),
    mark("argument %(argument_name)s: %(message)s"),
    mark("the following arguments are required: %s"),
    mark("unrecognized arguments: %s"),
    mark("not allowed with argument %s"),
    mark("invalid choice: %(value)r (choose from %(choices)s)"),
    mark("invalid %(type)s value: %(value)r"),
    mark("expected one argument"),
    mark("expected at least one argument"),
    mark("ignored explicit argument %r"),
)


@contextmanager
def translated_argparse() -> Iterator[None]:
    """Translate the messages of argparse with the catalog of finews.

    argparse uses the global domain of gettext and the language of the environment. Both are
    changed only within the block, so that child processes are not affected.
    """
    if language() == ENGLISH:
        yield
        return
    gettext.bindtextdomain(DOMAIN, CATALOG_DIRECTORY)
    domain = gettext.textdomain()
    languages = os.environ.get("LANGUAGE")
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = CHINESE_LOCALE
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if languages is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = languages


class HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Formatter that keeps the lines of descriptions, and wraps and aligns help by cells."""

    def _format_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None,
    ) -> str:
        text = super()._format_usage(usage, actions, groups, prefix)
        excess = max(_cell_width(line) for line in text.split("\n")) - self._width
        if excess > 0:
            # argparse counts characters instead of cells.
            self._width -= excess
            text = super()._format_usage(usage, actions, groups, prefix)
            self._width += excess
        return text

    def _split_lines(self, text: str, width: int) -> list[str]:
        if text.isascii():
            return super()._split_lines(text, width)
        from finews_tui.layout.linebreak.wrap import measure_text, wrap

        measured = measure_text(text)
        return [text[start:end].rstrip() for start, end in wrap(measured, width, width, 0)]

    def add_argument(self, action: argparse.Action) -> None:
        super().add_argument(action)
        invocation = self._format_action_invocation(action)
        length = _cell_width(invocation) + self._current_indent
        self._action_max_length = max(self._action_max_length, length)

    def _format_action(self, action: argparse.Action) -> str:
        text = super()._format_action(action)
        invocation = self._format_action_invocation(action)
        excess = _cell_width(invocation) - len(invocation)
        end = text.find(invocation) + len(invocation)
        if excess and text[end : end + excess] == " " * excess:
            return text[:end] + text[end + excess :]
        return text

    def format_help(self) -> str:
        text = super().format_help()
        for heading in (tr("positional arguments"), tr("options")):
            if not heading.isascii():
                text = text.replace(f"\n{heading}:\n", f"\n{heading}：\n")
        return text


def _cell_width(text: str) -> int:
    if text.isascii():
        return len(text)
    from finews_tui.layout.cells import cell_len

    return cell_len(text)
