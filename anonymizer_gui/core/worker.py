"""A process that does what a library is not trusted to survive: it may hang or die of it.

It is begun with the first question, and anew after one of which it has died. It may take some time
and half of the memory of the computer. What comes back is text and bytes, never objects, so that
whoever takes the process over gets no further.
"""

import atexit
import json
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any

from anonymizer_gui.core.memory import bytes_built_in, bytes_of

Answer = tuple[dict[str, Any], Sequence[bytes]]
"""What is said, as JSON can say it, and bytes with it."""

Piece = bytes | memoryview

Serve = Callable[..., Answer]
"""From a question and its pieces to the answer, in the process. A function of a module."""

_LARGEST = 2**31 - 1
"""Bytes of one piece of an answer."""

_LOOK_EVERY_S = 0.1
"""A process is looked at so often."""


class WorkerDiedError(RuntimeError):
    """The process has ended, or was ended since it took too long or too much memory."""


class WorkerEndedBeforeError(WorkerDiedError):
    """The process that was meant has ended before it was asked; nothing was asked."""


class Worker:
    """Remembers the process, the connection to it, and how often one has ended."""

    def __init__(self, serve: Serve, *, name: str) -> None:
        """Nothing is begun yet.

        Args:
            serve: What the process does.
            name: Of the process, for lists of processes.
        """
        self.ended = 0
        self._serve, self._name = serve, name
        self._lock = Lock()
        self._process: Any = None
        self._connection: Connection | None = None
        atexit.register(self.end)

    def asked(
        self,
        question: object,
        *,
        limit_s: float,
        pieces: Sequence[Piece] = (),
        ended: int | None = None,
    ) -> tuple[dict[str, Any], list[bytes]]:
        """Ask something, and wait for the answer.

        Args:
            question: Anything that can be pickled.
            limit_s: In which all of the answer must be here.
            pieces: What belongs to it and is large: handed over without holding Python's lock.
            ended: How many had ended when the process was begun that is meant; None for any.

        Raises:
            WorkerEndedBeforeError: The one that is meant is not there any more.
            WorkerDiedError: There is no answer, or none in time.
        """
        with self._lock:
            if ended not in (None, self.ended):
                raise WorkerEndedBeforeError(f"the process of {self._name} was another one")
            try:
                connection = self._connection or self._begun()
                with self._watched(limit_s):
                    connection.send((question, len(pieces)))
                    for piece in pieces:
                        connection.send_bytes(piece)
                    header = json.loads(connection.recv_bytes(_LARGEST))
                    answers = [
                        connection.recv_bytes(_LARGEST) for _ in range(int(header["pieces"]))
                    ]
            except (OSError, EOFError, ValueError, LookupError, TypeError) as error:
                self._end()
                raise WorkerDiedError(f"the process of {self._name} has ended") from error
        return header["said"], answers

    def end(self) -> None:
        """End the process, whatever it does; who waits for its answer hears that it has died."""
        self._kill()
        while not self._lock.acquire(timeout=_LOOK_EVERY_S):
            self._kill()
        try:
            self._end()
        finally:
            self._lock.release()

    def _kill(self) -> None:
        process = self._process
        with suppress(ValueError):  # another thread has closed it
            if process is not None:
                process.kill()

    def _end(self) -> None:
        self.ended += 1
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = None

    @contextmanager
    def _watched(self, limit_s: float) -> Iterator[None]:
        """End the process if it takes too much: whoever waits for it then hears of that."""
        process, answered, until = self._process, Event(), monotonic() + limit_s

        def watch() -> None:
            while not answered.wait(min(_LOOK_EVERY_S, max(until - monotonic(), 0))):
                if monotonic() >= until or bytes_of(process) > bytes_built_in() // 2:
                    process.kill()
                    return

        watcher = Thread(target=watch, name=f"watch {self._name}", daemon=True)
        watcher.start()
        try:
            yield
        finally:
            answered.set()
            watcher.join()

    def _begun(self) -> Connection:
        # As long as a thread loads OpenCV, `sys.path` has a folder that no process must get
        import cv2  # noqa: F401

        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(
            target=_work, args=(there, self._serve), daemon=True, name=self._name
        )
        process.start()
        there.close()
        self._process, self._connection = process, here
        return here


def _work(connection: Connection, serve: Serve) -> None:
    """Answer until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program, which ends this
    Thread(target=_end_with_parent, daemon=True).start()
    sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for number in (1, 2):  # native code writes to both
        with suppress(OSError):  # a program with a window has none on Windows
            os.dup2(sys.stderr.fileno(), number)
    while True:
        try:
            question, count = connection.recv()
            given = [connection.recv_bytes(_LARGEST) for _ in range(count)]
        except (EOFError, OSError):
            return
        said, pieces = serve(question, *given)
        connection.send_bytes(json.dumps({"said": said, "pieces": len(pieces)}).encode())
        for piece in pieces:
            connection.send_bytes(piece)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
