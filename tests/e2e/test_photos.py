"""Photos of every kind go through the real networks, from files to files."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from anonymizer_gui.cli import main
from anonymizer_gui.paths import resources_folder

pytestmark = pytest.mark.slow

NOSE = (225, 125)
SIZE = 512


@pytest.fixture(scope="module")
def portrait() -> Image.Image:
    with Image.open(resources_folder() / "sample" / "astronaut.jpg") as picture:
        return picture.convert("RGB")


def folders(tmp_path: Path) -> list[str]:
    return ["--input", str(tmp_path / "in"), "--image-output", str(tmp_path / "out")]


def pixels_of(path: Path) -> NDArray[np.uint8]:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGBA"))


def around_the_head(face: dict[str, float]) -> tuple[slice, slice]:
    """Rows and columns that may change: a tenth to the sides and a fifth up, then 1.2 times."""
    width, height = face["x_max"] - face["x_min"], face["y_max"] - face["y_min"]
    beside, above, below = 0.1 + 0.12, 0.2 + 0.12, 0.12
    return (
        slice(int(face["y_min"] - above * height), int(np.ceil(face["y_max"] + below * height))),
        slice(int(face["x_min"] - beside * width), int(np.ceil(face["x_max"] + beside * width))),
    )


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("rgb.png", lambda picture: picture),
        ("grey.png", lambda picture: picture.convert("L")),
        ("alpha.png", lambda picture: picture.convert("RGBA")),
        ("palette.png", lambda picture: picture.quantize(64)),
        ("plain.bmp", lambda picture: picture),
        ("plain.tif", lambda picture: picture),
        ("cmyk.tif", lambda picture: picture.convert("CMYK")),
        ("lossless.webp", lambda picture: picture),
    ],
)
def test_a_face_is_hidden_and_nothing_else_changes(
    tmp_path: Path,
    portrait: Image.Image,
    name: str,
    made: Callable[[Image.Image], Image.Image],
) -> None:
    source, result = tmp_path / "in" / name, tmp_path / "out" / name
    source.parent.mkdir()
    made(portrait).save(source, lossless=True)

    extension = source.suffix[1:]
    assert main([*folders(tmp_path), "--image-extensions", extension]) == 0

    (box,) = json.loads(result.with_suffix(".json").read_text())
    assert box["x_min"] < NOSE[0] < box["x_max"]
    assert box["y_min"] < NOSE[1] < box["y_max"]
    with Image.open(source) as before, Image.open(result) as after:
        assert (after.format, after.mode, after.size) == (before.format, before.mode, before.size)
    changed = (pixels_of(source) != pixels_of(result)).any(axis=2)
    inside = around_the_head(box)
    assert changed[inside].mean() > 0.8
    changed[inside] = False
    assert not changed.any()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_face_is_found_however_the_camera_was_held(
    tmp_path: Path, portrait: Image.Image, orientation: int
) -> None:
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = portrait.transpose(turns[orientation]) if orientation > 1 else portrait
    exif = Image.Exif()
    exif[0x0112] = orientation
    (tmp_path / "in").mkdir()
    stored.save(tmp_path / "in" / "a.jpg", exif=exif, quality=92)

    main(folders(tmp_path))

    (box,) = json.loads((tmp_path / "out" / "a.json").read_text())
    assert box["x_min"] < NOSE[0] < box["x_max"]
    assert box["y_min"] < NOSE[1] < box["y_max"]
    with Image.open(tmp_path / "out" / "a.jpg") as result:
        assert result.size == stored.size
        assert result.getexif().get(0x0112) == orientation


@pytest.mark.parametrize(
    "folder",
    [
        "Foto's Île d'Yeu 街道",
        Path(*["een heel lange mapnaam " * 4] * 4),
    ],
    ids=["any script", "over 260 characters"],
)
def test_names_of_any_script_and_length_work(
    tmp_path: Path, portrait: Image.Image, folder: str | Path
) -> None:
    source = tmp_path / "in" / folder / "één foto.jpg"
    if os.name == "nt":
        source = Path("\\\\?\\" + str(source))
    source.parent.mkdir(parents=True)
    portrait.save(source)

    assert main(folders(tmp_path)) == 0

    assert (tmp_path / "out" / folder / "één foto.json").exists()


def test_a_photo_is_never_written_to(tmp_path: Path, portrait: Image.Image) -> None:
    (tmp_path / "in").mkdir()
    source = tmp_path / "in" / "a.jpg"
    portrait.save(source)
    before = source.read_bytes(), source.stat().st_mtime_ns
    source.chmod(0o444)

    assert main(folders(tmp_path)) == 0

    assert (source.read_bytes(), source.stat().st_mtime_ns) == before


@pytest.mark.parametrize(
    ("width", "height"), [(1, 1), (30_000, 20), (20, 30_000), (3, 200)], ids=str
)
def test_pictures_of_odd_shapes_work(tmp_path: Path, width: int, height: int) -> None:
    (tmp_path / "in").mkdir()
    Image.new("RGB", (width, height), "grey").save(tmp_path / "in" / "a.png")

    assert main(folders(tmp_path)) == 0

    assert pixels_of(tmp_path / "out" / "a.png").shape == (height, width, 4)


@pytest.mark.parametrize(
    ("name", "kept_share", "sentence"),
    [
        ("a.jpg", 0.5, "a.jpg is cut short or damaged. Copy it again."),
        ("a.png", 0.5, "a.png is cut short or damaged. Copy it again."),
        ("a.png", 0, "a.png is empty (0 bytes). Copy it again."),
    ],
)
def test_a_photo_that_is_cut_short_is_said(
    tmp_path: Path,
    portrait: Image.Image,
    capsys: pytest.CaptureFixture[str],
    name: str,
    kept_share: float,
    sentence: str,
) -> None:
    source = tmp_path / "in" / "sub" / name
    source.parent.mkdir(parents=True)
    portrait.save(source)
    data = source.read_bytes()
    source.write_bytes(data[: int(len(data) * kept_share)])

    assert main(folders(tmp_path)) == 1

    assert f"  {Path('sub') / sentence}\n" in capsys.readouterr().out
    assert list((tmp_path / "out").rglob("*.*")) == []


def test_a_text_file_with_the_name_of_a_photo_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jpg").write_text("Dear sir,")

    assert main(folders(tmp_path)) == 1

    said = capsys.readouterr().out
    assert "  a.jpg is not a JPEG, PNG, HEIC, WebP, TIFF or BMP photo.\n" in said
