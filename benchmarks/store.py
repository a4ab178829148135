"""How quickly a job store of many photos answers: what the window asks, and what a job writes.

`python -m benchmarks.store [--photos 100000]` makes a store in a temporary folder, with up to 30
detections in each photo, and prints the median and the slowest of several answers.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median

import numpy as np

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.detections import SCORE_FLOOR, Detections
from anonymizer_gui.core.settings import Detail, Settings
from anonymizer_gui.core.store.files import PhotoFile
from anonymizer_gui.core.store.finder import Finder, Network
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.photos import Sight
from anonymizer_gui.core.store.values import Filter, Order, Review, View

PAGE = 100
MOST_DETECTIONS = 30
FINDER = Finder((Network("Random", "0" * 64),), Detail.NORMAL, {Kind.FACE: 0.4, Kind.PLATE: 0.5})
VIEWS = {
    "all, by name": View(),
    "to review, by name": View(Filter.TO_REVIEW),
    "with boxes, by name": View(Filter.WITH_BOXES),
    "all, most doubtful first": View(order=Order.DOUBT),
    "doubtful, most doubtful first": View(Filter.DOUBTFUL, Order.DOUBT),
    "searched": View(search="img_0999"),
}


def detections(random: np.random.Generator) -> Detections:
    """Some detections, most of them with low scores."""
    number = int(random.integers(0, MOST_DETECTIONS))
    scores = SCORE_FLOOR + (1 - SCORE_FLOOR) * random.beta(0.6, 2.5, number)
    corners = random.uniform(0, 3000, (number, 2))
    return Detections(
        np.hstack([corners, corners + 40]).astype(np.float32),
        np.sort(scores)[::-1].astype(np.float32),
        random.integers(0, 2, number).astype(np.uint8),
    )


def fill(store: JobStore, photos: int) -> None:
    """List photos, and look at each."""
    store.begin(store.settings(), FINDER)
    names = (f"street {number // 1000:03}/IMG_{number:06}.jpg" for number in range(photos))
    files = [
        PhotoFile(name, name, f"{name}.json", 4_000_000, number)
        for number, name in enumerate(names)
    ]
    report("list all photos", lambda: store.files.put(files), times=1)
    random, ids = np.random.default_rng(1), count(1)
    sights = [Sight(4000, 3000, "0" * 64, detections(random)) for _ in range(100)]

    def look() -> None:
        image_id = next(ids)
        store.photos.put_sight(image_id, sights[image_id % len(sights)])

    report("store what was found in a photo", look, times=photos)


def report(what: str, ask: Callable[[], object], *, times: int = 7) -> None:
    """Print how long an answer takes."""
    taken_ms = []
    for _ in range(times):
        started = time.perf_counter()
        ask()
        taken_ms.append(1000 * (time.perf_counter() - started))
    print(f"{what:<50} {median(taken_ms):9.2f} ms {max(taken_ms):9.2f} ms")


def ask_all(file: Path) -> None:
    """Ask what the window asks."""

    def reopened() -> None:
        with JobStore.open(file) as store:
            store.images.counts()
            store.images.rows(store.images.ids(View())[:PAGE])

    report("open, count the states, read the first page", reopened)
    with JobStore.open(file) as store:
        images, photos, ids = store.images, store.photos, count(1)
        report("count the states", images.counts)
        for name, view in VIEWS.items():
            report(f"{name}: count", partial(images.count, view))
            report(f"{name}: all ids", partial(images.ids, view))
            report(f"{name}: last page", partial(images.rows, images.ids(view)[-PAGE:]))
        report("read a photo", lambda: photos.photo(1), times=100)
        report(
            "store an edit, onto the disk",
            lambda: photos.put_review(next(ids), Review(done=True)),
            times=200,
        )
        thresholds = count(40)
        report(
            "move a threshold",
            lambda: store.put_settings(
                replace(store.settings(), face_threshold=next(thresholds) / 100)
            ),
        )


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=100_000, metavar="N")
    photos = parser.parse_args().photos
    print(f"{photos:,} photos{'median':>50} {'slowest':>12}")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "job.sqlite"
        with JobStore.create(file, Settings(Path("/photos"), Path("/results"))) as store:
            fill(store, photos)
        print(f"{'size of the file':<50} {file.stat().st_size / 1e6:9.1f} MB")
        ask_all(file)


if __name__ == "__main__":
    main()
