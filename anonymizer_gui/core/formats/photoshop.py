"""Image resources of Photoshop, in which IPTC captions and keywords are, and often a preview.

Source: "Adobe Photoshop File Formats Specification", Image Resources Section; IPTC-NAA Information
Interchange Model 4.2, part 1.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from anonymizer_gui.core.formats.embedded import holds_picture
from anonymizer_gui.core.formats.people import mentioned
from anonymizer_gui.core.settings import MetadataPolicy

PREFIX = b"Photoshop 3.0\0"

_SIGNATURES = (b"8BIM", b"MeSa", b"PHUT", b"AgHg", b"DCSR")
_IPTC, _IPTC_DIGEST = 1028, 1061
_GONE = frozenset({1033, 1036, 1058, 1059, 1060})
"""Two kinds of preview; EXIF and XMP, which JPEG files have in segments of their own."""
_KEYWORDS = frozenset({(2, 15), (2, 20), (2, 25)})
_PLACE = frozenset({(2, 26), (2, 27), (2, 90), (2, 92), (2, 95), (2, 100), (2, 101)})
"""Data sets: categories and keywords; codes and names of places, from street to country."""


@dataclass(frozen=True, slots=True)
class _Resource:
    """One resource.

    Attributes:
        head: Signature, number and name, as they stand in a file.
        number: What it is.
        body: What it holds.
    """

    head: bytes
    number: int
    body: bytes

    @property
    def file_bytes(self) -> bytes:
        size = len(self.body)
        return self.head + size.to_bytes(4, "big") + self.body + bytes(size % 2)


def kept(
    block: bytes, people: frozenset[str], policy: MetadataPolicy = MetadataPolicy.KEEP
) -> bytes | None:
    """What may be published of a block; the very same bytes where all of it may.

    Args:
        block: Without the prefix. One that cannot be read, as a part of a longer one, cannot be
            searched for previews, so nothing of it is published.
        people: Names that go from among the keywords.
        policy: Of all metadata.
    """
    try:
        found = list(_resources(block))
        cleaned = [
            replace(one, body=iptc_kept(one.body, people, policy)) if one.number == _IPTC else one
            for one in found
            if one.number not in _GONE and not holds_picture(one.body)
        ]
    except (IndexError, ValueError):
        return None
    if cleaned == found:
        return block
    others = [one for one in cleaned if one.number != _IPTC_DIGEST]
    return b"".join(one.file_bytes for one in others)


def _resources(block: bytes) -> Iterator[_Resource]:
    place = 0
    # A last byte may be left over that fills the block up
    while place + 1 < len(block):
        if block[place : place + 4] not in _SIGNATURES:
            raise ValueError("no image resource")
        name_end = place + 6 + (block[place + 6] + 2) // 2 * 2
        body = name_end + 4
        size = int.from_bytes(block[name_end:body], "big")
        if body + size > len(block):
            raise ValueError("an image resource is cut short")
        number = int.from_bytes(block[place + 4 : place + 6], "big")
        yield _Resource(block[place:name_end], number, block[body : body + size])
        place = body + size + size % 2


def iptc_kept(
    iptc: bytes, people: frozenset[str], policy: MetadataPolicy = MetadataPolicy.KEEP
) -> bytes:
    """IPTC data without these names among its keywords, and without the place if so wished.

    Raises:
        ValueError: It cannot be read.
    """
    places = _PLACE if policy is MetadataPolicy.DROP_GPS else frozenset[tuple[int, int]]()
    if not people and not places:
        return iptc
    kept_parts = []
    place = 0
    while place + 5 <= len(iptc) and iptc[place] == 0x1C:
        size = int.from_bytes(iptc[place + 3 : place + 5], "big")
        end = place + 5 + size
        if size >= 0x8000 or end > len(iptc):
            raise ValueError("IPTC data cannot be read")
        kind = (iptc[place + 1], iptc[place + 2])
        is_name = kind in _KEYWORDS and mentioned(iptc[place + 5 : end], people)
        if not is_name and kind not in places:
            kept_parts.append(iptc[place:end])
        place = end
    if iptc[place:].strip(b"\0"):
        raise ValueError("there is more than IPTC data")
    return b"".join(kept_parts) + iptc[place:]
