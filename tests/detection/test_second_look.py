"""What is found is looked at again, and only believed wholly if it is found again."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.detections import Detections
from anonymizer_gui.core.settings import Detail
from anonymizer_gui.detection.decoding import Heads
from anonymizer_gui.detection.second_look import CANVAS, SURE, WORTH_IT, rescored
from anonymizer_gui.detection.tiled import TiledDetector
from tests.detection.blobs import CARD, BlobNetwork, photo


def found(boxes: list[tuple[int, int, int, int]], scores: list[float]) -> Detections:
    return Detections(
        np.array(boxes, np.float32), np.array(scores, np.float32), np.zeros(len(boxes), np.uint8)
    )


@settings(max_examples=100, deadline=None)
@given(
    width=st.integers(40, 900),
    height=st.integers(40, 900),
    aspect=st.floats(0.4, 2.5),
    data=st.data(),
)
def test_what_is_found_again_gets_the_mean_of_both_scores_wherever_it_is(
    width: int, height: int, aspect: float, data: st.DataObject
) -> None:
    across = data.draw(st.integers(14, width))
    down = min(max(round(across * aspect), 14), height)
    left = data.draw(st.integers(0, width - across))
    top = data.draw(st.integers(0, height - down))
    box = (left, top, left + across, top + down)
    network = BlobNetwork()

    again = rescored(
        {Kind.FACE: network}, photo(width=width, height=height, white=[box]), found([box], [0.5])
    )

    assert again.scores.tolist() == pytest.approx([0.7])
    assert again.boxes[0].tolist() == list(box)
    assert max(network.canvases[0]) <= CANVAS


def test_what_is_not_found_again_gets_half_its_score_and_comes_later() -> None:
    here, gone = (100, 100, 160, 130), (300, 200, 380, 240)
    image = photo(width=500, height=400, white=[here])

    again = rescored({Kind.FACE: BlobNetwork()}, image, found([gone, here], [0.58, 0.5]))

    assert again.boxes[0].tolist() == list(here)
    assert again.scores.tolist() == pytest.approx([0.7, 0.29])


def test_something_else_beside_it_does_not_confirm_it() -> None:
    box, beside = (100, 100, 130, 120), (135, 100, 165, 120)
    image = photo(width=500, height=400, white=[beside])

    again = rescored({Kind.FACE: BlobNetwork()}, image, found([box], [0.5]))

    assert again.scores.tolist() == pytest.approx([0.25])


def test_what_is_hardly_seen_costs_no_second_look_and_may_go() -> None:
    box = (100, 100, 130, 120)
    image = photo(width=500, height=400, white=[box])
    network = BlobNetwork()

    again = rescored({Kind.FACE: network}, image, found([box, box], [WORTH_IT - 0.01, 0.09]))

    assert network.canvases == []
    assert again.scores.tolist() == pytest.approx([(WORTH_IT - 0.01) / 2])


def test_what_is_sure_keeps_its_score_without_a_second_look() -> None:
    image = photo(width=500, height=400, white=[])
    network = BlobNetwork()

    again = rescored({Kind.FACE: network}, image, found([(100, 100, 130, 120)], [SURE]))

    assert network.canvases == []
    assert again.scores.tolist() == pytest.approx([SURE])


class OneSided(BlobNetwork):
    """Sees only what is nearer to the left edge of the canvas than to the right one."""

    score = 0.5

    def answers(self, canvas: NDArray[np.uint8]) -> dict[Kind, Heads]:
        heads = super().answers(canvas)[self.kind]
        heads.heatmap[:, heads.heatmap.shape[1] // 2 :] = 0
        return {self.kind: heads}


def test_the_second_look_is_mirrored() -> None:
    image = photo(width=100, height=100, white=[(5, 40, 25, 60)])
    detector = TiledDetector(OneSided(), CARD, detail=Detail.NORMAL)

    assert detector.detect(image).scores.tolist() == pytest.approx([0.25])
