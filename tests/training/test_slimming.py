"""Networks without the channels that say little."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from anonymizer_gui import paths
from anonymizer_gui.core.images import read_image
from training.slimming import MULTIPLE, within

pytestmark = pytest.mark.slow
DOUBLED = "block06"

Weights = Mapping[str, NDArray[np.floating]]


def answers(network: Weights, image: NDArray[np.uint8]) -> dict[str, NDArray[np.float32]]:
    from training import weights
    from training.centerface import centerface
    from training.forms import form_of

    model = centerface(form_of(network))
    weights.put_into(model, network)
    return {head: np.asarray(one) for head, one in model(image[None].astype(np.float32)).items()}


@pytest.fixture(scope="module")
def portrait() -> NDArray[np.uint8]:
    rgb = read_image(paths.resources_folder() / "sample" / "astronaut.jpg").rgb
    height, width = (side // 32 * 32 for side in rgb.shape[:2])
    return np.ascontiguousarray(rgb[:height, :width])


def with_a_channel_twice(network: Weights) -> dict[str, NDArray[np.floating]]:
    """The same network, with one channel of a block split into two equal ones."""
    wider = dict(network)
    for part, axis in (("expand/kernel", 3), ("depthwise/kernel", 2), ("project/kernel", 2)):
        kernel = network[f"{DOUBLED}_{part}"]
        last = np.take(kernel, [-1], axis=axis)
        if part.startswith("project"):
            kernel = np.concatenate([np.delete(kernel, -1, axis=axis), last / 2], axis=axis)
            last = last / 2
        wider[f"{DOUBLED}_{part}"] = np.concatenate([kernel, last], axis=axis)
    for part in ("expand/bias", "depthwise/bias"):
        bias = network[f"{DOUBLED}_{part}"]
        wider[f"{DOUBLED}_{part}"] = np.append(bias, bias[-1])
    return wider


def test_a_channel_that_repeats_another_goes_and_the_answers_stay(
    portrait: NDArray[np.uint8],
) -> None:
    from training import weights
    from training.slimming import moments, slimmed

    network = {
        name: array.astype(np.float32)
        for name, array in weights.load(weights.slim_checkpoint("faces")).items()
    }
    wider = with_a_channel_twice(network)

    def wanted(site: str, changes: Sequence[float]) -> int:
        return len(changes) - 2 if site == DOUBLED else len(changes) - 1

    slim = slimmed(wider, moments(wider, [portrait]), wanted)

    assert {name: one.shape for name, one in slim.items()} == {
        name: one.shape for name, one in network.items()
    }
    before, after = answers(wider, portrait), answers(slim, portrait)
    for head in before:
        np.testing.assert_allclose(after[head], before[head], atol=2e-3)


def test_channels_of_the_neck_go_with_all_that_makes_and_reads_them(
    portrait: NDArray[np.uint8],
) -> None:
    from training import weights
    from training.forms import form_of
    from training.slimming import BELOW, moments, slimmed

    network = weights.load(weights.slim_checkpoint("plates"))

    def wanted(site: str, changes: Sequence[float]) -> int:
        return len(changes) - 1 - 8 * site.startswith(BELOW)

    slim = slimmed(network, moments(network, [portrait]), wanted)

    before, after = form_of(network), form_of(slim)
    assert after.neck_channels == before.neck_channels - 8
    assert after.out_channels == before.out_channels - 8
    assert np.isfinite(answers(slim, portrait)["size"]).all()


def test_the_face_network_answers_as_centerface_does(portrait: NDArray[np.uint8]) -> None:
    from training import weights

    networks = [
        weights.load(path("faces")) for path in (weights.checkpoint, weights.slim_checkpoint)
    ]

    before, after = (answers(network, portrait) for network in networks)

    assert before["heatmap"].max() > 0.5
    np.testing.assert_allclose(after["heatmap"], before["heatmap"], atol=2e-3)
    sizes = [sum(array.size for array in network.values()) for network in networks]
    assert sizes[1] < 0.95 * sizes[0]


def test_as_many_channels_go_as_the_tolerance_allows_in_whole_steps() -> None:
    changes = [0.0] * 11 + [1.0] * 22  # of 32 channels 10 say nothing

    assert within(0.5, changes) == 32 - 10 // MULTIPLE * MULTIPLE
    assert within(2.0, changes) == 0
    assert within(0.5, [0.0, *[1.0] * 32]) == 32
