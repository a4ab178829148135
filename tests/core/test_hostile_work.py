"""Small files that would keep a decoder busy for minutes or hours are refused, or cost nothing."""

import tracemalloc
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from struct import pack, pack_into
from zlib import compress

import numpy as np
import pytest
from PIL import Image

from anonymizer_gui.core.errors import ImageError
from anonymizer_gui.core.formats import exif, picture, xmp
from anonymizer_gui.core.formats.ifd import MAX_ENTRIES, directories, directory
from anonymizer_gui.core.formats.jpeg_segments import parted
from anonymizer_gui.core.formats.png_chunks import Chunk, file_bytes, published
from anonymizer_gui.core.images import encoded_image, photo_from
from anonymizer_gui.core.settings import MetadataPolicy
from tests.core.pictures import jpeg_bytes, saved, waves, with_hole

HEADER = b"II*\0\x08\0\0\0"
EXIF, SUBFILES = 34665, 330


def refusal(data: bytes) -> str:
    with pytest.raises(ImageError) as caught:
        photo_from(data, path=Path("a.jpg"))
    return str(caught.value)


def table(*tags: tuple[int, int, int, int]) -> bytes:
    """A directory without a next one: tag, type, count and value of each entry."""
    return pack("<H", len(tags)) + b"".join(pack("<HHII", *tag) for tag in tags) + bytes(4)


def tiff_with(path: Path, more: Callable[[int], bytes], *tags: tuple[int, int, int, int]) -> bytes:
    """A TIFF file with more behind it, given where that begins, and more tags: 0 counts from it."""
    data = saved(path, waves()).read_bytes()
    data += bytes(len(data) % 2)
    start = len(data)
    (own,) = directories(data)
    old = data[own.offset + 2 : own.end - 4]
    rows = [old[place : place + 12] for place in range(0, len(old), 12)]
    rows += [pack("<HHII", tag, kind, count, value + start) for tag, kind, count, value in tags]
    rows.sort(key=lambda row: int.from_bytes(row[:2], "little"))
    behind = more(start)
    behind += bytes(len(behind) % 2)
    place = start + len(behind)
    return (
        data[:4] + pack("<I", place) + data[8:] + behind
        + pack("<H", len(rows)) + b"".join(rows) + bytes(4)
    )  # fmt: skip


def test_a_long_chain_of_directories_that_lie_over_each_other_is_not_followed() -> None:
    block = bytearray(HEADER.ljust(65_000, b"\0"))
    places = [*range(8, 8 + 4 * 2000, 4), 0]
    for place, following in pairwise(places):
        pack_into("<H", block, place, MAX_ENTRIES)
        pack_into("<I", block, place + 2 + 12 * MAX_ENTRIES, following)

    with pytest.raises(ValueError, match="too many"):
        list(directories(block))
    assert exif.kept(bytes(block), MetadataPolicy.KEEP) is None


def test_a_directory_of_which_every_value_is_the_whole_file_is_damaged() -> None:
    block = HEADER + table(*((40_000 + one, 7, 12_000, 8) for one in range(1000)))
    with pytest.raises(ValueError, match="over each other"):
        directory(block, 8)


def test_directories_that_hold_each_other_twice_are_written_once(tmp_path: Path) -> None:
    levels, size = 12, len(table((EXIF, 4, 1, 0), (EXIF, 4, 1, 0)))

    def tree(start: int) -> bytes:
        inner = (start + size * level for level in range(1, levels))
        return b"".join(
            [*(table(*[(EXIF, 4, 1, one)] * 2) for one in inner), table((36864, 7, 4, 0))]
        )

    data = tiff_with(tmp_path / "a.tif", tree, (EXIF, 4, 1, 0))
    photo = photo_from(data, path=Path("a.tif"))

    result = encoded_image(photo, with_hole(photo.pixels))

    assert len(result.data) < 2 * len(data)


