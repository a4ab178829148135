"""Metadata: what researchers need is kept, previews of the unhidden photo never are."""

from pathlib import Path
from struct import pack
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms

from anonymizer_gui.core.formats import exif
from anonymizer_gui.core.formats.embedded import JPEG_START
from anonymizer_gui.core.formats.ifd import MAKER_NOTE, directories
from anonymizer_gui.core.formats.jpeg_metadata import XMP_PREFIX
from anonymizer_gui.core.formats.jpeg_segments import APP0, APP1, APP2, APP11, COM, Segment, parted
from anonymizer_gui.core.formats.png_chunks import Chunk, chunks, file_bytes
from anonymizer_gui.core.formats.png_scanlines import packed
from anonymizer_gui.core.images import read_image
from anonymizer_gui.core.settings import MetadataPolicy
from tests.core.exif_blocks import (
    CAMERA,
    EXIF_TABLE,
    EXPOSED,
    GPS_TABLE,
    MODEL,
    TIME,
    exif_block,
)
from tests.core.pictures import (
    jpeg_bytes,
    outside_hole,
    png_bytes,
    saved,
    waves,
    with_hole,
    with_segments,
)
from tests.core.writing import copy_image, write_image

ICC = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>GPano</x:xmpmeta>"


def bmp(width: int, height: int, bits: int, way: int, pixels: bytes, palette: bytes = b"") -> bytes:
    """A BMP file that does not say how long it is, as many are."""
    head = pack("<IiiHHIIiiII", 40, width, height, 1, bits, way, len(pixels), 0, 0, 0, 0)
    start = 14 + len(head) + len(palette)
    return b"BM" + pack("<IHHI", 0, 0, 0, start) + head + palette + pixels


BMPS = {
    "grey": bmp(5, 2, 8, 0, bytes(range(16)), bytes(1024)),
    "16 bits": bmp(3, 2, 16, 0, bytes(range(16))),
    "of runs": bmp(4, 2, 8, 1, b"\4\1\0\0\4\2\0\1", bytes(range(256)) * 4),
    "of OS/2": b"BM" + pack("<IHHIIHHHH", 0, 0, 0, 26, 12, 2, 2, 1, 24) + bytes(range(16)),
}


def metadata(path: Path) -> Image.Exif:
    """The tags in a file."""
    with Image.open(path) as image:
        return image.getexif()


@pytest.fixture
def camera_jpeg(tmp_path: Path) -> Path:
    path = tmp_path / "a.jpg"
    plain = jpeg_bytes(waves(), icc_profile=ICC, dpi=(300, 300), comment=b"on the bridge")
    path.write_bytes(
        with_segments(
            plain,
            Segment(APP1, exif.PREFIX + exif_block()),
            Segment(APP1, XMP_PREFIX + XMP),
        )
    )
    return path


@pytest.mark.parametrize("hidden", [True, False])
def test_a_jpeg_keeps_camera_time_place_colours_and_resolution(
    camera_jpeg: Path, hidden: bool, tmp_path: Path
) -> None:
    photo, out = read_image(camera_jpeg), tmp_path / "out.jpg"

    if hidden:
        write_image(photo, with_hole(photo.pixels), out)
    else:
        copy_image(photo, out)

    with Image.open(out) as image:
        tags = image.getexif()
        assert tags[MODEL] == CAMERA
        assert tags.get_ifd(EXIF_TABLE)[EXPOSED] == TIME
        assert tags.get_ifd(GPS_TABLE)[1] == "N"
        assert image.info["icc_profile"] == ICC
        assert image.info["xmp"] == XMP
        assert image.info["comment"] == b"on the bridge"
        assert [round(one) for one in image.info["dpi"]] == [300, 300]


@pytest.mark.parametrize("policy", MetadataPolicy)
@pytest.mark.parametrize("hidden", [True, False])
def test_the_preview_in_exif_is_gone(
    camera_jpeg: Path, hidden: bool, policy: MetadataPolicy, tmp_path: Path
) -> None:
    photo, out = read_image(camera_jpeg), tmp_path / "out.jpg"
    assert photo.data.count(JPEG_START) == 2

    if hidden:
        write_image(photo, with_hole(photo.pixels), out, policy=policy)
    else:
        copy_image(photo, out, policy=policy)

    assert out.read_bytes().count(JPEG_START) == 1
    assert not metadata(out).get_ifd(1)


