"""Translation of messages with gettext catalogs.

Wrap English messages in `tr` or `ntr` where they are used. Messages must be constants with
placeholders in braces; f-strings cannot be looked up. In module constants, wrap messages in `mark`
and translate them with `tr` when they are shown: the language is not known at import.
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

# Set by the command line and inherited by child processes.
LANGUAGE_VARIABLE = "FINEWS_LANGUAGE"
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
# No catalog for traditional Chinese: those locales get English unless `zh` is configured.
_SIMPLIFIED_CHINESE = ("zh", "zh_cn", "zh_sg", "zh_my", "zh_hans")


def tr(message: str, /, **values: object) -> str:
    """Translate `message` and fill in its placeholders."""
    text = message
    if message and language() != ENGLISH:
        text = _chinese_catalog().gettext(message)
    return text.format(**values) if values else text


def ntr(singular: str, plural: str, count: int, /, **values: object) -> str:
    """Translate `singular` or `plural`, chosen by `count`.

    `{count}` is filled in with thousands separators unless `values` overrides it.
    """
    if language() == ENGLISH:
        text = singular if count == 1 else plural
    else:
        text = _chinese_catalog().ngettext(singular, plural, count)
    return text.format(**{"count": f"{count:,}", **values})


def mark(message: str) -> str:
    """Mark a constant for extraction and return it unchanged (the `N_` of gettext)."""
    return message


def language() -> str:
    """Return the current language: `en` or `zh`."""
    current = os.environ.get(LANGUAGE_VARIABLE)
    return current if current in (ENGLISH, CHINESE) else locale_language()


def set_language(name: str) -> None:
    """Set the language of this process and its children: `en`, `zh` or `auto`.

    `auto` is the language of the locale. Does nothing if a language is already set, for example
    by a parent process.
    """
    if os.environ.get(LANGUAGE_VARIABLE) not in (ENGLISH, CHINESE):
        is_known = name in (ENGLISH, CHINESE)
        os.environ[LANGUAGE_VARIABLE] = name if is_known else locale_language()


def locale_language() -> str:
    """Return the language of the locale, by the rules of gettext.

    English if there is no catalog. The list in `LANGUAGE` takes precedence over the locale, unless
    the locale is `C` or `POSIX`.
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
    """Normalize a locale name: `zh_CN.UTF-8@pinyin` and `zh-CN` become `zh_cn`."""
    return locale.partition(".")[0].partition("@")[0].replace("-", "_").lower()


@lru_cache(maxsize=1)
def _chinese_catalog() -> GNUTranslations:
    from gettext import GNUTranslations

    with (CATALOG_DIRECTORY / CHINESE_LOCALE / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
        return GNUTranslations(file)
