"""What is written is what was read, but for what is hidden: mode, depth, palette, metadata."""

import pickle
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import simplejpeg  # type: ignore[import-untyped]
from PIL import Image

from anonymizer_gui.core.formats.jpeg_segments import APP14, Segment
from anonymizer_gui.core.formats.picture import Pixels
from anonymizer_gui.core.formats.png_chunks import Chunk, chunks
from anonymizer_gui.core.images import encoded_image, photo_from, read_image
from tests.core.pictures import (
    HOLE,
    jpeg_bytes,
    outside_hole,
    png_bytes,
    saved,
    tiff16_bytes,
    waves,
    with_extra,
    with_hole,
    with_segments,
)
from tests.core.writing import copy_image, write_image

LOSSLESS: dict[str, Callable[[Path], Path]] = {
    "bilevel.png": lambda path: saved(path, waves(channels=1), "1"),
    "grey.png": lambda path: saved(path, waves(channels=1)),
    "grey_alpha.png": lambda path: saved(path, waves(channels=2)),
    "palette.png": lambda path: saved(path, waves(), "P"),
    "rgb.png": lambda path: saved(path, waves()),
    "rgba.png": lambda path: saved(path, waves(channels=4)),
    "grey16.png": lambda path: saved(path, waves(channels=1, depth=16)),
    "bilevel.tif": lambda path: saved(path, waves(channels=1), "1", compression="group4"),
    "grey.tif": lambda path: saved(path, waves(channels=1), compression="packbits"),
    "palette.tif": lambda path: saved(path, waves(), "P", compression="tiff_lzw"),
    "rgb.tif": lambda path: saved(path, waves(), compression="tiff_lzw", tiffinfo={317: 2}),
    "rgba.tif": lambda path: saved(path, waves(channels=4), compression="tiff_adobe_deflate"),
    "plain.tif": lambda path: saved(path, waves()),
    "cmyk.tif": lambda path: saved(path, Image.fromarray(waves(channels=4), "CMYK")),
    "grey16.tif": lambda path: saved(path, waves(channels=1, depth=16), compression="tiff_lzw"),
    "bilevel.bmp": lambda path: saved(path, waves(channels=1), "1"),
    "grey.bmp": lambda path: saved(path, waves(channels=1)),
    "palette.bmp": lambda path: saved(path, waves(), "P"),
    "rgb.bmp": lambda path: saved(path, waves()),
    "rgb.webp": lambda path: saved(path, waves(), lossless=True),
    "rgba.webp": lambda path: saved(path, waves(channels=4), lossless=True, exact=True),
}
for _channels, _name, _type in ((1, "g", 0), (2, "ga", 4), (3, "rgb", 2), (4, "rgba", 6)):
    LOSSLESS[f"{_name}16_made.png"] = lambda path, c=_channels, t=_type: _written(  # type: ignore[misc]
        path, png_bytes(waves(channels=c, depth=16), depth=16, colour_type=t)
    )
for _channels in (3, 4):
    LOSSLESS[f"colour16_{_channels}.tif"] = lambda path, c=_channels: _written(  # type: ignore[misc]
        path, tiff16_bytes(waves(channels=c, depth=16))
    )
for _extra, _name in ((0, "unknown"), (1, "by_alpha")):
    LOSSLESS[f"grey_{_name}.tif"] = lambda path, e=_extra: with_extra(  # type: ignore[misc]
        saved(path, waves(channels=2)), e
    )
    LOSSLESS[f"rgb_{_name}.tif"] = lambda path, e=_extra: with_extra(  # type: ignore[misc]
        saved(path, waves(channels=4), compression="tiff_lzw"), e
    )


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _looks(path: Path) -> tuple[object, ...]:
    """What else of a file must stay the same."""
    with Image.open(path) as image:
        palette = image.getpalette()
        return image.format, image.mode, image.size, image.info.get("compression"), palette


@pytest.mark.parametrize("name", LOSSLESS)
def test_pixels_outside_what_is_hidden_stay_exactly_as_they_were(name: str, tmp_path: Path) -> None:
    path = LOSSLESS[name](tmp_path / name)
    photo = read_image(path)

    write_image(photo, with_hole(photo.pixels), tmp_path / "out" / name)

    again = read_image(tmp_path / "out" / name)
    assert again.picture.mode is photo.picture.mode
    assert again.pixels.dtype == photo.pixels.dtype
    assert np.array_equal(outside_hole(again.pixels), outside_hole(photo.pixels))
    assert not np.array_equal(again.pixels, photo.pixels)
    assert _looks(tmp_path / "out" / name) == _looks(path)


