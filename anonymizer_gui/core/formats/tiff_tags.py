"""The tags of a TIFF file that is written again: those of the old file, but for the picture."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from struct import pack

import numpy as np

from anonymizer_gui.core.formats import exif, photoshop, xmp
from anonymizer_gui.core.formats.embedded import holds_picture
from anonymizer_gui.core.formats.exif_people import mentions_one
from anonymizer_gui.core.formats.ifd import (
    LONG,
    SHORT,
    SUBFILES,
    Directory,
    Entry,
    byte_order,
    directories,
    directory,
    numbers,
    wiped,
)
from anonymizer_gui.core.formats.previews import spans_of
from anonymizer_gui.core.settings import MetadataPolicy

_PICTURE = frozenset(
    {
        254, 255, 256, 257, 258, 259, 262, 263, 264, 265, 266, 273, 277, 278, 279, 280, 281, 284,
        288, 289, 290, 291, 292, 293, 317, 320, 322, 323, 324, 325, 339, 340, 341, 342, 347,
        512, 513, 514, 515, 517, 518, 519, 520, 521, 529, 530, 531, 532,
    }
)  # fmt: skip
"""Tags that say how the picture data is laid out: the new file has its own."""
EXTRA_SAMPLES, _TRANSPARENCY = 338, 2
"""What a channel is that colours do not need: transparency, of which colours know nothing."""
_XMP = 700
_IPTC_DATA, _RESOURCES = 33723, 34377
_PACKETS = frozenset({_XMP, _IPTC_DATA, _RESOURCES})
"""Tags of which a part may be published."""
_PREVIEWS = frozenset({SUBFILES, 37724, 50740})
"""Other pictures, Photoshop's layers, makers' private data."""
_PLACE = frozenset({33550, 33922, 34264, 34735, 34736, 34737, 50844})
"""Where the picture lies on a map."""
_LOOKS = frozenset({274, 282, 283, 296, 301, 318, 319, 338, 34675})
"""Orientation, resolution, transparency and colour: kept in any case."""
SUBDIRECTORIES = frozenset({34665, 34853, 40965})
"""EXIF, GPS and interoperability: tags whose value is the offset of another directory."""
_BYTE = 1
_BYTES = frozenset({_BYTE, 2, 7})
"""Field types of raw bytes and of text, in which anything may be."""
_VALUE_SIZES = {3: 2, 4: 4, 5: 4, 8: 2, 9: 4, 10: 4, 11: 4, 12: 8, 13: 4}


@dataclass(frozen=True, slots=True)
class _Tag:
    """A tag with its values in the byte order of the new file."""

    number: int
    type: int
    count: int
    values: bytes | tuple["_Tag", ...]


@dataclass(frozen=True, slots=True)
class _Rules:
    """What may be published.

    Attributes:
        policy: Of metadata.
        people: Names that go.
    """

    policy: MetadataPolicy
    people: frozenset[str]


def with_tags(new: bytes, *, source: bytes, policy: MetadataPolicy) -> bytes:
    """A file with the metadata of another one.

    Args:
        new: TIFF file with one directory.
        source: TIFF file whose tags are taken, where they are not about the layout of the picture.
        policy: Of metadata; dropping it takes those alone that say how the picture looks.
    """
    source, policy = _placeless(source, policy)
    order = byte_order(new)
    (own,) = directories(new)
    old = next(directories(source))
    rules = _Rules(policy, _people(source, old))
    tags = {entry.tag: _tag(new, entry, order) for entry in own.entries}
    tags |= {
        tag.number: tag
        for tag in _published(source, old, order, rules, set(SUBDIRECTORIES))
        if tag.number in _LOOKS
        or (tag.number not in _PICTURE and policy is not MetadataPolicy.DROP)
    }
    return _with_table(new, list(tags.values()), order)


def cleaned_tags(data: bytes, policy: MetadataPolicy) -> bytes:
    """The same file without what may not be published; the very same bytes where all may.

    Previews go, also from a photo in which nothing is hidden: they may show what was cut off.
    """
    data, policy = _placeless(data, policy)
    if policy is MetadataPolicy.DROP:
        return _without_metadata(data)
    return _without_previews_and_names(data, policy)


def _placeless(data: bytes, policy: MetadataPolicy) -> tuple[bytes, MetadataPolicy]:
    """The same file without its place if that is the policy, and what else is left to do."""
    if policy is not MetadataPolicy.DROP_GPS:
        return data, policy
    try:
        return exif.without_gps(data), policy
    except ValueError:
        return data, MetadataPolicy.DROP


def _without_metadata(data: bytes) -> bytes:
    """The same file with all tags gone that are not about the picture or its looks."""
    order = byte_order(data)
    own = next(directories(data))
    kept = [_tag(data, one, order) for one in own.entries if one.tag in _PICTURE | _LOOKS]
    return _with_table(bytes(wiped(data, _metadata_spans(data, own))), kept, order)


def _without_previews_and_names(data: bytes, policy: MetadataPolicy) -> bytes:
    """The same file without other pictures, and without names of people."""
    order = byte_order(data)
    own = next(directories(data))
    rules = _Rules(policy, _people(data, own))
    gone = {one for one in own.entries if _is_unwanted(data, one, rules)}
    new = []
    for entry in own.entries:
        if entry.tag in _PACKETS:
            body = _packet(data, entry, rules)
            if body != _values(data, entry):
                gone.add(entry)
                new += [_Tag(entry.tag, _BYTE, len(body), body)] if body else []
    inner = {one for table in _subdirectories(data, own) for one in table.entries
             if _is_unwanted(data, one, rules)}  # fmt: skip
    if not gone and not inner:
        return data
    spans = [(one.offset, one.offset + one.size) for one in gone | inner]
    picture = spans_of(data, own)
    for offset in numbers(data, own.find(SUBFILES)):
        more = spans_of(data, directory(data, offset))
        if not any(a < end and start < b for a, b in picture for start, end in more):
            spans += more
    kept = [_tag(data, one, order) for one in own.entries if one not in gone]
    return _with_table(bytes(wiped(data, spans)), kept + new, order)


def _subdirectories(data: bytes, own: Directory) -> Iterator[Directory]:
    for entry in own.entries:
        if entry.tag in SUBDIRECTORIES:
            with suppress(ValueError):
                (offset,) = numbers(data, entry)
                yield directory(data, offset)


def only_picture(data: bytes) -> bytes:
    """The same file for a decoder, which is then not led astray by other tags.

    Among these is the orientation: Pillow and OpenCV would turn the picture themselves. Whatever
    a fourth channel is, it is called transparency: others Pillow drops, or divides colours by.
    """
    order = byte_order(data)
    own = next(directories(data))
    plain = _Tag(EXTRA_SAMPLES, SHORT, 1, pack(order + "H", _TRANSPARENCY))
    kept = [
        plain if (one.tag, one.count) == (EXTRA_SAMPLES, 1) else _tag(data, one, order)
        for one in own.entries
        if one.tag in _PICTURE | {EXTRA_SAMPLES}
    ]
    return _with_table(data, kept, order)


def _published(
    block: bytes, table: Directory, order: str, rules: _Rules, left: set[int]
) -> Iterator[_Tag]:
    """The tags of a directory that may be published, with all that belongs to them.

    Args:
        block: The file.
        table: A directory in it.
        order: Of the new file.
        rules: What may be published.
        left: Which directories were not met yet, changed in place: each counts once, so that
            there is an end to those that hold each other.
    """
    for entry in table.entries:
        if _is_unwanted(block, entry, rules):
            continue
        if entry.tag in SUBDIRECTORIES:
            if entry.tag not in left:
                continue
            left.remove(entry.tag)
            try:
                (offset,) = numbers(block, entry)
                inner = tuple(_published(block, directory(block, offset), order, rules, left))
            except ValueError:
                continue
            yield _Tag(entry.tag, LONG, 1, inner)
        elif entry.tag in _PACKETS:
            if body := _packet(block, entry, rules):
                yield _Tag(entry.tag, _BYTE, len(body), body)
        else:
            yield _tag(block, entry, order)


def _people(block: bytes, table: Directory) -> frozenset[str]:
    about = table.find(_XMP)
    return xmp.people(_values(block, about)) if about else frozenset()


def _packet(block: bytes, entry: Entry, rules: _Rules) -> bytes:
    """What may be published of an XMP packet, of IPTC data, or of Photoshop's resources."""
    values = _values(block, entry)
    if entry.tag == _XMP:
        return xmp.kept(values, rules.policy) or b""
    if entry.tag == _RESOURCES:
        return photoshop.kept(values, rules.people, rules.policy) or b""
    try:
        return photoshop.iptc_kept(values, rules.people, rules.policy)
    except ValueError:
        return b""


