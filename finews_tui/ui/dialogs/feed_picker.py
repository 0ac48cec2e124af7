"""The feeds that an address leads to, to choose one."""

from __future__ import annotations

from collections.abc import Sequence

from finews_tui.i18n.catalog import tr
from finews_tui.model.feed_candidate import FeedCandidate
from finews_tui.ui.dialogs.picker import Choice, Picker


class FeedPicker(Picker[FeedCandidate]):
    """Gives back the feed that was chosen."""

    def __init__(self, candidates: Sequence[FeedCandidate]) -> None:
        choices = [
            Choice(
                candidate.title or candidate.url,
                candidate,
                note=candidate.kind,
                names=(candidate.title, candidate.url),
            )
            for candidate in candidates
        ]
        super().__init__(tr("Several feeds are there"), choices, tr("Enter looks at it   Esc back"))
