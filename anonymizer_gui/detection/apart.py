"""Networks of LiteRT in a process of their own, for the window.

LiteRT holds Python's lock while it makes memory for a canvas: 5 to 80 ms where nothing else runs,
far longer where something does. A window in the same process stands still for that time.
"""

from contextlib import suppress
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core import worker
from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, ImageError, NetworkError
from anonymizer_gui.core.worker import Worker, WorkerDiedError

if TYPE_CHECKING:  # what the window begins early must not load OpenCV
    from collections.abc import Sequence

    from anonymizer_gui.detection.decoding import Heads
    from anonymizer_gui.detection.litert import LiteRTNetwork

LIMIT_S = 300.0
"""In which a network must be open, or have looked at a canvas: a hundred times what they need."""


_beginning = Lock()


def make_ready() -> None:
    """Begin the process, so that the next network is open sooner; comes back when it is ready."""
    with _beginning, suppress(WorkerDiedError):  # whoever opens a network hears of that
        _host().asked("ready", limit_s=LIMIT_S)


def end() -> None:
    """End the process, and give its memory back."""
    with _beginning:
        _host().end()


class NetworkApart:
    """The same as `LiteRTNetwork`, for one canvas at a time.

    Remembers what it takes to open it again, and where it is.
    """

    at_once = 1

    def __init__(self, content: bytes, *, kinds: "Sequence[Kind]", name: str, threads: int) -> None:
        """Load a network; the arguments and errors are those of `LiteRTNetwork`."""
        self._opening = (content, tuple(kinds), name, threads)
        self._open()

    def answers(self, canvas: NDArray[np.uint8]) -> "dict[Kind, Heads]":
        """The answer for one canvas, per kind.

        Args:
            canvas: uint8 [h, w, 3], RGB, h and w multiples of 32.

        Raises:
            ImageError: There is too little memory, or the answer has another shape.
        """
        from anonymizer_gui.detection.decoding import Heads

        name = self._opening[2]
        if self._ended_before != _host().ended:
            self._open()
        pixels = np.ascontiguousarray(canvas).data.cast("B")
        try:
            said, pieces = _host().asked(
                (self._number, canvas.shape), pieces=[pixels], limit_s=LIMIT_S
            )
        except WorkerDiedError as error:
            raise ImageError(
                QT_TRANSLATE_NOOP("errors", "The network {0} fails on this photo."), name
            ) from error
        if "failed" in said:
            raise ImageError(*said["failed"])
        arrays = (
            np.frombuffer(piece, np.float32).reshape(shape)
            for piece, shape in zip(pieces, said["shapes"], strict=True)
        )
        return {kind: Heads(next(arrays), next(arrays), next(arrays)) for kind in self._opening[1]}

    def _open(self) -> None:
        name = self._opening[2]
        try:
            said, _ = _host().asked(self._opening, limit_s=LIMIT_S)
        except WorkerDiedError as error:
            raise NetworkError(
                QT_TRANSLATE_NOOP("errors", "{0} cannot be run here."), name
            ) from error
        if "refused" in said:
            raise NetworkError(*said["refused"])
        self._number, self._ended_before = int(said["number"]), _host().ended


@cache
def _host() -> Worker:
    """The process of all networks of LiteRT."""
    return Worker(_serve, name="networks")


_networks: "list[LiteRTNetwork]" = []
"""Those that are open, in the process of the networks."""


def _serve(question: Any, pixels: bytes = b"") -> worker.Answer:
    """Open a network, or show a canvas to one that is open."""
    from anonymizer_gui.detection.litert import LiteRTNetwork

    try:
        match question:
            case "ready":
                import ai_edge_litert.interpreter  # noqa: F401 - the longest part of opening one

                return {}, []
            case (content, kinds, name, threads):
                _networks.append(LiteRTNetwork(content, kinds=kinds, name=name, threads=threads))
                return {"number": len(_networks) - 1}, []
            case (number, shape):
                canvas = np.frombuffer(pixels, np.uint8).reshape(shape)
                answers = _networks[number].answers(canvas)
                arrays = [
                    array
                    for heads in answers.values()
                    for array in (heads.heatmap, heads.size, heads.offset)
                ]
                return {"shapes": [one.shape for one in arrays]}, [one.tobytes() for one in arrays]
    except NetworkError as error:
        return {"refused": [str(argument) for argument in error.args]}, []
    except ImageError as error:
        return {"failed": [str(argument) for argument in error.args]}, []
    raise ValueError("neither a network nor a canvas")