def test_a_preview_in_the_notes_of_a_maker_is_gone(tmp_path: Path) -> None:
    tags = Image.Exif()
    tags[MODEL] = CAMERA
    tags.get_ifd(EXIF_TABLE)[0x927C] = b"Notes\0" + jpeg_bytes(waves(12, 16)) + b"lens 35 mm"
    block = tags.tobytes().removeprefix(exif.PREFIX)
    data = with_segments(jpeg_bytes(waves()), Segment(APP1, exif.PREFIX + block))
    (tmp_path / "a.jpg").write_bytes(data)

    copy_image(read_image(tmp_path / "a.jpg"), tmp_path / "b.jpg")

    copied = (tmp_path / "b.jpg").read_bytes()
    assert copied.count(JPEG_START) == 1
    assert len(copied) == len(data)
    assert b"lens 35 mm" in copied
    assert metadata(tmp_path / "b.jpg")[MODEL] == CAMERA


def test_a_preview_in_one_value_does_not_take_the_next_ones_along(tmp_path: Path) -> None:
    tags = Image.Exif()
    tags.get_ifd(EXIF_TABLE)[MAKER_NOTE] = b"Notes\0" + jpeg_bytes(waves(12, 16))
    tags.get_ifd(EXIF_TABLE)[0x9286] = b"a remark with \xff\xd9 in it"
    tags.get_ifd(GPS_TABLE)[29] = "2026:05:02"
    block = tags.tobytes().removeprefix(exif.PREFIX)
    data = with_segments(jpeg_bytes(waves()), Segment(APP1, exif.PREFIX + block))
    (tmp_path / "a.jpg").write_bytes(data)

    copy_image(read_image(tmp_path / "a.jpg"), tmp_path / "b.jpg")

    found = metadata(tmp_path / "b.jpg")
    assert (tmp_path / "b.jpg").read_bytes().count(JPEG_START) == 1
    assert found.get_ifd(EXIF_TABLE)[0x9286] == b"a remark with \xff\xd9 in it"
    assert found.get_ifd(GPS_TABLE)[29] == "2026:05:02"


def test_copying_changes_no_byte_of_the_picture_data(camera_jpeg: Path, tmp_path: Path) -> None:
    photo = read_image(camera_jpeg)
    copy_image(photo, tmp_path / "out.jpg", policy=MetadataPolicy.DROP)
    old, new = parted(photo.data), parted((tmp_path / "out.jpg").read_bytes())
    assert new.scans == old.scans
    assert [one for one in new.header if not one.is_metadata] == [
        one for one in old.header if not one.is_metadata
    ]


def test_other_pictures_inside_a_jpeg_are_gone(tmp_path: Path) -> None:
    other = jpeg_bytes(waves(12, 16))
    data = with_segments(
        jpeg_bytes(waves()),
        Segment(APP0, b"JFXX\0\x10" + other),
        Segment(APP1, XMP_PREFIX + b"<xmpGImg:image>/9j/4AAQSkZJRg</xmpGImg:image>"),
        Segment(APP2, b"MPF\0MM\0*"),
        Segment(0xED, b"Photoshop 3.0\0" + other),
    )
    (tmp_path / "a.jpg").write_bytes(data + other + b"ftypmp42")
    photo = read_image(tmp_path / "a.jpg")

    copy_image(photo, tmp_path / "b.jpg")
    write_image(photo, photo.pixels, tmp_path / "c.jpg")

    assert (tmp_path / "b.jpg").read_bytes() == jpeg_bytes(waves())
    assert (tmp_path / "c.jpg").read_bytes().count(JPEG_START) == 1


