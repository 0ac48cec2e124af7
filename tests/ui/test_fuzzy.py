"""Fuzzy matching of names."""

from __future__ import annotations

from finews_tui.ui.fuzzy import best_matches


def test_best_matches_ranks_prefixes_before_subsequences() -> None:
    names = ["Ferries", "Lighthouses", "Refinery"]
    assert best_matches("fer", names, lambda name: (name,)) == ["Ferries", "Refinery"]
    assert best_matches("fe", names, lambda name: (name,))[0] == "Ferries"
    assert best_matches("lths", names, lambda name: (name,)) == ["Lighthouses"]
    assert best_matches("", names, lambda name: (name,)) == names
