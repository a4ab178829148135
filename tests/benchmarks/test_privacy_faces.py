"""Hidden faces are matched by what is in the box, or by what is around it, as asked."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from anonymizer_gui.core.boxes import Box
from anonymizer_gui.paths import resources_folder
from benchmarks.coco import Labels
from benchmarks.privacy.faces import FacePhoto, embeddings, found_again, matching
from benchmarks.privacy.styles import NOTHING, OURS, STYLES


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

    found = matching(known, embeddings(before, after, mean_colour, alone=alone))

    assert (found.people, found.right) == (5, right)
    assert found.percentile == (50 if alone else 0)


def test_a_face_that_is_not_hidden_is_matched() -> None:
    before = [photo(seed) for seed in range(5)]
    after = [one.hidden(STYLES[NOTHING]) for one in before]
    known = embeddings(before, before, mean_colour, alone=True)

    found = matching(known, embeddings(before, after, mean_colour, alone=True))

    assert (found.right, found.percentile) == (5, 0)


def test_small_and_unclear_faces_are_hidden_but_not_asked_for() -> None:
    for one in (photo(0, height=20), photo(0, ignored=True)):
        assert one.asked == []
        assert not np.array_equal(one.hidden(STYLES[OURS]).pixels, one.pixels)


@pytest.mark.slow
def test_a_hidden_face_is_not_found_again() -> None:
    with Image.open(resources_folder() / "sample" / "astronaut.jpg") as picture:
        pixels = np.asarray(picture.convert("RGB").resize((512, 512)), np.uint8)
    label = np.array([[181, 58, 270, 178]], np.float32)
    before = FacePhoto(pixels, Labels(label, np.zeros(1, np.bool_)))

    assert found_again([before]) == (1, 1)
    assert found_again([before.hidden(STYLES[OURS])]) == (0, 1)
