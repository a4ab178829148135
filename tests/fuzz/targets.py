"""What the program does with a file from anywhere; each ends well or with one sentence."""

from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.env_file import read_env_file
from anonymizer_gui.core.images import read_image
from anonymizer_gui.core.records import read_record
from anonymizer_gui.core.report.checking import checked
from anonymizer_gui.core.settings import Detail, Settings
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.recent import summary
from anonymizer_gui.core.store.values import State, View
from anonymizer_gui.detection.cards import card_of
from anonymizer_gui.detection.networks import open_network
from anonymizer_gui.engine.corrections import export_corrections
from anonymizer_gui.engine.plan import Task
from anonymizer_gui.engine.saving import save
from tests.fuzz.seeds import carried

Target = Callable[[Path, bytes], object]
"""Given a folder of its own and the content of a file."""


def _photo(folder: Path, data: bytes) -> None:
    """Read it, hide something in it, and write it in one of the ways."""
    path = _written(folder / "photo.jpg", data)
    photo = read_image(path)
    number = sum(data[:64])
    settings = Settings(
        folder / "in",
        folder / "out",
        write_detections=False,
        keep_metadata=number % 3 > 0,
        keep_gps=number % 3 > 1,
    )
    boxes = [Box(5, 5, 25, 20, kind=Kind.FACE)] if number % 2 else []
    target = settings.output / path.name
    save(Task(path, target, target.with_suffix(".json")), photo, boxes, settings)


def _store(folder: Path, data: bytes) -> None:
    """List it among the recent ones, open it, look at each photo, go on with one."""
    file = _written(folder / "job.sqlite", data)
    summary(file)
    with JobStore.open(file) as store:
        rows = store.images.rows(store.images.ids(View())[:10])
        list(store.ledger.entries())
        for row in rows:
            store.photos.photo(row.id)
            store.photos.put_review(row.id, store.photos.photo(row.id).review)
        store.images.ids_in(*State)
        store.finder()
        export_corrections(store, folder / "own", with_photos=True, cancel=Event())


def _network(name: str) -> Target:
    def target(folder: Path, data: bytes) -> None:
        path = _written(folder / name, data)
        open_network(path, detail=Detail.FAST, threads=1)

    return target


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


TARGETS: Mapping[str, Target] = {
    **dict.fromkeys(("jpeg", "png", "webp", "tiff", "bmp", "heic"), _photo),
    "metadata": lambda folder, data: _photo(folder, carried(data)),
    "record": lambda folder, data: read_record(_written(folder / "a.json", data)),
    "card": lambda folder, data: card_of(_written(folder / "a.json", data).with_suffix(".tflite")),
    "env": lambda folder, data: read_env_file(_written(folder / "a.env", data)),
    "store": _store,
    "report": lambda folder, data: checked(_written(folder / "report.csv", data)),
    "graph": _network("face.pb"),
    "tflite": _network("face.tflite"),
}
"""By kind, as `seeds.SEEDS`."""
