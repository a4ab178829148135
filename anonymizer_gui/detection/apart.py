"""Networks of LiteRT in processes of their own, for the window.

LiteRT holds Python's lock while it makes memory for a canvas: 5 to 80 ms where nothing else runs,
far longer where something does. A window in the same process stands still for that time.
"""

from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core import worker
from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, ImageError, NetworkError
from anonymizer_gui.core.worker import Worker, WorkerDiedError, WorkerEndedBeforeError
from anonymizer_gui.detection.pool import Pool

if TYPE_CHECKING:  # what the window begins early must not load OpenCV
    from collections.abc import Sequence

    from anonymizer_gui.detection.decoding import Heads
    from anonymizer_gui.detection.litert import LiteRTNetwork

LIMIT_S = 300.0
"""In which a network must be open, or have looked at a canvas: a hundred times what they need."""


_beginning = Lock()


def make_ready() -> None:
    """Begin the first process, so that a network is open sooner; comes back when it is ready."""
    with _beginning, suppress(WorkerDiedError):  # whoever opens a network hears of that
        _host().asked("ready", limit_s=LIMIT_S)


def end() -> None:
    """End the processes, and give their memory back."""
    with _beginning:
        for host in tuple(_hosts):
            host.end()


class NetworkApart:
    """The same as `LiteRTNetwork`, with a process for each canvas that is looked at at once."""

    def __init__(
        self,
        content: bytes,
        *,
        kinds: "Sequence[Kind]",
        name: str,
        threads: int,
        at_once: int = 1,
    ) -> None:
        """Load a network; the arguments and errors are those of `LiteRTNetwork`."""
        self.at_once = at_once
        opening = (content, tuple(kinds), name, threads)
        self._pool = Pool(lambda count: _Opened(_host(count), opening), at_once)
        with self._pool.taken():
            pass  # so that it is refused now

    def answers(self, canvas: NDArray[np.uint8]) -> "dict[Kind, Heads]":
        """The answer for one canvas, per kind.

        Args:
            canvas: uint8 [h, w, 3], RGB, h and w multiples of 32.

        Raises:
            ImageError: There is too little memory, or the answer has another shape.
        """
        with self._pool.taken() as opened:
            return opened.answers(canvas)


class _Opened:
    """A network in one of the processes.

    Remembers the process, what it takes to open the network again, and its number there.
    """

    def __init__(self, host: Worker, opening: "tuple[bytes, tuple[Kind, ...], str, int]") -> None:
        self._host, self._opening = host, opening
        self._open()

    def answers(self, canvas: NDArray[np.uint8]) -> "dict[Kind, Heads]":
        from anonymizer_gui.detection.decoding import Heads

        pixels = np.ascontiguousarray(canvas).data.cast("B")
        try:
            said, pieces = self._asked(canvas.shape, pixels)
        except (WorkerDiedError, NetworkError) as error:  # also where it cannot be opened again
            raise ImageError(
                QT_TRANSLATE_NOOP("errors", "The network {0} fails on this photo."),
                self._opening[2],
            ) from error
        if "failed" in said:
            raise ImageError(*said["failed"])
        arrays = (
            np.frombuffer(piece, np.float32).reshape(shape)
            for piece, shape in zip(pieces, said["shapes"], strict=True)
        )
        return {kind: Heads(next(arrays), next(arrays), next(arrays)) for kind in self._opening[1]}

    def _asked(
        self, shape: tuple[int, ...], pixels: memoryview
    ) -> tuple[dict[str, Any], list[bytes]]:
        while True:
            try:
                return self._host.asked(
                    (self._number, shape),
                    pieces=[pixels],
                    limit_s=LIMIT_S,
                    ended=self._ended_before,
                )
            except WorkerEndedBeforeError:  # also of what another network did there
                self._open()

    def _open(self) -> None:
        name = self._opening[2]
        self._ended_before = self._host.ended
        try:
            said, _ = self._host.asked(self._opening, limit_s=LIMIT_S)
        except WorkerDiedError as error:
            raise NetworkError(
                QT_TRANSLATE_NOOP("errors", "{0} cannot be run here."), name
            ) from error
        if "refused" in said:
            raise NetworkError(*said["refused"])
        self._number = int(said["number"])


_hosts: list[Worker] = []
_counting = Lock()


def _host(number: int = 0) -> Worker:
    """One of the processes; of most networks only the first one is asked."""
    with _counting:
        while len(_hosts) <= number:
            _hosts.append(Worker(_serve, name="networks"))
        return _hosts[number]


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
