"""A detector finds everything once, at every size and place."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.errors import ImageError
from anonymizer_gui.core.settings import Detail
from anonymizer_gui.detection.decoding import Heads
from anonymizer_gui.detection.tiled import TiledDetector
from anonymizer_gui.detection.tiling import smallest_found, views
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


class Together(BlobNetwork):
    """Answers once two canvases are there."""

    def __init__(self) -> None:
        super().__init__(at_once=2)
        self.barrier = Barrier(2)

    def answers(self, canvas: NDArray[np.uint8]) -> dict[Kind, Heads]:
        self.barrier.wait(timeout=10)
        return super().answers(canvas)


def test_canvases_are_shown_at_once_and_found_is_the_same() -> None:
    white = [(10, 10, 40, 40), (1500, 700, 1540, 760), (600, 100, 1400, 900)]
    image = photo(width=1632, height=1224, white=white)
    network = Together()

    together = TiledDetector(network, CARD, detail=Detail.NORMAL, closer={Kind.FACE: BlobNetwork()})
    needed = views(width=1632, height=1224, detail=Detail.NORMAL, min_size=MIN_SIZE)
    assert len(needed) % 2 == 1
    with ThreadPoolExecutor(2) as photos:  # the odd canvas of one waits for that of the other
        found = list(photos.map(together.detect, [image, image]))

    expected = detector(Detail.NORMAL).detect(image)
    assert len(expected) == len(white)
    for one in found:
        for name in ("boxes", "scores", "kinds"):
            np.testing.assert_array_equal(getattr(one, name), getattr(expected, name))


class Failing(BlobNetwork):
    """Fails on the second canvas."""

    def answers(self, canvas: NDArray[np.uint8]) -> dict[Kind, Heads]:
        if len(self.canvases) == 1:
            self.canvases.append((0, 0))
            raise ImageError("too little memory")
        return super().answers(canvas)


def test_a_network_that_fails_on_a_canvas_is_shown_few_more_of_the_photo() -> None:
    network = Failing()
    tiled = TiledDetector(network, CARD, detail=Detail.NORMAL)

    with pytest.raises(ImageError, match="too little memory"):
        tiled.detect(np.zeros((4096, 8192, 3), np.uint8))

    needed = views(width=8192, height=4096, detail=Detail.NORMAL, min_size=MIN_SIZE)
    assert len(network.canvases) < len(needed)
    assert len(tiled.detect(photo(width=640, height=480, white=[(9, 9, 99, 99)]))) == 1


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
