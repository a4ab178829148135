"""Train the plate network: `python -m training.train --data DIR --run DIR --minutes 100`.

A stopped run goes on from its folder with the same command. `training/README.md` says what to
expect.
"""

import argparse
import signal
import sys
from pathlib import Path

from training.batches import BatchPlan, BatchWorkers
from training.mosaics import GENTLE, HARD


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds the sets")
    parser.add_argument(
        "--run", type=Path, required=True, help="folder for state, log and snapshots"
    )
    parser.add_argument(
        "--minutes", type=float, default=100, help="training time, over all resumes"
    )
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--side", type=int, default=384, help="of a sample, in pixels")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--precision", default="mixed_bfloat16", help="or float32")
    parser.add_argument("--workers", type=int, default=2, help="processes that make batches")
    parser.add_argument("--gentle", action="store_true", help="near to real photos: for the end")
    options = parser.parse_args()
    options.run.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the state is saved
    resumes = len(list(options.run.glob("snapshot_*.npz")))
    mix = GENTLE if options.gentle else HARD
    plan = BatchPlan(data=options.data, side=options.side, size=options.batch, mix=mix)
    seed = options.seed + resumes
    with BatchWorkers(plan, seed=seed, processes=options.workers) as workers:
        from training.loop import run  # TensorFlow stays out of the workers

        run(workers, options.run, minutes=options.minutes, precision=options.precision)


if __name__ == "__main__":
    main()
