"""Each pair of folders has its job file; one that cannot be used is kept and said."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from anonymizer_gui import paths
from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.errors import ImageError, StoreError
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.values import Review, State
from anonymizer_gui.engine.job_files import job_file, open_store, recent_jobs
from tests.core.jobs import FINDER, listed, seen


def settings_for(folder: Path, name: str = "photos") -> Settings:
    return Settings(folder / name, folder / "out")


def filled(settings: Settings, *, reviewed: bool = False) -> None:
    with open_store(settings, resume=True).store as store:
        store.begin(settings, FINDER)
        store.files.put(listed("a.jpg", "b.jpg", "c.jpg"))
        store.photos.put_sight(1, seen((Kind.FACE, 0.9)))
        store.photos.put_failed(2, ImageError("no"))
        if reviewed:
            store.photos.put_review(1, Review(done=True))


def kept(pattern: str) -> list[Path]:
    return list(paths.jobs_folder().glob(pattern))


def test_a_job_is_known_by_its_two_folders_however_they_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_for(tmp_path)
    (tmp_path / "link").symlink_to(tmp_path, target_is_directory=True)
    monkeypatch.chdir(tmp_path)

    same = [
        Settings(Path("photos"), Path("out")),
        Settings(tmp_path / "x" / ".." / "photos", tmp_path / "link" / "out"),
        replace(settings, box_scale=3.0),
    ]
    other = [replace(settings, output=tmp_path / "b"), replace(settings, input=tmp_path / "b")]

    assert {job_file(one) for one in same} == {job_file(settings)}
    assert job_file(settings) not in {job_file(one) for one in other}


def test_job_files_are_in_the_users_own_folder(tmp_path: Path, own_folders: Path) -> None:
    filled(settings_for(tmp_path))

    assert job_file(settings_for(tmp_path)).is_relative_to(own_folders)
    assert job_file(settings_for(tmp_path)).exists()


def test_a_job_goes_on_with_what_is_stored(tmp_path: Path) -> None:
    filled(settings_for(tmp_path))

    opened = open_store(settings_for(tmp_path), resume=True)

    with opened.store as store:
        assert store.images.counts()[State.FOUND] == 1
    assert opened.notice is None


def test_a_job_that_starts_anew_knows_nothing(tmp_path: Path) -> None:
    filled(settings_for(tmp_path))

    opened = open_store(settings_for(tmp_path), resume=False)

    with opened.store as store:
        assert sum(store.images.counts().values()) == 0
    assert opened.notice is None
    assert len(kept("*.sqlite")) == 1


def test_what_a_person_said_is_kept_when_a_job_starts_anew(tmp_path: Path) -> None:
    filled(settings_for(tmp_path), reviewed=True)

    opened = open_store(settings_for(tmp_path), resume=False)

    opened.store.close()
    assert "This job was reviewed before: what was said then is kept as" in str(opened.notice)
    (earlier,) = set(kept("*.sqlite")) - {job_file(settings_for(tmp_path))}
    with JobStore.open(earlier) as store:
        assert store.images.counts()[State.REVIEWED] == 1


@pytest.mark.parametrize("resume", [True, False])
def test_a_damaged_store_is_kept_under_another_name_and_said(tmp_path: Path, resume: bool) -> None:
    filled(settings_for(tmp_path), reviewed=True)
    file = job_file(settings_for(tmp_path))
    file.write_bytes(b"damaged" * 1000)
    log = file.with_name(file.name + "-wal")
    log.write_bytes(b"log")

    opened = open_store(settings_for(tmp_path), resume=resume)

    with opened.store as store:
        assert sum(store.images.counts().values()) == 0
    (aside,) = kept("*.damaged")
    said = str(opened.notice)
    assert said.startswith(f"What was known of this job is damaged: it is kept as {aside}")
    assert "with what was said by hand" in said or not resume
    assert aside.read_bytes() == b"damaged" * 1000
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"log"


def test_a_job_that_was_killed_before_it_had_begun_simply_starts(tmp_path: Path) -> None:
    paths.jobs_folder().mkdir(parents=True)
    job_file(settings_for(tmp_path)).touch()

    opened = open_store(settings_for(tmp_path), resume=True)

    opened.store.close()
    assert opened.notice is None


@pytest.mark.parametrize("resume", [True, False])
def test_a_job_that_is_open_elsewhere_is_not_touched(tmp_path: Path, resume: bool) -> None:
    filled(settings_for(tmp_path))
    with open_store(settings_for(tmp_path), resume=True).store as store:
        with pytest.raises(StoreError, match="open in another window"):
            open_store(settings_for(tmp_path), resume=resume)

        assert store.images.counts()[State.FOUND] == 1


def test_a_job_of_a_newer_version_is_not_touched(tmp_path: Path) -> None:
    filled(settings_for(tmp_path))
    with closing(sqlite3.connect(job_file(settings_for(tmp_path)))) as db:
        db.execute("PRAGMA user_version = 99")
    before = job_file(settings_for(tmp_path)).read_bytes()

    with pytest.raises(StoreError, match="newer version"):
        open_store(settings_for(tmp_path), resume=False)

    assert job_file(settings_for(tmp_path)).read_bytes() == before


def test_recent_jobs_say_where_and_how_far(tmp_path: Path) -> None:
    filled(settings_for(tmp_path), reviewed=True)

    (job,) = recent_jobs()

    assert (job.input, job.output) == (tmp_path / "photos", tmp_path / "out")
    assert job.file == job_file(settings_for(tmp_path))
    assert job.counts[State.REVIEWED] == job.counts[State.FAILED] == job.counts[State.WAITING] == 1


def test_recent_jobs_have_the_latest_first(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        filled(settings_for(tmp_path, name))
        with closing(sqlite3.connect(job_file(settings_for(tmp_path, name)))) as db:
            day = "cab".index(name) + 1
            db.execute(
                "UPDATE job SET value = ? WHERE name = 'last_used'", [f"2026-01-0{day}T10:00:00"]
            )
            db.commit()

    assert [job.input.name for job in recent_jobs()] == ["b", "a", "c"]
    assert len(recent_jobs(limit=2)) == 2


def test_a_job_at_work_is_among_the_recent_ones(tmp_path: Path) -> None:
    with open_store(settings_for(tmp_path), resume=True).store as store:
        store.files.put(listed("a.jpg"))

        (job,) = recent_jobs()

        assert job.counts[State.WAITING] == 1


def test_files_that_are_no_jobs_are_left_out_of_the_recent_ones(tmp_path: Path) -> None:
    assert recent_jobs() == []
    filled(settings_for(tmp_path))
    (paths.jobs_folder() / "junk.sqlite").write_bytes(b"junk" * 500)
    (paths.jobs_folder() / "empty.sqlite").touch()

    assert len(recent_jobs()) == 1
