"""`python -m benchmarks.faults --rounds N`: is anything lost when the program is killed?

Jobs of small photos of all formats are killed (SIGKILL; TerminateProcess on Windows) at random
moments and gone on with, half of the rounds from the command line, half in the window, in which
boxes are drawn and deleted, photos reviewed and saved. Then every result must be whole and equal
to that of one go, no temporary file left, no edit older than a second gone, and no photo done
twice for nothing. No network runs; the rest is the program as it is. Exit code 1 if anything was
lost.
"""

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.killing import WAYS, Tally, killed_jobs


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=300, help="kills (default: 300)")
    parser.add_argument("--photos", type=int, default=12, help="in each job (default: 12)")
    parser.add_argument("--seed", type=int, default=1, help="of the moments (default: 1)")
    options = parser.parse_args()
    lost, folder = 0, Path(tempfile.mkdtemp(prefix="anonymizer-faults-"))
    for number, way in enumerate(WAYS):
        begun = time.monotonic()
        rounds = (options.rounds + number) // len(WAYS)
        tally = killed_jobs(way, folder, rounds=rounds, photos=options.photos, seed=options.seed)
        _tell(way, tally, time.monotonic() - begun)
        lost += len(tally.lost)
    if not lost:
        shutil.rmtree(folder)
    return 1 if lost else 0


def _tell(way: str, tally: Tally, seconds: float) -> None:
    print(
        f"{way}: {tally.kills} kills, {tally.jobs} jobs with {tally.photos} photos, "
        f"{tally.edits} edits, {tally.checked} edited photos looked for, "
        f"{tally.cut_short} files cut short and replaced, "
        f"lost: {len(tally.lost)} ({seconds / 60:.0f} min)",
        flush=True,
    )
    for sentence in tally.lost:
        print(f"  {sentence}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
