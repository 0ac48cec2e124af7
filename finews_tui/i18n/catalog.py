"""The reader's language: which one is asked for, and what finews says in it.

Messages are written in English where they are said, and marked by the call of `tr` or `ntr`: with
names in braces for what is filled in, never as f-strings, for a catalogue knows only constants.
What is said before the language is known, a constant of a module, is marked by `later` and looked
up by `tr` when it is shown.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import GNUTranslations

DOMAIN = "finews"
CATALOG_DIRECTORY = Path(__file__).parent.parent / "locales"

ENGLISH = "en"
CHINESE = "zh"

# Set once by the command line, so that the processes which finews starts speak alike.
LANGUAGE_VARIABLE = "FINEWS_LANGUAGE"
_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
# Traditional Chinese has no catalogue: its readers get English unless they ask for `zh`.
_SIMPLIFIED = ("zh", "zh_cn", "zh_sg", "zh_my", "zh_hans")


def tr(message: str, /, **values: object) -> str:
    """`message` in the reader's language, with `values` in the place of their names in braces."""
    text = message
    if message and language() != ENGLISH:
        text = _chinese().gettext(message)
    return text.format(**values) if values else text


def ntr(one: str, many: str, count: int, /, **values: object) -> str:
    """`one` or `many` in the reader's language, by its own rules for `count`.

    `{count}` stands for the number with its thousands parted, unless `values` holds another.
    """
    if language() == ENGLISH:
        text = one if count == 1 else many
    else:
        text = _chinese().ngettext(one, many, count)
    return text.format(**{"count": f"{count:,}", **values})


def mark(message: str) -> str:
    """`message` as it is: the mark of a constant that `tr` looks up where it is shown."""
    return message


def language() -> str:
    """The language that finews speaks: `en` or `zh`."""
    spoken = os.environ.get(LANGUAGE_VARIABLE)
    return spoken if spoken in (ENGLISH, CHINESE) else locale_language()


def set_language(wanted: str) -> None:
    """Settle the language of this process and of those it starts: `en`, `zh`, or by the locale.

    A language that is settled already, by the variable or for a process above this one, stays.
    """
    if os.environ.get(LANGUAGE_VARIABLE) not in (ENGLISH, CHINESE):
        os.environ[LANGUAGE_VARIABLE] = (
            wanted if wanted in (ENGLISH, CHINESE) else locale_language()
        )


def locale_language() -> str:
    """The language that the locale asks for, as gettext reads it; English where there is no other.

    `LANGUAGE` is a list that goes before the locale, unless the locale is `C` or `POSIX`.
    """
    locale = next((value for name in _LOCALES if (value := os.environ.get(name))), "")
    if locale and _tag(locale) in ("c", "posix"):
        return ENGLISH
    for wanted in (os.environ.get("LANGUAGE") or locale).split(":"):
        tag = _tag(wanted)
        if tag in _SIMPLIFIED or tag.startswith("zh_hans_"):
            return CHINESE
        if tag.partition("_")[0] in ("en", "c", "posix"):
            break
    return ENGLISH


def _tag(locale: str) -> str:
    """`zh_CN.UTF-8@pinyin` and `zh-CN` as `zh_cn`."""
    return locale.partition(".")[0].partition("@")[0].replace("-", "_").lower()


@lru_cache(maxsize=1)
def _chinese() -> GNUTranslations:
    from gettext import GNUTranslations

    with (CATALOG_DIRECTORY / "zh_CN" / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as catalogue:
        return GNUTranslations(catalogue)
