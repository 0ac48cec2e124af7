"""The style sheet of the dialogs, read when the first of them opens."""

from __future__ import annotations

from textual.types import CSSPathType

from finews_tui.system.paths import styles_directory

DIALOG_SHEETS: CSSPathType = [styles_directory() / "dialogs.tcss"]
