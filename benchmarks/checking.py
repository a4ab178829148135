"""`python -m benchmarks.checking [PHOTOS]`: what it costs to read each result again.

Saves each photo with a box in it and without one, with the check and without it, in turns, and
prints the median seconds of each and their ratio. Without PHOTOS the sample picture is enlarged to
12 megapixels, as JPEG and as PNG. `--job N` instead does whole jobs of N such JPEGs, in turns, and
prints the seconds and the processor time of each.
"""

import argparse
import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from threading import Event

import cv2

from anonymizer_gui import paths
from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.images import read_image
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.engine.job import prepared
from anonymizer_gui.engine.plan import Task
from anonymizer_gui.engine.saving import save
from benchmarks.window_driver import sample_photos

TURNS = 7


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("photos", nargs="*", type=Path)
    parser.add_argument("--job", type=int, metavar="N", help="photos of a whole job")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="anonymizer-") as name:
        folder = Path(name)
        if options.job:
            _measure_jobs(folder, options.job)
            return
        print("photo, box: without the check, with it, ratio")
        for path in options.photos or _made(folder / "photos"):
            for boxed in (True, False):
                _measure(path, folder / "out", boxed=boxed)


def _made(folder: Path) -> Sequence[Path]:
    sample_photos(folder, count=1, width=4000, height=3000)
    (jpeg,) = folder.iterdir()
    png = jpeg.with_suffix(".png")
    pixels = cv2.imread(str(jpeg))
    assert pixels is not None
    cv2.imwrite(str(png), pixels)
    return jpeg, png


def _measure(path: Path, results: Path, *, boxed: bool) -> None:
    photo = read_image(path)
    task = Task(path, results / path.name, results / "record.json")
    x, y = photo.width / 3, photo.height / 3
    boxes = [Box(x, y, x + photo.width / 10, y + photo.height / 8, kind=Kind.FACE)]
    checking = Settings(path.parent, results)
    seconds: dict[bool, list[float]] = {False: [], True: []}
    for _ in range(TURNS):
        for check, some in seconds.items():
            begun = time.perf_counter()
            save(task, photo, boxes if boxed else [], replace(checking, check_results=check))
            some.append(time.perf_counter() - begun)
    without, with_it = median(seconds[False]), median(seconds[True])
    print(
        f"{path.name}, {'a box' if boxed else 'none'}: {without:.3f} s, {with_it:.3f} s, "
        f"{with_it / without:.2f}"
    )


def _measure_jobs(folder: Path, count: int) -> None:
    sample_photos(folder / "photos", count=count, width=4000, height=3000)
    paths.keep_in(folder / "kept")
    _done(Settings(folder / "photos", folder / "first"))  # networks and files are warm then
    taken: dict[bool, list[tuple[float, float]]] = {False: [], True: []}
    for turn in range(TURNS):
        for check, some in taken.items():
            output = folder / f"out {turn} {check}"
            some.append(_done(Settings(folder / "photos", output, check_results=check)))
            shutil.rmtree(output)
    print(f"jobs of {count} photos: without the check, with it, ratio")
    for what, number in (("seconds", 0), ("processor seconds", 1)):
        without, with_it = (median(one[number] for one in taken[check]) for check in (False, True))
        ratios = [b[number] / a[number] for a, b in zip(taken[False], taken[True], strict=True)]
        print(
            f"{what}: {without:.2f}, {with_it:.2f}, {median(ratios):.2f} "
            f"({min(ratios):.2f} to {max(ratios):.2f})"
        )


def _done(settings: Settings) -> tuple[float, float]:
    """The seconds that a job takes, and those of the processor."""
    begun, worked = time.perf_counter(), time.process_time()
    with prepared(settings) as job:
        for outcome in job.outcomes(Event()):
            if outcome.error is not None:
                raise outcome.error
    return time.perf_counter() - begun, time.process_time() - worked


if __name__ == "__main__":
    main()
