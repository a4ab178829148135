"""Files that cannot be handled: one clear sentence each, and no warnings from the decoders."""

import struct
import tracemalloc
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from anonymizer_gui.core.errors import ImageError
from anonymizer_gui.core.formats import picture
from anonymizer_gui.core.formats.png_chunks import Chunk, file_bytes
from anonymizer_gui.core.images import encoded_image, photo_from, read_image
from tests.core.pictures import jpeg_bytes, png_bytes, saved, tiff16_bytes, waves


def _noise() -> Image.Image:
    rng = np.random.default_rng(5)
    return Image.fromarray(rng.integers(0, 256, (200, 300, 3), np.uint8))


def _refusal(path: Path) -> str:
    with pytest.raises(ImageError) as caught:
        read_image(path)
    return str(caught.value)


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"")
    assert _refusal(tmp_path / "a.png") == "a.png is empty (0 bytes). Copy it again."


@pytest.mark.parametrize("data", [b"Dear diary", b"<html>", b"\0" * 5000, b"GIF89a" + bytes(99)])
def test_a_file_that_is_no_photo(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(data)
    assert (
        _refusal(tmp_path / "a.jpg") == "a.jpg is not a JPEG, PNG, HEIC, WebP, TIFF or BMP photo."
    )


def test_the_content_says_the_format_and_it_stays(tmp_path: Path) -> None:
    saved(tmp_path / "a.png", waves()).rename(tmp_path / "a.jpg")
    assert read_image(tmp_path / "a.jpg").format.name == "PNG"


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("tail", [b"", bytes(4096), b"\xff\xd9", b"\xff\xd9" + bytes(4096)])
@pytest.mark.parametrize("part", [0.02, 0.5, 0.97])
def test_a_jpeg_cut_short(part: float, tail: bytes, progressive: bool, tmp_path: Path) -> None:
    whole = jpeg_bytes(_noise(), progressive=progressive)
    (tmp_path / "a.jpg").write_bytes(whole[: int(len(whole) * part)] + tail)
    assert _refusal(tmp_path / "a.jpg") == "a.jpg is cut short or damaged. Copy it again."


def test_a_jpeg_with_a_hole(tmp_path: Path) -> None:
    whole = jpeg_bytes(_noise())
    middle = len(whole) // 2
    (tmp_path / "a.jpg").write_bytes(whole[:middle] + bytes(2000) + whole[middle + 2000 :])
    assert "damaged" in _refusal(tmp_path / "a.jpg")


def test_a_jpeg_that_lacks_only_the_end_marker(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg_bytes(_noise())[:-2])
    assert "cut short" in _refusal(tmp_path / "a.jpg")


def test_bytes_that_harm_nothing_are_no_damage() -> None:
    whole = jpeg_bytes(_noise())
    for data in (whole[:-2] + b"abc\xff\xd9", whole + b"the video of a motion photo"):
        photo = photo_from(data, path=Path("a.jpg"))
        after = photo.pixels.copy()
        after[8:16, 8:16] = 90
        result = encoded_image(photo, after)
        assert result.untouched
        assert np.array_equal(photo_from(result.data, path=Path("a.jpg")).pixels[32:], after[32:])


@pytest.mark.parametrize("extension", ["png", "webp", "tif", "bmp"])
@pytest.mark.parametrize("part", [0.001, 0.1, 0.5, 0.97])
def test_other_files_cut_short(extension: str, part: float, tmp_path: Path) -> None:
    path = saved(tmp_path / f"a.{extension}", _noise())
    whole = path.read_bytes()
    path.write_bytes(whole[: max(int(len(whole) * part), 16)])
    assert _refusal(path) == f"a.{extension} is cut short or damaged. Copy it again."


@pytest.mark.parametrize("part", [0.1, 0.5, 0.97])
@pytest.mark.parametrize("compression", ["tiff_lzw", "tiff_adobe_deflate", "jpeg"])
def test_compressed_tiff_cut_short(compression: str, part: float, tmp_path: Path) -> None:
    path = saved(tmp_path / "a.tif", _noise(), compression=compression)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * part)])
    assert "cut short" in _refusal(path)


