"""Write a network, from its float16 weights, in the two forms that the program runs.

`python -m training.export faces plates` rewrites `weights/faces.tflite` and `weights/plates.tflite`
bit for bit; `--graphs DIR` writes `DIR/faces.pb` and `DIR/plates.pb` instead, for the older tools.
"""

import argparse
import logging
import tempfile
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from training import cards, weights
from training.centerface import centerface
from training.centerface_layout import CANVAS_MULTIPLE, HEADS
from training.frozen_graph import frozen_graph

logger = logging.getLogger(__name__)

EXPORTS = Path(__file__).parent.parent / "weights"
SMALLEST_FILE = 3_000_000
LARGEST_DIFFERENCE = 1e-3


def tflite(network: weights.Weights) -> bytes:
    """Convert to a TensorFlow Lite file with float16 weights and any input size.

    The file has one signature. In: `image` uint8 [1, H, W, 3], RGB, H and W multiples of 32.
    Out, by name: `heatmap`, `size` and `offset`, float32, as `centerface` says.

    Args:
        network: All weights of `centerface()`; rounded to float16 here if they are not yet.

    Raises:
        RuntimeError: The file lacks weights, or answers otherwise than the Keras model.
    """
    keras.utils.clear_session()  # the names of the layers are in the file
    model = centerface()
    weights.put_into(model, weights.float16_rounded(network))
    with tempfile.TemporaryDirectory() as folder:
        module = tf.Module()
        module.serve = with_constant_weights(model)
        tf.saved_model.save(module, folder, signatures=module.serve)
        converter = tf.lite.TFLiteConverter.from_saved_model(folder)
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
        converter.target_spec.supported_types = [tf.float16]
        converted = bytes(converter.convert())
    if len(converted) < SMALLEST_FILE:
        raise RuntimeError(f"the converter lost the weights: {len(converted)} bytes")
    difference = _largest_difference(converted, model)
    if difference > LARGEST_DIFFERENCE:
        raise RuntimeError(f"the converted network differs from Keras by {difference:.2g}")
    return converted


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
    return max(float(np.abs(answered[head] - expected[head]).max()) for head in HEADS)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="+", help="built-in networks: faces, plates")
    parser.add_argument("--graphs", type=Path, help="folder for frozen GraphDefs")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    for name in options.names:
        network = weights.load(weights.checkpoint(name))
        if options.graphs:
            target, content = options.graphs / f"{name}.pb", frozen_graph(network)
        else:
            target, content = EXPORTS / f"{name}.tflite", tflite(network)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        cards.stamp(target)
        logger.info("%s written", target)


if __name__ == "__main__":
    main()
