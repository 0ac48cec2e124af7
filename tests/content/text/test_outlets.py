"""The outlet in brackets at the end of a text, and notes that look like it."""

from __future__ import annotations

import pytest

from finews_tui.content.text.outlets import credit_at_end


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("央行下调利率。（财联社）", "财联社"),
        ("央行下调利率。(财联社)", "财联社"),
        ("央行下调利率。 （财联社） ", "财联社"),
        ("央行下调利率！（新华社）", "新华社"),
        ("利率会下调吗？（证券时报）", "证券时报"),
        ("他说：“会的。”（上海证券报）", "上海证券报"),
        ("央行下调利率。（中国证券报·中证网）", "中国证券报·中证网"),
        ("央行下调利率。（界面新闻）", "界面新闻"),
        ("央行下调利率。（央视新闻客户端）", "央视新闻客户端"),
        ("央行下调利率。（e公司）", "e公司"),
        ("央行下调利率。（36氪）", "36氪"),
        ("央行下调利率。（IT之家）", "IT之家"),
        ("央行下调利率。（每日经济新闻）", "每日经济新闻"),
        ("央行下调利率。（21世纪经济报道）", "21世纪经济报道"),
        ("央行下调利率。（经济参考网）", "经济参考网"),
        ("央行下调利率。（北京商报）", "北京商报"),
        ("央行下调利率。（智通财经）", "智通财经"),
        ("央行下调利率。（来源：海边晨报）", "海边晨报"),
        ("央行下调利率。（文章来源：某某工作室）", "某某工作室"),
        ("来源：晨光报", "晨光报"),
        ("（来源：财联社）", "财联社"),
        ("稿件来源: 某某工作室", "某某工作室"),
        ("(Source: Harbour Times)", "Harbour Times"),
        ("The bank cut its rate. (Reuters)", "Reuters"),
        ("The bank cut its rate. (Harbour Times)", "Harbour Times"),
    ],
)
def test_outlet_at_end(text: str, credit: str) -> None:
    assert credit_at_end(text) == credit


@pytest.mark.parametrize(
    "note",
    [
        *(
            "附名单",
            "附股",
            "附表",
            "附全文",
            "更新",
            "持续更新",
            "完",
            "全文完",
            "未完待续",
            "待续",
        ),
        *("上", "下篇", "一", "图", "见图", "图片", "图一", "编辑 张三", "责编：李四", "记者 王五"),
        *("新华社记者 王五", "作者系教授", "数据截至5月", "单位：亿元", "仅供参考", "投资有风险"),
        *(
            "不构成投资建议",
            "点击查看",
            "转载请注明",
            "独家",
            "视频",
            "二审稿",
            "2022",
            "2022年5月",
        ),
        *("600519", "600519.SH", "股票代码：600519", "互联网", "官网", "上报", "公司公告", "财报"),
        *("年报", "合作社", "供销社", "国家电网", "平台", "张三", "李四光", "以下简称公司"),
        *("如图所示，见网", "continued", "updated", "see table", "i.e. the bank", "full text"),
    ],
)
def test_other_notes_are_not_outlets(note: str) -> None:
    assert credit_at_end(f"央行下调利率。（{note}）") == ""


@pytest.mark.parametrize(
    "text",
    [
        "央行（人民银行）",
        "记者（新华社）",
        "见《晨报》（海边晨报）刊登",
        "（财联社）央行下调利率。",
        "（财联社）",
        "",
    ],
)
def test_other_brackets_are_not_outlets(text: str) -> None:
    assert credit_at_end(text) == ""


def test_end_is_found_in_linear_time() -> None:
    for text in ("。（" * 100_000, "。（社" * 100_000 + "）", "（" * 200_000 + "）"):
        assert credit_at_end(text) == ""
