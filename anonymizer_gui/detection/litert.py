"""Networks in `.tflite` files, run by LiteRT."""

from collections import OrderedDict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, NetworkError
from anonymizer_gui.detection.decoding import STRIDE, Heads
from anonymizer_gui.detection.quiet import silenced_stderr
from anonymizer_gui.detection.tiling import CANVAS_MULTIPLE

MAGIC = b"TFL3"
"""Bytes 4 to 7 of a TensorFlow Lite file."""

IMAGE = "image"
HEADS = ("heatmap", "size", "offset")
"""Outputs of the signature, in the order of `Heads`."""

INTERPRETERS = 2
"""How many are kept: photos of one size need two canvases, one per scale mostly."""


class LiteRTNetwork:
    """A CenterNet-style network: one heatmap of centres, sizes and offsets, at stride 4.

    Remembers the file and up to `INTERPRETERS` interpreters with memory for one canvas size each.
    The one that was used least recently changes its size when another is needed.

    The file has one signature. In: `image` uint8 [1, h, w, 3], RGB, any h and w that are multiples
    of 32. Out, float32: `heatmap` [1, h/4, w/4, 1], `size` and `offset` [1, h/4, w/4, 2].
    """

    def __init__(self, content: bytes, *, name: str, threads: int) -> None:
        """Load a network and try it on a small canvas.

        Args:
            content: The `.tflite` file.
            name: Of the file, for messages.
            threads: How many the network may use, at least 1.

        Raises:
            NetworkError: It is not a network, damaged, or of another kind.
        """
        if content[4:8] != MAGIC:
            raise NetworkError(
                QT_TRANSLATE_NOOP("errors", "{0} is not a TensorFlow Lite network."), name
            )
        self._content = content
        self._name = name
        self._threads = threads
        self._interpreters: OrderedDict[tuple[int, int], Any] = OrderedDict()
        first = self._made()
        self._tensors = _tensors(first, name=name)
        try:
            self._allocate(first, (CANVAS_MULTIPLE, CANVAS_MULTIPLE))
            self.heads(np.zeros((CANVAS_MULTIPLE, CANVAS_MULTIPLE, 3), np.uint8))
        except (RuntimeError, ValueError) as error:
            raise NetworkError(
                QT_TRANSLATE_NOOP(
                    "errors",
                    "{0} cannot be run: it needs an operation that is not here, or "
                    "its answers have another shape.",
                ),
                name,
            ) from error

    def heads(self, canvas: NDArray[np.uint8]) -> Heads:
        """The answer for one canvas.

        Args:
            canvas: uint8 [h, w, 3], RGB, h and w multiples of 32.
        """
        interpreter = self._ready((canvas.shape[0], canvas.shape[1]))
        interpreter.set_tensor(self._tensors[IMAGE], canvas[None])
        interpreter.invoke()
        heatmap, size, offset = (interpreter.get_tensor(self._tensors[head])[0] for head in HEADS)
        if heatmap.shape != (canvas.shape[0] // STRIDE, canvas.shape[1] // STRIDE, 1):
            raise ValueError(f"heatmap of {list(canvas.shape)} is {list(heatmap.shape)}")
        return Heads(heatmap[..., 0], size, offset)

    def _ready(self, size: tuple[int, int]) -> Any:
        """An interpreter with memory for canvases of that height and width."""
        if size in self._interpreters:
            self._interpreters.move_to_end(size)
            return self._interpreters[size]
        if len(self._interpreters) < INTERPRETERS:
            interpreter = self._made()
        else:
            _, interpreter = self._interpreters.popitem(last=False)
        self._allocate(interpreter, size)
        return interpreter

    def _made(self) -> Any:
        from ai_edge_litert.interpreter import Interpreter

        try:
            with silenced_stderr():
                return Interpreter(model_content=self._content, num_threads=self._threads)
        except (RuntimeError, ValueError) as error:
            raise NetworkError(
                QT_TRANSLATE_NOOP(
                    "errors", "{0} is damaged or cut short. Download or copy it again."
                ),
                self._name,
            ) from error

    def _allocate(self, interpreter: Any, size: tuple[int, int]) -> None:
        interpreter.resize_tensor_input(self._tensors[IMAGE], [1, *size, 3])
        with silenced_stderr():
            interpreter.allocate_tensors()
        self._interpreters[size] = interpreter


def _tensors(interpreter: Any, *, name: str) -> dict[str, int]:
    """Index of each tensor of the signature, by its name.

    Raises:
        NetworkError: The signature lacks one, or one has another type.
    """
    signatures = list(interpreter.get_signature_list())
    known: dict[str, Any] = {}
    if len(signatures) == 1:
        runner = interpreter.get_signature_runner(signatures[0])
        known = {**runner.get_input_details(), **runner.get_output_details()}
    for tensor, dtype in {IMAGE: np.uint8, **dict.fromkeys(HEADS, np.float32)}.items():
        if tensor not in known:
            raise NetworkError(
                QT_TRANSLATE_NOOP(
                    "errors", "{0} is not a network of the kind that is used here: it lacks “{1}”."
                ),
                name,
                tensor,
            )
        if known[tensor]["dtype"] != dtype:
            raise NetworkError(
                QT_TRANSLATE_NOOP(
                    "errors",
                    "{0} is not a network of the kind that is used here: “{1}” is of type {2}, "
                    "not {3}.",
                ),
                name,
                tensor,
                np.dtype(known[tensor]["dtype"]).name,
                np.dtype(dtype).name,
            )
    return {tensor: int(details["index"]) for tensor, details in known.items()}
