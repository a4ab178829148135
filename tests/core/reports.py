"""Reports on jobs whose photos and results are a few bytes each."""

import hashlib
from pathlib import Path

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.photos import Sight, Written
from tests.core.jobs import FINDER, found, listed


def reported_store(folder: Path, names: list[str]) -> JobStore:
    """The store of a job; photos in `photos`, results in `out`, all saved."""
    settings = Settings(folder / "photos", folder / "out")
    store = JobStore.create(folder / "job.sqlite", settings)
    store.begin(settings, FINDER)
    store.files.put(listed(*names))
    for image_id, name in enumerate(names, start=1):
        sight = Sight(400, 300, written(settings.input / name).sha256, found((Kind.FACE, 0.9)))
        store.photos.put_sight(image_id, sight)
        store.photos.put_saved(
            image_id,
            boxes=store.photos.boxes(image_id),
            settings=settings,
            written=written(settings.output / name),
        )
    return store


def written(path: Path) -> Written:
    content = str(path).encode("utf-8", "surrogateescape")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return Written(len(content), hashlib.sha256(content).hexdigest())
