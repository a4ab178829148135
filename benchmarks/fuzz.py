"""`python -m benchmarks.fuzz --files N`: what becomes of damaged files?

Whole files of every kind that the program reads (photos, their metadata, records, model cards,
settings files, job stores, reports, networks) are damaged in ways that find faults, and read in
worker processes: photos are hidden and written too, networks opened. Each file must be read, or be
refused with one sentence, within 10 seconds and 1 GB, and nothing may end a process. Exit code 1 if
anything else happened. A file is made again from its kind, seed and number.
"""

import argparse
import sys
import time

from tests.fuzz.fuzzing import fuzzed
from tests.fuzz.seeds import SEEDS
from tests.fuzz.worker import DONE, REFUSED

SHARES = {"jpeg": 5, "png": 4, "webp": 3, "tiff": 4, "metadata": 4, "graph": 1, "tflite": 1}
"""How much more often than others a kind is tried."""


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=20_000, help="of all kinds (default: 20000)")
    parser.add_argument("--seed", type=int, default=1, help="of the damage (default: 1)")
    parser.add_argument("--kinds", nargs="*", choices=SEEDS, default=list(SEEDS))
    options = parser.parse_args()
    shares = {kind: SHARES.get(kind, 2) for kind in options.kinds}
    print("kind: files, read, refused with a sentence, slowest, most memory, faults")
    faults = 0
    for kind, share in shares.items():
        begun = time.monotonic()
        files = -(-options.files * share // sum(shares.values()))
        tally = fuzzed(kind, files=files, seed=options.seed)
        print(
            f"{kind}: {tally.files}, {tally.words[DONE]}, {tally.words[REFUSED]}, "
            f"{tally.slowest_s:.2f} s, {tally.most_megabytes} MB, {len(tally.faults)} "
            f"({time.monotonic() - begun:.0f} s)",
            flush=True,
        )
        for fault in tally.faults:
            print(f"  {fault}", flush=True)
        faults += len(tally.faults)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
