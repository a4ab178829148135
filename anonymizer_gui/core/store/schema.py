"""The tables of a job store."""

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.store.values import State

APPLICATION_ID = 0x416E6F6E
"""Tells a job store from any other SQLite file: "Anon"."""

VERSION = 4
"""Grows with every change of the tables."""

TO_REVIEW = f"state IN ('{State.FOUND}', '{State.SAVED}') AND reviewed_at IS NULL"
"""SQL of the photos that no person has seen: also those that were saved so, else nobody could find
them any more.
"""

_PER_KIND = "".join(
    f"""
        {kind}_best REAL,        -- highest score; -1 where there is none
        {kind}_levels INTEGER,   -- see `scores`
        edited_{kind} INTEGER,   -- how many a person has left; NULL while thresholds decide"""
    for kind in Kind
)

TABLES = f"""
    CREATE TABLE job (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE finders (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
    CREATE TABLE finishes (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
    CREATE TABLE images (
        id INTEGER PRIMARY KEY,
        path TEXT NOT NULL UNIQUE,   -- below the input folder, with /
        folded TEXT NOT NULL,        -- what is searched
        target TEXT NOT NULL,        -- below the output folder
        record TEXT NOT NULL,
        listed INTEGER NOT NULL DEFAULT 1,  -- 0 while the photo is not in the folder
        size INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        sha256 TEXT NOT NULL DEFAULT '',
        width INTEGER NOT NULL DEFAULT 0,
        height INTEGER NOT NULL DEFAULT 0,{_PER_KIND}
        finder INTEGER REFERENCES finders,
        reviewed_at TEXT,
        finish INTEGER REFERENCES finishes,
        result_size INTEGER,
        result_sha256 TEXT NOT NULL DEFAULT '',
        saved_at TEXT,
        untouched INTEGER NOT NULL DEFAULT 1,  -- 0 where the whole result was compressed again
        error TEXT,
        state TEXT GENERATED ALWAYS AS (
            CASE
                WHEN error IS NOT NULL THEN '{State.FAILED}'
                WHEN finish IS NOT NULL THEN '{State.SAVED}'
                WHEN reviewed_at IS NOT NULL THEN '{State.REVIEWED}'
                WHEN finder IS NOT NULL THEN '{State.FOUND}'
                ELSE '{State.WAITING}'
            END
        ) VIRTUAL
    );
    CREATE INDEX images_by_path ON images (listed, path);
    CREATE INDEX images_by_state ON images (listed, state, path);
    CREATE INDEX images_to_review ON images (listed, path) WHERE {TO_REVIEW};
    CREATE TABLE detections (image INTEGER PRIMARY KEY REFERENCES images, data BLOB NOT NULL);
    CREATE TABLE edits (
        image INTEGER PRIMARY KEY REFERENCES images,
        boxes TEXT NOT NULL,
        thresholds TEXT  -- those at the first edit; NULL where an older version did not keep them
    );
"""
