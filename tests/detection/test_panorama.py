"""In a photo of all around, what lies across the seam is found whole and hidden on both sides."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.detections import Detections
from anonymizer_gui.core.settings import Detail
from anonymizer_gui.detection.detector import detections_of_all
from anonymizer_gui.detection.networks import open_built_in
from anonymizer_gui.detection.panorama import detections_around
from anonymizer_gui.detection.tiled import TiledDetector
from anonymizer_gui.paths import resources_folder
from tests.detection.blobs import CARD, BlobNetwork, photo

WIDTH, HEIGHT = 4096, 2048


def found(image: NDArray[np.uint8]) -> Detections:
    detector = TiledDetector(BlobNetwork(), CARD, detail=Detail.NORMAL)
    return detections_of_all([detector], image)


def across(*, before: int, after: int, top: int = 1000, height: int = 90) -> NDArray[np.uint8]:
    """A photo of all around with a white rectangle of so many columns on each side of the seam."""
    white = [(WIDTH - before, top, WIDTH, top + height), (0, top, after, top + height)]
    return photo(width=WIDTH, height=HEIGHT, white=white)


@pytest.mark.parametrize(("before", "after"), [(40, 40), (70, 9), (5, 60), (120, 240)])
def test_a_thing_across_the_seam_has_a_box_on_either_side(before: int, after: int) -> None:
    boxes = found(across(before=before, after=after)).boxes

    assert len(boxes) == 2
    left, right = boxes[np.argsort(boxes[:, 0])]
    np.testing.assert_allclose(left, [0, 1000, after, 1090], atol=6)
    np.testing.assert_allclose(right, [WIDTH - before, 1000, WIDTH, 1090], atol=6)
    assert left[0] == 0
    assert right[2] == WIDTH


def test_things_elsewhere_are_found_as_ever() -> None:
    white = [(900, 900, 960, 980), (3, 200, 60, 260), (WIDTH - 90, 1500, WIDTH - 20, 1560)]

    boxes = found(photo(width=WIDTH, height=HEIGHT, white=white)).boxes

    np.testing.assert_allclose(boxes[np.argsort(boxes[:, 0])], sorted(white), atol=4)


@pytest.mark.parametrize("size", [(4096, 2000), (1600, 800)])
def test_other_photos_are_looked_at_once(size: tuple[int, int]) -> None:
    looks: list[tuple[int, ...]] = []

    def detect(image: NDArray[np.uint8]) -> Detections:
        looks.append(image.shape)
        return Detections.none()

    detections_around(detect, np.zeros((size[1], size[0], 3), np.uint8))

    assert looks == [(size[1], size[0], 3)]


@pytest.mark.slow
@pytest.mark.parametrize("before", [20, 55, 90])
def test_a_face_across_the_seam_is_found(before: int) -> None:
    """The face of the sample is 89 pixels wide; its left edge is at 181."""
    with Image.open(resources_folder() / "sample" / "astronaut.jpg") as picture:
        person = np.asarray(picture.convert("RGB").resize((512, 512)), np.uint8)
    image = np.full((HEIGHT, WIDTH, 3), 120, np.uint8)
    columns = (np.arange(512) - 181 - before) % WIDTH
    image[700:1212, columns] = person
    detectors = open_built_in([Kind.FACE], detail=Detail.NORMAL, threads=2)

    boxes = detections_of_all(detectors, image).above({Kind.FACE: 0.4})

    left, right = sorted(boxes, key=lambda box: box.x_min)
    assert (left.x_min, right.x_max) == (0, WIDTH)
    assert left.x_max == pytest.approx(89 - before, abs=15)
    assert right.x_min == pytest.approx(WIDTH - before, abs=15)
