"""Copying to the clipboard of the desktop."""

from __future__ import annotations

from pathlib import Path

import pytest

from finews_tui.system.clipboard import copy_to_clipboard

TEXT = "渡口 `$(touch x)` --help\nsecond line"


def program(folder: Path, name: str, *, status: int = 0) -> None:
    """A program that keeps what it is given, and its arguments."""
    path = folder / name
    path.write_text(
        f"#!/bin/sh\ncat > '{folder}/{name}.got'\n"
        f"echo \"$@\" > '{folder}/{name}.args'\nexit {status}\n"
    )
    path.chmod(0o755)


def around(folder: Path, **environ: str) -> dict[str, str]:
    return {"PATH": f"{folder}:/usr/bin:/bin", **environ}


def test_program_of_the_desktop_gets_the_text(tmp_path: Path) -> None:
    program(tmp_path, "wl-copy")
    program(tmp_path, "xclip")
    assert copy_to_clipboard(TEXT, around(tmp_path, WAYLAND_DISPLAY="wayland-0", DISPLAY=":0"))
    assert (tmp_path / "wl-copy.got").read_text() == TEXT
    assert not (tmp_path / "xclip.got").exists()


def test_next_program_is_tried_after_a_failure(tmp_path: Path) -> None:
    program(tmp_path, "xclip", status=1)
    program(tmp_path, "xsel")
    assert copy_to_clipboard(TEXT, around(tmp_path, DISPLAY=":0"))
    assert (tmp_path / "xsel.got").read_text() == TEXT
    assert (tmp_path / "xsel.args").read_text() == "--clipboard --input\n"


@pytest.mark.parametrize("variable", ["SSH_CONNECTION", "SSH_TTY", "MOSH_KEY"])
def test_remote_session_uses_no_program(tmp_path: Path, variable: str) -> None:
    program(tmp_path, "wl-copy")
    assert not copy_to_clipboard(
        TEXT, around(tmp_path, WAYLAND_DISPLAY="wayland-0", **{variable: "1"})
    )
    assert not (tmp_path / "wl-copy.got").exists()


def test_no_desktop(tmp_path: Path) -> None:
    program(tmp_path, "xclip")
    assert not copy_to_clipboard(TEXT, around(tmp_path))
    assert not copy_to_clipboard(TEXT, {"PATH": str(tmp_path / "nowhere"), "DISPLAY": ":0"})
