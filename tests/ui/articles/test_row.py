"""Times in list rows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo

import pytest

from finews_tui.model.article import Headline
from finews_tui.model.timestamps import EPOCH_NUMBER, unix_seconds
from finews_tui.ui.articles.row import time_text
from finews_tui.ui.painting.periods import Granularity

BEIJING = timezone(timedelta(hours=8))
NEW_YORK = timezone(timedelta(hours=-5))


def _headline(published: datetime) -> Headline:
    seconds = unix_seconds(published)
    offset = published.utcoffset() or timedelta()
    values = dict.fromkeys(Headline._fields, "")
    return Headline(**values)._replace(  # type: ignore[arg-type]
        number=EPOCH_NUMBER + seconds,
        published=seconds,
        offset=offset // timedelta(minutes=1),
        first_seen=None,
    )


@pytest.mark.parametrize("zone", [UTC, BEIJING, NEW_YORK])
@pytest.mark.parametrize(
    ("granularity", "text"),
    [(Granularity.DAY, "     "), (Granularity.MONTH, "Wed 18"), (Granularity.NONE, "2022-05-18")],
)
def test_date_without_time_is_its_day_in_every_zone(
    zone: tzinfo, granularity: Granularity, text: str
) -> None:
    headline = _headline(datetime(2022, 5, 18, tzinfo=BEIJING))
    assert time_text(headline, granularity, zone) == text


def test_time_is_local() -> None:
    headline = _headline(datetime(2022, 5, 18, 7, 30, tzinfo=BEIJING))
    assert time_text(headline, Granularity.DAY, UTC) == "23:30"
    assert time_text(headline, Granularity.NONE, UTC) == "2022-05-17"
