"""No picture of any kind is left in the metadata of a photo, wherever a program put it."""

from base64 import b64encode
from io import BytesIO
from pathlib import Path
from struct import pack
from zlib import compress

import pytest
from PIL import Image, ImageCms

from anonymizer_gui.core.formats import exif
from anonymizer_gui.core.formats.embedded import JPEG_START, holds_picture
from anonymizer_gui.core.formats.ifd import (
    EXIF,
    MAKER_NOTE,
    SUBFILES,
    directories,
    directory,
    numbers,
)
from anonymizer_gui.core.formats.jpeg_metadata import ICC_PREFIX
from anonymizer_gui.core.formats.jpeg_segments import APP2, APP13, APP14, COM, Segment, parted
from anonymizer_gui.core.formats.png_chunks import Chunk
from anonymizer_gui.core.images import read_image
from anonymizer_gui.core.settings import MetadataPolicy
from tests.core.exif_blocks import CAMERA, MODEL, STRIP, exif_with_strips
from tests.core.pictures import jpeg_bytes, png_bytes, waves, with_hole, with_segments
from tests.core.writing import copy_image, write_image

ICC = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def picture(kind: str) -> bytes:
    out = BytesIO()
    Image.fromarray(waves(12, 16)).save(out, kind)
    return out.getvalue()


JPEG, PNG, WEBP = map(picture, ("JPEG", "PNG", "WEBP"))
OTHER_FIRST_BYTE = b"\0" + JPEG[1:2] + JPEG[20:]
"""As Minolta and Sony write previews: without the segment of JFIF too."""


@pytest.mark.parametrize(
    "data", [JPEG, PNG, WEBP, OTHER_FIRST_BYTE, *map(b64encode, (JPEG, PNG, WEBP))]
)
def test_pictures_of_every_kind_are_found(data: bytes) -> None:
    assert holds_picture(b"own\0" + data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xd8\xff",
        b"\0\xd8\xff\xdb\0\2\0",
        b"\0\xd8\xff\xdb\0\0\xff",
        (-40).to_bytes(4, "little", signed=True) * 3 + bytes(4),
    ],
)
def test_what_looks_like_a_start_by_chance_is_no_picture(data: bytes) -> None:
    assert not holds_picture(data)


@pytest.mark.parametrize("policy", MetadataPolicy)
@pytest.mark.parametrize(
    "segment",
    [
        Segment(APP13, b"Adobe_Photoshop2.5:" + JPEG),
        Segment(0xE5, b"Adobe preview\0" + JPEG),
        Segment(0xE3, exif.PREFIX + JPEG),
        Segment(APP14, b"Adobe\0d\0\0\0\0\1" + JPEG),
        Segment(APP2, ICC_PREFIX + b"\1\1" + JPEG),
        Segment(APP2, ICC_PREFIX + b"\1\1" + ICC + JPEG),
        Segment(0xE7, b"own\0" + OTHER_FIRST_BYTE),
        Segment(0xE7, b"own\0" + PNG),
        Segment(0xE7, b"own\0" + WEBP),
        Segment(COM, b64encode(JPEG)),
    ],
)
def test_no_segment_hides_a_picture_behind_a_known_name(
    segment: Segment, policy: MetadataPolicy, tmp_path: Path
) -> None:
    (tmp_path / "a.jpg").write_bytes(with_segments(jpeg_bytes(waves()), segment))
    photo = read_image(tmp_path / "a.jpg")

    copy_image(photo, tmp_path / "b.jpg", policy=policy)
    write_image(photo, with_hole(photo.pixels), tmp_path / "c.jpg", policy=policy)

    for name in ("b.jpg", "c.jpg"):
        header = parted((tmp_path / name).read_bytes()).header
        assert not any(holds_picture(one.body) for one in header if one.is_metadata)
        assert segment.body not in (tmp_path / name).read_bytes()


def test_a_picture_in_several_remarks_leaves_no_part_behind(tmp_path: Path) -> None:
    text = b64encode(JPEG)
    data = with_segments(jpeg_bytes(waves()), Segment(COM, text[:99]), Segment(COM, text[99:]))
    (tmp_path / "a.jpg").write_bytes(data)

    copy_image(read_image(tmp_path / "a.jpg"), tmp_path / "b.jpg")

    assert (tmp_path / "b.jpg").read_bytes() == jpeg_bytes(waves())


def test_a_colour_profile_in_pieces_stays(tmp_path: Path) -> None:
    """Be there what looks like a picture in its tables."""
    profile = ICC[:200] + JPEG_START + ICC[203:]
    pieces = [ICC_PREFIX + b"\1\2" + profile[:300], ICC_PREFIX + b"\2\2" + profile[300:]]
    data = with_segments(jpeg_bytes(waves()), *(Segment(APP2, piece) for piece in pieces))
    (tmp_path / "a.jpg").write_bytes(data)

    copy_image(read_image(tmp_path / "a.jpg"), tmp_path / "b.jpg")

    assert (tmp_path / "b.jpg").read_bytes() == data


