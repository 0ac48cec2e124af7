"""Find matches on a laid-out page."""

from __future__ import annotations

from finews_tui.query.highlighting import substring_matcher
from finews_tui.ui.reader.find import find_matches
from tests.ui.reader.page_lines import page_line


def test_match_continues_across_line_breaks() -> None:
    lines = [
        page_line("the har", joins_next=True),
        page_line("bour in"),
        page_line("fog", joins_next=True, copy_text="fog "),
        page_line("bank"),
    ]
    assert find_matches(lines, substring_matcher("HARBOUR")) == [((0, 6, 9), (1, 2, 6))]
    assert find_matches(lines, substring_matcher("fog bank")) == [((2, 2, 6), (3, 2, 6))]
    assert find_matches(lines, substring_matcher("infog")) == []
    assert find_matches(lines, substring_matcher("  ")) == []


def test_find_ignores_case_and_width() -> None:
    assert len(find_matches([page_line("ＦＯＧ fog İstanbul")], substring_matcher("fog"))) == 2
