"""Which of several feeds is meant: asked on a terminal, listed elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from finews_tui.cli.output import streams as output
from finews_tui.cli.terminal import is_terminal
from finews_tui.errors import UsageError
from finews_tui.i18n.catalog import tr
from finews_tui.model.feed_candidate import FeedCandidate


def chosen_feed(candidates: Sequence[FeedCandidate]) -> FeedCandidate:
    """The only one, or the one that the user picks by its number.

    Raises:
        UsageError: none was picked, or there is no terminal to ask on.
    """
    if len(candidates) == 1:
        return candidates[0]
    can_ask = is_terminal(sys.stdin) and is_terminal(sys.stderr)
    for number, candidate in enumerate(candidates, 1):
        about = f"  {candidate.title}" if candidate.title else ""
        output.tell(f"{f'{number}. ' if can_ask else ''}{candidate.url}{about} ({candidate.kind})")
    if not can_ask:
        raise UsageError(tr("there are several feeds; add one of these"))
    sys.stderr.write(tr("Which one? [1-{count}] ", count=len(candidates)))
    sys.stderr.flush()
    answer = sys.stdin.readline().strip()
    if answer.isascii() and answer.isdigit() and 1 <= int(answer[:9]) <= len(candidates):
        return candidates[int(answer) - 1]
    raise UsageError(tr("none was chosen, and nothing was added"))
