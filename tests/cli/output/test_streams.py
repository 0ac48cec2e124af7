"""Output to pipes, closed streams, other encodings and terminals."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.sample_home import FERRY, RAIN, environment, run_process

PROGRAM = f"{sys.executable} -m finews_tui"


def shell(home: Path, command: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        env=environment(home) | environ,
        capture_output=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("form", ["--ids", "--json", ""])
def test_closed_pipe_ends_quietly(home: Path, form: str) -> None:
    ended = shell(home, f"{PROGRAM} list {form} | true")
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.parametrize("streams", [">&-", "<&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_ignored(home: Path, streams: str) -> None:
    ended = shell(home, f"{PROGRAM} list {streams}")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert run_process(home, "doctor").returncode == 0


def test_full_disk_is_reported(home: Path) -> None:
    ended = shell(home, f"{PROGRAM} list > /dev/full")
    assert ended.returncode == 3
    assert ended.stderr.startswith(b"finews: cannot write to standard output: ")
    assert ended.stderr.count(b"\n") == 1


ASCII = [
    {"LC_ALL": "C"},
    {"LC_ALL": "POSIX"},
    {"PYTHONIOENCODING": "ascii"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
]


@pytest.mark.parametrize("environ", ASCII)
def test_output_in_any_locale(home: Path, environ: dict[str, str]) -> None:
    ended = run_process(home, "show", RAIN, environ=environ)
    assert (ended.returncode, ended.stderr) == (0, b"")
    text = ended.stdout.decode()
    assert text.startswith("山城") or text.startswith("\\u5c71\\u57ce")
    ended = run_process(home, "list", "没有", "is:没有", environ=environ)
    assert ended.returncode == 2
    assert ended.stderr.count(b"\n") == 1


@pytest.mark.parametrize("environ", ASCII)
def test_json_is_ascii_or_utf8(home: Path, environ: dict[str, str]) -> None:
    ended = run_process(home, "list", "--json", environ=environ)
    assert json.loads(ended.stdout.decode())[0]["title"] == "山城连日降雨"
    if "PYTHONIOENCODING" in environ:
        assert ended.stdout.isascii()


def test_arguments_that_are_not_utf8(home: Path) -> None:
    for arguments in ([b"list", b"\xff\xfe"], [b"show", b"\xff"], [b"\xff\x1b]0;x"]):
        ended = run_process(home, *(os.fsdecode(argument) for argument in arguments))
        assert ended.returncode in (0, 1, 2)
        assert b"Traceback" not in ended.stderr
        assert b"\x1b" not in ended.stderr


def run_on_terminal(home: Path, *arguments: str, columns: int = 80, **environ: str) -> str:
    """Return the output of a command on a terminal, followed by `[exit status]`."""
    main, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "finews_tui", *arguments],
        env=environment(home) | {"COLUMNS": str(columns), **environ},
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
    )
    os.close(terminal)
    output = b""
    while True:
        try:
            part = os.read(main, 65536)
        except OSError:
            break
        if not part:
            break
        output += part
    os.close(main)
    return output.decode().replace("\r\n", "\n") + f"[{process.wait(60)}]"


def test_list_is_truncated_to_the_terminal(home: Path) -> None:
    rows = run_on_terminal(home, "list", columns=60, NO_COLOR="1").split("\n")
    assert rows[-1] == "[0]"
    unstyled = [row.replace("\x1b[1m", "").replace("\x1b[0m", "") for row in rows[:-1]]
    assert unstyled[0] == f"●  {RAIN}  2026-03-07 09:15  山城连日降雨"
    assert unstyled[1].endswith("  Copper: a quiet week [/n…")
    assert len(unstyled[1]) == 60


def test_wide_terminal_shows_outlet(home: Path) -> None:
    assert "  metals            " in run_on_terminal(home, "list", columns=100)


def test_dumb_terminal_gets_no_escape_sequences(home: Path) -> None:
    for verb in (["list"], ["show", FERRY], ["sync"], ["sources"], ["search", "雨"]):
        assert "\x1b" not in run_on_terminal(home, *verb, TERM="dumb", PAGER="cat")


def test_show_on_terminal_is_a_page(home: Path) -> None:
    output = run_on_terminal(home, "show", FERRY, columns=40, PAGER="cat")
    lines = [line for line in output.split("\n") if line.strip()]
    assert "\x1b[1mThe night ferry to Aland runs again" in lines[0]
    assert "harbour · Town news" in lines[1]
    assert lines[2].endswith(":30 · 1 min\x1b[0m")
    assert "\x1b[3m" in output
    assert "coffee" in output
    assert "\x1b]" not in output
    assert output.endswith("[0]")


def test_no_color_keeps_bold(home: Path) -> None:
    output = run_on_terminal(home, "show", FERRY, PAGER="cat", NO_COLOR="1")
    codes = {
        code for part in output.split("\x1b[")[1:] for code in part.partition("m")[0].split(";")
    }
    assert codes
    assert not {code for code in codes if code.startswith(("3", "4", "9")) and len(code) > 1}


def test_pager_gets_the_page(home: Path, tmp_path: Path) -> None:
    pager = tmp_path / "a pager"
    pager.write_text('#!/bin/sh\necho "paged by $1 with $LESS"\ncat\n')
    pager.chmod(0o755)
    output = run_on_terminal(home, "show", FERRY, PAGER=f"'{pager}' '-x; true'")
    assert output.startswith("paged by -x; true with FRX\n")
    assert "Nordstern" in output


@pytest.mark.parametrize("pager", ["/no/such/pager", "'", "cat", "", "head -c 10", "false"])
def test_broken_pager_is_ignored(home: Path, pager: str) -> None:
    output = run_on_terminal(home, "show", FERRY, PAGER=pager)
    assert output.endswith("[0]")
    assert "Traceback" not in output
    assert ("rye bread" in output) is (pager not in ("head -c 10", "false"))


def test_sync_shows_progress_on_terminal_only(home: Path) -> None:
    assert "\x1b[?25l" in run_on_terminal(home, "sync")
    ended = run_process(home, "sync")
    assert ended.stdout == b"town: 0 new, 0 updated, 3 unchanged\n"
    assert ended.stderr == b""


def test_remove_prompts_on_terminal(home: Path) -> None:
    assert run_process(home, "bookmark", "add", FERRY).returncode == 0
    main, terminal = pty.openpty()
    os.write(main, b"n\n")
    environ = environment(home)
    ended = subprocess.run(
        [sys.executable, "-m", "finews_tui", "remove", "town"],
        env=environ,
        stdin=terminal,
        stdout=subprocess.PIPE,
        stderr=terminal,
        check=False,
        timeout=60,
    )
    os.close(terminal)
    prompt = os.read(main, 4096).decode()
    os.close(main)
    assert "[y/N]" in prompt
    assert (ended.returncode, ended.stdout) == (0, b"")
    assert run_process(home, "sources").stdout


@pytest.mark.parametrize("arguments", [[], ["-q", "ferry"]])
def test_screen_requires_terminal(home: Path, arguments: list[str]) -> None:
    ended = run_process(home, *arguments)
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert ended.stderr.count(b"\n") == 1
    assert b"finews list" in ended.stderr
    assert b"\x1b" not in ended.stderr


@pytest.mark.parametrize("kind", ["dumb", ""])
def test_screen_rejects_dumb_terminal(home: Path, kind: str) -> None:
    output = run_on_terminal(home, TERM=kind)
    assert output.startswith("finews: unsupported terminal: TERM is ")
    assert "\x1b" not in output
    assert output.endswith("[2]")


def test_screen_rejects_invalid_query(home: Path) -> None:
    output = run_on_terminal(home, "-q", "is:nothing")
    assert output.startswith("finews: invalid query at character 1 ")
    assert output.endswith("[2]")
