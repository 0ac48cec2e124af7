"""Choice between several feeds: a prompt on a terminal, a list elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from finews_tui.cli.output import streams as output
from finews_tui.cli.terminal import is_terminal
from finews_tui.errors import UsageError
from finews_tui.i18n.catalog import tr
from finews_tui.model.feed_candidate import FeedCandidate
from finews_tui.model.fullwidth import fullwidth_to_ascii


def choose_feed(candidates: Sequence[FeedCandidate]) -> FeedCandidate:
    """Return the only feed, or the one whose number the user enters.

    Raises:
        UsageError: No feed was selected, or there is no terminal for the prompt.
    """
    if len(candidates) == 1:
        return candidates[0]
    can_ask = is_terminal(sys.stdin) and is_terminal(sys.stderr)
    for number, candidate in enumerate(candidates, 1):
        title = f"  {candidate.title}" if candidate.title else ""
        number_label = f"{number}. " if can_ask else ""
        output.report(f"{number_label}{candidate.url}{title} ({candidate.kind})")
    if not can_ask:
        raise UsageError(tr("found several feeds; run `finews add` with one of these addresses"))
    sys.stderr.write(tr("Select a feed [1-{count}]: ", count=len(candidates)))
    sys.stderr.flush()
    answer = fullwidth_to_ascii(sys.stdin.readline()).strip()
    if answer.isascii() and answer.isdigit() and 1 <= int(answer[:9]) <= len(candidates):
        return candidates[int(answer) - 1]
    raise UsageError(tr("no feed selected; nothing added"))
