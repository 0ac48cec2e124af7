"""Messages in the user's language, with gettext catalogs.

Messages are written in English at their place of use and marked by a call of `tr` or `ntr`. They
must be constants, with names in braces for what is filled in: never f-strings, which cannot be
looked up. A message in a module constant is marked by `mark` and translated by `tr` when it is
shown, because the language is not known yet at import.
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
CHINESE_LOCALE = "zh_CN"

# Set by the command line, and inherited by the processes that finews starts.
LANGUAGE_VARIABLE = "FINEWS_LANGUAGE"
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
# There is no catalog for traditional Chinese: its readers get English unless they set `zh`.
_SIMPLIFIED_CHINESE = ("zh", "zh_cn", "zh_sg", "zh_my", "zh_hans")


def tr(message: str, /, **values: object) -> str:
    """Translate `message` and fill in `values` for the names in braces."""
    text = message
    if message and language() != ENGLISH:
        text = _chinese_catalog().gettext(message)
    return text.format(**values) if values else text


def ntr(singular: str, plural: str, count: int, /, **values: object) -> str:
    """Translate `singular` or `plural` by the language's plural rule for `count`.

    `{count}` is filled in with thousands separators unless `values` has another.
    """
    if language() == ENGLISH:
        text = singular if count == 1 else plural
    else:
        text = _chinese_catalog().ngettext(singular, plural, count)
    return text.format(**{"count": f"{count:,}", **values})


def mark(message: str) -> str:
    """Mark a constant for translation and return it unchanged (gettext calls this `N_`)."""
    return message


def language() -> str:
    """Return the current language: `en` or `zh`."""
    current = os.environ.get(LANGUAGE_VARIABLE)
    return current if current in (ENGLISH, CHINESE) else locale_language()


def set_language(name: str) -> None:
    """Set the language of this process and its children: `en`, `zh`, or `auto` for the locale's.

    A language that was set before, also by a parent process, stays.
    """
    if os.environ.get(LANGUAGE_VARIABLE) not in (ENGLISH, CHINESE):
        is_known = name in (ENGLISH, CHINESE)
        os.environ[LANGUAGE_VARIABLE] = name if is_known else locale_language()


def locale_language() -> str:
    """Return the language of the locale, by gettext's rules; English if there is no catalog.

    `LANGUAGE` is a list that takes precedence over the locale, unless that is `C` or `POSIX`.
    """
    locale = next((value for name in _LOCALE_VARIABLES if (value := os.environ.get(name))), "")
    if locale and _normalize(locale) in ("c", "posix"):
        return ENGLISH
    for candidate in (os.environ.get("LANGUAGE") or locale).split(":"):
        tag = _normalize(candidate)
        if tag in _SIMPLIFIED_CHINESE or tag.startswith("zh_hans_"):
            return CHINESE
        if tag.partition("_")[0] in ("en", "c", "posix"):
            break
    return ENGLISH


def _normalize(locale: str) -> str:
    """Return `zh_cn` for `zh_CN.UTF-8@pinyin` and for `zh-CN`."""
    return locale.partition(".")[0].partition("@")[0].replace("-", "_").lower()


@lru_cache(maxsize=1)
def _chinese_catalog() -> GNUTranslations:
    from gettext import GNUTranslations

    with (CATALOG_DIRECTORY / CHINESE_LOCALE / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
        return GNUTranslations(file)
