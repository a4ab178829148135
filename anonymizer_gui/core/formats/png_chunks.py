"""PNG files as a row of chunks, and which of them are published."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from zlib import compress, crc32, decompressobj
from zlib import error as ZlibError  # noqa: N812 - an exception, whatever zlib calls it

from anonymizer_gui.core.formats import exif, photoshop, xmp
from anonymizer_gui.core.formats.embedded import holds_picture
from anonymizer_gui.core.formats.jpeg_metadata import XMP_PREFIX
from anonymizer_gui.core.formats.people import mentioned
from anonymizer_gui.core.formats.picture import DAMAGED, FormatError
from anonymizer_gui.core.settings import MetadataPolicy

SIGNATURE = b"\x89PNG\r\n\x1a\n"

_TEXT = {b"tEXt", b"zTXt", b"iTXt"}
_NEEDED = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
_LOOKS = {b"bKGD", b"cHRM", b"cICP", b"cLLI", b"gAMA", b"iCCP", b"mDCV", b"pHYs", b"sBIT", b"sRGB"}
_STAY_TRUE = {b"pCAL", b"sCAL", b"sPLT", b"sTER", b"tIME"}
"""Chunks that do not depend on the pixels although their name says so."""
_PLACE = (b"gps", b"latitude", b"longitude")
"""Parts of the keywords of texts that say where a photo was taken."""
_XMP = b"XML:com.adobe.xmp\0"
_BEFORE_XMP = b"\xef\xbb\xbf \t\r\n"
_LONGEST_TEXT, _SHORT_TEXT, _MOST_FOR_A_BYTE = 1 << 24, 1 << 12, 100
"""Bytes that a text may have when it is decompressed; those of a short one, and for each byte."""
_RAW_PROFILE = b"Raw profile type "
_RAW_EXIF = (_RAW_PROFILE + b"exif\0", _RAW_PROFILE + b"APP1\0")
_RAW_XMP = (_RAW_PROFILE + b"xmp\0", _RAW_PROFILE + b"APP1\0")
_RAW_IPTC = (_RAW_PROFILE + b"iptc\0", _RAW_PROFILE + b"8bim\0")
"""Keywords of text chunks in which older programs put whole metadata in hexadecimal."""
_BYTES_OF_A_LINE = 36
_EXIF_STARTS = (exif.PREFIX, b"II*\0", b"MM\0*")


@dataclass(frozen=True, slots=True)
class Chunk:
    """One chunk of a PNG file."""

    name: bytes
    body: bytes

    @property
    def file_bytes(self) -> bytes:
        """The chunk as it stands in a file."""
        checksum = crc32(self.body, crc32(self.name)).to_bytes(4, "big")
        return len(self.body).to_bytes(4, "big") + self.name + self.body + checksum


def chunks(data: bytes) -> tuple[Chunk, ...]:
    """The chunks of a file; what comes after the last one is left out.

    Raises:
        FormatError: It ends before its last chunk.
    """
    found: list[Chunk] = []
    place = len(SIGNATURE)
    while not found or found[-1].name != b"IEND":
        size = int.from_bytes(data[place : place + 4], "big")
        end = place + 12 + size
        if end > len(data):
            raise FormatError(DAMAGED)
        found.append(Chunk(data[place + 4 : place + 8], data[place + 8 : end - 4]))
        place = end
    if found[0].name != b"IHDR" or len(found[0].body) != 13:
        raise FormatError(DAMAGED)
    return tuple(found)


def file_bytes(parts: Iterable[Chunk]) -> bytes:
    """A whole file."""
    return SIGNATURE + b"".join(chunk.file_bytes for chunk in parts)


def needed(parts: Iterable[Chunk]) -> tuple[Chunk, ...]:
    """The chunks without which a picture cannot be decoded."""
    return tuple(chunk for chunk in parts if chunk.name in _NEEDED)


def published(parts: Iterable[Chunk], policy: MetadataPolicy) -> tuple[Chunk, ...]:
    """The chunks that may be published: no preview is left in them."""
    parts = [_as_xmp(chunk) for chunk in _with_exif(parts)]
    people = frozenset[str]().union(*map(_people, parts))
    kept = (_published(chunk, policy, people) for chunk in parts)
    return tuple(chunk for chunk in kept if chunk is not None)


def with_picture(
    parts: Sequence[Chunk], header: bytes, compressed: Iterable[bytes]
) -> tuple[Chunk, ...]:
    """The chunks with other picture data.

    Args:
        parts: The chunks of the file.
        header: Body of the new IHDR chunk.
        compressed: Bodies of the new IDAT chunks.
    """
    first = next(index for index, chunk in enumerate(parts) if chunk.name == b"IDAT")
    return (
        Chunk(b"IHDR", header),
        *parts[1:first],
        *(Chunk(b"IDAT", body) for body in compressed),
        *(chunk for chunk in parts[first:] if chunk.name != b"IDAT"),
    )


def exif_block(parts: Iterable[Chunk]) -> bytes:
    """The EXIF block, empty where there is none."""
    blocks = (chunk.body for chunk in _with_exif(parts) if chunk.name == b"eXIf")
    return next(blocks, b"").removeprefix(exif.PREFIX)


def _with_exif(parts: Iterable[Chunk]) -> Sequence[Chunk]:
    """The chunks, with the EXIF block of older programs in a chunk of its own."""
    parts = tuple(parts)
    has_own = any(chunk.name == b"eXIf" for chunk in parts)
    return parts if has_own else [_as_exif(chunk) for chunk in parts]


def _as_exif(chunk: Chunk) -> Chunk:
    """The EXIF chunk that a text chunk should have been; any other chunk as it is."""
    if chunk.name not in _TEXT or not chunk.body.startswith(_RAW_EXIF):
        return chunk
    block = _raw_profile(chunk)
    return Chunk(b"eXIf", block) if block.startswith(_EXIF_STARTS) else chunk


def _as_xmp(chunk: Chunk) -> Chunk:
    """The XMP chunk that a text chunk should have been; any other chunk as it is."""
    if chunk.name not in _TEXT or not chunk.body.startswith(_RAW_XMP):
        return chunk
    packet = _raw_profile(chunk).removeprefix(XMP_PREFIX)
    return _xmp_chunk(packet) if packet.lstrip(_BEFORE_XMP).startswith(b"<") else chunk


def _xmp_chunk(packet: bytes) -> Chunk:
    return Chunk(b"iTXt", _XMP + bytes(4) + packet)


def _raw_profile(chunk: Chunk) -> bytes:
    """What a text chunk has in hexadecimal; empty where that cannot be read."""
    try:
        # Its kind and its length are in front
        _, _, digits = _text(chunk).split(None, 2)
        return bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        return b""


def _text(chunk: Chunk) -> bytes:
    """The text of a text chunk, without its keyword (PNG specification, 11.3.3).

    Raises:
        ValueError: It cannot be unpacked, or is far longer than texts are.
    """
    _, _, text = chunk.body.partition(b"\0")
    is_packed = chunk.name == b"zTXt" or (chunk.name == b"iTXt" and text[:1] == b"\1")
    if chunk.name == b"zTXt":
        text = text[1:]
    elif chunk.name == b"iTXt":
        _, _, text = text[2:].split(b"\0", 2)
    if not is_packed:
        return text
    stream = decompressobj()
    most = min(_SHORT_TEXT + _MOST_FOR_A_BYTE * len(text), _LONGEST_TEXT)
    try:
        unpacked = stream.decompress(text, most)
    except ZlibError as error:
        raise ValueError("a text is damaged") from error
    if not stream.eof or stream.unused_data:
        raise ValueError("a text is cut short or endless, or more than a text")
    return unpacked


def _people(chunk: Chunk) -> frozenset[str]:
    """Names of the people that an XMP packet says are in the photo."""
    with suppress(ValueError):
        if chunk.name in _TEXT and chunk.body.startswith(_XMP):
            return xmp.people(_text(chunk))
    return frozenset()


def _published(chunk: Chunk, policy: MetadataPolicy, people: frozenset[str]) -> Chunk | None:
    name, body = chunk.name, chunk.body
    if name in _NEEDED or name in _LOOKS:
        return chunk
    if name == b"eXIf":
        block = exif.kept(body.removeprefix(exif.PREFIX), policy, people)
        return Chunk(name, block) if block else None
    # PNG specification, 14.1: what an editor does not know and may not copy. Frames, layers,
    # thumbnails of credentials, and where the compressed data of the old pixels is
    is_spoilt = name[3:].isupper() and name not in _STAY_TRUE
    if policy is MetadataPolicy.DROP or is_spoilt:
        return None
    if name in _TEXT:
        return _published_text(chunk, policy, people)
    if name in _STAY_TRUE:
        return None if holds_picture(body) else chunk
    is_private = policy is MetadataPolicy.DROP_GPS or mentioned(body, people)
    return None if is_private or holds_picture(body) else chunk


def _published_text(chunk: Chunk, policy: MetadataPolicy, people: frozenset[str]) -> Chunk | None:
    """What may be published of a text chunk; nothing of one that cannot be searched."""
    try:
        text = _text(chunk)
    except ValueError:
        return None
    if chunk.body.startswith(_XMP):
        packet = xmp.kept(text, policy)
        if packet == text:
            return chunk
        return None if packet is None else _xmp_chunk(packet)
    if chunk.body.startswith(_RAW_IPTC):
        return _published_iptc(chunk, policy, people)
    keyword = chunk.body.partition(b"\0")[0].lower()
    is_place = policy is MetadataPolicy.DROP_GPS and any(part in keyword for part in _PLACE)
    if is_place or chunk.body.startswith(_RAW_PROFILE) or mentioned(text, people):
        return None
    return None if holds_picture(text) or holds_picture(chunk.body) else chunk


def _published_iptc(chunk: Chunk, policy: MetadataPolicy, people: frozenset[str]) -> Chunk | None:
    """What may be published of IPTC data in hexadecimal, alone or among Photoshop's resources."""
    block = _raw_profile(chunk).removeprefix(photoshop.PREFIX)
    try:
        if block.startswith(b"\x1c"):
            new = b"" if holds_picture(block) else photoshop.iptc_kept(block, people, policy)
        else:
            new = photoshop.kept(block, people, policy) or b""
    except ValueError:
        return None
    if not new or holds_picture(chunk.body):
        return None
    if new == block:
        return chunk
    keyword = chunk.body.partition(b"\0")[0]
    kind, digits = keyword.removeprefix(_RAW_PROFILE), new.hex("\n", -_BYTES_OF_A_LINE).encode()
    text = b"\n%s\n%8d\n%s\n" % (kind, len(new), digits)
    return Chunk(b"zTXt", keyword + b"\0\0" + compress(text))
