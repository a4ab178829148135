"""Job stores with a few photos or many, made without files of photos."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.detections import KINDS, Detections
from anonymizer_gui.core.settings import Detail, Settings
from anonymizer_gui.core.store.files import PhotoFile
from anonymizer_gui.core.store.finder import Finder, Network
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.photos import Sight

FINDER = Finder(
    (Network("Faces", "f" * 64), Network("Plates", "a" * 64)),
    Detail.NORMAL,
    {Kind.FACE: 0.4, Kind.PLATE: 0.5},
)


def settings_for(folder: Path) -> Settings:
    return Settings(folder / "photos", folder / "out")


def listed(*names: str, size: int = 1000) -> list[PhotoFile]:
    return [PhotoFile(name, name, f"{name}.json", size, mtime_ns=1) for name in names]


def found(*scores: tuple[Kind, float]) -> Detections:
    """Detections with these scores, 20 pixels wide, side by side."""
    ranked = sorted(scores, key=lambda pair: -pair[1])
    boxes = [[30 * index, 10, 30 * index + 20, 40] for index in range(len(ranked))]
    return Detections(
        np.array(boxes, np.float32).reshape(-1, 4),
        np.array([score for _, score in ranked], np.float32),
        np.array([KINDS.index(kind) for kind, _ in ranked], np.uint8),
    )


def seen(*scores: tuple[Kind, float]) -> Sight:
    return Sight(width=400, height=300, sha256="0" * 64, detections=found(*scores))


def store_in(folder: Path, names: Sequence[str], *, finder: Finder = FINDER) -> JobStore:
    """A store that has been begun; its photos have the ids 1, 2, 3, ..."""
    store = JobStore.create(folder / "job.sqlite", settings_for(folder))
    store.begin(store.settings(), finder)
    store.files.put(listed(*names))
    return store
