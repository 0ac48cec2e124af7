"""The reader's language: what finews says, looked up in the catalogue that the environment names.

Messages are written in English where they are said, and marked by the call of `tr` or `ntr`: with
names in braces for what is filled in, never as f-strings, for a catalogue knows only constants.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

DOMAIN = "finews"
CATALOGUES = Path(__file__).parent / "locales"

# The order in which gettext looks at them; the first that is set decides.
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def tr(message: str, /, **values: object) -> str:
    """`message` in the reader's language, with `values` in the place of their names in braces."""
    catalogue = _catalogue(wanted())
    text = catalogue.gettext(message) if catalogue is not None else message
    return text.format(**values) if values else text


def ntr(one: str, many: str, count: int, /, **values: object) -> str:
    """`one` or `many` in the reader's language, by its own rules for `count`.

    `{count}` stands for the number with its thousands parted, unless `values` holds another.
    """
    catalogue = _catalogue(wanted())
    if catalogue is not None:
        text = catalogue.ngettext(one, many, count)
    else:
        text = one if count == 1 else many
    return text.format(**{"count": f"{count:,}", **values})


def wanted() -> str:
    """The language asked for, as the environment writes it; empty where it asks for none."""
    for name in _VARIABLES:
        if value := os.environ.get(name):
            return value
    return ""


@lru_cache(maxsize=4)
def _catalogue(languages: str) -> NullTranslations | None:
    """The catalogue of the first language there is one for; None where messages stay English."""
    if not languages or languages.startswith(("en", "C", "POSIX")):
        return None
    from gettext import translation

    return translation(DOMAIN, CATALOGUES, languages.split(":"), fallback=True)
