"""Networks in `.tflite` files, run by LiteRT."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, ImageError, NetworkError
from anonymizer_gui.detection.decoding import STRIDE, Heads
from anonymizer_gui.detection.pool import Pool
from anonymizer_gui.detection.quiet import silenced_stderr
from anonymizer_gui.detection.tiling import CANVAS_MULTIPLE

MAGIC = b"TFL3"
"""Bytes 4 to 7 of a TensorFlow Lite file."""

IMAGE = "image"
HEADS = ("heatmap", "size", "offset")
"""Outputs of the signature, in the order of `Heads`; where a file finds several kinds each of them
comes with the kind and an underscore before it.
"""


SMALL_CANVAS = 200_000
"""Pixels of a canvas up to which an interpreter of its own looks at it.

A photo is shown at a fine scale and again at a coarser one, and an interpreter that goes from
640x480 pixels to 160x128 and back takes 5 ms for that, from 1088x832 to 416x320 12 ms: a tenth of
all. The second one takes 15 MB, and 140 bytes for each pixel. Another one for what is larger took
130 MB, and saved 2 % of a photo of 12 megapixels.
"""


class LiteRTNetwork:
    """A CenterNet-style network: per kind a heatmap of centres, sizes and offsets, at stride 4.

    Remembers an interpreter for small canvases, and those for large ones, which are loaded once
    there is a canvas that finds the others busy.

    The file has one signature. In: `image` uint8 [1, h, w, 3], RGB, any h and w that are multiples
    of 32. Out, float32: `heatmap` [1, h/4, w/4, 1], `size` and `offset` [1, h/4, w/4, 2]; with two
    kinds `face_heatmap`, `plate_heatmap` and so on.
    """

    def __init__(
        self, content: bytes, *, kinds: Sequence[Kind], name: str, threads: int, at_once: int = 1
    ) -> None:
        """Load a network and try it on a small canvas.

        Args:
            content: The `.tflite` file.
            kinds: What it finds, at least one.
            name: Of the file, for messages.
            threads: How many the network may use for one canvas, at least 1.
            at_once: How many large canvases it looks at at once, at least 1.

        Raises:
            NetworkError: It is not a network, damaged, or of another kind.
        """
        if content[4:8] != MAGIC:
            raise NetworkError(
                QT_TRANSLATE_NOOP("errors", "{0} is not a TensorFlow Lite network."), name
            )
        self.at_once = at_once
        self._name = name
        load = partial(_Loaded, content, outputs_of(kinds), name=name, threads=threads)
        self._small, self._large = (Pool(lambda _: load(), most) for most in (1, at_once))
        try:
            with self._small.taken() as loaded, silenced_stderr():
                loaded.answers(np.zeros((CANVAS_MULTIPLE, CANVAS_MULTIPLE, 3), np.uint8))
        except RuntimeError as error:
            raise _not_run(error, name=name) from error
        except ValueError as error:
            raise NetworkError(
                QT_TRANSLATE_NOOP(
                    "errors",
                    "{0} is not a network of the kind that is used here: its answers have another "
                    "shape.",
                ),
                name,
            ) from error

    def answers(self, canvas: NDArray[np.uint8]) -> dict[Kind, Heads]:
        """The answer for one canvas, per kind.

        Args:
            canvas: uint8 [h, w, 3], RGB, h and w multiples of 32.

        Raises:
            ImageError: There is too little memory, or the answer has another shape.
        """
        try:
            size = canvas.shape[0], canvas.shape[1]
            pool = self._small if size[0] * size[1] <= SMALL_CANVAS else self._large
            with pool.taken(lambda loaded: loaded.size == size) as loaded:
                return loaded.answers(canvas)
        except (RuntimeError, ValueError, MemoryError, NetworkError) as error:
            raise ImageError(
                QT_TRANSLATE_NOOP("errors", "The network {0} fails on this photo."), self._name
            ) from error


class _Loaded:
    """An interpreter.

    Attributes:
        size: Height and width of the canvases for which it has memory.
    """

    def __init__(
        self, content: bytes, outputs: Mapping[Kind, Sequence[str]], *, name: str, threads: int
    ) -> None:
        self._interpreter = _interpreter(content, name=name, threads=threads)
        self._outputs = outputs
        self._tensors = _tensors(self._interpreter, outputs, name=name)
        self.size = (0, 0)

    def answers(self, canvas: NDArray[np.uint8]) -> dict[Kind, Heads]:
        height, width = canvas.shape[:2]
        interpreter = self._interpreter
        self._resize((height, width))
        interpreter.set_tensor(self._tensors[IMAGE], canvas[None])
        interpreter.invoke()
        cells = (1, height // STRIDE, width // STRIDE)
        answers = {}
        for kind, names in self._outputs.items():
            heatmap, size, offset = (interpreter.get_tensor(self._tensors[name]) for name in names)
            if heatmap.shape != (*cells, 1) or not size.shape == offset.shape == (*cells, 2):
                raise ValueError(f"heatmap of {list(canvas.shape)} is {list(heatmap.shape)}")
            answers[kind] = Heads(heatmap[0, ..., 0], size[0], offset[0])
        return answers

    def _resize(self, size: tuple[int, int]) -> None:
        """Get memory for canvases of that height and width."""
        if size == self.size:
            return
        self.size = (0, 0)  # if this fails, the interpreter is good for no size
        self._interpreter.resize_tensor_input(self._tensors[IMAGE], [1, *size, 3])
        self._interpreter.allocate_tensors()
        self.size = size


def outputs_of(kinds: Sequence[Kind]) -> dict[Kind, list[str]]:
    """Per kind, the names of its outputs in the order of `Heads`."""
    if len(kinds) == 1:
        return {kinds[0]: list(HEADS)}
    return {kind: [f"{kind}_{head}" for head in HEADS] for kind in kinds}


def _interpreter(content: bytes, *, name: str, threads: int) -> Any:
    from ai_edge_litert.interpreter import Interpreter

    try:
        with silenced_stderr():
            return Interpreter(model_content=content, num_threads=threads)
    except (RuntimeError, ValueError) as error:
        raise NetworkError(
            QT_TRANSLATE_NOOP("errors", "{0} is damaged or cut short. Download or copy it again."),
            name,
        ) from error


def _not_run(error: RuntimeError, *, name: str) -> NetworkError:
    """What to say of a network that LiteRT refuses to run."""
    operation = re.search(r"custom op: (\w+)|\((\w+)\) failed to prepare", str(error))
    if operation is None:
        return NetworkError(QT_TRANSLATE_NOOP("errors", "{0} cannot be run here."), name)
    return NetworkError(
        QT_TRANSLATE_NOOP("errors", "{0} cannot be run here because of its operation “{1}”."),
        name,
        operation[1] or operation[2],
    )


def _tensors(
    interpreter: Any, outputs: Mapping[Kind, Sequence[str]], *, name: str
) -> dict[str, int]:
    """Index of each tensor of the signature, by its name.

    Raises:
        NetworkError: The signature lacks one, or one has another type.
    """
    known: dict[str, Any] = {}
    # Of a damaged name or number: then what is needed is not there
    with suppress(ValueError, TypeError):
        signatures = list(interpreter.get_signature_list())
        if len(signatures) == 1:
            runner = interpreter.get_signature_runner(signatures[0])
            known = {**runner.get_input_details(), **runner.get_output_details()}
    needed = dict.fromkeys(chain(*outputs.values()), np.float32)
    for tensor, dtype in {IMAGE: np.uint8, **needed}.items():
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
