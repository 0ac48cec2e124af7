"""Base class of dialogs."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen
from textual.types import CSSPathType

from finews_tui.system.paths import styles_directory
from finews_tui.ui.error_boundary import ErrorBoundary

Answer = TypeVar("Answer")

_STYLES: CSSPathType = [styles_directory() / "dialogs.tcss"]


class Dialog(ErrorBoundary, ModalScreen[Answer | None], Generic[Answer]):
    """Modal screen that returns an answer, or None if cancelled.

    The style sheet is loaded when the first dialog opens.
    """

    CSS_PATH = _STYLES

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close with an answer. Does nothing if the dialog is already closed or covered.

        Keys that arrive in one burst (`Enter Enter`) all reach the dialog that was on top.
        """
        if not self.is_current:
            return AwaitComplete()
        return super().dismiss(result)

    def action_cancel(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
