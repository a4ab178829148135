"""Attacks on hidden plates do what they say, and reading counts what it says."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.gaussian import blur_kernel
from anonymizer_gui.core.settings import Kernel
from benchmarks.coco import LabelledPhoto, Labels
from benchmarks.privacy.jpeg import to_jpeg
from benchmarks.privacy.plates import drawn_plates, hidden_plate, read_plates, real_plates
from benchmarks.privacy.reading import characters, share_read
from benchmarks.privacy.scenes import View, photo_of, plate_picture
from benchmarks.privacy.styles import NOTHING, OURS, STYLES
from benchmarks.privacy.table import write_sheet
from benchmarks.privacy.undoing import averaged, flattened, sharpened, shifted_views, undoer

TEXT = "12-ABC-3"


def _error(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    return float(np.abs(one.astype(float) - other).mean())


def test_a_plate_is_cut_out_where_it_is() -> None:
    view = View(width=264, shift=(3.3, -2.7))

    cut = flattened(photo_of(plate_picture(TEXT), view), view)

    inner = np.s_[4:-4, 4:-4]
    assert _error(cut[inner], plate_picture(TEXT)[inner]) < 6


def test_sharpening_undoes_a_blur() -> None:
    kernel = Kernel(65, 3, 19)
    view = View(width=130)
    photo = photo_of(plate_picture(TEXT), view)
    plate = view.plate.pixels(width=photo.shape[1], height=photo.shape[0])
    weights = blur_kernel(kernel)
    blurred = np.asarray(cv2.sepFilter2D(photo, -1, weights, weights), np.uint8)

    restored = sharpened(blurred, kernel, 3e-4)

    assert _error(restored[plate], photo[plate]) < 0.8 * _error(blurred[plate], photo[plate])


def test_the_mean_of_photos_that_show_a_plate_shows_it() -> None:
    views = shifted_views(4, width=130, random=np.random.default_rng(0))

    mean = averaged(STYLES[NOTHING], TEXT, views)

    inner = np.s_[6:-6, 6:-6]
    assert _error(mean[inner], plate_picture(TEXT)[inner]) < 15


def test_the_mean_of_hidden_photos_does_not_depend_on_the_plate() -> None:
    views = shifted_views(4, width=130, random=np.random.default_rng(0))

    one, other = (averaged(STYLES[OURS], text, views) for text in (TEXT, "98-XYZ-7"))

    # Boxes that miss the plate by a little show its edge, but not what is on it
    assert np.array_equal(one[8:-8, 12:-12], other[8:-8, 12:-12])


@pytest.mark.slow
def test_a_network_learns_to_give_the_plate() -> None:
    view = View(width=130)
    hidden = flattened(photo_of(plate_picture(TEXT), view), view)
    dark = (hidden // 2).astype(np.uint8)

    undone = undoer(lambda pixels, _: (pixels // 2).astype(np.uint8), width=130, steps=30)(dark)

    assert undone.shape == hidden.shape
    assert _error(undone, plate_picture(TEXT)) < 0.7 * _error(dark, plate_picture(TEXT))


def test_of_several_pictures_the_best_reading_counts() -> None:
    answers = {0: "", 1: "12ABC3", 2: "12A"}
    pictures = [np.full((9, 9, 3), value, np.uint8) for value in answers]

    found = read_plates(
        [TEXT, TEXT], [pictures[:2], [pictures[2]]], lambda crop: answers[int(crop[0, 0, 0])]
    )

    assert (found.plates, found.whole) == (2, 1)
    assert found.characters == pytest.approx((1 + 0.5) / 2)


def test_only_letters_and_digits_count() -> None:
    assert characters("12-abc·3 é") == "12ABC3"
    assert share_read(TEXT, "1-AC3") == pytest.approx(4 / 6)


def test_every_attack_gives_pictures_of_every_drawn_plate() -> None:
    texts = [TEXT, "98-XYZ-7"]

    found = drawn_plates(STYLES[OURS], texts, lambda cut: cut)

    assert {attack: len(some) for attack, some in found.items()} == {
        "as it is": 2,
        "sharpened": 2,
        "mean of 8": 2,
        "network": 2,
    }


def test_a_real_plate_is_read_before_and_hidden_after(tmp_path: Path) -> None:
    view = View(width=200)
    path = tmp_path / "a.jpg"
    path.write_bytes(to_jpeg(photo_of(plate_picture(TEXT), view)))
    plate = view.plate
    label = np.array([[plate.x_min, plate.y_min, plate.x_max, plate.y_max]], np.float32)
    labels = {
        Kind.PLATE: Labels(label, np.zeros(1, np.bool_)),
        Kind.FACE: Labels(np.zeros((0, 4), np.float32), np.zeros(0, np.bool_)),
    }

    (real,) = real_plates([LabelledPhoto(path, labels, {})], lambda _: "12ABC3")
    plain, *others = hidden_plate(STYLES["solid"], real)

    assert real.text == "12ABC3"
    assert len(np.unique(plain.reshape(-1, 3), axis=0)) == 1
    assert all(one.shape == plain.shape for one in others)


def test_a_sheet_shows_a_picture_per_style(tmp_path: Path) -> None:
    red = np.full((50, 100, 3), (255, 0, 0), np.uint8)

    write_sheet(tmp_path / "new" / "a.png", [{"one": red}, {"two": red}], ["one", "two"])

    written = (tmp_path / "new" / "a.png").read_bytes()
    sheet = np.asarray(cv2.imdecode(np.frombuffer(written, np.uint8), cv2.IMREAD_COLOR))
    assert sheet.shape == (220, 400, 3)
    assert sheet[60, 100].tolist() == [0, 0, 255]
    assert sheet[160, 100].tolist() == [40, 40, 40]