def test_a_picture_in_several_segments_leaves_no_part_behind(tmp_path: Path) -> None:
    preview = jpeg_bytes(np.random.default_rng(1).integers(0, 256, (300, 400, 3), np.uint8))
    heat = bytes(range(256)) * 300
    track = Segment(0xE6, b"GoPro\0GPS5 52.1 5.2")
    data = with_segments(
        jpeg_bytes(waves(), icc_profile=ICC),
        *(Segment(APP2, preview[start : start + 65000]) for start in range(0, len(preview), 65000)),
        *(Segment(0xE3, heat[start : start + 65000]) for start in range(0, len(heat), 65000)),
        Segment(APP11, b"JP\0\1\0\0\0\1 c2pa.thumbnail.claim.png"),
        track,
    )
    (tmp_path / "a.jpg").write_bytes(data)

    copy_image(read_image(tmp_path / "a.jpg"), tmp_path / "b.jpg")

    kept = with_segments(jpeg_bytes(waves(), icc_profile=ICC), track)
    assert len(preview) > 65000
    assert (tmp_path / "b.jpg").read_bytes() == kept


@pytest.mark.parametrize("policy", MetadataPolicy)
def test_metadata_between_the_scans_of_a_jpeg_is_gone(
    policy: MetadataPolicy, tmp_path: Path
) -> None:
    plain = jpeg_bytes(waves(), progressive=True)
    more = [Segment(APP1, exif.PREFIX + jpeg_bytes(waves(12, 16))), Segment(COM, b"Anna Bakker")]
    data = plain.replace(b"\xff\xda", b"".join(one.file_bytes for one in more) + b"\xff\xda")
    (tmp_path / "a.jpg").write_bytes(data)
    photo = read_image(tmp_path / "a.jpg")

    copy_image(photo, tmp_path / "b.jpg", policy=policy)
    write_image(photo, with_hole(photo.pixels), tmp_path / "c.jpg", policy=policy)

    start = plain.index(b"\xff\xda")
    assert (tmp_path / "b.jpg").read_bytes().endswith(plain[start:])
    for name in ("b.jpg", "c.jpg"):
        copied = (tmp_path / name).read_bytes()
        assert copied.count(JPEG_START) == 1
        assert parted(copied).scans.count(b"Anna Bakker") == 0


@pytest.mark.parametrize("kind", ["grey", "16 bits", "of runs", "of OS/2"])
@pytest.mark.parametrize("padding", [0, 2])
def test_what_follows_the_end_of_a_bmp_is_gone(kind: str, padding: int, tmp_path: Path) -> None:
    data = BMPS[kind] + bytes(padding)
    (tmp_path / "a.bmp").write_bytes(data)
    (tmp_path / "b.bmp").write_bytes(data + jpeg_bytes(waves()))
    photos = [read_image(tmp_path / name) for name in ("a.bmp", "b.bmp")]

    for photo in photos:
        copy_image(photo, tmp_path / f"copied_{photo.path.name}")

    assert (tmp_path / "copied_a.bmp").read_bytes() == data
    assert JPEG_START not in (tmp_path / "copied_b.bmp").read_bytes()
    copied = read_image(tmp_path / "copied_b.bmp")
    assert np.array_equal(copied.pixels, photos[0].pixels)


def bmp_with_profile(height: int = 2, bits: int = 24, way: int = 0) -> bytes:
    """A BMP file with a colour profile; its rows are from the top down if height is below 0."""
    size = (3 * bits + 31) // 32 * 4 * abs(height)
    head = pack("<IiiHHIIiiII", 124, 3, height, 1, bits, way, size, 2835, 2835, 0, 0)
    masks = (
        (0x1F << 10, 0x1F << 5, 0x1F, 0) if bits == 16 else (255 << 16, 255 << 8, 255, 255 << 24)
    )
    palette = bytes(range(256)) * 4 if bits == 8 else b""
    place = 124 + len(palette) + size
    more = pack("<IIII", *masks) + b"DEBM" + bytes(52) + pack("<III", place, len(ICC), 0)
    start = 14 + 124 + len(palette)
    front = b"BM" + pack("<IHHI", start + size + len(ICC), 0, 0, start) + head + more + palette
    return front + bytes(range(size)) + ICC