def test_what_is_half_transparent_is_looked_at_as_if_it_were_not(tmp_path: Path) -> None:
    dark = np.full((48, 64, 4), 40, np.uint8)

    photo = read_image(with_extra(saved(tmp_path / "a.tif", dark), 1))

    assert photo.pixels.tolist() == dark.tolist()
    assert np.all(photo.rgb == 255)
    assert photo.native_colour((1, 2, 3)) == (1, 2, 3, 255)


@pytest.mark.parametrize("depth", [1, 2, 4])
@pytest.mark.parametrize("colour_type", [0, 3])
def test_a_png_of_few_bits_keeps_its_depth(depth: int, colour_type: int) -> None:
    samples = (waves(channels=1) >> (8 - depth)).astype(np.uint8)
    colours = np.arange(3 * 2**depth, dtype=np.uint8).tobytes()
    more = (Chunk(b"PLTE", colours),) if colour_type == 3 else ()
    data = png_bytes(samples, depth=depth, colour_type=colour_type, more=more)
    photo = photo_from(data, path=Path("few.png"))

    after = encoded_image(photo, with_hole(photo.pixels)).data

    again = photo_from(after, path=Path("few.png"))
    assert chunks(after)[0] == chunks(data)[0]
    assert np.array_equal(outside_hole(again.pixels), outside_hole(photo.pixels))


def test_a_transparent_palette_entry_is_not_used_for_what_is_hidden() -> None:
    samples = np.ones((48, 64), np.uint8)
    more = (Chunk(b"PLTE", bytes([90, 90, 90, 255, 0, 0, 0, 0, 0])), Chunk(b"tRNS", b"\0"))
    data = png_bytes(samples, depth=8, colour_type=3, more=more)
    photo = photo_from(data, path=Path("a.png"))

    after = encoded_image(photo, with_hole(photo.pixels)).data

    indices = photo_from(after, path=Path("a.png")).picture.indices
    assert indices is not None
    assert set(indices[HOLE].flat) == {2}


@pytest.mark.parametrize(
    ("mode", "channels", "options"),
    [
        ("L", 1, {}),
        ("RGB", 3, {"subsampling": 0}),
        ("RGB", 3, {"subsampling": 1}),
        ("RGB", 3, {"subsampling": 2}),
        ("RGB", 3, {"progressive": True}),
        ("RGB", 3, {"restart_marker_rows": 1}),
        ("RGB", 3, {"keep_rgb": True}),
        ("CMYK", 4, {}),
    ],
)
def test_a_jpeg_keeps_its_compression(
    mode: str, channels: int, options: dict[str, int], tmp_path: Path
) -> None:
    image = Image.fromarray(waves(channels=channels), mode)
    (tmp_path / "a.jpg").write_bytes(jpeg_bytes(image, **options))
    photo = read_image(tmp_path / "a.jpg")

    write_image(photo, with_hole(photo.pixels), tmp_path / "b.jpg")

    with Image.open(tmp_path / "a.jpg") as old, Image.open(tmp_path / "b.jpg") as new:
        assert new.mode == old.mode
        assert new.quantization == old.quantization  # type: ignore[attr-defined]
        assert new.layer == old.layer  # type: ignore[attr-defined]
        assert new.info.get("progressive") == old.info.get("progressive")
        assert new.info.get("adobe_transform") == old.info.get("adobe_transform")
    again = read_image(tmp_path / "b.jpg")
    far = np.abs(again.pixels.astype(int) - photo.pixels)[:, :8]
    assert far.max() <= 3


@pytest.mark.parametrize("sampling", ["444", "422", "420", "440", "411"])
def test_a_jpeg_of_any_subsampling_stays_much_as_it_was(sampling: str, tmp_path: Path) -> None:
    data = simplejpeg.encode_jpeg(waves(), quality=93, colorsubsampling=sampling)
    (tmp_path / "a.jpg").write_bytes(data)
    photo = read_image(tmp_path / "a.jpg")
    write_image(photo, photo.pixels, tmp_path / "b.jpg")
    again = read_image(tmp_path / "b.jpg")
    assert np.abs(again.pixels.astype(int) - photo.pixels).mean() < 1


def test_noise_fits_into_a_progressive_jpeg(tmp_path: Path) -> None:
    """More bytes than pixels: too many for Pillow's buffer."""
    (tmp_path / "a.jpg").write_bytes(jpeg_bytes(waves(300, 300), quality=98, progressive=True))
    photo = read_image(tmp_path / "a.jpg")
    noise = np.random.default_rng(5).integers(0, 256, photo.pixels.shape, np.uint8)
    write_image(photo, noise, tmp_path / "b.jpg")
    assert (tmp_path / "b.jpg").stat().st_size > 300 * 300
    assert read_image(tmp_path / "b.jpg").pixels.shape == photo.pixels.shape


