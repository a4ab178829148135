"""The rows about the job itself: its settings, and what looks for faces and plates."""

import sqlite3
from collections.abc import Mapping

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store.finder import Finder, finder_from
from anonymizer_gui.core.store.texts import finish_text, settings_from

SETTINGS, FINDER, LAST_USED = "settings", "finder", "last_used"
RESTORING = "restoring"
"""Names of the rows."""

NEVER = 2.0
"""A threshold that no score reaches."""


def value_in(db: sqlite3.Connection, name: str) -> str | None:
    """What is stored under a name; None if nothing is."""
    row = db.execute("SELECT value FROM job WHERE name = ?", [name]).fetchone()
    return None if row is None else str(row[0])


def put_value(db: sqlite3.Connection, name: str, value: str) -> None:
    """Store something under a name."""
    db.execute("INSERT OR REPLACE INTO job VALUES (?, ?)", [name, value])


def settings_in(db: sqlite3.Connection) -> Settings:
    """The settings of the job.

    Raises:
        ValueError, TypeError, AnonymizerError: They are damaged.
    """
    return settings_from(value_in(db, SETTINGS) or "")


def finder_in(db: sqlite3.Connection) -> Finder | None:
    """What looks for faces and plates; None before anything has.

    Raises:
        ValueError, TypeError, KeyError: It is damaged.
    """
    text = value_in(db, FINDER)
    return None if text is None else finder_from(text)


def thresholds_in(db: sqlite3.Connection) -> dict[Kind, float]:
    """The score from which each wanted kind is hidden."""
    return chosen_thresholds(settings_in(db), finder_in(db))


def chosen_thresholds(settings: Settings, finder: Finder | None) -> dict[Kind, float]:
    """The thresholds of the settings, else those of the networks.

    A kind that nothing has looked for is left out unless the settings say how sure it must be.
    """
    defaults = finder.thresholds if finder else {}
    chosen = settings.thresholds({kind: defaults.get(kind, NEVER) for kind in Kind})
    return {kind: threshold for kind, threshold in chosen.items() if threshold < NEVER}


def unsaved(
    db: sqlite3.Connection, settings: Settings, thresholds: Mapping[Kind, float]
) -> tuple[str, dict[str, str]]:
    """SQL, with its values, that is true of a result which these settings would not give."""
    return (
        "finish IS NOT NULL AND (SELECT text FROM finishes WHERE id = finish) "
        f"!= CASE WHEN edited_{Kind.FACE} IS NULL THEN :derived ELSE :edited END",
        {
            "derived": finish_text(settings, thresholds),
            "edited": finish_text(settings, None),
        },
    )
