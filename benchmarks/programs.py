"""Running a program as a user would, with the time of each photo and the memory it takes."""

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Event, Thread

import numpy as np
import psutil

SAMPLING_S = 0.1
LISTING_S = 1.0
"""Seconds between two lists of what a program has started: one takes a millisecond of a processor
that the program would have.
"""


@dataclass(frozen=True, slots=True)
class Run:
    """What a program took.

    Attributes:
        seconds: From its start to its end.
        to_first: From its start to the first line that says that a photo is done.
        per_photo: Seconds of each further photo: the slope of the times of these lines.
        peak: Bytes in memory at most, of it and all programs that it started.
    """

    seconds: float
    to_first: float
    per_photo: float
    peak: int


def run(command: Sequence[str], *, mark: str = "[") -> Run:
    """Run a program to its end.

    Args:
        command: The program and its arguments.
        mark: With what each line begins that says that a photo is done.

    Raises:
        RuntimeError: It failed.
    """
    started = time.perf_counter()
    done: list[float] = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    ) as program:
        memory = _Memory(program.pid)
        said = []
        for line in program.stdout or ():
            said.append(line)
            if line.startswith(mark):
                done.append(time.perf_counter() - started)
    seconds = time.perf_counter() - started
    peak = memory.peak()
    if program.returncode:
        raise RuntimeError(f"{command[0]} failed: {''.join(said[-20:])}")
    first = done[0] if done else seconds
    return Run(seconds, first, slope(done), peak)


def slope(times: Sequence[float]) -> float:
    """Seconds from one to the next of what ends at these times, which may be several at once."""
    if len(times) < 2:
        return float("nan")
    return float(np.polyfit(range(len(times)), times, 1)[0])


class _Memory:
    """Looks at the memory of a program and of those that it started, until it is asked."""

    def __init__(self, pid: int) -> None:
        self._program = psutil.Process(pid)
        self._peak = 0
        self._stop = Event()
        self._thread = Thread(target=self._look, daemon=True)
        self._thread.start()

    def peak(self) -> int:
        """Bytes at most; looks no longer."""
        self._stop.set()
        self._thread.join()
        return self._peak

    def _look(self) -> None:
        tree, listed = [self._program], 0.0
        while not self._stop.wait(SAMPLING_S):
            try:
                if time.perf_counter() - listed >= LISTING_S:
                    tree = [self._program, *self._program.children(recursive=True)]
                    listed = time.perf_counter()
                self._peak = max(self._peak, sum(one.memory_info().rss for one in tree))
            except psutil.Error:  # one of them has ended
                listed = 0.0


def ours(photos: str, output: str) -> list[str]:
    """The command line of this program."""
    return [
        *(sys.executable, "-m", "anonymizer_gui.cli"),
        *("--input", photos, "--image-output", output),
    ]