TEXT = b"Thumbnail\0"
PACKET = b"XML:com.adobe.xmp\0"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/" x:a="%s" x:b="bridge"/>' % b64encode(JPEG)


@pytest.mark.parametrize(
    "chunk",
    [
        Chunk(b"tEXt", TEXT + b64encode(JPEG)),
        Chunk(b"zTXt", TEXT + b"\0" + compress(JPEG)),
        Chunk(b"zTXt", TEXT + b"\0" + compress(JPEG + bytes(1 << 20))),
        Chunk(b"iTXt", TEXT + b"\1\0\0\0" + compress(b64encode(WEBP))),
        Chunk(b"zTXt", TEXT + b"\0" + compress(b"bridge") + PNG),
        Chunk(b"zTXt", TEXT + b"\0" + compress(b"bridge")[:-2]),
        Chunk(b"iTXt", TEXT + b"\0\0no more"),
        Chunk(b"prVw", PNG),
        Chunk(b"tEXt", PACKET + XMP),
        Chunk(b"zTXt", PACKET + b"\0" + compress(XMP)),
        Chunk(b"iTXt", PACKET + b"\1\0\0\0" + compress(XMP)),
    ],
)
def test_no_chunk_of_a_png_hides_a_picture(chunk: Chunk, tmp_path: Path) -> None:
    plain, data = (png_bytes(waves(), depth=8, colour_type=2, more=more) for more in ((), (chunk,)))
    (tmp_path / "a.png").write_bytes(data)

    copy_image(read_image(tmp_path / "a.png"), tmp_path / "b.png")

    copied = (tmp_path / "b.png").read_bytes()
    is_packet = chunk.body.startswith(PACKET)
    assert is_packet == (b"bridge" in copied)
    assert is_packet or copied == plain
    assert b64encode(JPEG) not in copied


def test_texts_of_a_png_stay_byte_for_byte(tmp_path: Path) -> None:
    texts = (
        Chunk(b"tEXt", b"Comment\0the bridge"),
        Chunk(b"zTXt", b"Comment\0\0" + compress(b"the bridge" * 99)),
        Chunk(b"iTXt", b"Comment\0\1\0nl\0Opmerking\0" + compress(b"de brug")),
        Chunk(b"zTXt", PACKET + b"\0" + compress(XMP[:36] + b"/>")),
    )
    data = png_bytes(waves(), depth=8, colour_type=2, more=texts)
    (tmp_path / "a.png").write_bytes(data)

    copy_image(read_image(tmp_path / "a.png"), tmp_path / "b.png")

    assert (tmp_path / "b.png").read_bytes() == data


@pytest.mark.parametrize("policy", [MetadataPolicy.KEEP, MetadataPolicy.DROP_GPS])
@pytest.mark.parametrize("place", ["first", "exif", "subfile"])
def test_a_preview_that_is_not_compressed_is_gone(place: str, policy: MetadataPolicy) -> None:
    block = exif_with_strips(place)
    assert STRIP in block

    kept = exif.kept(block, policy)

    assert kept is not None
    assert STRIP[50:60] not in kept
    (first,) = directories(kept)
    assert CAMERA.encode() in kept
    assert exif.orientation(kept) == 6
    tables = [first, *(directory(kept, one) for one in numbers(kept, first.find(EXIF)))]
    found = {entry.tag for table in tables for entry in table.entries}
    assert not found & {273, 279, SUBFILES}
    assert exif.kept(kept, policy) == kept


def test_strips_that_are_of_another_file_take_no_tags_along() -> None:
    """They are left over where a TIFF photo was made into a JPEG, and lie anywhere."""
    block = bytearray(exif_with_strips("first"))
    (first,) = directories(bytes(block))
    starts = first.find(273)
    assert starts is not None
    block[starts.offset : starts.offset + 4] = pack("<I", first.offset)

    kept = exif.kept(bytes(block), MetadataPolicy.KEEP)

    assert kept is not None
    assert CAMERA.encode() in kept
    assert exif.orientation(kept) == 6


def test_a_preview_with_another_first_byte_is_gone_from_the_notes_of_a_maker() -> None:
    tags = Image.Exif()
    tags[MODEL] = CAMERA
    tags.get_ifd(EXIF)[MAKER_NOTE] = b"MLT0" + OTHER_FIRST_BYTE + b"lens 35 mm"
    block = tags.tobytes().removeprefix(exif.PREFIX)

    kept = exif.kept(block, MetadataPolicy.KEEP)

    assert kept is not None
    assert len(kept) == len(block)
    assert not holds_picture(kept)
    assert OTHER_FIRST_BYTE[100:120] not in kept
    assert b"lens 35 mm" in kept
