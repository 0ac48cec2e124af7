"""Break opportunities: conformance to UAX #14, and tailoring for Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from finews_tui.layout.linebreak.classes import class_name
from finews_tui.layout.linebreak.opportunities import break_opportunities
from tests.paths import SHARED

STANDARD = SHARED / "corpus" / "unicode" / "LineBreakTest.txt"

# Differences from the standard by the class after the break. Kinsoku forbids these classes at the
# start of a line; the standard allows them after a space or an object.
TAILORED = {
    "NS": "a small kana, `：`, `；` or `・` after a space or an object",
    "IN": "`…` after a space or an object",
}
# The standard allows breaks after `-` and `/` in a URL; here URLs are not broken.
ADDRESS = "://"


def parts(text: str) -> list[str]:
    """Split a text at all break opportunities."""
    breaks = break_opportunities(text)
    indexes = [0, *(index for index in range(1, len(text)) if breaks[index]), len(text)]
    return [text[start:end] for start, end in pairwise(indexes)]


def standard_cases() -> Iterator[tuple[str, list[int]]]:
    for line in STANDARD.read_text(encoding="utf-8").splitlines():
        fields = line.partition("#")[0].split()
        if fields:
            text = "".join(chr(int(code, 16)) for code in fields[1::2])
            yield text, [int(sign == "÷") for sign in fields[0:-1:2]]


@pytest.mark.skipif(not STANDARD.exists(), reason="no Unicode test file")
def test_break_opportunities_conform_to_uax14_except_tailoring() -> None:
    unexpected, tailored, total = [], 0, 0
    for text, expected in standard_cases():
        total += 1
        breaks = break_opportunities(text)
        for index, (actual, wanted) in enumerate(zip(breaks, expected, strict=True)):
            if actual == wanted:
                continue
            before = class_name(text[index - 1])
            is_kinsoku = class_name(text[index]) in TAILORED and before in {"SP", "CB", "CM"}
            if actual == 0 and (is_kinsoku or ADDRESS in text[:index]):
                tailored += 1
            else:
                unexpected.append((text, index, before, class_name(text[index])))
    assert unexpected == []
    assert total > 7_000
    assert 0 < tailored < 300


@pytest.mark.parametrize(
    "text",
    [
        "1117%-1233%", "11,910,000美元", "-1.66亿元", "￥35.5", "$1,200.50", "30℃", "12.5％",
        "(3)%", "+5%", "10.5元/股", "5000吨/年", "120万辆/年",
        "－3.2％", "１２３", "１．２", "16个百分点", "8000吨", "5月", "US$100",
        "……", "——", "reader", "don’t", "can’t", "https://news.example.org/a?b=c&d=e-f_g/h",
        "someone@mail.example.org", "www.example.org/path/to",
        "（引", "“引", "用”", "用”，", "用……", "￥ 35", "（ 空", "用 ）", "用 ：", "℃ ，",
        "丽·", "甲～", "🇨🇳", "👨\u200d👩\u200d👧", "e\u0301", "30 ℃",
    ],
)  # fmt: skip
def test_text_without_break_opportunities(text: str) -> None:
    assert [part.strip() for part in parts(text)] == [text], text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市场回暖", ["市", "场", "回", "暖"]),
        ("说“好”，走", ["说", "“好”，", "走"]),
        ("称“Moody’s”公司", ["称", "“Moody’s”", "公", "司"]),
        ("a “quoted” word", ["a ", "“quoted” ", "word"]),
        ("‘引回来’‘留得住’", ["‘引", "回", "来’", "‘留", "得", "住’"]),
        ("见（图）了", ["见", "（图）", "了"]),
        ("居里·玛丽", ["居", "里·", "玛", "丽"]),
        ("等……再看", ["等……", "再", "看"]),
        ("价——低", ["价", "——", "低"]),
        ("用TiDB 4.0来", ["用", "TiDB ", "4.0", "来"]),
        ("信贷(CS.N)：将", ["信", "贷", "(CS.N)：", "将"]),
        ("超1.2亿辆汽车", ["超", "1.2亿辆", "汽", "车"]),
        ("2021年9月", ["2021年", "9月"]),
        ("达 100MB/s。", ["达 ", "100MB/s。"]),
        ("80 km/h 或男/女", ["80 ", "km/h ", "或", "男/", "女"]),
        ("参数 --temp-dir 可", ["参", "数 ", "--temp-", "dir ", "可"]),
        ("well-known and/or", ["well-", "known ", "and/", "or"]),
        ("字\u3000字", ["字\u3000", "字"]),
        ("🇨🇳🇺🇸", ["🇨🇳", "🇺🇸"]),
        ("한국어", ["한", "국", "어"]),
        ("", []),
    ],
)
def test_break_opportunities(text: str, expected: list[str]) -> None:
    assert (parts(text) if text else []) == expected


@pytest.mark.parametrize(
    "pattern",
    ["“”’", "1", "1,", "(", "a", "a@", "http://a/", "🇨🇳", "א-", "e\u0301", "\u200b ", "“ ", "亿1"],
)
def test_long_texts_take_linear_time(pattern: str) -> None:
    # A regular expression that looks ahead over a whole run would take minutes.
    text = "字" + pattern * (200_000 // len(pattern))
    assert len(break_opportunities(text)) == len(text)
