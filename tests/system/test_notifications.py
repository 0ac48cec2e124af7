"""Sequences and commands for window titles and notifications."""

from __future__ import annotations

from pathlib import Path

import pytest

from finews_tui.system.notifications import (
    desktop_command,
    notification_sequence,
    notify_desktop,
    title_sequence,
)

NASTY = "a\x1b]0;b\x07c\nd"


@pytest.mark.parametrize(
    "codes", [title_sequence(NASTY), notification_sequence("osc9", NASTY, NASTY)]
)
def test_text_cannot_end_the_sequence_or_ring(codes: str) -> None:
    assert "\x07" not in codes
    assert codes.count("\x1b") == 2
    assert codes.endswith("\x1b\\")


def test_sequences() -> None:
    assert title_sequence("finews · 3 unread") == "\x1b]2;finews · 3 unread\x1b\\"
    assert notification_sequence("osc9", "雾: 2 new", "A fog") == "\x1b]9;雾: 2 new: A fog\x1b\\"
    codes = notification_sequence("osc777", "fog; dense", "A; b")
    assert codes == "\x1b]777;notify;fog, dense;A, b\x1b\\"
    assert len(title_sequence("x" * 9_999)) < 300


def test_desktop_command_passes_text_as_arguments(tmp_path: Path) -> None:
    told = tmp_path / "told"
    program = tmp_path / "notify-send"
    program.write_text(f'#!/bin/sh\nprintf "%s|" "$@" > {told}\n')
    program.chmod(0o755)
    environ = {"PATH": f"{tmp_path}:/usr/bin:/bin"}
    assert notify_desktop("--help", "A fog", environ)
    assert told.read_text() == "--app-name=finews|--|--help|A fog|"


def test_no_desktop_program(tmp_path: Path) -> None:
    assert desktop_command("a", "b", {"PATH": str(tmp_path)}) is None
    assert not notify_desktop("a", "b", {"PATH": str(tmp_path)})
