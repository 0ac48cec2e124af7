"""Find securities written out in text: `(600519.SH)`, `00700.HK`, `$AAPL`, `NASDAQ: PDD`.

Each form is found by a literal character that it must contain, and confirmed by the text around
it within a fixed distance, so the search is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from finews_tui.model.symbol import a_share_market, hong_kong_code


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Characters around a candidate that are examined.
_BEFORE = 24
_BRACKET_REACH = 80

_OPENING = "(（[【<《〈「"
_CLOSING = ")）]】>》〉」"
_BOUNDARY = r"(?<![A-Za-z0-9_.@%])"
_END = r"(?![A-Za-z0-9_])(?![.@][A-Za-z0-9])(?!-[A-Za-z0-9]{2})(?!/[a-z])"

_DIGIT_SUFFIX = re.compile(r"\.(HK|SH|SS|SZ|BJ|TW|KS|KQ|T|hk|sh|ss|sz|bj)" + _END)
_LETTER_SUFFIX = re.compile(r"\.(US|OQ|PK|N|O)" + _END)
_DIGITS_BEFORE = re.compile(_BOUNDARY + r"(?<![A-Za-z0-9]-)([0-9]{1,6})$")
_LETTERS_BEFORE = re.compile(_BOUNDARY + r"(?<![A-Za-z0-9]-)([A-Z]{1,5})(?:[._-]?([A-Ca-c]))?$")
# Lengths of the codes of a market, as they are written.
_LENGTHS = {"HK": (1, 5), "T": (4, 4), "TW": (4, 4)}
_SIX = (6, 6)
_MARKETS = {"SS": "SH"}
_BRACKETED_MARKETS = ("T", "TW", "KS", "KQ")
# Abbreviations with a period that look like Reuters codes.
_NOT_REUTERS = ("U", "NO", "VOL", "ART", "REF", "PP", "FIG")

_CASHTAG = re.compile(r"\$([A-Z]{1,5})(?:[.-]([A-C]))?(?![A-Za-z0-9_$(\[{]|[./-][A-Za-z0-9])")
_NOT_BEFORE_CASHTAG = re.compile(r"[A-Za-z0-9_$.`\\/=\"']$|(?:echo|export|unset|set|env|变量) ?$")
_NOT_AFTER_CASHTAG = re.compile(
    r"\s{0,2}(?:[=<>+^\\*]|->|:[a-z/$.]|/|million|billion|trillion|mn\b|bn\b|[万亿]|variable|environment|环境"
    r"|变量|tokens?\b|coins?\b|memecoin|代币)"
)
# Currencies, coins, units, placeholders and well-known shell variables.
_NOT_CASHTAGS = _words(
    """
    USD EUR GBP JPY CNY RMB CNH HKD TWD AUD CAD NZD SGD CHF KRW INR BRL MXN
    BTC ETH USDT USDC BNB XRP DOGE SHIB PEPE TRUMP SOL
    M MM MN MLN B BN BLN K TN N X Y XX XXX XXXX XXXXX YY ZZ
    PATH HOME USER SHELL LANG TERM PWD TMP TEMP ENV ARGV ARGS CC CXX UID PID HOST PORT NAME
    FOO BAR BAZ VAR FILE DIR LINE COUNT INDEX VALUE KEY ID DATE TIME TITLE BODY URL ARG OPTS
    MODE TYPE TEXT SIZE TOTAL INPUT US HK NT NZ AU CDN SG
    """
)

# Names of exchanges and labels of codes, at the end of the text before a colon.
_US = (
    r"NASDAQ(?:[ -]?(?:GS|GM|CM))?|Nasdaq(?:GS|GM|CM)?"
    r"|NYSE(?: ?(?:American|AMERICAN|Arca|ARCA|MKT))?|AMEX"
    r"|OTC(?:MKTS|QX|QB|PK| Markets)?|BATS|CBOE|纽交所|纽约证券交易所|纽约证交所|纳斯达克|美股"
)
_HK = r"HKEX|HKSE|SEHK|HKG|HK|港交所|香港交易所|香港联交所|联交所|港股|股份代号|股份代號"
_CN = r"SSE|SHSE|SHA|SZSE|SHE|SH|SZ|上交所|深交所|北交所|沪市|深市|A股|科创板|创业板"
_ANY = (
    r"(?:股票|证券|證券|上市|股份)(?:代码|代号|代碼|代號)|[Ss]tock [Cc]ode|[Tt]icker(?: [Ss]ymbol)?"
)
_CODE_WORD = r"(?:(?:股票|证券|上市|股份)?(?:代码|代号|代碼|代號)| ?[Ss]tock [Cc]ode| ?[Tt]icker)?"
_LABEL = re.compile(
    rf"(?<![A-Za-z0-9])(?:(?P<us>{_US}){_CODE_WORD}|(?P<hk>{_HK}){_CODE_WORD}"
    rf"|(?P<cn>{_CN}){_CODE_WORD}|(?P<any>{_ANY}))[为是 ]?$"
)
_LABEL_ENDS = frozenset("AEGHKMQSTXZaelnqrs克所股码碼号號市板为是 ")
_COLON = re.compile(r".\s{0,2}(?=[A-Z0-9])")
_TICKER = re.compile(r"([A-Z]{1,5})(?:[./-]([A-C]))?(?![A-Za-z0-9_])")
_NUMBER = re.compile(
    r"([0-9]{1,6})(?![A-Za-z0-9_%％年月日元万亿家只点时个名后前]|[.,:：-][0-9])(?:\.[A-Z]{2})?"
)
_NEXT_CODE = re.compile(r"\s?[,，、/;；]\s?(?=[A-Z0-9])")
_CODE_ENDS = re.compile(r"\s?(?:[)）\]】,，、;；。/|]|and\b|$)", re.MULTILINE)
_ALL_CAPS_NEXT = re.compile(r"\s+[A-Z]{2,}(?![a-z])")
_NOT_TICKERS = _words(
    """
    A I AN THE US USA UK EU UN UP DOWN CEO CFO COO IPO IPOS ETF ETFS AI GDP CPI PPI PMI SEC FED
    AND FOR NEW ALL TOP NOT NO ON IN AT TO OF IS IT BY OR AS Q YTD ADR SPAC ESG API
    CLOSE OPEN HIGH LOW STOCK
    """
)

_BRACKET = re.compile(r".\s?([^()（）\n]{4,24})[)）]")
_CODE_STARTS = frozenset("0123456789SsHhUuBbABCDEFGIJKLMNOPQRTVWXYZ ")
_PREFIXED_CODE = re.compile(r"([A-Za-z]{2})[.:：]?([0-9]{4,6}|[A-Z]{1,5})")
_BLOOMBERG = re.compile(
    r"([0-9]{1,4}) HK(?: Equity)?|([0-9]{6}) C[HGS](?: Equity)?|([A-Z]{1,5}) U[SNQ] Equity"
)
_BARE_SHARE = re.compile(
    r"([0-9]{6})(?:\s?[,，、;；]\s?(?:股吧|诊股|行情|买入|增持|[\u4e00-\u9fff]{2,6}))?"
)
_SHARE_NAME = re.compile(r"[\u4e00-\u9fffA-Z][\u4e00-\u9fff][”』」]?(?:[ABＡＢ]|-[A-Z]{1,2})?\s?$")
# Endings of words before a number in brackets that is not a share.
_NOT_A_NAME = re.compile(
    r"(?:邮编|邮政编码|编码|编号|型号|单号|订单|号码|代号|批号|货号|工号|学号|账号|卡号|房号|案号|文号|条码|序号"
    r"|图号|色号|件号|零件|配件|部件|备件|产品|商品|货品|物料|款式|电话|热线|总机|分机|传真|手机|客服|密码|金额|总额"
    r"|合计|共计|总计|累计|人数|数量|次数|步数|票数|产量|销量|库存|点击|浏览|基金|混合|债券|指数|货币|联接|转债|短债|纯债"
    r"|天津|金奈|地址|[^铁公丝道高]路|[区县市镇省室楼][ABＡＢ]?|[约为共超近万亿]|验证码|版本)\s?$"
)
_FUND_SHARE = re.compile(
    r"(?:混合|债券|指数|货币|联接|ETF|LOF|债|增强|精选|优选|灵活配置)[ACE]?\s?$"
)
_XUEQIU = re.compile(r"\$[^$()（）\n]{1,24}[(（]([A-Z]{0,2}[0-9]{5,6}|[A-Z]{1,5})[)）]\$")


def prose_symbols(text: str) -> list[str]:
    """Return the codes of securities written in `text`, in text order, without duplicates."""
    matches: list[tuple[int, str]] = []
    if "." in text:
        matches += _codes_with_suffix(text)
    if "$" in text:
        matches += _cashtags(text)
    if ":" in text or "：" in text:
        matches += _codes_with_label(text)
    if "(" in text or "（" in text:
        matches += _codes_in_brackets(text)
    if not matches:
        return []
    return list(dict.fromkeys(code for _, code in sorted(matches)))


def _positions(text: str, characters: str) -> Iterator[int]:
    """Yield the positions of some characters, faster than a regular expression."""
    for character in characters:
        position = text.find(character)
        while position >= 0:
            yield position
            position = text.find(character, position + 1)


def _codes_with_suffix(text: str) -> Iterator[tuple[int, str]]:
    """Find `600519.SH`, `700.HK`, and in brackets `CS.N`, `7203.T`."""
    for match in _DIGIT_SUFFIX.finditer(text):
        start = match.start()
        digits = _DIGITS_BEFORE.search(text, max(0, start - _BEFORE), start)
        if digits is None or _is_in_url(text, start):
            continue
        suffix = match[1].upper()
        market = _MARKETS.get(suffix, suffix)
        shortest, longest = _LENGTHS.get(market, _SIX)
        needs_bracket = match[1].islower() or market in _BRACKETED_MARKETS or len(digits[1]) < 3
        if not shortest <= len(digits[1]) <= longest or not int(digits[1]):
            continue
        if needs_bracket and not _is_in_brackets(text, digits.start(), match.end()):
            continue
        number = hong_kong_code(digits[1]) if market == "HK" else f"{digits[1]}.{market}"
        yield digits.start(), number
    for match in _LETTER_SUFFIX.finditer(text):
        start = match.start()
        letters = _LETTERS_BEFORE.search(text, max(0, start - _BEFORE), start)
        if letters is None or _is_in_url(text, start):
            continue
        is_reuters = match[1] != "US"
        if is_reuters and (
            letters[1] in _NOT_REUTERS
            or (match[1] == "O" and len(letters[1]) == 1)
            or not _is_in_brackets(text, letters.start(), match.end())
        ):
            continue
        yield letters.start(), _us_code(letters[1], letters[2])


def _cashtags(text: str) -> Iterator[tuple[int, str]]:
    """Find `$AAPL` and `$腾讯控股(00700)$`."""
    for start in _positions(text, "$"):
        match = _XUEQIU.match(text, start)
        if match is None:
            continue
        code = match[1]
        prefixed = _PREFIXED_CODE.fullmatch(code)
        if code.isdigit():
            market = a_share_market(code) if len(code) == 6 else "HK"
            if market:
                yield match.start(), hong_kong_code(code) if market == "HK" else f"{code}.{market}"
        elif prefixed is not None and prefixed[2].isdigit():
            yield from _prefixed(match.start(), prefixed)
        elif code.isalpha():
            yield match.start(), _us_code(code, None)
    for start in _positions(text, "$"):
        match = _CASHTAG.match(text, start)
        if (
            match is None
            or match[1] in _NOT_CASHTAGS
            or _NOT_BEFORE_CASHTAG.search(text, max(0, start - 8), start)
            or _NOT_AFTER_CASHTAG.match(text, match.end())
            or (len(match[1]) == 1 and text[match.end() : match.end() + 2].strip()[:1].isdigit())
        ):
            continue
        yield start, _us_code(match[1], match[2])


def _codes_with_label(text: str) -> Iterator[tuple[int, str]]:
    """Find `NASDAQ: PDD`, `NYSE：BABA`, `港交所：9988`, `证券代码：600519`."""
    for start in _positions(text, ":："):
        if text[start - 1 : start] not in _LABEL_ENDS:
            continue
        colon = _COLON.match(text, start)
        if colon is None:
            continue
        label = _LABEL.search(text, max(0, start - _BEFORE), start)
        position: int | None = colon.end()
        is_first = True
        while label is not None and position is not None:
            match, code = _labelled_code(text, position, label)
            if match is None or not (is_first or _CODE_ENDS.match(text, match.end())):
                break
            is_first = False
            if code:
                yield match.start(), code
            next_code = _NEXT_CODE.match(text, match.end())
            position = next_code.end() if next_code is not None else None


def _labelled_code(
    text: str, position: int, label: re.Match[str]
) -> tuple[re.Match[str] | None, str]:
    """Return the code at a position, as a match and as a symbol; the symbol may be ""."""
    number = None if label["us"] else _NUMBER.match(text, position)
    if number is not None:
        digits = number[1]
        is_closed = _CODE_ENDS.match(text, number.end()) is not None
        if len(digits) == 6:
            market = "" if label["hk"] else a_share_market(digits)
            return number, f"{digits}.{market}" if market else ""
        is_hong_kong = label["hk"] or (label["any"] and (len(digits) == 5 or "tock" in label[0]))
        if is_hong_kong and is_closed and int(digits):
            return number, hong_kong_code(digits)
        return None, ""
    ticker = None if label["hk"] or label["cn"] else _TICKER.match(text, position)
    if ticker is None:
        return None, ""
    is_closed = _CODE_ENDS.match(text, ticker.end()) is not None
    if is_closed and (len(ticker[1]) > 1 or text[ticker.end() : ticker.end() + 1] in _CLOSING):
        return ticker, _us_code(ticker[1], ticker[2])
    is_doubtful = len(ticker[1]) == 1 or ticker[1] in _NOT_TICKERS
    if is_doubtful or _ALL_CAPS_NEXT.match(text, ticker.end()):
        return None, ""
    return ticker, _us_code(ticker[1], ticker[2])


def _codes_in_brackets(text: str) -> Iterator[tuple[int, str]]:
    """Find `某股份(600519)`, `(SH600519)`, `(700 HK)`."""
    for start in _positions(text, "(（"):
        if text[start + 1 : start + 2] not in _CODE_STARTS:
            continue
        match = _BRACKET.match(text, start)
        if match is None:
            continue
        inner = match[1].strip()
        share = _BARE_SHARE.fullmatch(inner)
        if share is not None:
            market = a_share_market(share[1])
            if market and _follows_share_name(text, match.start(), share[1]):
                yield match.start(), f"{share[1]}.{market}"
            continue
        prefixed = _PREFIXED_CODE.fullmatch(inner)
        if prefixed is not None:
            yield from _prefixed(match.start(), prefixed)
            continue
        bloomberg = _BLOOMBERG.fullmatch(inner)
        if bloomberg is None:
            continue
        if bloomberg[1]:
            if int(bloomberg[1]):
                yield match.start(), hong_kong_code(bloomberg[1])
        elif bloomberg[2]:
            if market := a_share_market(bloomberg[2]):
                yield match.start(), f"{bloomberg[2]}.{market}"
        else:
            yield match.start(), _us_code(bloomberg[3], None)


def _prefixed(start: int, match: re.Match[str]) -> Iterator[tuple[int, str]]:
    """Return `SH600519`, `HK00700` or `US.AAPL` as symbols."""
    market, number = match[1].upper(), match[2]
    if market == "HK" and number.isdigit() and len(number) <= 5 and int(number):
        yield start, hong_kong_code(number)
    elif market in ("SH", "SZ", "BJ") and number.isdigit() and len(number) == 6:
        yield start, f"{number}.{market}"
    elif market == "US" and number.isalpha() and len(match[0]) > len(number) + 2:
        yield start, _us_code(number, None)


def _follows_share_name(text: str, start: int, digits: str) -> bool:
    """Return whether the text before a bracket may end with the name of a share."""
    before = text[max(0, start - _BEFORE) : start]
    if _SHARE_NAME.search(before) is None or _NOT_A_NAME.search(before) is not None:
        return False
    is_b_share = digits.startswith(("200", "900"))
    if is_b_share and before.rstrip()[-1] not in "BＢ":
        return False
    return not digits.startswith(("000", "001", "002", "003")) or not _FUND_SHARE.search(before)


def _is_in_brackets(text: str, start: int, end: int) -> bool:
    """Return whether the nearest brackets before and after a candidate enclose it."""
    before = text[max(0, start - _BRACKET_REACH) : start]
    opening = max(before.rfind(bracket) for bracket in _OPENING)
    if opening < 0 or opening < max(before.rfind(bracket) for bracket in _CLOSING):
        return False
    for character in text[end : end + _BRACKET_REACH]:
        if character in _CLOSING:
            return True
        if character in _OPENING or character == "\n":
            return False
    return False


def _is_in_url(text: str, position: int) -> bool:
    start = max(0, position - _BRACKET_REACH)
    word = re.split(r"[\s\u3000-\u9fff\uff00-\uffef]", text[start:position])[-1]
    return "://" in word or "www." in word.lower() or "@" in word


def _us_code(letters: str, share_class: str | None) -> str:
    return f"{letters}.{share_class.upper()}.US" if share_class else f"{letters}.US"
