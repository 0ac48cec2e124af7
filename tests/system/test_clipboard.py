"""Copying to the desktop clipboard."""

from __future__ import annotations

from pathlib import Path

import pytest

from finews_tui.system.clipboard import copy_to_clipboard

TEXT = "渡口 `$(touch x)` --help\nsecond line"


def install_program(folder: Path, name: str, *, status: int = 0) -> None:
    """Create a program that records its input and its arguments."""
    path = folder / name
    path.write_text(
        f"#!/bin/sh\ncat > '{folder}/{name}.input'\n"
        f"echo \"$@\" > '{folder}/{name}.args'\nexit {status}\n"
    )
    path.chmod(0o755)


def make_environ(folder: Path, **environ: str) -> dict[str, str]:
    return {"PATH": f"{folder}:/usr/bin:/bin", **environ}


def test_desktop_program_receives_text(tmp_path: Path) -> None:
    install_program(tmp_path, "wl-copy")
    install_program(tmp_path, "xclip")
    assert copy_to_clipboard(
        TEXT, make_environ(tmp_path, WAYLAND_DISPLAY="wayland-0", DISPLAY=":0")
    )
    assert (tmp_path / "wl-copy.input").read_text() == TEXT
    assert not (tmp_path / "xclip.input").exists()


def test_next_program_is_tried_after_failure(tmp_path: Path) -> None:
    install_program(tmp_path, "xclip", status=1)
    install_program(tmp_path, "xsel")
    assert copy_to_clipboard(TEXT, make_environ(tmp_path, DISPLAY=":0"))
    assert (tmp_path / "xsel.input").read_text() == TEXT
    assert (tmp_path / "xsel.args").read_text() == "--clipboard --input\n"


@pytest.mark.parametrize("variable", ["SSH_CONNECTION", "SSH_TTY", "MOSH_KEY"])
def test_remote_session_runs_no_program(tmp_path: Path, variable: str) -> None:
    install_program(tmp_path, "wl-copy")
    assert not copy_to_clipboard(
        TEXT, make_environ(tmp_path, WAYLAND_DISPLAY="wayland-0", **{variable: "1"})
    )
    assert not (tmp_path / "wl-copy.input").exists()


def test_copy_fails_without_desktop_or_program(tmp_path: Path) -> None:
    install_program(tmp_path, "xclip")
    assert not copy_to_clipboard(TEXT, make_environ(tmp_path))
    assert not copy_to_clipboard(TEXT, {"PATH": str(tmp_path / "nowhere"), "DISPLAY": ":0"})
