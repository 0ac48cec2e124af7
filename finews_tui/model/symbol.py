"""Securities mentioned in articles."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HONG_KONG_LENGTH = 5
# Numbers that the exchanges assign to shares.
_A_SHARES = (
    ("SH", re.compile(r"60[0135][0-9]{3}|68[89][0-9]{3}|900[0-9]{3}")),
    ("SZ", re.compile(r"00[0-3][0-9]{3}|30[0-2][0-9]{3}|200[0-9]{3}")),
    ("BJ", re.compile(r"920[0-9]{3}|8[378][0-9]{4}|4[34][0-9]{4}")),
)
_WRITTEN = re.compile(
    r"\$?(?:(?P<number>[0-9]{1,6})(?:\.(?P<suffix>HK|SH|SS|SZ|BJ))?"
    r"|(?P<prefix>HK|SH|SZ|BJ)[.:]?(?P<rest>[0-9]{4,6})"
    r"|(?:(?:NASDAQ|NYSE|AMEX|US)[.: ] ?)?"
    r"(?P<ticker>[A-Z]{1,5}(?:[.-][A-C])?)(?:\.(?:US|N|O|OQ))?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Symbol:
    """Security mentioned in an article: code like `600519.SH`, name as in the text."""

    code: str
    name: str = ""

    @property
    def is_sector(self) -> bool:
        """Whether the code is the number of a sector, such as `BK0493`."""
        return "." not in self.code


def hong_kong_code(digits: str) -> str:
    """Return the symbol of a Hong Kong company: `700`, `0700` and `00700` are one."""
    return f"{digits.zfill(_HONG_KONG_LENGTH)}.HK"


def a_share_market(digits: str) -> str:
    """Return the market of a share by its six digits: SH, SZ or BJ; "" if unknown."""
    return next((market for market, pattern in _A_SHARES if pattern.fullmatch(digits)), "")


def symbol_forms(text: str) -> tuple[str, ...]:
    """Return the possible codes for user input such as `0388` or `SH600519`.

    The code as written is always the first of them, in upper case.
    """
    written = text.strip().upper()
    match = _WRITTEN.fullmatch(written)
    if match is None:
        return (written,)
    if ticker := match["ticker"]:
        return tuple(dict.fromkeys((written, ticker.replace("-", ".") + ".US")))
    number = match["number"] or match["rest"]
    market = (match["suffix"] or match["prefix"] or "").replace("SS", "SH")
    if market in ("", "HK") and len(number) <= _HONG_KONG_LENGTH and int(number):
        return tuple(dict.fromkeys((written, hong_kong_code(number))))
    return tuple(dict.fromkeys((written, f"{number}.{market}"))) if market else (written,)
