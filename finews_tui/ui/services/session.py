"""Session of a screen: one library and its services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from finews_tui.library.library import Library
from finews_tui.ui.services.changes import ChangeService
from finews_tui.ui.services.external import ExternalPrograms
from finews_tui.ui.services.news_notifier import NewsNotifier
from finews_tui.ui.services.screen_state import ScreenState
from finews_tui.ui.services.settings import UiSettings
from finews_tui.ui.services.status import StatusService
from finews_tui.ui.services.sync import SyncService


@dataclass(frozen=True, slots=True)
class Session:
    """Library and its services.

    `key_text` returns the key of a command, for messages. `is_guide` is true for the built-in
    guide, which is not synced and has no sources to manage.
    """

    library: Library
    settings: UiSettings
    screen_state: ScreenState
    status: StatusService
    changes: ChangeService
    sync: SyncService
    news: NewsNotifier
    external: ExternalPrograms
    key_text: Callable[[str], str]
    is_guide: bool = False
