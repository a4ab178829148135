"""Feeding damaged files to the program, and counting what becomes of them."""

import json
import os
import queue
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

from tests.fuzz.worker import BEGUN, FAULT, RESTART

LONGEST_S = 10.0
MOST_MEGABYTES = 1024

_START_S = 300.0
"""In which a worker must have begun: TensorFlow makes the files of networks."""

_FOLDER = Path(__file__).parents[2]


@dataclass
class Tally:
    """What became of damaged files of one kind.

    Attributes:
        files: How many there were.
        words: How many were read, refused with a sentence, or at fault.
        slowest_s: The longest time that one took.
        most_megabytes: How much more memory one took than a whole file.
        faults: What must not happen, with the number of the file.
    """

    files: int = 0
    words: Counter[str] = field(default_factory=Counter)
    slowest_s: float = 0.0
    most_megabytes: int = 0
    faults: list[str] = field(default_factory=list)


def fuzzed(kind: str, *, files: int, seed: int) -> Tally:
    """Read damaged files of a kind, in worker processes, a new one after each that died.

    Args:
        kind: See `seeds.SEEDS`.
        files: How many.
        seed: Of the damage.
    """
    tally, first = Tally(), 0
    while first < files:
        first = _some(kind, seed, first, files - first, tally)
    tally.files = files
    return tally


def _some(kind: str, seed: int, first: int, count: int, tally: Tally) -> int:
    """Read files until all are done or the worker dies; returns the number of the next one."""
    with tempfile.TemporaryDirectory(prefix="anonymizer-fuzz-") as name:
        folder = Path(name)
        command = [sys.executable, "-m", "tests.fuzz.worker", kind]
        command += [str(seed), str(first), str(count), str(folder / "work")]
        environment = os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3"}
        with (folder / "said").open("wb") as said:
            worker = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=said, cwd=_FOLDER, env=environment
            )
            number = _followed(worker, tally, first)
            ended = number == first + count - 1 and worker.wait() == 0
            worker.kill()
            code = worker.wait()
        if not ended and code != RESTART:
            last = (folder / "said").read_text(encoding="utf-8", errors="replace")[-300:]
            if number < first:
                raise RuntimeError(f"the worker does not begin: {last}")
            tally.faults.append(f"{number}: died or hung ({code}) {last.strip()}")
            tally.words[FAULT] += 1
    return number + 1


def _followed(worker: "subprocess.Popen[bytes]", tally: Tally, first: int) -> int:
    """Count what a worker tells; returns the number of the last file that it has begun."""
    lines: queue.Queue[bytes | None] = queue.Queue()
    Thread(target=_read, args=(worker, lines), daemon=True).start()
    number, limit_s = first - 1, _START_S
    while True:
        try:
            line = lines.get(timeout=limit_s)
        except queue.Empty:
            return number
        if line is None:
            return number
        word, number, *rest = json.loads(line)
        limit_s = LONGEST_S
        if word != BEGUN:
            _count(tally, word, number, *rest)


def _count(tally: Tally, word: str, number: int, said: str, seconds: float, megabytes: int) -> None:
    tally.words[word] += 1
    tally.slowest_s = max(tally.slowest_s, seconds)
    tally.most_megabytes = max(tally.most_megabytes, megabytes)
    if word == FAULT:
        tally.faults.append(f"{number}: {said}")
    if megabytes > MOST_MEGABYTES:
        tally.faults.append(f"{number}: {megabytes} MB, {said}")


def _read(worker: "subprocess.Popen[bytes]", lines: "queue.Queue[bytes | None]") -> None:
    assert worker.stdout is not None
    with worker.stdout:
        for line in worker.stdout:
            lines.put(line)
    lines.put(None)
