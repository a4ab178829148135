"""How long a photo takes, stage by stage, and how much memory many photos take.

`python -m benchmarks.speed` makes photos of several sizes from the sample picture (or, with
`--photos DIR`, from a folder of your own). For each size it prints the median time of reading, of
the networks, and of hiding and writing, one after the other; then the whole job from the command
line per photo (without its start) as a ratio to the networks alone, and its peak memory.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import TypeVar

from PIL import Image

from anonymizer_gui.core.images import read_image
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.detection.detector import default_thresholds_of_all, detections_of_all
from anonymizer_gui.engine.networks import open_networks
from anonymizer_gui.engine.plan import plan
from anonymizer_gui.engine.saving import save
from anonymizer_gui.paths import resources_folder

T = TypeVar("T")

ROUNDS = 7
JOB_PROGRAM = """
import sys
from anonymizer_gui.cli import main
code = main(sys.argv[1:])
try:
    import resource
    print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
except ImportError:  # Windows
    print("peak", -1)
sys.exit(code)
"""


def made_photos(folder: Path, sources: list[Path], *, megapixels: float, count: int) -> None:
    """Write `count` JPEGs of so many megapixels, enlarged or reduced from the sources."""
    folder.mkdir()
    made = []
    for source in sources:
        with Image.open(source) as picture:
            factor = (megapixels * 1e6 / (picture.width * picture.height)) ** 0.5
            size = round(picture.width * factor), round(picture.height * factor)
            buffer = BytesIO()
            picture.convert("RGB").resize(size).save(buffer, "JPEG", quality=92)
            made.append(buffer.getvalue())
    for number, data in enumerate(islice(cycle(made), count)):
        (folder / f"{number:05}.jpg").write_bytes(data)


def stage_times(photos: Path, output: Path) -> dict[str, float]:
    """Median seconds of each stage, over the photos of a folder, several rounds each."""
    settings = Settings(photos, output)
    detectors = open_networks(settings).detectors
    thresholds = settings.thresholds(default_thresholds_of_all(detectors))
    times: dict[str, list[float]] = {"read": [], "networks": [], "hide and write": []}
    todo = plan(settings).tasks
    for index, task in enumerate(islice(cycle(todo), ROUNDS + 1)):
        photo, read = timed(partial(read_image, task.source))
        found, networks = timed(partial(detections_of_all, detectors, photo.rgb))
        _, write = timed(partial(save, task, photo, found.above(thresholds), settings))
        if index > 0:  # the first one makes the canvases
            for name, seconds in zip(times, (read, networks, write), strict=True):
                times[name].append(seconds)
    return {name: median(seconds) for name, seconds in times.items()}


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What the work gives, and how many seconds it took."""
    started = time.perf_counter()
    result = work()
    return result, time.perf_counter() - started


def whole_job(photos: Path, output: Path) -> tuple[float, int]:
    """Seconds and peak memory in MB (-1 on Windows) of the command line for a folder of photos."""
    command = [sys.executable, "-c", JOB_PROGRAM, "--input", str(photos)]
    said, seconds = timed(
        partial(
            subprocess.run,
            [*command, "--image-output", str(output)],
            capture_output=True,
            text=True,
            check=True,
        )
    )
    return seconds, int(said.stdout.rsplit("peak ", 1)[1])


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=Path, help="JPEGs to make the measured ones from")
    parser.add_argument("--megapixels", type=float, nargs="+", default=[0.3, 1.0, 12.0])
    parser.add_argument("--count", type=int, default=20, help="photos of the whole job")
    options = parser.parse_args()
    sources = sorted((options.photos or resources_folder() / "sample").glob("*.jpg"))
    print(f"{len(sources)} pictures as the source, {options.count} photos per job")
    for megapixels in options.megapixels:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            made_photos(folder / "one", sources, megapixels=megapixels, count=1)
            made_photos(folder / "all", sources, megapixels=megapixels, count=options.count)
            stages = stage_times(folder / "all", folder / "stages")
            start, _ = whole_job(folder / "one", folder / "out one")
            seconds, peak = whole_job(folder / "all", folder / "out all")
        each = (seconds - start) / (options.count - 1)
        split = ", ".join(f"{stage} {1e3 * time:.0f} ms" for stage, time in stages.items())
        print(
            f"{megapixels:5.1f} MP: {split}; whole job {1e3 * each:.0f} ms per photo = "
            f"{each / stages['networks']:.2f} x the networks, {60 / each:.0f} photos per minute, "
            f"first photo after {start:.1f} s, peak {peak} MB"
        )


if __name__ == "__main__":
    main()