def _is_unwanted(block: bytes, entry: Entry, rules: _Rules) -> bool:
    return (
        entry.tag in _PREVIEWS
        or (entry.tag in _PLACE and rules.policy is MetadataPolicy.DROP_GPS)
        or _holds_picture(block, entry)
        or mentions_one(block, entry, rules.people)
    )


def _holds_picture(block: bytes, entry: Entry) -> bool:
    may_hold = entry.type in _BYTES and entry.tag not in _LOOKS | _PACKETS | _PICTURE
    return may_hold and holds_picture(_values(block, entry))


def _values(block: bytes, entry: Entry) -> bytes:
    return block[entry.offset : entry.offset + entry.size]


def _tag(block: bytes, entry: Entry, order: str) -> _Tag:
    """A tag with its values in the wanted byte order."""
    values = _values(block, entry)
    size = _VALUE_SIZES.get(entry.type, 1)
    if byte_order(block) != order and size > 1:
        values = np.frombuffer(values, f"u{size}").byteswap().tobytes()
    return _Tag(entry.tag, entry.type, entry.count, values)


def _with_table(data: bytes, tags: list[_Tag], order: str) -> bytes:
    """A file with another first directory, at its end."""
    place = len(data) + len(data) % 2
    table = _written(sorted(tags, key=lambda tag: tag.number), place, order)
    header = data[:4] + pack(order + "I", place)
    return b"".join([header, memoryview(data)[8:], bytes(len(data) % 2), table])


