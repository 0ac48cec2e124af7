"""SQLite databases: connections, transactions, migrations, error translation."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from finews_tui.errors import (
    StoreBusyError,
    StoreCorruptError,
    StoreError,
    StoreFullError,
    StoreVersionError,
)
from finews_tui.i18n.catalog import mark, tr
from finews_tui.i18n.system_errors import describe_os_error
from finews_tui.system.paths import PRIVATE_FILE_MODE, home_relative, make_private_directory

Connection = sqlite3.Connection
"""Connection for store functions. Upper layers pass it on and run no SQL."""

BUSY_SECONDS = 5.0
_CHUNK = 500
_Value = TypeVar("_Value")
_FULL_CODES = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR,
}
_BUSY_CODES = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_OTHER_PROGRAM = mark("{where}: database belongs to another program; it was not changed")
_CORRUPT_CODES = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def chunked(values: Iterable[_Value]) -> Iterator[list[_Value]]:
    """Split `values` into lists short enough for the parameters of one statement."""
    remaining = list(values)
    for start in range(0, len(remaining), _CHUNK):
        yield remaining[start : start + _CHUNK]


def placeholders(values: Collection[object]) -> str:
    """Return SQL placeholders for values: `?,?,?`."""
    return ",".join("?" * len(values))


class Database:
    """SQLite database in WAL mode, with a connection per thread.

    `migrations[n]` is the SQL that migrates from `user_version` n to n + 1. `synchronous` is FULL
    for data that cannot be recreated, NORMAL for a cache: with WAL and NORMAL, a power failure
    never corrupts the file but may lose the last commits (see SQLite's documentation of WAL).

    Raises on first use in a thread:
        StoreCorruptError: Not a database. The file is renamed, never overwritten.
        StoreVersionError: Created by a newer finews or another program; not modified.
        StoreFullError: Disk full, or file not writable.
    """

    def __init__(
        self, path: Path, *, application_id: int, migrations: Sequence[str], synchronous: str
    ) -> None:
        self.path = path
        self._application_id = application_id
        self._migrations = migrations
        self._synchronous = synchronous
        self._local = threading.local()
        self._lock = threading.Lock()
        self._connections: list[sqlite3.Connection] = []
        self._is_prepared = False
        self.is_new = False

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._lock:
            connections, self._connections = self._connections, []
        for connection in connections:
            connection.close()
        self._local = threading.local()

    def connection(self) -> sqlite3.Connection:
        """Return the connection of this thread."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            with self.errors():
                connection = self._connect()
            self._local.connection = connection
        return connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Provide a connection for reading. Converts sqlite3 errors to `StoreError`."""
        connection = self.connection()
        with self.errors():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Provide a connection inside a write transaction.

        BEGIN IMMEDIATE waits for the lock; upgrading a read transaction fails without waiting.
        """
        connection = self.connection()
        with self.errors():
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:  # even on KeyboardInterrupt: no partial writes
                with suppress(sqlite3.Error):
                    connection.rollback()
                raise
            connection.commit()

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Convert sqlite3 errors, except programming errors, to `StoreError`."""
        try:
            yield
        except sqlite3.ProgrammingError:
            raise
        except sqlite3.DatabaseError as error:
            raise self._translate_error(error) from error

    def _translate_error(self, error: sqlite3.DatabaseError) -> StoreError:
        primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
        where = home_relative(self.path)
        if primary in _BUSY_CODES:
            return StoreBusyError(
                tr("{where}: locked by another finews process; try again in a moment", where=where)
            )
        if primary in _CORRUPT_CODES:
            new_name = self._rename_corrupt_files()
            return StoreCorruptError(
                tr(
                    "{where}: database is corrupt and was renamed to {new_name}; run finews "
                    "again to create a new one",
                    where=where,
                    new_name=new_name,
                )
            )
        if primary in _FULL_CODES:
            return StoreFullError(
                tr(
                    "{where}: cannot write to database ({error}); free some disk space or check "
                    "the permissions of its directory",
                    where=where,
                    error=error,
                )
            )
        return StoreError(
            tr("{where}: {error}; run `finews doctor` for details", where=where, error=error)
        )

    def _rename_corrupt_files(self) -> str:
        """Rename a corrupt database and its journals; return the new name of the database."""
        self.close()
        stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
        new_path = self.path.with_name(f"{self.path.name}.corrupt-{stamp}")
        for suffix in ("", "-wal", "-shm"):
            with suppress(OSError):
                Path(f"{self.path}{suffix}").rename(f"{new_path}{suffix}")
        return new_path.name

    def _connect(self) -> sqlite3.Connection:
        if not self.path.exists():
            self._make_file()
        connection = sqlite3.connect(
            self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            with self._lock:
                if not self._is_prepared:
                    self._prepare(connection)
                    self._is_prepared = True
            connection.execute(f"PRAGMA synchronous={self._synchronous}")
            connection.execute("PRAGMA foreign_keys=ON")
        except BaseException:  # even on KeyboardInterrupt: `close` does not know the connection yet
            connection.close()
            raise
        with self._lock:
            self._connections.append(connection)
        return connection

    def _make_file(self) -> None:
        try:
            make_private_directory(self.path.parent)
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE_MODE))
            self.path.chmod(PRIVATE_FILE_MODE)
        except OSError as error:
            raise StoreFullError(
                tr(
                    "{path}: cannot create file ({reason}); check the permissions of its directory "
                    "and the free disk space",
                    path=home_relative(self.path),
                    reason=describe_os_error(error),
                )
            ) from error

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Check the application ID, and migrate the file in one transaction."""
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        where = home_relative(self.path)
        if application not in (0, self._application_id):
            raise StoreVersionError(tr(_OTHER_PROGRAM, where=where))
        if version > len(self._migrations):
            raise StoreVersionError(
                tr(
                    "{where}: created by a newer finews (schema {version}); update finews",
                    where=where,
                    version=version,
                )
            )
        if application == 0 and connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise StoreVersionError(tr(_OTHER_PROGRAM, where=where))
        if version == len(self._migrations):
            return
        self.is_new = version == 0
        # Allows the file to shrink after the full-text index is merged.
        connection.execute("PRAGMA auto_vacuum=INCREMENTAL")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("BEGIN IMMEDIATE")
        try:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            for migration in self._migrations[version:]:
                for statement in migration.split(";\n\n"):
                    connection.execute(statement)
            connection.execute(f"PRAGMA application_id={self._application_id}")
            connection.execute(f"PRAGMA user_version={len(self._migrations)}")
            connection.execute("COMMIT")
        except BaseException:  # even on KeyboardInterrupt: migrate completely or not at all
            with suppress(sqlite3.Error):
                connection.rollback()
            raise
