"""Which metadata of a JPEG file is published."""

from collections.abc import Sequence

from anonymizer_gui.core.formats import exif, photoshop, xmp
from anonymizer_gui.core.formats.embedded import holds_picture
from anonymizer_gui.core.formats.jpeg_segments import (
    APP0,
    APP1,
    APP2,
    APP11,
    APP13,
    APP14,
    COM,
    Segment,
)
from anonymizer_gui.core.formats.people import mentioned
from anonymizer_gui.core.settings import MetadataPolicy

XMP_PREFIX = b"http://ns.adobe.com/xap/1.0/\0"
LONG_XMP_PREFIX = b"http://ns.adobe.com/xmp/extension/\0"
ICC_PREFIX = b"ICC_PROFILE\0"
_EXIF_START = exif.PREFIX[:5]
"""Its last byte is there to fill it up, and may be any."""
_JFIF_PREFIX, _ADOBE_PREFIX = b"JFIF\0", b"Adobe"
_KNOWN = {
    APP0: (_JFIF_PREFIX,),
    APP1: (_EXIF_START, XMP_PREFIX),
    APP2: (ICC_PREFIX,),
    APP13: (photoshop.PREFIX,),
    APP14: (_ADOBE_PREFIX,),
}
"""How the segments start that can be read here."""

_LONGEST = 65533
"""Bytes that a segment has room for."""
_ADOBE_SIZE = 12
"""Bytes that say how colours are coded."""
_ALONE = 60_000
"""Bytes of a segment that is all there is; a fuller one may go on in the next."""


def published(header: Sequence[Segment], policy: MetadataPolicy) -> tuple[Segment, ...]:
    """The segments that may be published: no preview is left in them.

    The colour profile and the markers that say how colours are coded always stay.
    """
    packets = [one.body for one in header if _is(one, APP1, XMP_PREFIX)]
    people = frozenset[str]().union(*(xmp.people(one[len(XMP_PREFIX) :]) for one in packets))
    if not _is_profile(_profile(header)):
        header = [one for one in header if not _is(one, APP2, ICC_PREFIX)]
    # Where a preview fills a segment, those after it have the rest and nothing to be known by
    others = [segment for segment in header if _is_other(segment)]
    unsafe = frozenset(
        one.marker for one in others if _holds_picture(one) or len(one.body) > _ALONE
    )
    header = _with_resources(header, policy, people)
    kept = (_published(segment, policy, people, unsafe) for segment in header)
    return tuple(segment for segment in kept if segment is not None)


def exif_block(header: Sequence[Segment]) -> bytes:
    """The EXIF block, empty where there is none."""
    for segment in header:
        if _is(segment, APP1, _EXIF_START):
            return segment.body[len(exif.PREFIX) :]
    return b""


def _with_resources(
    header: Sequence[Segment], policy: MetadataPolicy, people: frozenset[str]
) -> Sequence[Segment]:
    """The segments with what may be published of image resources, which may go on in the next."""
    prefix = photoshop.PREFIX
    own = [one for one in header if _is(one, APP13, prefix)]
    pieces = [one.body[len(prefix) :] for one in own]
    whole = b"".join(pieces)
    block = photoshop.kept(whole, people, policy)
    if block == whole:
        return header
    if block is None:
        # Each may be filled up at its end
        parts = [photoshop.kept(piece, people, policy) for piece in pieces]
    else:
        room = _LONGEST - len(prefix)
        parts = [block[start : start + room] for start in range(0, len(block), room)]
    first = header.index(own[0])
    others = (one for one in header[first:] if not _is(one, APP13, prefix))
    return [*header[:first], *(Segment(APP13, prefix + part) for part in parts if part), *others]


def _published(
    segment: Segment, policy: MetadataPolicy, people: frozenset[str], unsafe: frozenset[int]
) -> Segment | None:
    """What may be published of a segment.

    Args:
        segment: Of the header.
        policy: What happens to metadata.
        people: Names that go.
        unsafe: Markers whose segments go, where they are of no kind that can be read here.
    """
    marker, body = segment.marker, segment.body
    if not segment.is_metadata or _is(segment, APP2, ICC_PREFIX):
        return segment
    if _is(segment, APP14, _ADOBE_PREFIX):
        return Segment(APP14, body[:_ADOBE_SIZE])
    if _is(segment, APP0, _JFIF_PREFIX):
        # The last two of its 14 bytes are the size of a preview that would follow
        return Segment(APP0, body[:12] + b"\0\0")
    new = body
    if _is(segment, APP1, _EXIF_START):
        block = exif.kept(body[len(exif.PREFIX) :], policy, people)
        new = exif.PREFIX + block if block else b""
    elif policy is MetadataPolicy.DROP:
        new = b""
    elif _is(segment, APP13, photoshop.PREFIX):
        new = body  # nothing else is left in it
    elif _is(segment, APP1, XMP_PREFIX):
        packet = xmp.kept(body[len(XMP_PREFIX) :], policy)
        new = b"" if packet is None else XMP_PREFIX + packet
    elif marker in unsafe or mentioned(body, people):
        new = b""
    elif policy is MetadataPolicy.DROP_GPS and marker != COM:
        # Cameras on cars and drones write their track into segments of their own
        new = b""
    return Segment(marker, new) if 0 < len(new) <= _LONGEST or new == body else None


def _is(segment: Segment, marker: int, prefix: bytes) -> bool:
    return segment.marker == marker and segment.body.startswith(prefix)


def _is_other(segment: Segment) -> bool:
    """Whether a segment is of no kind that can be read here: a maker's, or a remark."""
    return segment.is_metadata and not segment.body.startswith(_KNOWN.get(segment.marker, ()))


def _profile(header: Sequence[Segment]) -> bytes:
    """The colour profile, whose pieces are numbered."""
    pieces = sorted(one.body for one in header if _is(one, APP2, ICC_PREFIX))
    return b"".join(piece[len(ICC_PREFIX) + 2 :] for piece in pieces)


def _is_profile(data: bytes) -> bool:
    """Whether this is nothing but a colour profile (ICC.1, 7.2), or at least no picture."""
    size = int.from_bytes(data[:4], "big")
    return (data[36:40] == b"acsp" and not data[size:].strip(b"\0")) or not holds_picture(data)


def _holds_picture(segment: Segment) -> bool:
    """Whether such a segment has a picture in it, is an index of some, or has part of one.

    APP11 has what JPEG XT adds to a picture, and the thumbnails of Content Credentials.
    """
    body = segment.body
    return (
        segment.marker == APP11
        or body.startswith((b"JFXX\0", b"MPF\0", b"FPXR\0", b"FLIR\0", LONG_XMP_PREFIX))
        or holds_picture(body)
    )
