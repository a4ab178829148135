"""A process that reads damaged files, with a limit on its memory, and may die of one.

`python -m tests.fuzz.worker KIND SEED FIRST COUNT FOLDER`: tells a line before and after each file.
"""

import json
import random
import shutil
import sys
import time
import warnings
from multiprocessing import active_children
from pathlib import Path

from anonymizer_gui.core.errors import AnonymizerError
from tests.fuzz.mutations import mutated, with_right_sums
from tests.fuzz.seeds import seeds_of
from tests.fuzz.targets import TARGETS

BEGUN, REFUSED, DONE, FAULT = "begun", "refused", "done", "fault"

RESTART = 75
"""The exit code where another worker must go on: the most memory of a process never falls."""

MUCH_MEGABYTES = 300
LONGEST_SENTENCE = 400

DEEPER = 0.8
"""Of the pictures and graphs that would be refused for a wrong sum or byte, so many would not."""


def damaged_file(kind: str, seed: int, number: int) -> bytes:
    """The file of a number: always the same one."""
    chance = random.Random(f"{seed} {kind} {number}")
    data = mutated(seeds_of(kind), chance)
    deeper = chance.random() < DEEPER
    if kind == "png" and deeper:
        return with_right_sums(data)
    if kind == "graph" and deeper:
        from tests.fuzz.graph_mutations import mutated_graph

        return mutated_graph(chance.choice(seeds_of(kind)), chance)
    return data


def outcome(kind: str, folder: Path, data: bytes) -> tuple[str, str]:
    """What becomes of a file: a word, and the sentence or fault."""
    try:
        TARGETS[kind](folder, data)
    except AnonymizerError as error:
        sentence = str(error)
        clear = sentence.endswith((".", "?")) and len(sentence) < LONGEST_SENTENCE + len(
            str(folder)
        )
        return (REFUSED, sentence) if clear else (FAULT, f"unclear: {sentence[:500]}")
    except BaseException as error:  # noqa: BLE001 - that is what is looked for
        return FAULT, f"{type(error).__name__}: {error}"[:500]
    return DONE, ""


def main() -> None:
    """Read files until all are done."""
    kind, seed, first, count = sys.argv[1], *map(int, sys.argv[2:5])
    warnings.simplefilter("ignore")
    folder = Path(sys.argv[5])
    folder.mkdir(parents=True, exist_ok=True)
    outcome(kind, folder, seeds_of(kind)[0])  # all is loaded before memory is counted
    before = _most_memory()
    for number in range(first, first + count):
        data = damaged_file(kind, seed, number)
        _tell(BEGUN, number)
        begun = time.monotonic()
        word, said = outcome(kind, folder, data)
        seconds, megabytes = time.monotonic() - begun, _most_memory() - before
        _tell(word, number, said, seconds, megabytes)
        shutil.rmtree(folder)
        folder.mkdir()
        if megabytes > MUCH_MEGABYTES:
            sys.exit(RESTART)


def _tell(*values: object) -> None:
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


def _most_memory() -> int:
    """The most memory that the process has had, in MB, and those it has begun; 0 if not told."""
    return sum(map(_most_memory_of, ["self", *(child.pid for child in active_children())]))


def _most_memory_of(process: object) -> int:
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) // 1024


if __name__ == "__main__":
    main()
