"""What people have corrected comes out as labels that the measuring commands read."""

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.errors import SettingsError
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.values import EditedBox, Review
from anonymizer_gui.engine import job as job_module
from anonymizer_gui.engine.corrections import Exported, export_corrections
from anonymizer_gui.engine.job import prepared
from benchmarks.coco import labelled_photos
from tests.engine.photos import FakeDetector, noise, photos_in, write_png
from training import data

DRAWN = EditedBox(Box(2, 4, 12, 40, kind=Kind.PLATE))
"""Below the photo, which is 32 pixels high."""


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[JobStore]:
    monkeypatch.setattr(job_module, "open_networks", FakeDetector().networks)
    photos_in(tmp_path / "photos", 2)
    photos_in(tmp_path / "photos" / "sub", 2)
    settings = Settings(tmp_path / "photos", tmp_path / "out")
    with prepared(settings) as job:
        list(job.detected(Event()))
        yield job.store


def ids(store: JobStore) -> dict[str, int]:
    return {known.file.path: known.id for known in store.files.known()}


def exported(store: JobStore, folder: Path, *, with_photos: bool = True) -> Exported:
    return export_corrections(store, folder, with_photos=with_photos, cancel=Event())


def test_corrected_and_reviewed_photos_are_exported_and_no_others(
    tmp_path: Path, store: JobStore
) -> None:
    store.photos.put_review(ids(store)["00.png"], Review((DRAWN,)))
    store.photos.put_review(ids(store)["sub/01.png"], Review(done=True))

    said = exported(store, tmp_path / "own")

    assert said == Exported(photos=2, boxes=2)
    first, second = labelled_photos(tmp_path / "own")
    assert first.labels[Kind.PLATE].boxes.tolist() == [[2, 4, 12, 32]]
    assert second.labels[Kind.FACE].boxes.tolist() == [[8, 8, 24, 24]]
    original = tmp_path / "photos" / "sub" / "01.png"
    assert second.path.read_bytes() == original.read_bytes()


def test_the_training_reads_them_too(tmp_path: Path, store: JobStore) -> None:
    store.photos.put_review(ids(store)["sub/00.png"], Review((DRAWN,), done=True))
    exported(store, tmp_path / "own")

    (photo,) = data.photos(tmp_path, "own")

    assert photo.boxes.tolist() == [[2, 4, 12, 32]]
    assert photo.pixels().shape == (32, 48, 3)


def test_no_photo_leaves_the_program_unless_it_is_wished(tmp_path: Path, store: JobStore) -> None:
    store.photos.put_review(ids(store)["00.png"], Review((DRAWN,)))

    exported(store, tmp_path / "own", with_photos=False)

    assert [path.name for path in (tmp_path / "own").rglob("*")] == ["coco.json"]
    labels = json.loads((tmp_path / "own" / "coco.json").read_bytes())
    assert labels["images"][0]["file_name"] == "00.png"


def test_a_photo_that_has_changed_since_is_left_out_and_said(
    tmp_path: Path, store: JobStore
) -> None:
    for name in ("00.png", "01.png"):
        store.photos.put_review(ids(store)[name], Review((DRAWN,)))
    write_png(tmp_path / "photos" / "00.png", noise(seed=77))

    said = exported(store, tmp_path / "own")

    assert said.photos == 1
    assert "00.png has changed since it was looked at" in str(said.left_out[0])
    (photo,) = labelled_photos(tmp_path / "own")
    sha256 = hashlib.sha256(photo.path.read_bytes()).hexdigest()
    assert sha256 == store.photos.photo(ids(store)["01.png"]).sha256


def test_it_replaces_an_earlier_export_and_nothing_else(tmp_path: Path, store: JobStore) -> None:
    store.photos.put_review(ids(store)["00.png"], Review((DRAWN,)))
    exported(store, tmp_path / "own")
    assert exported(store, tmp_path / "own").photos == 1

    (tmp_path / "own" / "coco.json").write_text('{"info": {}, "images": []}')
    with pytest.raises(SettingsError, match="already holds other labels"):
        exported(store, tmp_path / "own")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_does_not_hold_it_up(tmp_path: Path, store: JobStore) -> None:
    store.photos.put_review(ids(store)["00.png"], Review((DRAWN,)))
    (tmp_path / "own").mkdir()
    os.mkfifo(tmp_path / "own" / "coco.json")  # whoever opens it waits for the other end

    with pytest.raises(SettingsError, match="already holds other labels"):
        exported(store, tmp_path / "own")


def test_it_does_not_go_among_photos_or_results(tmp_path: Path, store: JobStore) -> None:
    store.photos.put_review(ids(store)["00.png"], Review((DRAWN,)))
    for folder in ("photos", "photos/own", "out"):
        with pytest.raises(SettingsError, match="Choose a folder outside"):
            exported(store, tmp_path / folder)


@pytest.mark.parametrize("results", ["own/images", "own/images/2026", "elsewhere"])
def test_a_photo_never_takes_the_place_of_its_result(
    tmp_path: Path, store: JobStore, results: str
) -> None:
    output = tmp_path / results
    output.mkdir(parents=True)
    if results == "elsewhere":
        (tmp_path / "own").mkdir()
        (tmp_path / "own" / "images").symlink_to(output)
    (output / "00.png").write_bytes(b"hidden")
    store.put_settings(replace(store.settings(), output=output))
    store.photos.put_review(ids(store)["00.png"], Review((DRAWN,)))

    with pytest.raises(SettingsError, match="Choose a folder outside"):
        exported(store, tmp_path / "own")

    assert (output / "00.png").read_bytes() == b"hidden"


def test_where_nobody_has_corrected_anything_that_is_said(tmp_path: Path, store: JobStore) -> None:
    with pytest.raises(SettingsError, match="nothing to export"):
        exported(store, tmp_path / "own")

    assert not (tmp_path / "own").exists()
