"""Blocks in parts answer as whole ones do."""

import numpy as np
import pytest

from anonymizer_gui import paths
from training.parts import MOST, parts


def test_the_parts_of_a_block_hold_all_its_channels_once() -> None:
    found = parts("block02", 136)

    assert [suffix for suffix, _ in found] == ["_0", "_1", "_2"]
    channels = [index for _, part in found for index in range(136)[part]]
    assert channels == list(range(136))
    assert all(part.stop - part.start <= MOST[4] for _, part in found)


@pytest.mark.parametrize(
    ("block", "channels"), [("block00", 32), ("block06", 96), ("block16", 960)]
)
def test_what_fits_the_cache_is_computed_whole(block: str, channels: int) -> None:
    assert parts(block, channels) == [("", slice(0, channels))]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["faces", "plates"])
def test_a_network_in_parts_answers_as_it_does_whole(name: str) -> None:
    from training import weights
    from training.centerface import centerface
    from training.export import structured_noise
    from training.forms import form_of
    from training.parts import in_parts

    network = weights.load(weights.slim_checkpoint(name))
    canvas = structured_noise(height=160, width=96)[None].astype(np.float32)
    whole = centerface(form_of(network))
    weights.put_into(whole, network)
    divided = centerface(form_of(network), in_parts=True)
    weights.put_into(divided, in_parts(network))

    before, after = whole(canvas), divided(canvas)

    assert len(divided.layers) > len(whole.layers)
    for head in before:
        np.testing.assert_allclose(after[head], before[head], rtol=1e-3, atol=1e-4)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["faces", "plates", "faces_and_plates"])
def test_in_a_file_each_part_is_done_with_before_the_next_begins(name: str) -> None:
    from tensorflow.lite.tools import flatbuffer_utils

    content = (paths.weights_folder() / f"{name}.tflite").read_bytes()
    model = flatbuffer_utils.convert_bytearray_to_object(bytearray(content))
    (graph,) = model.subgraphs
    names = [
        graph.tensors[int(made)].name.decode()
        for operation in graph.operators
        for made in operation.outputs
    ]
    steps = [
        next(place for place, one in enumerate(names) if f"block01_{step}_{part}" in one)
        for part in range(3)
        for step in ("expand", "depthwise", "project")
    ]

    assert steps == sorted(steps)
