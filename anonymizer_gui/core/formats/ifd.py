"""Image file directories: the tables of tags in a TIFF file and in an EXIF block."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from struct import Struct, error

SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
"""Bytes of one value by field type (TIFF 6.0, section 2; 13 is an offset)."""

SHORT, LONG = 3, 4
WHOLE = {1: "B", SHORT: "H", LONG: "I", 6: "B", 8: "H", 9: "I", 13: "I"}
"""How `struct` reads field types of whole numbers; none of those wanted here is negative."""
MAX_ENTRIES, MAX_DIRECTORIES = 1024, 16
EXIF, GPS, SUBFILES = 0x8769, 0x8825, 0x014A
"""Tags of offsets of other directories: about the photo, its place, and other pictures."""
MAKER_NOTE = 0x927C
"""The tag of what only the maker of a camera can read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One tag.

    Attributes:
        tag: Its number.
        type: Field type, a key of `SIZES`.
        count: Number of values.
        offset: Where the values are in the block.
        size: Bytes that they take.
    """

    tag: int
    type: int
    count: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class Directory:
    """One table of tags.

    Attributes:
        offset: Where it is in the block.
        end: Where it ends; its last four bytes are the offset of the next one.
        entries: Those whose values lie inside the block.
        lost: How many more there are, whose values lie outside the block.
        next: Offset of the next directory, 0 for none.
    """

    offset: int
    end: int
    entries: tuple[Entry, ...]
    lost: int
    next: int

    def find(self, tag: int) -> Entry | None:
        """The entry with this tag, if there is one."""
        return next((entry for entry in self.entries if entry.tag == tag), None)


def byte_order(block: bytes | bytearray) -> str:
    """The byte order of a block as `struct` writes it, `<` or `>`.

    Raises:
        ValueError: This is no (classic) TIFF header.
    """
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(bytes(block[:4]))
    if order is None:
        raise ValueError("no TIFF header")
    return order


def directory(block: bytes | bytearray, offset: int) -> Directory:
    """The directory at an offset.

    Raises:
        ValueError: It does not fit into the block, or its values lie over each other: going
            through them all would take hours.
    """
    order = byte_order(block)
    entry = Struct(order + "HHII")
    try:
        (count,) = Struct(order + "H").unpack_from(block, offset)
        if count > MAX_ENTRIES:
            raise ValueError("too many tags")
        end = offset + 2 + entry.size * count + 4
        entries, lost = [], 0
        for index in range(count):
            place = offset + 2 + entry.size * index
            tag, kind, values, value_offset = entry.unpack_from(block, place)
            size = SIZES.get(kind, 0) * values
            start = place + 8 if size <= 4 else value_offset
            if start + size > len(block):
                lost += 1
            elif kind in SIZES:
                entries.append(Entry(tag, kind, values, start, size))
        (following,) = Struct(order + "I").unpack_from(block, end - 4)
    except error as cause:
        raise ValueError("directory is cut short") from cause
    # Twice, since writers let tags of the same value share it
    if sum(one.size for one in entries) > 2 * len(block):
        raise ValueError("values lie over each other")
    return Directory(offset, end, tuple(entries), lost, following)


def directories(block: bytes | bytearray) -> Iterator[Directory]:
    """The chain of directories, first to last.

    Raises:
        ValueError: One does not fit into the block, or the chain is a circle or too long.
    """
    if len(block) < 8:
        raise ValueError("header is cut short")
    (offset,) = Struct(byte_order(block) + "I").unpack_from(block, 4)
    seen: set[int] = set()
    while offset:
        if offset in seen or len(seen) == MAX_DIRECTORIES:
            raise ValueError("directories go in a circle, or are too many")
        seen.add(offset)
        found = directory(block, offset)
        yield found
        offset = found.next


def wiped(block: bytes | bytearray, spans: Iterable[tuple[int, int]]) -> bytearray:
    """The block with zeros in some spans, which may lie over each other."""
    result = bytearray(block)
    done = 0
    for start, end in sorted(spans):
        if end > done:
            done, start = end, max(start, done)
            result[start:end] = bytes(end - start)
    return result


def without_tags(block: bytearray, table: Directory, tags: Set[int]) -> None:
    """Take tags out of a directory, in place; what follows them in it moves up.

    Args:
        block: Changed in place.
        table: A directory in it.
        tags: Their numbers.
    """
    order = byte_order(block)
    size = Struct(order + "HHII").size
    rows = block[table.offset + 2 : table.end - 4]
    kept = [
        row
        for row in (rows[start : start + size] for start in range(0, len(rows), size))
        if Struct(order + "H").unpack_from(row)[0] not in tags
    ]
    new = Struct(order + "H").pack(len(kept)) + b"".join(kept) + block[table.end - 4 : table.end]
    block[table.offset : table.end] = new.ljust(table.end - table.offset, b"\0")


def numbers(block: bytes | bytearray, entry: Entry | None) -> tuple[int, ...]:
    """The values of a tag that holds whole numbers; none where it is missing or holds others."""
    letter = WHOLE.get(entry.type) if entry else None
    if entry is None or letter is None:
        return ()
    values = Struct(f"{byte_order(block)}{entry.count}{letter}")
    return tuple(values.unpack_from(block, entry.offset))


def directory_at(block: bytes, table: Directory, tag: int) -> Directory | None:
    """The directory whose offset is the value of a tag."""
    offset = numbers(block, table.find(tag))
    return directory(block, offset[0]) if offset else None
