"""Hidden faces are matched by what is in the box, or by what is around it, as asked."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from anonymizer_gui.core.boxes import Box
from anonymizer_gui.paths import resources_folder
from benchmarks.coco import Labels
from benchmarks.privacy.faces import FacePhoto, embeddings, found_again, matching
from benchmarks.privacy.second_view import second_view
from benchmarks.privacy.styles import NOTHING, OURS, STYLES
from benchmarks.privacy.undoing_faces import faces_undone


def photo(seed: int, *, height: float = 40, ignored: bool = False) -> FacePhoto:
    random = np.random.default_rng(seed)
    pixels = random.integers(0, 256, (120, 120, 3), np.uint8)
    label = np.array([[40, 40, 70, 40 + height]], np.float32)
    return FacePhoto(pixels, Labels(label, np.array([ignored])))


def mean_colour(
    pixels: NDArray[np.uint8], clear: NDArray[np.uint8], face: Box
) -> NDArray[np.float64]:
    """Stands in for the network: a descriptor of the whole photo."""
    assert pixels.shape == clear.shape
    assert face.height > 0
    return np.asarray(pixels.reshape(-1, 3).mean(axis=0), np.float64)


@pytest.mark.parametrize(("alone", "right"), [(True, 0), (False, 5)])
def test_a_solid_face_is_matched_by_its_surroundings_alone(alone: bool, right: int) -> None:
    before = [photo(seed) for seed in range(5)]
    after = [one.hidden(STYLES["solid"]) for one in before]
    known = embeddings(after, after, mean_colour, alone=alone)

    found = matching([known], embeddings(before, after, mean_colour, alone=alone))

    assert (found.people, found.asked, found.right) == (5, 5, right)
    assert found.percentile == (50 if alone else 0)


def test_a_face_that_is_not_hidden_is_matched() -> None:
    before = [photo(seed) for seed in range(5)]
    after = [one.hidden(STYLES[NOTHING]) for one in before]
    known = embeddings(before, before, mean_colour, alone=True)

    found = matching([known], embeddings(before, after, mean_colour, alone=True))

    assert (found.right, found.percentile) == (5, 0)


def test_small_and_unclear_faces_are_hidden_but_not_asked_for() -> None:
    for one in (photo(0, height=20), photo(0, ignored=True)):
        assert one.asked == []
        assert not np.array_equal(one.hidden(STYLES[OURS]).pixels, one.pixels)


def test_a_second_view_shows_the_same_faces_otherwise() -> None:
    first = photo(0)
    pixels = np.full_like(first.pixels, 90)
    pixels[40:80, 40:70] = 200
    first = replace(first, pixels=pixels)
    random = np.random.default_rng(1)

    for _ in range(5):
        second = second_view(first, random)

        (face,) = second.asked
        assert (face.width, face.height) == pytest.approx((30, 40), abs=0.01)
        inside = face.scaled(0.8).pixels(width=120, height=120)
        outside = np.ones((120, 120), np.bool_)
        outside[face.scaled(1.4).pixels(width=120, height=120)] = False
        grey = second.pixels.mean(axis=2)
        assert grey[inside].min() > grey[outside].max() - 20
        assert face.x_min > 45  # mirrored
        assert not np.array_equal(second.pixels, first.pixels)


def test_each_second_view_is_a_guess_of_its_own() -> None:
    people = [np.array([float(number), 0]) for number in range(3)]

    found = matching([people, people[::-1]], people)

    assert (found.people, found.asked, found.right) == (3, 6, 4)


@pytest.mark.slow
def test_a_network_gives_the_faces_of_people_whom_it_has_not_seen() -> None:
    before = [photo(seed) for seed in range(4)]

    after = faces_undone(before, lambda pixels, _: (pixels // 2).astype(np.uint8), steps=15)

    for one, other in zip(before, after, strict=True):
        face = one.faces[0].pixels(width=120, height=120)
        dark = one.pixels[face] // 2
        assert other.pixels[face].mean() > dark.mean() + 10
        assert np.array_equal(other.pixels[:20], one.pixels[:20] // 2)


@pytest.mark.slow
def test_a_hidden_face_is_not_found_again() -> None:
    with Image.open(resources_folder() / "sample" / "astronaut.jpg") as picture:
        pixels = np.asarray(picture.convert("RGB").resize((512, 512)), np.uint8)
    label = np.array([[181, 58, 270, 178]], np.float32)
    before = FacePhoto(pixels, Labels(label, np.zeros(1, np.bool_)))

    assert found_again([before]) == (1, 1)
    assert found_again([before.hidden(STYLES[OURS])]) == (0, 1)