def test_sixteen_bit_files_damaged_in_the_middle(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    pixels = rng.integers(0, 65536, (60, 60, 3), np.uint16)
    for name, whole in (
        ("a.png", png_bytes(pixels, depth=16, colour_type=2)),
        ("a.tif", tiff16_bytes(pixels)),
    ):
        middle = len(whole) // 2
        (tmp_path / name).write_bytes(whole[:middle] + bytes(500) + whole[middle + 500 :])
        assert "damaged" in _refusal(tmp_path / name)


@pytest.mark.parametrize("extension", ["png", "webp", "tif"])
def test_pages_that_nobody_would_see(extension: str, tmp_path: Path) -> None:
    pages = [Image.fromarray(waves()), _noise().resize((64, 48))]
    path = tmp_path / f"a.{extension}"
    pages[0].save(path, save_all=True, append_images=pages[1:])
    assert "several pages" in _refusal(path)


def _tiff_with_subfile(path: Path, kind: int) -> Path:
    """A TIFF file that points to another picture, of this subfile type."""
    place = len(saved(path, waves(), tiffinfo={330: 0}).read_bytes())
    with saved(path, waves(), tiffinfo={330: place}).open("ab") as file:
        file.write(struct.pack("<HHHIII", 1, 254, 4, 1, kind, 0))
    return path


def test_a_raw_photo_whose_first_picture_is_a_small_copy(tmp_path: Path) -> None:
    copy = saved(tmp_path / "copy.tif", waves(), tiffinfo={254: 1})
    assert "several pages" in _refusal(copy)
    assert "several pages" in _refusal(_tiff_with_subfile(tmp_path / "raw.tif", 0))


def test_a_tiff_with_smaller_copies_of_itself_is_read(tmp_path: Path) -> None:
    photo = read_image(_tiff_with_subfile(tmp_path / "a.tif", 1))
    assert np.array_equal(photo.pixels, waves())


def test_a_picture_larger_than_the_limit_is_refused_before_it_is_decoded() -> None:
    size = struct.pack(">II", 60_000, 60_000)
    pixels = waves(1, 1)
    data = png_bytes(pixels, depth=8, colour_type=2).replace(struct.pack(">II", 1, 1), size)
    with pytest.raises(ImageError, match=r"a\.png has 3600 megapixels; at most 500"):
        photo_from(data, path=Path("a.png"))


@pytest.mark.parametrize("extension", ["jpg", "png", "webp", "tif", "bmp"])
def test_the_limit_holds_for_every_format(
    extension: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path / f"a.{extension}", waves(1010, 1000))
    monkeypatch.setattr(picture, "MAX_MEGAPIXELS", 1)
    assert "has 1 megapixels; at most 1" in _refusal(path)


@pytest.mark.parametrize("mode", ["F", "I", "LAB"])
def test_kinds_that_could_not_be_written_back(mode: str, tmp_path: Path) -> None:
    path = saved(tmp_path / "a.tif", Image.new(mode, (4, 4)))
    assert "is of a rare kind that cannot be handled (TIFF" in _refusal(path)


@pytest.mark.parametrize(
    ("marker", "bits", "kind"),
    [(0xC1, 12, "JPEG SOF1, 12 bit x 3"), (0xC3, 8, "JPEG SOF3, 8 bit x 3")],
)
def test_jpegs_of_12_bits_and_lossless_ones(
    marker: int, bits: int, kind: str, tmp_path: Path
) -> None:
    data = bytearray(jpeg_bytes(waves()))
    frame = data.index(b"\xff\xc0")
    data[frame + 1], data[frame + 4] = marker, bits
    (tmp_path / "a.jpg").write_bytes(data)
    assert _refusal(tmp_path / "a.jpg") == (
        f"a.jpg is of a rare kind that cannot be handled ({kind})."
    )


def test_a_tiff_of_16_bits_whose_channels_are_planes() -> None:
    data, planes = tiff16_bytes(waves(depth=16)), struct.pack("<HHI", 284, 3, 1)
    assert data.count(planes + b"\1") == 1

    with pytest.raises(ImageError) as caught:
        photo_from(data.replace(planes + b"\1", planes + b"\2"), path=Path("a.tif"))

    assert str(caught.value) == (
        "a.tif is of a rare kind that cannot be handled "
        "(TIFF RGB, 16 bit in planes, tiff_adobe_deflate)."
    )


@pytest.mark.parametrize(
    ("depth", "compression", "kind"),
    [
        (8, 50001, "TIFF RGB, 8 bit, webp"),
        (16, 50000, "TIFF RGB, 16 bit, zstd"),
        (16, 34925, "TIFF RGB, 16 bit, lzma"),
    ],
)
def test_compressions_that_no_decoder_here_reads(depth: int, compression: int, kind: str) -> None:
    data, tag = tiff16_bytes(waves(depth=depth)), struct.pack("<HHI", 259, 3, 1)
    assert data.count(tag) == 1
    place = data.index(tag) + len(tag)

    with pytest.raises(ImageError) as caught:
        photo_from(
            data[:place] + struct.pack("<I", compression) + data[place + 4 :], path=Path("a.tif")
        )

    assert str(caught.value) == f"a.tif is of a rare kind that cannot be handled ({kind})."


def test_a_tiff_of_more_channels_than_are_read() -> None:
    rows = [
        (256, 1),
        (257, 1),
        (258, 5),
        (259, 1),
        (262, 1),
        (273, 1),
        (277, 1),
        (279, 1),
        (338, 2),
    ]
    place = 8 + 2 + 12 * len(rows) + 4
    values = [1, 1, place, 1, 2, place + 10, 5, 5, 0]
    table = b"".join(
        struct.pack("<HHII", tag, 3, count, value)
        for (tag, count), value in zip(rows, values, strict=True)
    )
    head = struct.pack("<2sHIH", b"II", 42, 8, len(rows))
    data = head + table + bytes(4) + struct.pack("<5H", *[8] * 5) + bytes(5)

    with pytest.raises(ImageError, match=r"rare kind .* \(TIFF RGB, 8 bit x 5, raw\)"):
        photo_from(data, path=Path("a.tif"))


def test_big_tiff(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.tif", waves(), big_tiff=True)
    assert _refusal(path) == "a.tif is of a rare kind that cannot be handled (BigTIFF)."


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    assert _refusal(tmp_path / "gone.jpg") == "gone.jpg is not there any more."


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert _refusal(tmp_path).startswith(f"{tmp_path.name} cannot be read: ")


@pytest.mark.parametrize("start", [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"BM"])
def test_a_few_bytes_that_look_like_a_photo(start: bytes, tmp_path: Path) -> None:
    for tail in (b"", b"\x10", bytes(8), b"\xff" * 40):
        (tmp_path / "a.jpg").write_bytes(start + tail)
        assert _refusal(tmp_path / "a.jpg")


def test_a_png_without_picture_data() -> None:
    header = Chunk(b"IHDR", struct.pack(">II", 4, 4) + bytes([8, 2, 0, 0, 0]))
    with pytest.raises(ImageError, match="damaged"):
        photo_from(file_bytes([header, Chunk(b"IEND", b"")]), path=Path("a.png"))


SMALL = {
    "jpg": jpeg_bytes(waves(), progressive=True),
    "png": png_bytes(waves(), depth=8, colour_type=2),
    "16 bit png": png_bytes(waves(depth=16), depth=16, colour_type=2),
    "16 bit tif": tiff16_bytes(waves(depth=16)),
}


@given(
    name=st.sampled_from(sorted(SMALL)),
    place=st.floats(0, 1, exclude_max=True) | st.floats(0, 0.1),
    patch=st.binary(max_size=6),
    cut=st.integers(0, 60),
)
def test_damage_anywhere_is_either_harmless_or_one_sentence(
    name: str, place: float, patch: bytes, cut: int
) -> None:
    data = SMALL[name]
    start = int(place * len(data))
    with suppress(ImageError):
        photo = photo_from(data[:start] + patch + data[start + cut :], path=Path("a"))
        assert photo.rgb.dtype == np.uint8


def test_a_film_named_jpg_is_not_read_to_its_end(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(bytes(20_000_000))
    tracemalloc.start()
    refusal = _refusal(tmp_path / "a.jpg")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "is not a JPEG" in refusal
    assert peak < 1_000_000


def test_a_small_tiff_that_claims_to_be_huge_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    Image.fromarray(np.zeros((8, 8), np.uint8)).save(path, compression="tiff_lzw")
    data = bytearray(path.read_bytes())
    for tag in (256, 257):  # width and height
        at = data.index(tag.to_bytes(2, "little"), 8)
        data[at + 2 : at + 12] = struct.pack("<HII", 4, 1, 20_000)
    path.write_bytes(data)

    with pytest.raises(ImageError, match=r"a\.tif is cut short or damaged"):
        read_image(path)
