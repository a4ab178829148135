"""WebP photos: lossless ones stay lossless."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from PIL import Image, UnidentifiedImageError

from anonymizer_gui.core.formats import exif, xmp
from anonymizer_gui.core.formats.embedded import holds_picture
from anonymizer_gui.core.formats.people import mentioned
from anonymizer_gui.core.formats.picture import (
    DAMAGED,
    MANY_PAGES,
    Encoded,
    Format,
    FormatError,
    Mode,
    Patch,
    Picture,
    check_claim,
    check_size,
    patched,
)
from anonymizer_gui.core.settings import MetadataPolicy

_QUALITY = 92
"""For lossy files. What quality a file was written with cannot be read from it."""
_EXIF_FLAG, _XMP_FLAG = 0x08, 0x04
_XMP_NAMES = (b"XMP ", b"XMP\0")
"""The second is what ImageMagick 6 writes."""
_MODES = {"RGB": Mode.RGB, "RGBA": Mode.RGBA}


@dataclass(frozen=True, slots=True)
class Chunk:
    """One chunk of a RIFF container."""

    name: bytes
    body: bytes

    @property
    def file_bytes(self) -> bytes:
        """The chunk as it stands in a file, filled up to an even length."""
        size = len(self.body)
        return self.name + size.to_bytes(4, "little") + self.body + bytes(size % 2)


def decoded(data: bytes) -> Picture:
    """The picture in a WebP file. Raises `FormatError`."""
    parts = _chunks(data)
    if any(chunk.name in (b"ANIM", b"ANMF") for chunk in parts):
        raise FormatError(MANY_PAGES)
    try:
        image: Image.Image = Image.open(BytesIO(data), formats=["WEBP"])
        check_size(*image.size)
        check_claim(*image.size, data)
        image.load()
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError) as error:
        raise FormatError(DAMAGED) from error
    if image.mode not in _MODES:
        image = image.convert("RGB")
    block = _bare_exif(_body(parts, b"EXIF"))
    return Picture(np.array(image), _MODES[image.mode], exif.orientation(block))


def encoded(
    data: bytes, before: Picture, patches: Sequence[Patch], policy: MetadataPolicy
) -> Encoded:
    """The file with other pixels: lossless if it was, else at a high quality."""
    kept = _published(_chunks(data), policy)
    lossless = any(chunk.name == b"VP8L" for chunk in kept)
    out = BytesIO()
    Image.fromarray(patched(before, patches), before.mode.value).save(
        out,
        "WEBP",
        lossless=lossless,
        quality=_QUALITY,
        # Colours under full transparency stay as they are too
        exact=True,
        icc_profile=_body(kept, b"ICCP"),
        exif=_body(kept, b"EXIF"),
        xmp=_body(kept, b"XMP "),
    )
    return Encoded(out.getvalue(), untouched=lossless)


def cleaned(data: bytes, policy: MetadataPolicy) -> bytes:
    """The file without previews, and without whatever follows its end."""
    parts = _chunks(data)
    kept = _published(parts, policy)
    result = b"WEBP" + b"".join(chunk.file_bytes for chunk in kept)
    whole = Chunk(b"RIFF", result).file_bytes
    return data if kept == parts and len(whole) == len(data) else whole


def _chunks(data: bytes) -> tuple[Chunk, ...]:
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise FormatError(DAMAGED)
    found = []
    place = 12
    while place + 8 <= end:
        size = int.from_bytes(data[place + 4 : place + 8], "little")
        body = data[place + 8 : place + 8 + size]
        if len(body) < size:
            raise FormatError(DAMAGED)
        name = data[place : place + 4]
        found.append(Chunk(b"XMP " if name in _XMP_NAMES else name, body))
        place += 8 + size + size % 2
    return tuple(found)


def _published(parts: tuple[Chunk, ...], policy: MetadataPolicy) -> tuple[Chunk, ...]:
    packets = (chunk.body for chunk in parts if chunk.name == b"XMP ")
    people = frozenset[str]().union(*map(xmp.people, packets))
    kept = tuple(
        one for one in (_kept(chunk, policy, people) for chunk in parts) if one is not None
    )
    names = {chunk.name for chunk in kept}
    lost = (0 if b"EXIF" in names else _EXIF_FLAG) | _XMP_FLAG
    # Under its other name it was not announced
    new = _XMP_FLAG if b"XMP " in names else 0
    return tuple(
        Chunk(chunk.name, bytes([chunk.body[0] & ~lost | new]) + chunk.body[1:])
        if chunk.name == b"VP8X" and chunk.body
        else chunk
        for chunk in kept
    )


def _kept(chunk: Chunk, policy: MetadataPolicy, people: frozenset[str]) -> Chunk | None:
    if chunk.name in (b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ICCP"):
        return chunk
    if chunk.name == b"EXIF":
        block = exif.kept(_bare_exif(chunk.body), policy, people)
        return Chunk(b"EXIF", block) if block else None
    if policy is MetadataPolicy.DROP or holds_picture(chunk.body):
        return None
    if chunk.name == b"XMP ":
        packet = xmp.kept(chunk.body, policy)
        return Chunk(b"XMP ", packet) if packet else None
    is_private = policy is MetadataPolicy.DROP_GPS or mentioned(chunk.body, people)
    return None if is_private else chunk


def _bare_exif(body: bytes) -> bytes:
    """Some programs write the prefix of JPEG files here too."""
    return body.removeprefix(exif.PREFIX)


def _body(parts: Iterable[Chunk], name: bytes) -> bytes:
    return next((chunk.body for chunk in parts if chunk.name == name), b"")


def _matches(data: bytes) -> bool:
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


FORMAT = Format("WebP", _matches, decoded, encoded, cleaned)
