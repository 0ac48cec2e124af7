"""Generated posts in the format of the archive, deterministic by number."""

from __future__ import annotations

import itertools
import random
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

COMMON_WORD = "市场"
"""Word of two characters that occurs in many posts."""

TITLE_PATTERN = r"N\d{7}"
"""Start of every title, to detect headlines on the screen."""

CATEGORIES = 150
SECONDS_APART = 600
_NEWEST = datetime(2024, 1, 1, 4, 0, 0, tzinfo=UTC)
_ZONE = timezone(timedelta(hours=8))
_CHINESE_TEXT = (
    "海港 灯塔 货轮 码头 渔船 仓库 山城 茶馆 雨季 河道 桥梁 铁轨 车站 邮局 钟楼 集市 果园 麦田 "
    "作坊 纸厂 盐田 矿井 电台 学堂 图书馆 博物馆 气象台 造船厂 运输队 合作社 市场 价格 利润 订单 "
    "出口 进口 合同 股东 债券 基金 利率 汇率 关税 产量 库存 需求 供应 增长 下降 上升 回落 持平 "
    "预计 表示 认为 指出 宣布 公布 调整 扩大 缩小 完成 开始 继续 暂停 恢复 同比 环比 今年 去年 "
    "季度 月份 本周 昨日 上午 下午 记者 居民 商人 船长 工程师 分析师 负责人 委员会 的 了 在 和 与 "
    "对 从 向 将 已 也 仍 但 因此 不过 同时 其中 目前 此前 随后 以及 由于 尽管 大约 至少 超过 不足"
)
_ENGLISH_TEXT = (
    "harbour lantern freight quay market copper barley timber vessel ledger tariff voyage anchor "
    "signal bridge canal meadow orchard foundry kiln weaver miller broker captain pilot council "
    "quarter margin volume price demand supply forecast weather winter summer morning evening the "
    "of and to in for with from about after before over under rose fell held said sees expects"
)
_CHINESE_WORDS = _CHINESE_TEXT.split()
_ENGLISH_WORDS = _ENGLISH_TEXT.split()
_SITES = ("haigang", "shancheng", "nongchang", "kuangshan", "matou", "jishi")


def _cumulative_zipf_weights(count: int, power: float) -> list[float]:
    """Return cumulative weights of Zipf's law."""
    return list(itertools.accumulate((rank + 1) ** -power for rank in range(count)))


_CHINESE_WEIGHTS = _cumulative_zipf_weights(len(_CHINESE_WORDS), 0.6)
_ENGLISH_WEIGHTS = _cumulative_zipf_weights(len(_ENGLISH_WORDS), 0.6)
_CATEGORY_WEIGHTS = _cumulative_zipf_weights(CATEGORIES, 1.0)


class GeneratedPost(NamedTuple):
    """Post to be written to a file. `paragraphs` are plain text."""

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
        """HTML in Markdown, as in the archive."""
        return "\n".join(
            _format_paragraph(index, text) for index, text in enumerate(self.paragraphs)
        )

    @property
    def text(self) -> str:
        """Content of the file."""
        return (
            f'---\nlayout: post\ntitle: "{self.title}"\n'
            f"date: {self.when:%Y-%m-%d %H:%M:%S %z}\n"
            f"categories: {self.category}\ntags: {self.label}\n---\n\n{self.body}\n\n"
            f"<http://news.example/a/{self.number}.html>\n\n"
            "[返回首页](//news.example/)\n"
        )


def generate_post(number: int) -> GeneratedPost:
    """Generate post number `number`. Higher numbers are older."""
    rng = random.Random(number)
    category = rng.choices(range(CATEGORIES), cum_weights=_CATEGORY_WEIGHTS)[0]
    is_chinese = rng.random() < 0.8
    sentence = chinese_text if is_chinese else english_text
    size = min(20_000, max(300, int(rng.lognormvariate(7.5, 0.5))))
    paragraphs = []
    while size > 0:
        paragraphs.append(sentence(rng, min(size, rng.randrange(150, 900))))
        size -= len(paragraphs[-1].encode())
    when = _NEWEST - timedelta(seconds=number * SECONDS_APART + rng.randrange(SECONDS_APART))
    title = f"N{number:07d} {sentence(rng, rng.randrange(30, 75)).rstrip('。.')}"
    site = _SITES[category % len(_SITES)]
    label = f"{_CHINESE_WORDS[category % 60]}{_CHINESE_WORDS[category // 60]}新闻"
    return GeneratedPost(
        number, title, when.astimezone(_ZONE), f"{site}{category:03d}", label, tuple(paragraphs)
    )


def chinese_text(rng: random.Random, size: int) -> str:
    """Generate Chinese text of about `size` bytes of UTF-8."""
    count = max(3, size // 7)
    words = rng.choices(_CHINESE_WORDS, cum_weights=_CHINESE_WEIGHTS, k=count)
    for index in range(8, count, 9):
        words[index] += "。" if index % 27 == 26 else "，"
    return "".join(words) + "。"


def english_text(rng: random.Random, size: int) -> str:
    """Generate English text of about `size` bytes."""
    count = max(3, size // 7)
    words = rng.choices(_ENGLISH_WORDS, cum_weights=_ENGLISH_WEIGHTS, k=count)
    return " ".join(words).capitalize() + "."


def long_text(size: int, seed: int = 7) -> list[str]:
    """Generate Chinese paragraphs of about `size` bytes in total."""
    rng = random.Random(seed)
    paragraphs: list[str] = []
    while size > 0:
        paragraphs.append(chinese_text(rng, min(size, 600)))
        size -= len(paragraphs[-1].encode())
    return paragraphs


def write_posts(folder: Path, count: int) -> None:
    """Write posts to `folder/_posts`, in a folder per category."""
    for post in (generate_post(number) for number in range(count)):
        path = folder / "_posts" / post.category / f"{post.stem}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(post.text, encoding="utf-8")


def _format_paragraph(index: int, text: str) -> str:
    match index % 5:
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
