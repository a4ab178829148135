"""Foreign graphs run in a process of their own: one that hangs or dies does not end the program.

TensorFlow ends its process where a graph asks for what it did not expect (`CHECK`), and a graph may
hold a loop without end. All graphs share one process, begun when the first is opened, and begun
anew after one of them has ended it. What comes back is numbers and text, never objects.
"""

import atexit
import json
import multiprocessing
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from multiprocessing.connection import Connection
from threading import Lock, Thread
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, NetworkError
from anonymizer_gui.detection.graph_check import check_bytes
from anonymizer_gui.detection.graph_session import Answer, check_tensorflow, opened_graph

OPEN_S = 300.0
"""In which a graph must be open; TensorFlow itself takes up to a minute on a slow machine."""

LOOK_S, LOOK_S_PER_MEGAPIXEL = 60.0, 30.0
"""In which it must have looked at a photo: many times what the slowest known one needs."""

_LARGEST_ANSWER = 2**26
_OPEN, _LOOK = "open", "look"


class HostDiedError(RuntimeError):
    """The process of the graphs has ended, or was ended since it took too long."""


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
    return _HostedGraph(_host(), (content, outputs, name, threads))


class _HostedGraph:
    """Remembers what it takes to open the graph again, and where it is open."""

    def __init__(self, host: "_Host", opening: tuple[bytes, tuple[str, ...], str, int]) -> None:
        self._host = host
        self._opening = opening
        self._open()

    def __call__(self, image: NDArray[np.uint8]) -> Sequence[NDArray[np.float32]]:
        """The outputs for uint8 [1, H, W, 3].

        Raises:
            RuntimeError: TensorFlow fails, takes too long, or has ended its process.
        """
        if self._ended_before != self._host.ended:
            self._open()
        limit_s = LOOK_S + LOOK_S_PER_MEGAPIXEL * image.size / 3e6
        return self._host.asked(_LOOK, (self._number, image), limit_s=limit_s)

    def _open(self) -> None:
        try:
            (number,) = self._host.asked(_OPEN, self._opening, limit_s=OPEN_S)
        except HostDiedError as error:
            raise NetworkError(
                QT_TRANSLATE_NOOP(
                    "errors", "{0} is refused: TensorFlow does not survive opening it."
                ),
                self._opening[2],
            ) from error
        self._number, self._ended_before = int(number[0]), self._host.ended


class _Host:
    """Remembers the process, the connection to it, and how often one was ended."""

    def __init__(self) -> None:
        self.ended = 0
        self._lock = Lock()
        self._process: Any = None
        self._connection: Connection | None = None

    def asked(self, what: str, values: object, *, limit_s: float) -> list[NDArray[np.float32]]:
        """Ask the process something, and wait for the answer.

        Raises:
            NetworkError: The graph is refused.
            HostDiedError: It gives no answer.
            RuntimeError: TensorFlow fails.
        """
        with self._lock:
            try:
                connection = self._connection or self._begun()
                connection.send((what, values))
                if not connection.poll(limit_s):
                    raise HostDiedError(f"no answer in {limit_s:.0f} s")
                return _received(connection)
            except (OSError, EOFError) as error:
                self.end()
                raise HostDiedError("the process of the graphs has ended") from error
            except HostDiedError:
                self.end()
                raise

    def end(self) -> None:
        """End the process, whatever it does."""
        self.ended += 1
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = None

    def _begun(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        self._process = context.Process(target=_serve, args=(there,), daemon=True, name="graphs")
        self._process.start()
        there.close()
        self._connection = here
        return here


@cache
def _host() -> _Host:
    host = _Host()
    atexit.register(host.end)
    return host


def _received(connection: Connection) -> list[NDArray[np.float32]]:
    """The answer: a line of JSON, then the bytes of each array."""
    header = json.loads(connection.recv_bytes(_LARGEST_ANSWER))
    if "refused" in header:
        raise NetworkError(*header["refused"])
    if "failed" in header:
        raise RuntimeError(header["failed"])
    return [
        np.frombuffer(connection.recv_bytes(_LARGEST_ANSWER), np.float32).reshape(shape)
        for shape in header["shapes"]
    ]


def _serve(connection: Connection) -> None:
    """Open graphs and look at photos until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program, which ends this
    Thread(target=_end_with_parent, daemon=True).start()
    sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    with suppress(OSError):  # a program with a window has none on Windows
        os.dup2(sys.stderr.fileno(), 2)
    graphs: list[Answer] = []
    while True:
        try:
            what, values = connection.recv()
        except (EOFError, OSError):
            return
        header: dict[str, Any] = {}
        arrays: list[NDArray[np.float32]] = []
        try:
            if what == _OPEN:
                content, outputs, name, threads = values
                graphs.append(opened_graph(content, outputs, name=name, threads=threads))
                arrays = [np.float32(len(graphs) - 1).reshape(1)]
            else:
                number, image = values
                arrays = [np.asarray(one, np.float32) for one in graphs[number](image)]
            header["shapes"] = [one.shape for one in arrays]
        except NetworkError as error:
            header["refused"] = [str(argument) for argument in error.args]
        except Exception as error:  # noqa: BLE001 - whatever a foreign graph leads to
            header["failed"] = f"{type(error).__name__}: {error}"[:2000]
        connection.send_bytes(json.dumps(header).encode())
        for one in arrays if "shapes" in header else ():
            connection.send_bytes(np.ascontiguousarray(one).tobytes())


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