def test_a_jfif_jpeg_with_a_marker_of_adobe_keeps_its_colours(tmp_path: Path) -> None:
    """With both libjpeg believes the first; another reading would swap all colours."""
    adobe = Segment(APP14, b"Adobe\0\x64\0\0\0\0\0")
    (tmp_path / "a.jpg").write_bytes(with_segments(jpeg_bytes(waves()), adobe))
    photo = read_image(tmp_path / "a.jpg")
    write_image(photo, photo.pixels, tmp_path / "b.jpg")
    again = read_image(tmp_path / "b.jpg")
    assert np.abs(again.pixels.astype(int) - photo.pixels).max() <= 3


def test_a_tiff_compressed_as_jpeg_can_be_written(tmp_path: Path) -> None:
    photo = read_image(saved(tmp_path / "a.tif", waves(), compression="jpeg"))
    write_image(photo, with_hole(photo.pixels), tmp_path / "b.tif")
    again = read_image(tmp_path / "b.tif")
    assert np.abs(again.pixels[:8].astype(int) - photo.pixels[:8]).max() <= 12
    assert _looks(tmp_path / "b.tif") == _looks(tmp_path / "a.tif")


def test_a_photo_survives_a_process_border(tmp_path: Path) -> None:
    photo = pickle.loads(pickle.dumps(read_image(saved(tmp_path / "a.png", waves()))))
    write_image(photo, with_hole(photo.pixels), tmp_path / "b.png")
    assert read_image(tmp_path / "b.png").format == photo.format


def test_the_detectors_see_the_same_array_where_it_is_rgb_already(tmp_path: Path) -> None:
    photo = read_image(saved(tmp_path / "a.png", waves()))
    assert photo.rgb is photo.pixels


@pytest.mark.parametrize(
    "name", [name for name in LOSSLESS if "cmyk" not in name and "by_alpha" not in name]
)
def test_detectors_see_upright_rgb(name: str, tmp_path: Path) -> None:
    photo = read_image(LOSSLESS[name](tmp_path / name))
    assert photo.rgb.shape == (48, 64, 3)
    assert photo.rgb.dtype == np.uint8
    assert photo.rgb.flags.c_contiguous
    first: Pixels = photo.pixels if photo.pixels.ndim == 2 else photo.pixels[..., 0]
    assert np.array_equal(photo.rgb[..., 0], first >> 8 if first.dtype == np.uint16 else first)


def test_ink_is_turned_into_light_for_the_detectors(tmp_path: Path) -> None:
    ink = np.zeros((8, 8, 4), np.uint8)
    ink[..., 0] = 255  # cyan
    (tmp_path / "a.jpg").write_bytes(jpeg_bytes(Image.fromarray(ink, "CMYK")))
    photo = read_image(tmp_path / "a.jpg")
    assert np.abs(photo.rgb.astype(int) - (0, 255, 255)).max() <= 2


@pytest.mark.parametrize("name", LOSSLESS)
def test_a_photo_with_nothing_to_hide_is_copied_byte_for_byte(name: str, tmp_path: Path) -> None:
    path = LOSSLESS[name](tmp_path / name)
    copy_image(read_image(path), tmp_path / "out" / name)
    assert (tmp_path / "out" / name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize(("height", "width"), [(1, 1), (1, 30_000), (3, 2), (1_000_001, 1)])
@pytest.mark.parametrize("extension", ["jpg", "png", "webp", "tif", "bmp"])
def test_tiny_and_very_wide_pictures_work(
    height: int, width: int, extension: str, tmp_path: Path
) -> None:
    if max(height, width) > {"webp": 16_383, "jpg": 65_535}.get(extension, 10**9):
        pytest.skip("more than the format has room for")
    photo = read_image(saved(tmp_path / f"a.{extension}", waves(height, width)))
    write_image(photo, photo.pixels, tmp_path / f"b.{extension}")
    assert read_image(tmp_path / f"b.{extension}").pixels.shape == (height, width, 3)


def test_pixels_of_another_shape_are_a_mistake(tmp_path: Path) -> None:
    photo = read_image(saved(tmp_path / "a.png", waves()))
    with pytest.raises(ValueError, match="pixels must be"):
        write_image(photo, photo.pixels[1:], tmp_path / "b.png")
