"""Recognize the outlet in brackets at the end of a text: `…。（财联社）`."""

from __future__ import annotations

import re


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_MAX_LENGTH = 24
_IN_BRACKETS = re.compile(
    rf"[。！？!?…”\"’』」.）)]\s*[（(【]([^（）()【】]{{2,{_MAX_LENGTH}}})[）)】]$"
)
_SOURCE_LINE = re.compile(
    r"[（(【]?\s*(?:(?:文章|原文|信息|稿件|新闻|资料|本文)?来源|[Ss]ource)\s*[：:]\s*"
    r"([^（）()【】\n。，；:：/]{2,24}?)\s*[）)】]?"
)
_MAX_SOURCE_LINE = 40
_LABEL = re.compile(
    r"(?:文章|原文|信息|稿件|新闻|资料|本文)?来源\s*[：:]\s*|据\s*|转自\s*[：:]?\s*"
)
# Editors' notes, which appear in the same place.
_NOT_AN_OUTLET = re.compile(
    r"附|完|更新|续|详见|见[图表附]|上接|下转|[图表]$|图[源片为一二三四五\d]|[编记作译]者|编辑|编译[：:]?$|校对|责编|制图|制表"
    r"|摄$|摄影|实习|通讯员|注[：:]|备注|截至|数据|单位|仅供|免责|不构成|风险|投资|点击|阅读|关注|回复|转载|独家$|原创$|视频$"
    r"|直播$|快讯$|名单|公告|代码|股票|[，。、；！？,;!?]|^\d+(?:$|[年月日.%、])|\d{4,}|^[上中下一二三四五六七八九十]+[篇集期]?$|[一二三四五]稿"
)
_ENDINGS = _words(
    """
    社 报 网 台 刊 周刊 时报 日报 晚报 早报 晨报 商报 导报 快报 新闻 财经 资讯 在线 杂志 周报
    电视 广播 通讯 传媒 头条 观察 评论 之家 之声 证券报 报道 客户端 APP app App 公众号 微信 微博
    研究院 研究中心 研究所 智库 Times News Journal Post Daily Press Wire Magazine Review Weekly
    """
)
# Endings of outlets that other words in brackets also have.
_AMBIGUOUS = re.compile(
    r"^(?:本[社网报台刊]|该|各)|情报$|海报$|汇报$|申报$|预报$|通报$|简报$|年报$|季报$|月报$|财报$|上台|平台$|联网$|[官电管]网$|公司$"
    r"|(?:合作|供销|旅行|出版)社$|[上举警喜]报$"
)
_OUTLETS = _words(
    """
    财联社 新华社 央视 中新社 路透 路透社 彭博 彭博社 法新社 美联社 共同社 e公司 界面 澎湃 财新
    金十 金十数据 第一财经 每经 36氪 虎嗅 钛媒体 格隆汇 同花顺 万得 华尔街见闻 券商中国 智通
    中证网 中新经纬 上证报 中证报 东方财富 东方财富Choice数据 雪球 乐居 蓝鲸 亿欧 猎云 DoNews
    TechWeb 经观 央视财经 乘联会 国家统计局 央行 证监会 发改委 商务部 工信部 财政部 海关总署
    国家能源局 外交部 Reuters Bloomberg AP AFP Xinhua CNBC CNN BBC WSJ FT
    """
)


def credit_at_end(paragraph: str) -> str:
    """Return the outlet in brackets after the last sentence of a paragraph, or "".

    The paragraph may also be a source line: `来源：晨光报`.
    """
    paragraph = paragraph.strip()
    if len(paragraph) <= _MAX_SOURCE_LINE and (line := _SOURCE_LINE.fullmatch(paragraph)):
        return line[1]
    if paragraph[-1:] not in "）)】":
        return ""
    match = _IN_BRACKETS.search(paragraph[-_MAX_LENGTH - 8 :])
    if match is None:
        return ""
    text = match[1].strip()
    label = _LABEL.match(text)
    name = text[label.end() :].strip() if label is not None else text
    if name in _OUTLETS:
        return name
    if not name or _NOT_AN_OUTLET.search(name) or _AMBIGUOUS.search(name):
        return ""
    if label is not None and "来源" in label[0]:
        return name
    return name if name.endswith(_ENDINGS) or _parts_are_outlets(name) else ""


def _parts_are_outlets(name: str) -> bool:
    """Return whether a name consists of two outlets, such as `中国证券报·中证网`."""
    parts = [part.strip() for part in re.split(r"[·/｜|&与和\s]", name)]
    known = [part in _OUTLETS or (len(part) > 2 and part.endswith(_ENDINGS)) for part in parts]
    return len(parts) > 1 and any(known) and all(parts)
