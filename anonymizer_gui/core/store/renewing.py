"""Bringing the file of an older version to the tables of now."""

import sqlite3

from anonymizer_gui.core.store.schema import TABLES, VERSION

NAMES = ("job", "finders", "finishes", "images", "detections", "edits")
"""The tables of every version so far."""

_FAULTS = (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH)
"""What SQLite says of tables that are not what they should be."""


def renew(db: sqlite3.Connection) -> None:
    """Copy all that is stored into tables of now: all of it, or nothing is changed.

    Raises:
        ValueError: There are other tables than an older version had, or more than tables.
        sqlite3.Error: The file cannot be written.
    """
    # A trigger that somebody has put there would see what is copied
    kinds = db.execute("SELECT DISTINCT type FROM sqlite_master").fetchall()
    names = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    if not set(kinds) <= {("table",), ("index",)} or sorted(names) != [
        (name,) for name in sorted(NAMES)
    ]:
        raise ValueError("not the tables of an older version")
    columns = {name: _columns(db, name) for name in NAMES}
    try:
        db.executescript(_script(columns))
    except sqlite3.Error as error:
        if db.in_transaction:
            db.execute("ROLLBACK")
        if error.sqlite_errorcode & 0xFF in _FAULTS:
            raise ValueError("not the columns of an older version") from error
        raise


def _columns(db: sqlite3.Connection, table: str) -> str:
    """The columns in which something is stored, as SQL."""
    known = db.execute("SELECT name FROM pragma_table_info(?)", [table]).fetchall()
    return ", ".join('"' + name.replace('"', '""') + '"' for (name,) in known)


def _script(columns: dict[str, str]) -> str:
    kept = "".join(
        f"CREATE TEMP TABLE kept_{name} AS SELECT {some} FROM main.{name}; DROP TABLE main.{name};"
        for name, some in columns.items()
    )
    put_back = "".join(
        f"INSERT INTO main.{name} ({some}) SELECT {some} FROM kept_{name}; DROP TABLE kept_{name};"
        for name, some in columns.items()
    )
    return f"BEGIN IMMEDIATE; {kept} {TABLES} {put_back} PRAGMA user_version = {VERSION}; COMMIT;"
