"""Log file: private, rotating, no credentials or control characters."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from finews_tui.system.logging_setup import (
    BACKUP_COUNT,
    MAX_RECORD_LENGTH,
    PACKAGE,
    redact_credentials,
    set_up_logging,
)
from tests.cpu_time import cpu_limit

LOG = logging.getLogger(f"{PACKAGE}.test")


@contextmanager
def _logging_to(path: Path, level: int = logging.INFO) -> Iterator[logging.Handler]:
    handler = set_up_logging(path, level)
    try:
        yield handler
    finally:
        logging.getLogger().removeHandler(handler)
        logging.getLogger(PACKAGE).setLevel(logging.NOTSET)
        handler.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "finews.log"


def test_record_is_a_line_with_time_level_and_logger(path: Path) -> None:
    with _logging_to(path):
        LOG.info("read %d files of %s", 3, "新闻")
        LOG.debug("unseen")
        logging.getLogger("other").warning("theirs")
        logging.getLogger("other").info("unseen")
    first, second = path.read_text(encoding="utf-8").splitlines()
    assert first.endswith(" INFO finews_tui.test: read 3 files of 新闻")
    assert second.endswith(" WARNING other: theirs")


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_log_file_and_directory_are_private(path: Path, umask: int) -> None:
    old = os.umask(umask)
    try:
        with _logging_to(path):
            LOG.info("one")
    finally:
        os.umask(old)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_existing_readable_log_file_becomes_private(tmp_path: Path) -> None:
    path = tmp_path / "finews.log"
    path.write_text("older\n")
    path.chmod(0o644)
    with _logging_to(path):
        LOG.info("newer")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text().startswith("older\n")


def test_log_file_rotates(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("finews_tui.system.logging_setup.MAX_FILE_SIZE", 1000)
    with _logging_to(path):
        for _ in range((BACKUP_COUNT + 2) * 10):
            LOG.info("x" * 100)
    files = sorted(file.name for file in path.parent.iterdir())
    assert files == ["finews.log", *(f"finews.log.{n + 1}" for n in range(BACKUP_COUNT))]
    for file in path.parent.iterdir():
        assert file.stat().st_size <= 1000
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_unwritable_log_is_ignored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file" / "finews.log", tmp_path):
        with _logging_to(path):
            LOG.error("lost")
    assert capsys.readouterr() == ("", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_full_disk_prints_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "finews.log"
    with _logging_to(path) as handler:
        assert isinstance(handler, logging.FileHandler)
        assert handler.stream is not None
        handler.stream.close()
        handler.stream = os.fdopen(os.open("/dev/full", os.O_WRONLY), "a", encoding="utf-8")
        LOG.error("lost")
        LOG.error("written")
    assert path.read_text().endswith("written\n")
    assert "lost" not in path.read_text()
    assert capsys.readouterr() == ("", "")


def test_records_have_no_control_characters_or_forged_lines(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # pytest-xdist cannot transfer captured logs with lone surrogates.
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    with _logging_to(path):
        LOG.info("title %s", "\x1b]0;owned\x07a\x9b31mb\u202ec\ud800\x00")
        LOG.info("two\r\n2026-01-01 00:00:00,000 ERROR finews_tui: forged")
        try:
            raise ValueError("bad\x1b[31m thing\nwith https://user:s3cret@example.org/")
        except ValueError:
            LOG.exception("failed")
    text = path.read_text(encoding="utf-8")
    assert text.replace("\n", "").isprintable()
    assert "title abc\n" in text
    assert "\n    2026-01-01 00:00:00,000 ERROR finews_tui: forged\n" in text
    assert "\n    Traceback (most recent call last):\n" in text
    assert "\n    ValueError: bad thing\n    with https://***@example.org/\n" in text
    starts = [line for line in text.splitlines() if not line.startswith("    ")]
    assert len(starts) == 3


def test_huge_record_is_truncated_in_the_middle(path: Path) -> None:
    address = "https://user:" + "s3cret" * 2_000_000 + "@example.org/"
    with _logging_to(path):
        LOG.info("start %s end", address)
        LOG.info("a b " * 10_000)
    first, second = path.read_text().splitlines()
    assert first.endswith(" INFO finews_tui.test: start … end")
    assert MAX_RECORD_LENGTH - 100 < len(second) <= MAX_RECORD_LENGTH
    assert " … " in second


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("GET https://user:s3cret@example.org/a?b=c", "GET https://***@example.org/a?b=c"),
        ("https://user:s3@cret@example.org", "https://***@example.org"),
        ("https://s3cret@example.org", "https://***@example.org"),
        ("socks5://me:s3cret@[::1]:1080", "socks5://***@[::1]:1080"),
        ("proxy me:s3cret@example.org failed", "proxy ***@example.org failed"),
        ("https://example.org/?token=s3cret&page=2", "https://example.org/?token=***&page=2"),
        (
            "https://example.org/?a=1&access_token=s3cret",
            "https://example.org/?a=1&access_token=***",
        ),
        ("/feed?key=s3cret#x", "/feed?key=***"),
        ("?api_key=s3cret API-KEY=s3cret", "?api_key=*** API-KEY=***"),
        ("X-Amz-Signature=s3cret", "X-Amz-Signature=***"),
        ("password=s3cret, user=me", "password=*** user=me"),
        ("{'token': 's3cret', 'page': 2}", "{'token': '***', 'page': 2}"),
        ('{"client_secret": "s3 cret"}', '{"client_secret": "***"}'),
        ("Authorization: Basic czNjcmV0", "Authorization: ***"),
        ("authorization: s3cret", "authorization: ***"),
        ("{'Authorization': 'Bearer s3cret'}", "{'Authorization': ***"),
        ("(b'Authorization', b'Bearer s3cret')", "(b'Authorization', ***"),
        ("Proxy-Authorization=s3cret", "Proxy-Authorization=***"),
        ("Set-Cookie: id=s3cret; Path=/", "Set-Cookie: ***"),
        ("sent Bearer s3cret.abc", "sent Bearer ***"),
        ("https://example.org/@someone/a:b@c", None),
        ("15:29:52 读了 3 篇 https://example.org/?page=2", None),
        ("mail me@example.org about basic needs", None),
        ("unexpected token at line 3", None),
        ("monkey=1 in sorted(x, key=len)", None),
    ],
)
def test_credentials_are_redacted(text: str, safe: str | None) -> None:
    expected = text if safe is None else safe
    assert redact_credentials(text) == expected


@pytest.mark.parametrize(
    "piece", ["a", "a:", "://", "a@", "token", "token=", "Authorization:", "Basic ", "?key=", "'"]
)
def test_redaction_takes_linear_time(piece: str) -> None:
    with cpu_limit(2):
        redact_credentials(piece * (MAX_RECORD_LENGTH // len(piece)))
