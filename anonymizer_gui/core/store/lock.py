"""One program at a time works on a job.

SQLite is asked to lock an empty database: that works the same on every system.
"""

import sqlite3
from pathlib import Path

from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, StoreError

IN_USE = QT_TRANSLATE_NOOP(
    "errors", "This job is open in another window or program; close it there first."
)


def locked(file: Path) -> sqlite3.Connection:
    """Lock a store, until what is returned is closed or the program ends, however it ends.

    Args:
        file: The store. The lock is a file beside it, which stays there.

    Raises:
        StoreError: It is locked already, by this program or another.
        sqlite3.Error: The lock cannot be made.
    """
    guard = sqlite3.connect(
        file.with_name(file.name + "-lock"),
        timeout=0,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        guard.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        guard.close()
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise StoreError(IN_USE) from error
        raise
    return guard