@pytest.mark.parametrize("height", [2, -2])
@pytest.mark.parametrize(("bits", "way"), [(8, 0), (24, 0), (32, 0), (32, 3)])
def test_a_bmp_keeps_all_but_what_is_hidden(
    height: int, bits: int, way: int, tmp_path: Path
) -> None:
    data = bmp_with_profile(height, bits, way)
    (tmp_path / "a.bmp").write_bytes(data + jpeg_bytes(waves()))
    photo = read_image(tmp_path / "a.bmp")
    pixels = photo.pixels.copy()
    pixels[0, 1] = photo.pixels[1, 2]

    assert write_image(photo, pixels, tmp_path / "b.bmp")

    written = (tmp_path / "b.bmp").read_bytes()
    start = 138 + (1024 if bits == 8 else 0)
    row = (len(data) - len(ICC) - start) // 2
    place = start + (row if height > 0 else 0) + bits // 8
    changed = [index for index in range(len(data)) if written[index] != data[index]]
    assert len(written) == len(data)
    assert changed
    assert place <= changed[0] <= changed[-1] < place + bits // 8
    assert np.array_equal(read_image(tmp_path / "b.bmp").pixels, pixels)


def test_a_byte_of_no_channel_of_a_bmp_shows_nothing_that_is_hidden(tmp_path: Path) -> None:
    (tmp_path / "a.bmp").write_bytes(bmp_with_profile(bits=32))
    photo = read_image(tmp_path / "a.bmp")

    write_image(photo, 255 - photo.pixels, tmp_path / "b.bmp")

    cells = (tmp_path / "b.bmp").read_bytes()[138 : 138 + 24]
    assert len(set(cells[3::4])) == 1


def test_a_bmp_that_loses_its_colour_profile_is_said_to_be_touched(tmp_path: Path) -> None:
    (tmp_path / "a.bmp").write_bytes(bmp_with_profile(bits=16, way=3))
    photo = read_image(tmp_path / "a.bmp")
    assert not write_image(photo, 255 - photo.pixels, tmp_path / "b.bmp")


