"""Dialog to edit title, location, group, sync interval and flags of a source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Checkbox, Input, Static

from finews_tui.i18n.catalog import ntr, tr
from finews_tui.model.source import Source, SourceKind
from finews_tui.ui.dialogs.base import Dialog
from finews_tui.ui.dialogs.group_input import GroupInput

_MAX_MINUTES = 525_600


def parse_minutes(text: str) -> int | None:
    """Parse an interval in minutes. Returns None if the field is empty.

    Raises:
        ValueError: invalid interval; the message states the allowed range.
    """
    text = text.strip()
    if not text:
        return None
    if text.isascii() and text.isdigit() and int(text[:9]) <= _MAX_MINUTES:
        return int(text)
    raise ValueError(
        tr(
            "Invalid interval: expected 0 (manual only) to {max} minutes",
            max=f"{_MAX_MINUTES:,}",
        )
    )


class TextCheckbox(Checkbox):
    """Checkbox that is readable without colours: `[x]`."""

    @property
    def _button(self) -> Content:
        style = self.get_visual_style("toggle--button")
        return Content.styled("[x]" if self.value else "[ ]", style)


class EditSource(Dialog[Source]):
    """Return the edited source. `error` is shown at the start."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Close"),
        Binding("down", "app.focus_next", "Down"),
        Binding("up", "app.focus_previous", "Up"),
        Binding("enter", "save", "Save"),
    ]

    def __init__(
        self, source: Source, groups: Sequence[str], default_minutes: int, error: str = ""
    ) -> None:
        super().__init__(classes="small-dialog")
        self._source = source
        self._groups = groups
        self._default_minutes = default_minutes
        self._error = Static(Content(error), classes="dialog--error")

    def compose(self) -> ComposeResult:
        source = self._source
        is_feed = source.kind is SourceKind.FEED
        with Vertical(classes="dialog"):
            yield Static(Content(tr("Edit {source}", source=source.name)), classes="dialog--title")
            yield Static(tr("Title"), classes="dialog--label")
            yield Input(source.title, id="title", compact=True, placeholder=source.name)
            location_label = tr("Address") if is_feed else tr("Folder")
            yield Static(location_label, classes="dialog--label")
            yield Input(source.location, id="location", compact=True)
            yield Static(tr("Group"), classes="dialog--label")
            yield GroupInput(source.group, self._groups, id="group")
            yield Static(tr("Sync interval (minutes)"), classes="dialog--label")
            interval = "" if source.every_min is None else str(source.every_min)
            yield Input(interval, id="every", compact=True, placeholder=self._interval_hint())
            if is_feed:
                yield TextCheckbox(
                    tr("Fetch full article text"),
                    source.full_text,
                    id="full-text",
                    compact=True,
                )
            yield TextCheckbox(
                tr("Hide from the tree (articles stay searchable)"),
                source.hidden,
                id="hidden",
                compact=True,
            )
            yield self._error
            yield Static(
                tr("Enter: save   Tab: next field   Space: toggle   Esc: cancel"),
                classes="dialog--footer",
            )

    def on_resize(self) -> None:
        """Keep the focused field visible."""
        if self.focused is not None:
            self.call_after_refresh(self.focused.scroll_visible, animate=False)

    def _interval_hint(self) -> str:
        if not self._default_minutes:
            return tr("default: at start and manually")
        return ntr(
            "default: every minute (0 = manual only)",
            "default: every {count} min (0 = manual only)",
            self._default_minutes,
        )

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Return the source, or show a validation error."""
        title, location, group, interval = (
            self.query_one(f"#{name}", Input).value.strip()
            for name in ("title", "location", "group", "every")
        )
        try:
            every_min = parse_minutes(interval)
        except ValueError as error:
            self._show_error(str(error))
            return
        if not location:
            self._show_error(tr("Enter a URL or a folder"))
            return
        checked = {box.id: box.value for box in self.query(Checkbox)}
        self.dismiss(
            replace(
                self._source,
                title=title,
                location=location,
                group=group.strip("/"),
                every_min=every_min,
                full_text=checked.get("full-text", self._source.full_text),
                hidden=checked["hidden"],
            )
        )

    def _show_error(self, text: str) -> None:
        self._error.update(Content(text))
