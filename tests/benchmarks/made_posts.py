"""Made-up posts in the archive's form: the same number gives the same post, on any machine."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

COMMON_WORD = "市场"
"""Two characters that stand in a good part of the posts."""

TITLE_MARK = r"N\d{7}"
"""Every title begins so: what a benchmark looks for on the screen."""

CATEGORIES = 150
SECONDS_APART = 600
_NEWEST = datetime(2024, 1, 1, 4, 0, 0, tzinfo=UTC)
_ZONE = timezone(timedelta(hours=8))
_WIDE_TEXT = (
    "海港 灯塔 货轮 码头 渔船 仓库 山城 茶馆 雨季 河道 桥梁 铁轨 车站 邮局 钟楼 集市 果园 麦田 "
    "作坊 纸厂 盐田 矿井 电台 学堂 图书馆 博物馆 气象台 造船厂 运输队 合作社 市场 价格 利润 订单 "
    "出口 进口 合同 股东 债券 基金 利率 汇率 关税 产量 库存 需求 供应 增长 下降 上升 回落 持平 "
    "预计 表示 认为 指出 宣布 公布 调整 扩大 缩小 完成 开始 继续 暂停 恢复 同比 环比 今年 去年 "
    "季度 月份 本周 昨日 上午 下午 记者 居民 商人 船长 工程师 分析师 负责人 委员会 的 了 在 和 与 "
    "对 从 向 将 已 也 仍 但 因此 不过 同时 其中 目前 此前 随后 以及 由于 尽管 大约 至少 超过 不足"
)
_NARROW_TEXT = (
    "harbour lantern freight quay market copper barley timber vessel ledger tariff voyage anchor "
    "signal bridge canal meadow orchard foundry kiln weaver miller broker captain pilot council "
    "quarter margin volume price demand supply forecast weather winter summer morning evening the "
    "of and to in for with from about after before over under rose fell held said sees expects"
)
_WIDE_WORDS = _WIDE_TEXT.split()
_NARROW_WORDS = _NARROW_TEXT.split()
_SITES = ("haigang", "shancheng", "nongchang", "kuangshan", "matou", "jishi")


def _falling(count: int, power: float) -> list[float]:
    """The weights of Zipf's law, summed up."""
    return list(itertools.accumulate((rank + 1) ** -power for rank in range(count)))


_WIDE_WEIGHTS = _falling(len(_WIDE_WORDS), 0.6)
_NARROW_WEIGHTS = _falling(len(_NARROW_WORDS), 0.6)
_CATEGORY_WEIGHTS = _falling(CATEGORIES, 1.0)


class MadePost(NamedTuple):
    """A post before it is a file; `paragraphs` are plain text."""

    number: int
    title: str
    when: datetime
    category: str
    label: str
    paragraphs: tuple[str, ...]

    @property
    def stem(self) -> str:
        return f"{self.when:%Y-%m-%d}-NW{self.when:%Y%m%d}{self.number:010d}"

    @property
    def body(self) -> str:
        """HTML inside Markdown, as the archive has it."""
        return "\n".join(_dressed(place, text) for place, text in enumerate(self.paragraphs))

    @property
    def text(self) -> str:
        """The whole file."""
        return (
            f'---\nlayout: post\ntitle: "{self.title}"\n'
            f"date: {self.when:%Y-%m-%d %H:%M:%S %z}\n"
            f"categories: {self.category}\ntags: {self.label}\n---\n\n{self.body}\n\n"
            f"<http://news.example/a/{self.number}.html>\n\n"
            "[返回首页](//news.example/)\n"
        )


def made_post(number: int) -> MadePost:
    """The post of that number; greater numbers are older."""
    chance = random.Random(number)
    category = chance.choices(range(CATEGORIES), cum_weights=_CATEGORY_WEIGHTS)[0]
    is_wide = chance.random() < 0.8
    sentence = wide_text if is_wide else narrow_text
    size = min(20_000, max(300, int(chance.lognormvariate(7.5, 0.5))))
    paragraphs = []
    while size > 0:
        paragraphs.append(sentence(chance, min(size, chance.randrange(150, 900))))
        size -= len(paragraphs[-1].encode())
    when = _NEWEST - timedelta(seconds=number * SECONDS_APART + chance.randrange(SECONDS_APART))
    title = f"N{number:07d} {sentence(chance, chance.randrange(30, 75)).rstrip('。.')}"
    site = _SITES[category % len(_SITES)]
    label = f"{_WIDE_WORDS[category % 60]}{_WIDE_WORDS[category // 60]}新闻"
    return MadePost(
        number, title, when.astimezone(_ZONE), f"{site}{category:03d}", label, tuple(paragraphs)
    )


def wide_text(chance: random.Random, size: int) -> str:
    """Chinese prose of about `size` bytes of UTF-8."""
    count = max(3, size // 7)
    words = chance.choices(_WIDE_WORDS, cum_weights=_WIDE_WEIGHTS, k=count)
    for place in range(8, count, 9):
        words[place] += "。" if place % 27 == 26 else "，"
    return "".join(words) + "。"


def narrow_text(chance: random.Random, size: int) -> str:
    """English prose of about `size` bytes."""
    count = max(3, size // 7)
    words = chance.choices(_NARROW_WORDS, cum_weights=_NARROW_WEIGHTS, k=count)
    return " ".join(words).capitalize() + "."


def long_text(size: int, seed: int = 7) -> list[str]:
    """Paragraphs of Chinese of `size` bytes in all."""
    chance = random.Random(seed)
    paragraphs: list[str] = []
    while size > 0:
        paragraphs.append(wide_text(chance, min(size, 600)))
        size -= len(paragraphs[-1].encode())
    return paragraphs


def write_posts(folder: Path, count: int) -> None:
    """Write posts into `folder/_posts`, a folder for each category."""
    for post in (made_post(number) for number in range(count)):
        path = folder / "_posts" / post.category / f"{post.stem}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(post.text, encoding="utf-8")


def made_posts(count: int) -> Iterator[MadePost]:
    """So many posts, newest first."""
    return (made_post(number) for number in range(count))


def _dressed(place: int, text: str) -> str:
    match place % 5:
        case 1:
            return f"<p><strong>{text[:8]}</strong>{text[8:]}</p>"
        case 3:
            code = 600_000 + len(text)
            return (
                f'<p>　　{text[:12]}<a class="keytip" data-code="1,{code}" '
                f'href="http://news.example/s/{code}.html">{text[12:16]}</a>{text[16:]}</p>'
            )
        case _:
            return f"<p>　　{text}</p>"
