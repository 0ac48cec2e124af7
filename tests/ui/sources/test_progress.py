"""Progress texts of a sync."""

from __future__ import annotations

import pytest

from finews_tui.library.sync.progress import STAGES, SyncProgress
from finews_tui.ui.sources.progress import progress_texts


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_has_text(stage: str) -> None:
    texts = progress_texts({"tides": SyncProgress("tides", 1, 2, 0, stage)})
    text, is_busy = texts["tides"]
    assert len(text) > len(" 1/2")
    assert text.endswith(" 1/2")
    assert is_busy