@pytest.mark.parametrize("colours", [2, 12])
def test_a_bmp_of_few_bits_keeps_its_palette_and_header(colours: int, tmp_path: Path) -> None:
    indices = (waves(channels=1) // 64).astype(np.uint8)
    bits = 1 if colours == 2 else 4
    samples = indices % 2 if bits == 1 else indices
    palette = bytes(range(200, 200 + 4 * colours))
    head = pack("<IiiHHIIiiII", 40, 64, 48, 1, bits, 0, 0, 7, 7, colours, 0)
    start = 54 + len(palette)
    front = b"BM" + pack("<IHHI", 0, 0, 0, start) + head + palette
    (tmp_path / "a.bmp").write_bytes(front + packed(samples[::-1], bits).tobytes())
    photo = read_image(tmp_path / "a.bmp")

    assert write_image(photo, with_hole(photo.pixels), tmp_path / "b.bmp")

    written = (tmp_path / "b.bmp").read_bytes()
    again = read_image(tmp_path / "b.bmp")
    assert len(written) == len(photo.data)
    assert written[:start] == front
    assert np.array_equal(outside_hole(again.pixels), outside_hole(photo.pixels))
    assert not np.array_equal(again.pixels, photo.pixels)


def test_a_bmp_keeps_its_colour_profile(tmp_path: Path) -> None:
    data = bmp_with_profile()
    (tmp_path / "a.bmp").write_bytes(data)

    copy_image(read_image(tmp_path / "a.bmp"), tmp_path / "b.bmp")

    assert (tmp_path / "b.bmp").read_bytes() == data


@pytest.mark.parametrize("extension", ["jpg", "png", "webp", "tif"])
def test_without_metadata_only_the_colours_and_the_orientation_are_kept(
    extension: str, tmp_path: Path
) -> None:
    path = saved(
        tmp_path / f"a.{extension}",
        waves(),
        exif=exif.PREFIX + exif_block(orientation=6, preview=False),
        icc_profile=ICC,
        xmp=XMP,
    )
    photo = read_image(path)

    copy_image(photo, tmp_path / f"b.{extension}", policy=MetadataPolicy.DROP)
    write_image(photo, photo.pixels, tmp_path / f"c.{extension}", policy=MetadataPolicy.DROP)

    for name in ("b", "c"):
        out = tmp_path / f"{name}.{extension}"
        data = out.read_bytes()
        assert CAMERA.encode() not in data
        assert TIME.encode() not in data
        assert b"GPano" not in data
        assert read_image(out).picture.orientation == 6
        with Image.open(out) as image:
            assert image.info["icc_profile"] == ICC


@pytest.mark.parametrize("extension", ["jpg", "png", "webp", "tif"])
@pytest.mark.parametrize("hidden", [True, False])
def test_without_the_place_all_else_is_kept(extension: str, hidden: bool, tmp_path: Path) -> None:
    tags = Image.Exif()
    tags[MODEL] = CAMERA
    tags.get_ifd(EXIF_TABLE)[EXPOSED] = TIME
    tags.get_ifd(EXIF_TABLE)[MAKER_NOTE] = b"Somewhere near Utrecht"
    tags.get_ifd(GPS_TABLE)[1] = "N"
    tags.get_ifd(GPS_TABLE)[29] = "2026:05:02"
    path = saved(tmp_path / f"a.{extension}", waves(), exif=tags.tobytes(), icc_profile=ICC)
    photo, out = read_image(path), tmp_path / f"b.{extension}"
    assert b"2026:05:02" in photo.data
    assert b"Utrecht" in photo.data

    if hidden:
        write_image(photo, with_hole(photo.pixels), out, policy=MetadataPolicy.DROP_GPS)
    else:
        copy_image(photo, out, policy=MetadataPolicy.DROP_GPS)

    assert b"2026:05:02" not in out.read_bytes()
    assert b"Utrecht" not in out.read_bytes()
    with Image.open(out) as image:
        found = image.getexif()
        assert found[MODEL] == CAMERA
        assert found.get_ifd(EXIF_TABLE)[EXPOSED] == TIME
        assert MAKER_NOTE not in found.get_ifd(EXIF_TABLE)
        assert GPS_TABLE not in found
        assert image.info["icc_profile"] == ICC


def test_tracks_in_segments_of_a_maker_are_gone_with_the_place(tmp_path: Path) -> None:
    track, remark = Segment(0xE6, b"GoPro\0GPS5 52.1 5.2"), Segment(0xFE, b"on the bridge")
    data = with_segments(jpeg_bytes(waves()), track, remark)
    (tmp_path / "a.jpg").write_bytes(data)
    photo = read_image(tmp_path / "a.jpg")

    copy_image(photo, tmp_path / "b.jpg")
    copy_image(photo, tmp_path / "c.jpg", policy=MetadataPolicy.DROP_GPS)

    assert (tmp_path / "b.jpg").read_bytes() == data
    assert (tmp_path / "c.jpg").read_bytes() == with_segments(jpeg_bytes(waves()), remark)


def test_the_place_in_texts_and_unknown_chunks_of_a_png_is_gone(tmp_path: Path) -> None:
    places = (
        Chunk(b"tEXt", b"exif:GPSLatitude\00052/1, 5/1"),
        Chunk(b"tEXt", b"Longitude\0005.2"),
        Chunk(b"owNa", b"52.1 5.2"),
    )
    others = (Chunk(b"tEXt", b"Comment\0bridge"), Chunk(b"tIME", bytes(7)))
    picture: dict[str, Any] = {"samples": waves(), "depth": 8, "colour_type": 2}
    (tmp_path / "a.png").write_bytes(png_bytes(**picture, more=(*places, *others)))
    photo = read_image(tmp_path / "a.png")

    copy_image(photo, tmp_path / "b.png")
    copy_image(photo, tmp_path / "c.png", policy=MetadataPolicy.DROP_GPS)

    assert (tmp_path / "b.png").read_bytes() == photo.data
    assert (tmp_path / "c.png").read_bytes() == png_bytes(**picture, more=others)


@pytest.mark.parametrize("name", [b"XMP ", b"XMP\0"])
def test_the_place_in_chunks_of_a_webp_is_gone(name: bytes, tmp_path: Path) -> None:
    place = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><GPSLatitude>52.1</GPSLatitude></x:xmpmeta>"
    data = saved(tmp_path / "a.webp", waves(), xmp=place).read_bytes().replace(b"XMP ", name)
    more = b"OWN \x08\0\0\x0052.1 5.2"
    size = (len(data) - 8 + len(more)).to_bytes(4, "little")
    (tmp_path / "a.webp").write_bytes(data[:4] + size + data[8:] + more)

    copy_image(read_image(tmp_path / "a.webp"), tmp_path / "b.webp", policy=MetadataPolicy.DROP_GPS)

    assert b"52.1" not in (tmp_path / "b.webp").read_bytes()


@pytest.mark.parametrize("extension", ["png", "webp", "tif"])
def test_other_formats_keep_their_metadata(extension: str, tmp_path: Path) -> None:
    dots: dict[str, Any] = {} if extension == "webp" else {"dpi": (300, 300)}
    path = saved(
        tmp_path / f"a.{extension}",
        waves(),
        exif=exif_block(preview=False),
        icc_profile=ICC,
        **dots,
    )
    photo = read_image(path)

    write_image(photo, with_hole(photo.pixels), tmp_path / f"b.{extension}")

    with Image.open(tmp_path / f"b.{extension}") as image:
        tags = image.getexif()
        assert tags[MODEL] == CAMERA
        assert tags.get_ifd(EXIF_TABLE)[EXPOSED] == TIME
        assert tags.get_ifd(GPS_TABLE)[1] == "N"
        assert image.info["icc_profile"] == ICC
        assert extension == "webp" or [round(one) for one in image.info["dpi"]] == [300, 300]


@pytest.mark.parametrize("extension", ["png", "webp"])
def test_previews_in_other_formats_are_gone(extension: str, tmp_path: Path) -> None:
    path = saved(tmp_path / f"a.{extension}", waves(), exif=exif_block())
    photo = read_image(path)
    assert JPEG_START in photo.data

    copy_image(photo, tmp_path / f"b.{extension}")
    write_image(photo, photo.pixels, tmp_path / f"c.{extension}")

    for name in ("b", "c"):
        assert JPEG_START not in (tmp_path / f"{name}.{extension}").read_bytes()
        assert metadata(tmp_path / f"{name}.{extension}")[MODEL] == CAMERA


def test_a_png_keeps_all_its_other_chunks(tmp_path: Path) -> None:
    first, *rest = chunks(saved(tmp_path / "a.png", waves()).read_bytes())
    more = [Chunk(b"gAMA", b"\0\0\xb1\x8f"), Chunk(b"tEXt", b"Comment\0bridge")]
    (tmp_path / "a.png").write_bytes(file_bytes([first, *more, *rest]))
    photo = read_image(tmp_path / "a.png")

    write_image(photo, with_hole(photo.pixels), tmp_path / "b.png")

    written = chunks((tmp_path / "b.png").read_bytes())
    assert [chunk for chunk in written if chunk.name not in (b"IDAT", b"IEND")] == [first, *more]


@pytest.mark.parametrize("hidden", [True, False])
def test_what_other_programs_put_into_a_png_about_its_pixels_is_gone(
    hidden: bool, tmp_path: Path
) -> None:
    first, *rest = chunks(saved(tmp_path / "a.png", waves()).read_bytes())
    layers, time = Chunk(b"mkBT", b"a face behind a grey box"), Chunk(b"tIME", bytes(7))
    (tmp_path / "a.png").write_bytes(file_bytes([first, layers, time, *rest]))
    photo, out = read_image(tmp_path / "a.png"), tmp_path / "b.png"

    if hidden:
        write_image(photo, with_hole(photo.pixels), out)
    else:
        copy_image(photo, out)

    names = {chunk.name for chunk in chunks(out.read_bytes())}
    assert names == {b"IHDR", b"tIME", b"IDAT", b"IEND"}


@pytest.mark.parametrize("big_endian", [False, True])
def test_a_tiff_keeps_the_tags_of_maps(big_endian: bool, tmp_path: Path) -> None:
    scale, tie = (0.5, 0.5, 0.0), (0.0, 0.0, 0.0, 155000.0, 463000.0, 0.0)
    tags = {33550: scale, 33922: tie, 42113: "-9999", 270: "Amersfoort"}
    image = Image.fromarray(waves(channels=1, depth=16))
    if big_endian:
        image = Image.frombytes("I;16B", image.size, np.asarray(image).astype(">u2").tobytes())
    path = saved(tmp_path / "a.tif", image, tiffinfo=tags)
    photo = read_image(path)
    assert photo.data.startswith(b"MM" if big_endian else b"II")

    write_image(photo, with_hole(photo.pixels), tmp_path / "b.tif")

    with Image.open(tmp_path / "b.tif") as written:
        found = written.tag_v2  # type: ignore[attr-defined]
        assert found[33550] == scale
        assert found[33922] == tie
        assert found[42113] == "-9999"
        assert found[270] == "Amersfoort"
    again = read_image(tmp_path / "b.tif")
    assert np.array_equal(again.pixels[:16], photo.pixels[:16])


@pytest.mark.parametrize("hidden", [True, False])
def test_the_place_on_a_map_is_gone_where_it_should_be(hidden: bool, tmp_path: Path) -> None:
    tie = (0.0, 0.0, 0.0, 155000.0, 463000.0, 0.0)
    iptc = b"\x1c\x02\x5a\0\7Utrecht\x1c\x02\x78\0\6bridge"
    tags = {33550: (0.5, 0.5, 0.0), 33922: tie, 34737: "Utrecht", 33723: iptc, 270: "A1"}
    path, out = saved(tmp_path / "a.tif", waves(), tiffinfo=tags), tmp_path / "b.tif"
    photo = read_image(path)

    if hidden:
        write_image(photo, with_hole(photo.pixels), out, policy=MetadataPolicy.DROP_GPS)
    else:
        copy_image(photo, out, policy=MetadataPolicy.DROP_GPS)

    assert b"Utrecht" not in out.read_bytes()
    assert pack("<d", tie[3]) not in out.read_bytes()
    with Image.open(out) as image:
        found = image.tag_v2  # type: ignore[attr-defined]
        assert found[270] == "A1"
        assert found[33723] == iptc[12:]
        assert not {33550, 33922, 34737} & set(found)


def test_layers_of_a_tiff_are_gone(tmp_path: Path) -> None:
    layers = b"Adobe Photoshop Document Data Block\0 a face behind a grey box"
    path = saved(tmp_path / "a.tif", waves(), tiffinfo={37724: layers, 270: "Amersfoort"})
    assert layers in path.read_bytes()

    copy_image(read_image(path), tmp_path / "b.tif")

    assert layers not in (tmp_path / "b.tif").read_bytes()
    with Image.open(tmp_path / "b.tif") as image:
        assert image.tag_v2[270] == "Amersfoort"  # type: ignore[attr-defined]
        assert np.array_equal(np.asarray(image), waves())


def test_an_exif_block_that_cannot_be_read_is_not_published(tmp_path: Path) -> None:
    broken = exif.PREFIX + b"II*\0\xff\xff\0\0" + jpeg_bytes(waves(8, 8))
    (tmp_path / "a.jpg").write_bytes(with_segments(jpeg_bytes(waves()), Segment(APP1, broken)))

    copy_image(read_image(tmp_path / "a.jpg"), tmp_path / "b.jpg")

    assert (tmp_path / "b.jpg").read_bytes() == jpeg_bytes(waves())


def test_the_rest_of_an_exif_block_stays_where_it_was() -> None:
    block = exif_block()
    (first, _) = directories(block)
    kept = exif.kept(block, policy=MetadataPolicy.KEEP)
    assert kept is not None
    without = exif_block(preview=False)
    assert kept == without[: len(kept)].ljust(len(kept), b"\0")
    assert first.end <= len(kept) <= len(without) + 1
