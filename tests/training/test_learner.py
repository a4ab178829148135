from pathlib import Path

import numpy as np
import pytest

from training.augmentation import Labelled
from training.schedule import Rates
from training.targets import targets

pytestmark = pytest.mark.slow
RATES = Rates(neck_and_heads=1e-3, trunk=1e-3)


def test_a_resumed_network_goes_on_as_if_it_had_never_stopped(tmp_path: Path) -> None:
    from training.joining import is_shared
    from training.learner import Learner, first_weights

    rng = np.random.default_rng(0)
    image = rng.integers(0, 256, [64, 64, 3], dtype=np.uint8)
    boxes = np.array([[8, 20, 50, 34]], np.float32)
    wanted = targets(Labelled(image, boxes, np.zeros(1, np.bool_)))[None]
    straight, resumed = (Learner(first_weights(), precision="float32") for _ in range(2))
    straight.train(image[None], wanted, RATES)
    straight.save(tmp_path / "state.npz")
    resumed.resume(tmp_path / "state.npz")

    for learner in (straight, resumed):
        learner.train(image[None], wanted, RATES)

    assert resumed.step == straight.step == 2
    start, one, other = first_weights(), straight.averaged(), resumed.averaged()
    assert all(np.allclose(one[name], other[name], atol=1e-6) for name in one)
    assert all((one[name] == start[name]).all() for name in one if is_shared(name))
    assert not np.allclose(one["block12_project/kernel"], start["block12_project/kernel"], atol=0)


def test_a_network_can_learn_to_answer_as_another_does() -> None:
    from training.learner import Learner, first_weights

    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, [1, 64, 64, 3], dtype=np.uint8)
    unused = np.zeros([1, 16, 16, 7], np.float32)
    teacher = first_weights()
    other = {**teacher, "heatmap/bias": teacher["heatmap/bias"] + 1}

    learner = Learner(other, precision="float32", teacher=teacher)
    heats = [learner.train(images, unused, RATES)["heat"] for _ in range(5)]

    assert heats[0] == pytest.approx(1, rel=0.01)  # the difference of the logits, squared
    assert heats[-1] < 0.99 * heats[0]
