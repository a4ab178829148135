"""How fast the program is beside its limit and a peer, by stage, and how much memory it takes.

`python -m benchmarks.speed --data DIR` makes photos of several sizes from those in `DIR` (default:
the sample) and measures by turns, so that all share what else the machine does: the networks alone
on decoded photos, as many at once as in a job; the whole job from the command line; and `deface`,
which finds faces only, with the network size of ours (`--deface PROGRAM`; `pip install .[bench]`,
best into an environment of its own, since its OpenCV replaces ours). Prints medians with their
spread and the split by stage, and how far the whole job is from its limits: the slowest stage
alone, and the processor time of all stages spread over cores that are never idle. `--json FILE`
writes every figure, `--picture FILE` draws them.

Photos that are looked at at once may end together: with fewer than 8 in a round for each of them
(as many as half the cores, at least 2) the times of a photo say little; `--count` gives more.

`--cluster local:2` runs the same job on a Dask cluster too, by turns with the others; with fewer
than 100 photos a round (`--count`) that says little, since a worker gets 8 at once.
`--many N M` instead measures the memory of a job of N and one of M small photos.
"""

import argparse
import compileall
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

import anonymizer_gui
from anonymizer_gui.core.images import read_image
from anonymizer_gui.core.settings import Detail, Settings
from anonymizer_gui.detection.detector import default_thresholds_of_all, detections_of_all
from anonymizer_gui.detection.tiling import FINE_SCALES
from anonymizer_gui.engine.networks import open_networks
from anonymizer_gui.engine.plan import Task, plan
from anonymizer_gui.engine.saving import save
from anonymizer_gui.paths import resources_folder
from benchmarks.programs import Run, ours, run
from benchmarks.speed_photos import SIZES, Size, make_photos

