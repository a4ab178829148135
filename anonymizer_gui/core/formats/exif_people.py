"""Names of people in EXIF blocks."""

from anonymizer_gui.core.formats.ifd import (
    EXIF,
    MAKER_NOTE,
    Directory,
    Entry,
    directories,
    directory,
    directory_at,
    wiped,
    without_tags,
)
from anonymizer_gui.core.formats.people import mentioned

_TEXTS = frozenset({0x010E, 0x9286, 0x9C9B, 0x9C9C, 0x9C9E, 0x9C9F})
"""Description and comment, then what Windows writes: title, comment, keywords, subject."""
_UNICODE = b"UNICODE\0"
"""What may stand before a comment in UTF-16."""
_NOTES = {b"Panasonic\0\0\0": 12, b"LEICA\0\0\0": 8}
"""How notes of a maker start that names the faces it recognised, and where their tags are."""
_RECOGNISED = frozenset({0x61, 0x66})
"""Tags in them: people, and a baby."""


def without_people(block: bytes, people: frozenset[str]) -> bytes:
    """The block without texts that mention these people, nor those that a camera recognised.

    Raises:
        ValueError: A directory does not fit into the block.
    """
    first = next(directories(block))
    exif = directory_at(block, first, EXIF)
    tables = [table for table in (first, exif) if table]
    gone = [one for table in tables for one in table.entries if mentions_one(block, one, people)]
    recognised = _recognised(block, exif) if exif else []
    result = wiped(block, [(one.offset, one.offset + one.size) for one in (*gone, *recognised)])
    for table in tables:
        without_tags(result, table, {one.tag for one in gone})
    return bytes(result)


def mentions_one(block: bytes, entry: Entry, people: frozenset[str]) -> bool:
    """Whether a tag is a text that mentions one of these people."""
    values = block[entry.offset : entry.offset + entry.size]
    return entry.tag in _TEXTS and mentioned(values.removeprefix(_UNICODE), people)


def _recognised(block: bytes, exif: Directory) -> list[Entry]:
    """The tags of a maker that name people."""
    note = exif.find(MAKER_NOTE)
    for start, size in _NOTES.items():
        if note and block.startswith(start, note.offset):
            try:
                entries = directory(block, note.offset + size).entries
            except ValueError:
                return [note]
            return [entry for entry in entries if entry.tag in _RECOGNISED]
    return []