def test_a_directory_that_holds_itself_is_written_once(tmp_path: Path) -> None:
    data = tiff_with(tmp_path / "a.tif", lambda start: table((EXIF, 4, 1, start)), (EXIF, 4, 1, 0))
    photo = photo_from(data, path=Path("a.tif"))

    result = encoded_image(photo, with_hole(photo.pixels))

    assert result.untouched


@pytest.mark.parametrize("tags", [[(EXIF, 4, 1, 0)] * 2, [(SUBFILES, 4, 1000, 0)]])
def test_a_tiff_with_more_directories_than_it_can_have_is_damaged(
    tags: list[tuple[int, int, int, int]], tmp_path: Path
) -> None:
    data = tiff_with(tmp_path / "a.tif", lambda _: bytes(4000), *tags)
    assert refusal(data) == "a.jpg is cut short or damaged. Copy it again."


def test_a_progressive_jpeg_that_goes_over_the_picture_ten_thousands_of_times() -> None:
    parts = parted(jpeg_bytes(Image.fromarray(np.zeros((16, 16), np.uint8)), progressive=True))
    scan = parts.scans[parts.scans.rindex(b"\xff\xda") : -2]
    data = b"\xff\xd8" + b"".join(one.file_bytes for one in parts.header)
    data += parts.scans[:-2] + scan * 50_000 + parts.scans[-2:]
    assert "is of a rare kind that cannot be handled (JPEG, 500" in refusal(data)


def test_a_bmp_of_runs_that_claims_to_be_huge() -> None:
    side, palette = 8000, bytes(1024)
    pixels = b"\1\0\0\0" * side + b"\0\1"
    start = 54 + len(palette)
    head = pack("<IiiHHIIiiII", 40, side, side, 1, 8, 1, len(pixels), 2835, 2835, 256, 0)
    data = b"BM" + pack("<IHHI", start + len(pixels), 0, 0, start) + head + palette + pixels
    assert refusal(data) == "a.jpg is of a rare kind that cannot be handled (BMP RLE)."


def test_a_png_of_one_pixel_with_picture_data_without_end_is_not_unpacked() -> None:
    stream = compress(bytes(100_000_000), 9)
    header = Chunk(b"IHDR", pack(">IIBBBBB", 1, 1, 16, 2, 0, 0, 0))
    data = file_bytes([header, Chunk(b"IDAT", stream), Chunk(b"IEND", b"")])
    tracemalloc.start()

    said = refusal(data)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert said == "a.jpg is cut short or damaged. Copy it again."
    assert peak < 10_000_000


def test_a_text_in_a_png_that_unpacks_to_far_more_than_a_text_has_is_not_published() -> None:
    chunk = Chunk(b"zTXt", b"Comment\0\0" + compress(bytes(100_000_000), 9))
    tracemalloc.start()

    kept = published([chunk], MetadataPolicy.KEEP)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept == ()
    assert peak < 40_000_000


def test_a_webp_of_some_bytes_that_claims_to_be_huge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = saved(tmp_path / "a.webp", np.zeros((400, 400, 3), np.uint8), lossless=True).read_bytes()
    photo_from(data, path=Path("a.webp"))
    monkeypatch.setattr(picture, "_SURELY_FINE", 400)  # of 64 megapixels, which take long
    monkeypatch.setattr(picture, "_MOST_FOR_A_BYTE", 100)
    assert refusal(data) == "a.jpg is cut short or damaged. Copy it again."


def test_an_endless_xmp_packet_and_one_with_a_document_type_are_not_published() -> None:
    start, end = '<x:xmpmeta xmlns:x="adobe:ns:meta/">', "</x:xmpmeta>"
    endless = f"{start}{'<a/>' * 600_000}{end}"
    typed = f"<!DOCTYPE a [<!ENTITY b 'c'>]>{start}{end}"

    assert xmp.kept(endless.encode(), MetadataPolicy.KEEP) is None
    for coding in ("utf-8", "utf-16", "utf-16-le"):
        assert xmp.kept(typed.encode(coding), MetadataPolicy.KEEP) is None