def _written(tags: list[_Tag], offset: int, order: str) -> bytes:
    """A directory and all that belongs to it.

    Args:
        tags: In rising order, as TIFF wants them.
        offset: Where in the file it will be.
        order: `<` or `>`.
    """
    place = offset + 2 + 12 * len(tags) + 4
    table, rest = pack(order + "H", len(tags)), b""
    for tag in tags:
        if isinstance(tag.values, tuple):
            value = pack(order + "I", place + len(rest))
            rest += _written(list(tag.values), place + len(rest), order)
        elif len(tag.values) <= 4:
            value = tag.values.ljust(4, b"\0")
        else:
            value = pack(order + "I", place + len(rest))
            rest += tag.values
        rest += bytes(len(rest) % 2)
        table += pack(order + "HHI", tag.number, tag.type, tag.count) + value
    return table + bytes(4) + rest


def _metadata_spans(block: bytes, table: Directory) -> Iterator[tuple[int, int]]:
    """Where the values lie that are neither about the picture nor about its looks."""
    for entry in table.entries:
        if entry.tag in _PICTURE | _LOOKS:
            continue
        if entry.tag in SUBDIRECTORIES:
            try:
                (offset,) = numbers(block, entry)
                inner = directory(block, offset)
            except ValueError:
                continue
            yield from _metadata_spans_of_all(inner)
        yield entry.offset, entry.offset + entry.size


def _metadata_spans_of_all(table: Directory) -> Iterator[tuple[int, int]]:
    yield table.offset, table.end
    for entry in table.entries:
        yield entry.offset, entry.offset + entry.size
