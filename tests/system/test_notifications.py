"""Window titles and notifications: control sequences and desktop commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from finews_tui.system.notifications import (
    desktop_command,
    notification_sequence,
    notify_desktop,
    title_sequence,
)

HOSTILE_TEXT = "a\x1b]0;b\x07c\nd"


@pytest.mark.parametrize(
    "codes",
    [title_sequence(HOSTILE_TEXT), notification_sequence("osc9", HOSTILE_TEXT, HOSTILE_TEXT)],
)
def test_text_cannot_terminate_sequence_or_ring_bell(codes: str) -> None:
    assert "\x07" not in codes
    assert codes.count("\x1b") == 2
    assert codes.endswith("\x1b\\")


def test_title_and_notification_sequences() -> None:
    assert title_sequence("finews · 3 unread") == "\x1b]2;finews · 3 unread\x1b\\"
    assert notification_sequence("osc9", "雾: 2 new", "A fog") == "\x1b]9;雾: 2 new: A fog\x1b\\"
    codes = notification_sequence("osc777", "fog; dense", "A; b")
    assert codes == "\x1b]777;notify;fog, dense;A, b\x1b\\"
    assert len(title_sequence("x" * 9_999)) < 300


def test_desktop_command_passes_text_as_arguments(tmp_path: Path) -> None:
    arguments = tmp_path / "arguments"
    program = tmp_path / "notify-send"
    program.write_text(f'#!/bin/sh\nprintf "%s|" "$@" > {arguments}\n')
    program.chmod(0o755)
    environ = {"PATH": f"{tmp_path}:/usr/bin:/bin"}
    assert notify_desktop("--help", "A fog", environ)
    assert arguments.read_text() == "--app-name=finews|--|--help|A fog|"


def test_notification_fails_without_desktop_program(tmp_path: Path) -> None:
    assert desktop_command("a", "b", {"PATH": str(tmp_path)}) is None
    assert not notify_desktop("a", "b", {"PATH": str(tmp_path)})