T = TypeVar("T")
R = TypeVar("R")
STAGES = ("read", "networks", "hide and write")
MOST_SOURCES = 64
LARGE, MOST_PHOTOS = 12_000_000, 100
"""Pixels of the photos of which a round has `--count`; of others it has as many pixels in all, but
no more photos than this.
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """All rounds of one size of photo.

    Attributes:
        size: Of the photos.
        count: Photos per round.
        stages: Per stage, which has the machine for itself, the seconds of a photo in each round.
        processor: Per round, the seconds of all processors that all stages of a photo take.
        found: Per round, how many faces and plates are hidden in all its photos.
        ours: The whole job, per round.
        peer: `deface`, per round; empty without it.
        cluster: The whole job on a cluster, per round; empty without one.
    """

    size: Size
    count: int
    stages: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in STAGES})
    processor: list[float] = field(default_factory=list)
    found: list[int] = field(default_factory=list)
    ours: list[Run] = field(default_factory=list)
    peer: list[Run] = field(default_factory=list)
    cluster: list[Run] = field(default_factory=list)

    def limit(self) -> str:
        """The stage that takes longest."""
        return max(self.stages, key=lambda name: median(self.stages[name]))

    def to_limit(self) -> list[float]:
        """Per round, the time of a photo in the whole job as a ratio to the slowest stage alone."""
        limits = self.stages[self.limit()]
        return [one.per_photo / limit for one, limit in zip(self.ours, limits, strict=True)]

    def to_processor(self) -> list[float]:
        """Per round, the time of a photo as a ratio to all stages spread evenly over all cores."""
        cores = os.cpu_count() or 1
        return [
            one.per_photo * cores / spent
            for one, spent in zip(self.ours, self.processor, strict=True)
        ]

    def to_peer(self) -> list[float]:
        """Per round, the whole job, start included, as a ratio to that of `deface`."""
        return [
            one.seconds / other.seconds
            for one, other in zip(self.ours, self.peer, strict=bool(self.peer))
        ]

    def to_threads(self) -> list[float]:
        """Per round, the time of a photo on the cluster as a ratio to that in this process."""
        return [
            one.per_photo / other.per_photo
            for one, other in zip(self.cluster, self.ours, strict=bool(self.cluster))
        ]


def photos_of(size: Size, count: int) -> int:
    """How many photos of a size a round has, if it has `count` of 12 megapixels."""
    return min(max(round(count * LARGE / (size.width * size.height)), 2), MOST_PHOTOS)


def measure(size: Size, sources: list[Path], options: argparse.Namespace) -> Measured:
    """Measure one size of photo, all by turns."""
    deface, count = options.deface, photos_of(size, options.count)
    measured = Measured(size, count)
    with tempfile.TemporaryDirectory(prefix="speed-") as name:
        folder = Path(name)
        make_photos(folder / "photos", sources, size, count=count)
        alone = _Stages(folder / "photos", folder / "stages")
        for index in range(options.rounds):
            times, processor, found = alone.times()
            for stage, seconds in zip(STAGES, times, strict=True):
                measured.stages[stage].append(seconds)
            measured.processor.append(processor)
            measured.found.append(found)
            job = ours(str(folder / "photos"), str(folder / f"out {index}"))
            measured.ours.append(run(job))
            if options.cluster:
                measured.cluster.append(run([*job, "--cluster", options.cluster]))
            if deface:
                # It writes beside the photos
                shutil.copytree(folder / "photos", folder / f"peer {index}")
                measured.peer.append(run(_deface(deface, folder / f"peer {index}", size)))
    return measured


def _deface(program: str, photos: Path, size: Size) -> list[str]:
    scale = FINE_SCALES[Detail.NORMAL].of(width=size.width, height=size.height)
    network = f"{round(size.width * scale)}x{round(size.height * scale)}"
    backend = ["--backend", "onnxrt", "--execution-provider", "CPUExecutionProvider"]
    return [program, str(photos), "--scale", network, *backend]


class _Stages:
    """Does one stage of all photos after the other, with networks that stay open."""

    def __init__(self, photos: Path, output: Path) -> None:
        self._settings = Settings(photos, output)
        with plan(self._settings) as planned:
            self._tasks = [Task.of(photo, self._settings) for photo in planned]
        self._networks = open_networks(self._settings)
        self.times()  # makes the canvases

    def times(self) -> tuple[list[float], float, int]:
        """Of a photo, seconds of each stage and of all processors; and what was found in all."""
        settings, detectors = self._settings, self._networks.detectors
        thresholds = settings.thresholds(default_thresholds_of_all(detectors))
        started = time.process_time()
        photos, read = self._after_each(lambda task: read_image(task.source), self._tasks)
        found, networks = self._after_each(
            lambda photo: detections_of_all(detectors, photo.rgb),
            photos,
            at_once=self._networks.at_once,
        )
        hidden = [one.above(thresholds) for one in found]
        _, write = self._after_each(
            lambda photo: save(*photo, settings),
            list(zip(self._tasks, photos, hidden, strict=True)),
        )
        spent = (time.process_time() - started) / len(photos)
        return [read, networks, write], spent, sum(map(len, hidden))

    @staticmethod
    def _after_each(
        work: Callable[[T], R], photos: Sequence[T], *, at_once: int = 1
    ) -> tuple[list[R], float]:
        """What comes of the work on each, and the seconds that each takes in the mean.

        Not the `slope`: photos that are begun at once end at once, and of 8 in pairs that makes
        5 % less than it takes.
        """
        started = time.perf_counter()
        with ThreadPoolExecutor(at_once) as threads:
            results = list(threads.map(work, photos))
        return results, (time.perf_counter() - started) / len(photos)


def print_measured(measured: Measured) -> None:
    """Print the figures of one size."""
    stages = {name: median(seconds) for name, seconds in measured.stages.items()}
    job, per_photo = measured.ours, median(one.per_photo for one in measured.ours)
    split = ", ".join(f"{name} {1e3 * seconds:.0f} ms" for name, seconds in stages.items())
    print(
        f"\n{measured.size.name}, {measured.count} photos, {len(job)} rounds, "
        f"{measured.found[0] / measured.count:.1f} faces and plates a photo\n  alone: {split}"
    )
    print(
        f"  whole job: {1e3 * per_photo:.0f} ms per photo, {60 / per_photo:.0f} per minute, "
        f"first after {median(one.to_first for one in job):.2f} s, "
        f"peak {max(one.peak for one in job) / 1e6:.0f} MB"
    )
    print(f"  whole job / {measured.limit()} alone: {_spread(measured.to_limit())}")
    print(f"  whole job / all stages on cores never idle: {_spread(measured.to_processor())}")
    if measured.cluster:
        print(f"  on a cluster / in one process, per photo: {_spread(measured.to_threads())}")
    if measured.peer:
        each = median(one.seconds for one in measured.peer) / measured.count
        peak = max(one.peak for one in measured.peer) / 1e6
        print(f"  deface, faces only: {1e3 * each:.0f} ms per photo, peak {peak:.0f} MB")
        print(f"  both kinds, whole program / deface: {_spread(measured.to_peer())}")


def _spread(ratios: Iterable[float]) -> str:
    values = sorted(ratios)
    return f"{median(values):.2f} ({values[0]:.2f} to {values[-1]:.2f})"


def measure_many(counts: list[int], sources: list[Path]) -> None:
    """Print the memory of jobs of many small photos."""
    peaks = []
    for count in counts:
        with tempfile.TemporaryDirectory(prefix="speed-") as name:
            folder = Path(name)
            make_photos(folder / "photos", sources, Size("small", 160, 120), count=count)
            job = run(ours(str(folder / "photos"), str(folder / "out")))
        peaks.append(job.peak)
        print(f"{count} photos: peak {job.peak / 1e6:.0f} MB, {1e3 * job.per_photo:.1f} ms each")
    print(f"largest / smallest peak: {max(peaks) / min(peaks):.3f}")


def as_json(measured: Measured) -> dict[str, Any]:
    """Every figure of one size."""
    ratios = ("to_limit", "to_processor", "to_peer", "to_threads")
    return {**asdict(measured), **{name: getattr(measured, name)() for name in ratios}}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    sample = resources_folder() / "sample"
    parser.add_argument("--data", type=Path, default=sample, help="photos, also in sub-folders")
    parser.add_argument("--sizes", nargs="+", help="beginnings of their names, as 0.3 or panorama")
    parser.add_argument("--count", type=int, default=8, help="photos of 12 megapixels of a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--deface", default=shutil.which("deface"), help="its program")
    parser.add_argument("--cluster", help="as of `anonymizer --cluster`")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--picture", type=Path, help="a PNG or SVG file")
    parser.add_argument("--many", type=int, nargs="+", help="numbers of small photos")
    options = parser.parse_args()
    found = sorted(options.data.rglob("*.jpg"))
    sources = found[:: max(len(found) // MOST_SOURCES, 1)]
    if options.many:
        measure_many(options.many, sources)
        return
    if not options.deface:
        print("deface is not here, so there is no peer: pip install .[bench]", file=sys.stderr)
    compileall.compile_dir(Path(anonymizer_gui.__file__).parent, quiet=1)  # as an installer does
    every = []
    for size in SIZES:
        if not options.sizes or any(size.name.startswith(start) for start in options.sizes):
            measured = measure(size, sources, options)
            print_measured(measured)
            every.append(measured)
    if options.json:
        text = json.dumps([as_json(measured) for measured in every], indent=1)
        options.json.write_text(text + "\n", encoding="utf-8")
    if options.picture:
        from benchmarks.speed_picture import draw

        draw(every, options.picture)


if __name__ == "__main__":
    main()
