"""HEIC photos of phones: they are read only, and become JPEG.

Nothing free may write them in a program like this one: the encoders are under the GPL, and the
coding is patented.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
import simplejpeg  # type: ignore[import-untyped]

from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP
from anonymizer_gui.core.formats import exif, xmp
from anonymizer_gui.core.formats.jpeg_metadata import ICC_PREFIX, XMP_PREFIX, published
from anonymizer_gui.core.formats.jpeg_segments import APP1, APP2, Parts, Segment, parted
from anonymizer_gui.core.formats.picture import (
    DAMAGED,
    MANY_PAGES,
    UNSUPPORTED,
    Encoded,
    Format,
    FormatError,
    Mode,
    Patch,
    Picture,
    Pixels,
    check_size,
    patched,
)
from anonymizer_gui.core.settings import MetadataPolicy
from anonymizer_gui.core.worker import Answer, Worker, WorkerDiedError

if TYPE_CHECKING:
    from pi_heif import HeifImage

_QUALITY = 95
_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_AVIF = frozenset({b"avif", b"avis"})
_ICC_PIECE = 65_000
"""Bytes of a colour profile per segment."""

_LONGEST_S = 120.0
"""In which a photo must be read: many times what a large one needs."""

_NO_AVIF = QT_TRANSLATE_NOOP(
    "errors", "{0} is an AVIF photo, which cannot be written without loss. Save it as PNG first."
)


def decoded(data: bytes) -> Picture:
    """The picture in a HEIC file, upright as it is seen. Raises `FormatError`."""
    said, (packed, *_) = _asked(data, pixels=True)
    pixels = np.frombuffer(packed, np.uint8).reshape(said["height"], said["width"], 3)
    return Picture(pixels, Mode.RGB)


def encoded(
    data: bytes, before: Picture, patches: Sequence[Patch], policy: MetadataPolicy
) -> Encoded:
    """A JPEG file with these pixels, and with the metadata of the HEIC file."""
    return Encoded(_as_jpeg(data, patched(before, patches), policy), untouched=False)


def cleaned(data: bytes, policy: MetadataPolicy) -> bytes:
    """A JPEG file with the pixels of the HEIC file."""
    return _as_jpeg(data, decoded(data).pixels, policy)


def _as_jpeg(data: bytes, pixels: Pixels, policy: MetadataPolicy) -> bytes:
    new = parted(simplejpeg.encode_jpeg(np.ascontiguousarray(pixels), _QUALITY, "RGB", "420"))
    _, (_, block, packet, profile) = _asked(data, pixels=False)
    said = _metadata(block=block, packet=packet, profile=profile)
    header = published((*said, *new.header), policy)
    return Parts(header, new.scans).file_bytes


def _metadata(*, block: bytes, packet: bytes, profile: bytes) -> Iterator[Segment]:
    """What the file says of the photo (EXIF, XMP, colour profile), as a JPEG file has it."""
    block = block.removeprefix(exif.PREFIX)
    if block:
        yield Segment(APP1, exif.PREFIX + exif.upright(block))
    if packet:
        yield Segment(APP1, XMP_PREFIX + xmp.upright(packet))
    starts = range(0, len(profile), _ICC_PIECE)
    for number, start in enumerate(starts, start=1):
        place = bytes([number, len(starts)])
        yield Segment(APP2, ICC_PREFIX + place + profile[start : start + _ICC_PIECE])


def _asked(data: bytes, *, pixels: bool) -> tuple[dict[str, Any], list[bytes]]:
    """Read a file in a process of its own, which libheif may end.

    Returns:
        Width and height; uint8 [H, W, 3] if wished, EXIF, XMP and colour profile, each as bytes.
    """
    try:
        said, pieces = _reader().asked((data, pixels), limit_s=_LONGEST_S)
    except WorkerDiedError as error:
        raise FormatError(DAMAGED) from error
    if "refused" in said:
        raise FormatError(*said["refused"])
    return said, pieces


@cache
def _reader() -> Worker:
    return Worker(_serve, name="HEIC")


def _serve(question: tuple[bytes, bool]) -> Answer:
    data, wanted = question
    try:
        image = _opened(data)
        pixels = np.array(image, np.uint8)[:, : image.size[0]] if wanted else np.zeros(0, np.uint8)
        tags = (image.info.get(name) or b"" for name in ("exif", "xmp", "icc_profile"))
        pieces = [np.ascontiguousarray(pixels).tobytes(), *map(bytes, tags)]
        return {"width": image.size[0], "height": image.size[1]}, pieces
    except FormatError as error:
        return {"refused": list(error.args)}, []
    except (OSError, RuntimeError, ValueError, EOFError, MemoryError):
        return {"refused": [DAMAGED]}, []


def _opened(data: bytes) -> "HeifImage":
    """The only picture of a file, not decoded yet."""
    from pi_heif import open_heif

    if data[8:12] in _AVIF:
        raise FormatError(_NO_AVIF)
    try:
        file = open_heif(BytesIO(data), convert_hdr_to_8bit=True)
    except (OSError, RuntimeError, ValueError, EOFError, SyntaxError) as error:
        raise FormatError(DAMAGED) from error
    if len(file) != 1:
        raise FormatError(MANY_PAGES)
    image = file[0]
    check_size(*image.size)
    depth = image.info["bit_depth"]
    if image.mode != "RGB" or depth != 8:
        raise FormatError(UNSUPPORTED, f"HEIC {image.mode}, {depth} bit")
    return image


def _matches(data: bytes) -> bool:
    return data[4:8] == b"ftyp" and data[8:12] in _BRANDS | _AVIF


FORMAT = Format("HEIC", _matches, decoded, encoded, cleaned, becomes="jpg")
