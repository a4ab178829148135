"""A detector finds everything once, at every size and place."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.settings import Detail
from anonymizer_gui.detection.tiled import TiledDetector
from anonymizer_gui.detection.tiling import smallest_found
from tests.detection.blobs import CARD, MIN_SIZE, BlobNetwork, photo


def detector(detail: Detail) -> TiledDetector:
    return TiledDetector(BlobNetwork(), CARD, detail=detail)


@settings(max_examples=40, deadline=None)
@given(
    width=st.integers(40, 2600),
    height=st.integers(40, 1800),
    detail=st.sampled_from([Detail.FAST, Detail.NORMAL]),
    data=st.data(),
)
def test_every_object_is_found_once_whatever_its_size_and_place(
    width: int, height: int, detail: Detail, data: st.DataObject
) -> None:
    smallest = smallest_found({Kind.FACE: MIN_SIZE}, width=width, height=height, detail=detail)
    shortest = min(int(1.2 * smallest[Kind.FACE]) + 2, width, height)
    side = data.draw(st.integers(shortest, min(width, height)))
    left = data.draw(st.integers(0, width - side))
    top = data.draw(st.integers(0, height - side))
    image = photo(width=width, height=height, white=[(left, top, left + side, top + side)])

    found = detector(detail).detect(image)

    assert len(found) == 1
    # a scale that barely sees it knows its edges to a pixel of the canvas
    near = side / MIN_SIZE + 1
    np.testing.assert_allclose(
        found.boxes[0], [left, top, left + side, top + side], atol=max(near, 0.1 * side)
    )


def test_small_and_large_objects_of_one_photo_are_all_found() -> None:
    white = [
        (10, 10, 40, 40),
        (1970, 700, 2010, 760),
        (2200, 100, 3900, 1800),
        (300, 2500, 700, 2950),
    ]
    image = photo(width=4000, height=3000, white=white)

    found = detector(Detail.NORMAL).detect(image)

    assert len(found) == len(white)
    ordered = found.boxes[np.argsort(found.boxes[:, 0])]
    np.testing.assert_allclose(ordered, sorted(white), atol=25)


def test_boxes_stay_inside_the_photo() -> None:
    image = photo(width=100, height=80, white=[(0, 0, 100, 80)])

    found = detector(Detail.NORMAL).detect(image)

    np.testing.assert_allclose(found.boxes, [(0, 0, 100, 80)], atol=0.1)
    assert found.boxes.min() >= 0
    assert (found.boxes <= [100, 80, 100, 80]).all()


def test_a_photo_without_anything_has_no_boxes() -> None:
    found = detector(Detail.THOROUGH).detect(np.zeros((1, 1, 3), np.uint8))

    assert len(found) == 0


def test_few_sizes_of_canvas_serve_a_folder_of_equal_photos() -> None:
    network = BlobNetwork()
    tiled = TiledDetector(network, CARD, detail=Detail.NORMAL)

    for _ in range(3):
        tiled.detect(np.zeros((1080, 1920, 3), np.uint8))

    assert len(set(network.canvases)) == 2


def test_a_photo_is_not_changed() -> None:
    image = photo(width=640, height=480, white=[(100, 100, 200, 200)])
    before = image.copy()
    image.flags.writeable = False

    detector(Detail.NORMAL).detect(image)

    np.testing.assert_array_equal(image, before)


@pytest.mark.parametrize(
    "image",
    [
        np.zeros((10, 10), np.uint8),
        np.zeros((10, 10, 4), np.uint8),
        np.zeros((0, 10, 3), np.uint8),
        np.zeros((10, 10, 3), np.float32),
    ],
)
def test_what_is_no_image_is_refused(image: NDArray[np.uint8]) -> None:
    with pytest.raises(ValueError, match="image must be uint8"):
        detector(Detail.NORMAL).detect(image)
