"""Parse stock symbols in the HTML of archive posts into common market codes."""

from __future__ import annotations

import re

from finews_tui.model.symbol import Symbol, hong_kong_code

MARKETS = {"0": "SZ", "1": "SH", "105": "US", "106": "US", "107": "US", "116": "HK"}
SECTOR = "90"

_CODE = re.compile(r"(\d{1,3})[,.]([A-Za-z0-9_.-]{1,16})")
# Chart codes start with the stock number: `NIO|106|7`, `K 002752|0|2`.
_CHART_CODE = re.compile(r"(?:K )?([A-Za-z0-9_.-]{1,16})\|(\d{1,3})\|")
_ID = re.compile(r"(?:stock|bk|Info|quote|bkquote)[_.](\d{1,3}\.[A-Za-z0-9_.-]{1,16})")
_QUOTE_LINK = re.compile(
    r"(?i)https?://quote\.eastmoney\.com/(?:unify/r/|web/r/)(\d{1,3}\.[A-Za-z0-9_.-]{1,16})"
)


def symbol_code(data_code: str = "", element_id: str = "", link: str = "") -> str:
    """Return a symbol such as `600519.SH`, `00700.HK`, `NIO.US` or `BK0493`, or ""."""
    if data_code:
        match = _CODE.fullmatch(data_code.strip())
        if match is not None:
            return _code(match[1], match[2])
        match = _CHART_CODE.match(data_code.strip())
        if match is not None:
            return _code(match[2], match[1])
    for pattern, text in ((_ID, element_id), (_QUOTE_LINK, link)):
        match = pattern.match(text) if text else None
        if match is not None:
            market, _, number = match[1].partition(".")
            return _code(market, number)
    return ""


def _code(market: str, number: str) -> str:
    number = number.strip("._-").upper().replace("_", ".")
    if not number:
        return ""
    if market == SECTOR:
        return number
    market_code = MARKETS.get(market)
    if market_code == "HK" and number.isdigit():
        return hong_kong_code(number)
    return f"{number}.{market_code}" if market_code else ""


class SymbolCollector:
    """Symbols of one document without duplicates, in text order."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def add(self, code: str, name: str) -> None:
        """Add a symbol, or set the missing name of a known one."""
        if not self._names.get(code):
            self._names[code] = name

    def __len__(self) -> int:
        return len(self._names)

    def forget_after(self, count: int) -> None:
        """Remove all symbols but the first `count`."""
        for code in list(self._names)[count:]:
            del self._names[code]

    def symbols(self) -> tuple[Symbol, ...]:
        """Return the symbols."""
        return tuple(Symbol(code, name) for code, name in self._names.items())
