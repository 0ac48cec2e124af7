"""SQLite databases: connections, transactions, migrations, and sqlite's errors as ours."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

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
"""What the store's functions work on; those above the store pass it on and run no SQL."""

BUSY_SECONDS = 5.0
_FULL = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR,
}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_FOREIGN = mark("{where}: this is another program's database; left as it is")
_CORRUPT = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class Database:
    """One SQLite file in WAL mode, with a connection for each thread that asks.

    `migrations[n]` is the SQL that leads from `user_version` n to n + 1. `synchronous` is FULL for
    what cannot be made again, NORMAL for a cache: WAL with NORMAL is never corrupt after a power
    cut, it may lose the last commits (SQLite's WAL page).

    Raises on the first use of a thread:
        StoreCorruptError: it is no database; the file is set aside, never overwritten.
        StoreVersionError: made by a newer finews or another program; the file is left untouched.
        StoreFullError: no room, or no right to write here.
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
        """This thread's connection."""
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            with self.errors():
                found = self._connect()
            self._local.connection = found
        return found

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection to read with; sqlite's errors come out as ours."""
        connection = self.connection()
        with self.errors():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One short write transaction: BEGIN IMMEDIATE, for a late upgrade fails at once."""
        connection = self.connection()
        with self.errors():
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                with suppress(sqlite3.Error):
                    connection.rollback()
                raise
            connection.commit()

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turn sqlite's operational errors into sentences; programming errors pass."""
        try:
            yield
        except sqlite3.ProgrammingError:
            raise
        except sqlite3.DatabaseError as error:
            raise self._explained(error) from error

    def _explained(self, error: sqlite3.DatabaseError) -> StoreError:
        primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
        where = home_relative(self.path)
        if primary in _BUSY:
            return StoreBusyError(
                tr("{where}: another finews is writing; try again in a moment", where=where)
            )
        if primary in _CORRUPT:
            aside = self._set_aside()
            return StoreCorruptError(
                tr(
                    "{where}: the database is broken; it was set aside as {aside}, run finews "
                    "again to "
                    "start a new one",
                    where=where,
                    aside=aside,
                )
            )
        if primary in _FULL:
            return StoreFullError(
                tr(
                    "{where}: cannot be written ({error}); make room or check the rights of "
                    "its folder",
                    where=where,
                    error=error,
                )
            )
        return StoreError(tr("{where}: {error}; see `finews doctor`", where=where, error=error))

    def _set_aside(self) -> str:
        """Rename a broken database and its journals, so that nothing overwrites them."""
        self.close()
        stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
        aside = self.path.with_name(f"{self.path.name}.corrupt-{stamp}")
        for suffix in ("", "-wal", "-shm"):
            with suppress(OSError):
                Path(f"{self.path}{suffix}").rename(f"{aside}{suffix}")
        return aside.name

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
        except BaseException:
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
                    "{path}: cannot be made ({reason}); check the rights and the room of its "
                    "folder",
                    path=home_relative(self.path),
                    reason=describe_os_error(error),
                )
            ) from error

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Check whose file it is and bring its schema up to date, in one transaction."""
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        where = home_relative(self.path)
        if application not in (0, self._application_id):
            raise StoreVersionError(tr(_FOREIGN, where=where))
        if version > len(self._migrations):
            raise StoreVersionError(
                tr(
                    "{where}: made by a newer finews (schema {version}); install that one",
                    where=where,
                    version=version,
                )
            )
        if application == 0 and connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise StoreVersionError(tr(_FOREIGN, where=where))
        if version == len(self._migrations):
            return
        self.is_new = version == 0
        # Room that a merged index gives back can be cut off the file later.
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
        except BaseException:
            with suppress(sqlite3.Error):
                connection.rollback()
            raise
