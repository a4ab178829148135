"""Write all network files from the slim float16 weights in `checkpoints/`, and stamp their cards.

`python -m training.export` rewrites `weights/faces.tflite`, `weights/plates.tflite` and
`weights/faces_and_plates.tflite`, which is both in one, bit for bit; `--graphs DIR` writes
`DIR/faces.pb` and `DIR/plates.pb` instead, for the older tools.
"""

import argparse
import logging
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray
from tensorflow.lite.tools import flatbuffer_utils

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.detection.networks import BOTH, BUILT_IN, EXPORTED
from training import cards, weights
from training.centerface import branched_centerface, centerface
from training.centerface_layout import CANVAS_MULTIPLE
from training.forms import form_of
from training.frozen_graph import frozen_graph
from training.joining import BRANCHES, joined
from training.parts import in_parts

logger = logging.getLogger(__name__)

EXPORTS = Path(__file__).parent.parent / "weights"
LARGEST_DIFFERENCE = 1e-3


def tflite(network: weights.Weights) -> bytes:
    """Convert to a TensorFlow Lite file with float16 weights and any input size.

    The file has one signature. In: `image` uint8 [1, H, W, 3], RGB, H and W multiples of 32.
    Out, by name: `heatmap`, `size` and `offset`, float32, as `centerface` says.

    Args:
        network: All weights of a `centerface()`; rounded to float16 here if they are not yet.

    Raises:
        RuntimeError: The file lacks weights, or answers otherwise than the Keras model.
    """
    keras.utils.clear_session()  # the names of the layers are in the file
    return _converted(centerface(form_of(network), in_parts=True), in_parts(network))


def tflite_of_both(networks: Mapping[Kind, weights.Weights]) -> bytes:
    """The same of two networks in one, which computes their common trunk once.

    Its outputs are theirs, by name: `face_heatmap` and so on.

    Args:
        networks: Per kind, all weights of a `centerface()`.

    Raises:
        RuntimeError: As `tflite` does.
        ValueError: The networks share no trunk.
    """
    keras.utils.clear_session()
    model = branched_centerface(
        {BRANCHES[kind]: form_of(network) for kind, network in networks.items()}, in_parts=True
    )
    return _converted(model, joined({kind: in_parts(one) for kind, one in networks.items()}))


def _converted(model: keras.Model, network: weights.Weights) -> bytes:
    rounded = weights.float16_rounded(network)
    weights.put_into(model, rounded)
    with tempfile.TemporaryDirectory() as folder:
        module = tf.Module()
        module.serve = with_constant_weights(model)
        tf.saved_model.save(module, folder, signatures=module.serve)
        converter = tf.lite.TFLiteConverter.from_saved_model(folder)
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
        converter.target_spec.supported_types = [tf.float16]
        converted = depth_first(converter.convert())
    if len(converted) < sum(array.nbytes for array in rounded.values()):
        raise RuntimeError(f"the converter lost the weights: {len(converted)} bytes")
    difference = _largest_difference(converted, model)
    if difference > LARGEST_DIFFERENCE:
        raise RuntimeError(f"the converted network differs from Keras by {difference:.2g}")
    return converted


def depth_first(content: bytes) -> bytes:
    """Order the operations of a TensorFlow Lite file so that each follows what it needs.

    The converter leaves parts of a block beside each other, and all their channels in memory.
    """
    model = flatbuffer_utils.convert_bytearray_to_object(bytearray(content))
    for graph in model.subgraphs:
        maker = {int(made): one for one in graph.operators for made in one.outputs}
        ordered: dict[int, Any] = {}
        waiting = [(int(tensor), False) for tensor in reversed(graph.outputs)]
        while waiting:
            tensor, is_ready = waiting.pop()
            operation = maker.get(tensor)
            if operation is None or id(operation) in ordered:
                continue
            if is_ready:
                ordered[id(operation)] = operation
            else:
                waiting.append((tensor, True))
                waiting += [(int(needed), False) for needed in reversed(operation.inputs)]
        graph.operators = list(ordered.values())
    return bytes(flatbuffer_utils.convert_object_to_bytearray(model))


def with_constant_weights(model: Any) -> Any:
    """Make a `tf.function` from uint8 [1, H, W, 3] to the heads, with weights that are constants.

    The converter writes an empty network, and says nothing, where the weights are Keras variables.
    """
    arrays = [np.asarray(variable) for variable in model.trainable_variables]

    def serve(image: Any) -> Any:
        constants = [tf.constant(array) for array in arrays]
        return model.stateless_call(constants, [], tf.cast(image, tf.float32))[0]

    return tf.function(
        serve, input_signature=[tf.TensorSpec([1, None, None, 3], tf.uint8, name="image")]
    )


def structured_noise(*, height: int, width: int) -> NDArray[np.uint8]:
    """Smooth random colours, uint8 [height, width, 3]: the same ones every time."""
    coarse = np.random.default_rng(0).integers(0, 256, [height // 32, width // 32, 3])
    smooth = tf.image.resize(coarse.astype(np.float32), [height, width], method="bicubic")
    return np.asarray(tf.clip_by_value(smooth, 0, 255)).astype(np.uint8)


def _largest_difference(converted: bytes, model: Any) -> float:
    from ai_edge_litert.interpreter import Interpreter

    canvas = structured_noise(height=5 * CANVAS_MULTIPLE, width=8 * CANVAS_MULTIPLE)[None]
    answered = Interpreter(model_content=converted).get_signature_runner()(image=canvas)
    expected = model(canvas.astype(np.float32))
    return max(float(np.abs(answered[head] - expected[head]).max()) for head in expected)


def write_networks() -> None:
    """Write the files that ship, and their hashes into their cards."""
    networks = _networks()
    parts = {}
    for kind, network in networks.items():
        target = EXPORTS / BUILT_IN[kind]
        _write(target, tflite(network))
        parts[target.name] = cards.stamp(target)
    _write(EXPORTS / BOTH, tflite_of_both(networks))
    cards.stamp(EXPORTS / BOTH, parts=parts)


def write_graphs(folder: Path) -> None:
    """Write the networks as frozen GraphDefs, for the older tools."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, network in _networks().items():
        _write(folder / EXPORTED[kind], frozen_graph(network))


def _networks() -> dict[Kind, weights.Weights]:
    return {kind: weights.load(weights.slim_checkpoint(Path(BUILT_IN[kind]).stem)) for kind in Kind}


def _write(target: Path, content: bytes) -> None:
    target.write_bytes(content)
    logger.info("%s written", target)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--graphs", type=Path, help="folder for frozen GraphDefs")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    if options.graphs:
        write_graphs(options.graphs)
    else:
        write_networks()


if __name__ == "__main__":
    main()
