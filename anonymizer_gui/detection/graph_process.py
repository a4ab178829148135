"""Foreign graphs run in a process of their own: one that hangs or dies does not end the program.

TensorFlow ends its process where a graph asks for what it did not expect (`CHECK`), and a graph may
hold a loop without end or ask for all memory. All graphs share one process.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core import worker
from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, NetworkError
from anonymizer_gui.core.worker import Worker, WorkerDiedError, WorkerEndedBeforeError
from anonymizer_gui.detection.graph_check import check_bytes
from anonymizer_gui.detection.graph_session import (
    Answer,
    check_tensorflow,
    load_tensorflow,
    opened_graph,
)

START_S = 300.0
"""In which TensorFlow must be there: it takes up to a minute on a slow machine."""

OPEN_S = 120.0
"""In which a graph must be open then: one of 180 MB took 20 s on a busy machine."""

LOOK_S, LOOK_S_PER_MEGAPIXEL = 60.0, 30.0
"""In which it must have looked at a photo: many times what the slowest known one needs."""

_BEGIN = "begin"
"""The first question: TensorFlow is loaded."""

Opening = tuple[bytes, tuple[str, ...], str, int]
"""Content of the file, wanted outputs, name of the file, threads."""


def hosted_graph(content: bytes, outputs: tuple[str, ...], *, name: str, threads: int) -> Answer:
    """Check a graph and load it, in the process of the graphs.

    Args:
        content: The `.pb` file.
        outputs: Names of what is wanted of it.
        name: Of the file, for messages.
        threads: How many TensorFlow may use. The first graph decides for all.

    Raises:
        NetworkError: It is not a graph, not a detector, or refused; or there is no TensorFlow.
    """
    check_bytes(content, name=name)
    check_tensorflow(name)
    return _HostedGraph((content, outputs, name, threads))


class _HostedGraph:
    """Remembers what it takes to open the graph again, and where it is open."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self._open()

    def __call__(self, image: NDArray[np.uint8]) -> Sequence[NDArray[np.float32]]:
        """The outputs for uint8 [1, H, W, 3].

        Raises:
            RuntimeError: TensorFlow fails, takes too long, or has ended its process.
        """
        said, pieces = self._asked(image)
        if "failed" in said:
            raise RuntimeError(said["failed"])
        return [
            np.frombuffer(piece, np.float32).reshape(shape)
            for piece, shape in zip(pieces, said["shapes"], strict=True)
        ]

    def _asked(self, image: NDArray[np.uint8]) -> tuple[dict[str, Any], list[bytes]]:
        limit_s = LOOK_S + LOOK_S_PER_MEGAPIXEL * image.size / 3e6
        pixels = np.ascontiguousarray(image).data.cast("B")
        while True:
            try:
                return host().asked(
                    (self._number, image.shape),
                    pieces=[pixels],
                    limit_s=limit_s,
                    ended=self._ended_before,
                )
            except WorkerEndedBeforeError:  # also of what another graph did there
                self._open()

    def _open(self) -> None:
        self._ended_before = host().ended
        try:
            host().asked(_BEGIN, limit_s=START_S)
            said, _ = host().asked(self._opening, limit_s=OPEN_S)
        except WorkerDiedError as error:
            raise NetworkError(
                QT_TRANSLATE_NOOP(
                    "errors", "{0} is refused: TensorFlow does not survive opening it."
                ),
                self._opening[2],
            ) from error
        if "refused" in said:
            raise NetworkError(*said["refused"])
        if "failed" in said:
            raise NetworkError(
                QT_TRANSLATE_NOOP("errors", "{0} is damaged. Download or copy it again."),
                self._opening[2],
            )
        self._number = int(said["number"])


@cache
def host() -> Worker:
    """The process of all graphs."""
    return Worker(_serve, name="graphs")


_graphs: list[Answer] = []
"""Those that are open, in the process of the graphs."""


def _serve(question: Any, pixels: bytes = b"") -> worker.Answer:
    """Begin, open a graph, or look at a photo with one that is open."""
    try:
        match question:
            case str():
                load_tensorflow()
                return {}, []
            case (content, outputs, name, threads):
                _graphs.append(opened_graph(content, outputs, name=name, threads=threads))
                return {"number": len(_graphs) - 1}, []
            case (number, shape):
                image = np.frombuffer(pixels, np.uint8).reshape(shape)
                arrays = [np.ascontiguousarray(one, np.float32) for one in _graphs[number](image)]
                return {"shapes": [one.shape for one in arrays]}, [one.tobytes() for one in arrays]
    except NetworkError as error:
        return {"refused": [str(argument) for argument in error.args]}, []
    except Exception as error:  # noqa: BLE001 - whatever a foreign graph leads to
        return {"failed": f"{type(error).__name__}: {error}"[:2000]}, []
    raise ValueError("neither an opening nor a photo")
