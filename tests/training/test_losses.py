import numpy as np
import pytest
from numpy.typing import NDArray

from training.augmentation import Labelled
from training.losses import disagreement, generalized_iou, losses
from training.targets import targets

pytestmark = pytest.mark.slow


def wanted() -> NDArray[np.float32]:
    boxes = np.array([[16, 20, 48, 28]], np.float32)
    return targets(Labelled(np.zeros([64, 64, 3], np.uint8), boxes, np.zeros(1, np.bool_)))[None]


def heads(maps: NDArray[np.float32], *, heat: float) -> dict[str, NDArray[np.float32]]:
    return {
        "heatmap": np.where(maps[..., :1] == 1, heat, 1e-4).astype(np.float32),
        "size": maps[..., 2:4],
        "offset": maps[..., 4:6],
    }


def test_the_right_answer_costs_almost_nothing() -> None:
    parts = losses(heads(wanted(), heat=0.999), wanted())

    assert float(parts["total"]) < 1e-3


def test_a_missed_plate_costs_more_than_a_found_one() -> None:
    missed, found = (losses(heads(wanted(), heat=heat), wanted()) for heat in (0.1, 0.9))

    assert float(missed["heat"]) > 10 * float(found["heat"])


def test_an_alarm_in_an_ignored_region_costs_nothing() -> None:
    maps = np.zeros([1, 16, 16, 7], np.float32)
    answered = heads(maps, heat=0.9)
    answered["heatmap"] = np.full([1, 16, 16, 1], 0.9, np.float32)

    assert float(losses(answered, maps)["total"]) == 0


def test_boxes_apart_have_a_negative_overlap() -> None:
    size = np.zeros([1, 2], np.float32)

    apart = generalized_iou(size=size, offset=size + 5, wanted_size=size, wanted_offset=size)

    assert float(apart[0]) < -0.9


def test_the_answers_of_another_network_are_wanted_only_where_one_of_both_sees_something() -> None:
    taught = heads(wanted(), heat=0.9)

    same = disagreement(taught, taught)
    missed = disagreement(heads(wanted(), heat=0.1), taught)
    there = wanted()[..., :1] == 1
    elsewhere = disagreement({**taught, "size": np.where(there, taught["size"], 3)}, taught)
    larger = disagreement({**taught, "size": np.where(there, 3, taught["size"])}, taught)

    assert float(same["total"]) < 1e-6
    assert float(missed["heat"]) > 1
    assert float(elsewhere["total"]) < 1e-3
    assert float(larger["total"]) > 0.1
