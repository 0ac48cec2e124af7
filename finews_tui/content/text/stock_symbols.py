"""Securities that the archive's HTML names: its market numbers become the codes people know."""

from __future__ import annotations

import re

from finews_tui.model.symbol import Symbol

MARKETS = {"0": "SZ", "1": "SH", "105": "US", "106": "US", "107": "US", "116": "HK"}
SECTOR = "90"

_CODE = re.compile(r"(\d{1,3})[,.]([A-Za-z0-9_.-]{1,16})")
# The charts say it the other way round: `NIO|106|7`, `K 002752|0|2`.
_CHART_CODE = re.compile(r"(?:K )?([A-Za-z0-9_.-]{1,16})\|(\d{1,3})\|")
_ID = re.compile(r"(?:stock|bk|Info|quote|bkquote)[_.](\d{1,3}\.[A-Za-z0-9_.-]{1,16})")
_QUOTE_LINK = re.compile(
    r"(?i)https?://quote\.eastmoney\.com/(?:unify/r/|web/r/)(\d{1,3}\.[A-Za-z0-9_.-]{1,16})"
)


def symbol_code(data_code: str = "", element_id: str = "", link: str = "") -> str:
    """`600519.SH`, `00700.HK`, `NIO.US`, `BK0493`; "" where the attributes name no security."""
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
    number = number.strip("._-").upper()
    if not number:
        return ""
    if market == SECTOR:
        return number
    place = MARKETS.get(market)
    return f"{number}.{place}" if place else ""


class SymbolCollector:
    """The symbols of one document, each once, in the order in which they are named."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def add(self, code: str, name: str) -> None:
        """Keeps a symbol; a later name fills an empty one."""
        if not self._names.get(code):
            self._names[code] = name

    def symbols(self) -> tuple[Symbol, ...]:
        """All of them."""
        return tuple(Symbol(code, name) for code, name in self._names.items())
