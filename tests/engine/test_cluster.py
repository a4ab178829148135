"""A cluster does the photos of a job as one machine does, also if workers die."""

import gc
import os
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from anonymizer_gui.cli import main
from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.errors import ClusterError, NetworkError, SettingsError
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store.values import State
from anonymizer_gui.engine import cluster
from anonymizer_gui.engine.job import prepared
from anonymizer_gui.engine.pipeline import Outcome
from anonymizer_gui.paths import resources_folder
from tests.engine.photos import photos_in

dask = pytest.importorskip("dask", reason="the extra 'cluster'")
distributed = pytest.importorskip("distributed", reason="the extra 'cluster'")
pytestmark = [
    pytest.mark.slow,
    # Dask's own, when a worker is killed or a cluster is closed
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
SAMPLE = resources_folder() / "sample" / "astronaut.jpg"


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = photos_in(tmp_path / "photos", 30)
    (folder / "07a face.jpg").write_bytes(SAMPLE.read_bytes())
    (folder / "08 cut short.jpg").write_bytes(SAMPLE.read_bytes()[:5000])
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def alone(photos: Path) -> tuple[list[Outcome], dict[str, bytes]]:
    output = photos.parent / "alone"
    with prepared(Settings(photos, output)) as job:
        return list(job.outcomes(Event())), contents(output)


def test_results_are_those_of_one_machine(photos: Path) -> None:
    expected, files = alone(photos)

    with prepared(Settings(photos, photos.parent / "out")) as job:
        outcomes = list(cluster.outcomes(job, "local:2", Event()))
        states = job.store.images.counts()

    assert contents(photos.parent / "out") == files
    assert states[State.SAVED] == len(expected) - 1
    assert states[State.FAILED] == 1
    for one, other in zip(
        sorted(outcomes, key=lambda outcome: outcome.image_id), expected, strict=True
    ):
        assert (one.image_id, one.boxes, one.untouched) == (
            other.image_id,
            other.boxes,
            other.untouched,
        )
        assert str(one.error) == str(other.error)


def test_folders_may_be_named_as_they_are_seen_from_here(
    photos: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(photos.parent)
    folders = ["--input", "photos", "--image-output", "out"]

    assert main([*folders, "--image-extensions", "png", "--cluster", "local:2"]) == 0

    assert "] 00.png: 0 faces, 0 plates\n" in capsys.readouterr().out


@contextmanager
def workers(count: int, **options: Any) -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=count,
        threads_per_worker=2,
        dashboard_address="localhost:0",
        memory_limit=0,
        **options,
    ) as running:
        yield running


def pids(address: str) -> list[int]:
    with distributed.Client(address) as client:
        return list(client.run(os.getpid).values())


def test_the_photos_of_a_killed_worker_are_done_again_by_others(tmp_path: Path) -> None:
    photos = photos_in(tmp_path / "photos", 90)
    _, files = alone(photos)
    with workers(2) as running, prepared(Settings(photos, tmp_path / "out")) as job:
        outcomes = cluster.outcomes(job, running.scheduler_address, Event())
        done = [next(outcomes)]
        os.kill(pids(running.scheduler_address)[0], signal.SIGKILL)
        done += outcomes
        states = job.store.images.counts()

    assert Counter(outcome.image_id for outcome in done) == Counter(range(1, 91))
    assert all(outcome.error is None for outcome in done)
    assert states[State.SAVED] == 90
    assert contents(tmp_path / "out") == files


def test_a_photo_that_ends_every_worker_fails_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photos = photos_in(tmp_path / "photos", 4)
    monkeypatch.setattr(cluster, "_done", deadly)
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        prepared(Settings(photos, tmp_path / "out")) as job,
    ):
        outcomes = list(cluster.outcomes(job, "local:1", Event()))

    failed = {outcome.task.source.name: str(outcome.error) for outcome in outcomes if outcome.error}
    assert len(outcomes) == 4
    assert list(failed) == ["02.png"]
    assert failed["02.png"] == "02.png could not be done: every worker that tried it died."


DONE = cluster._done


def deadly(order: Any, chunk: Any) -> Any:
    if any(task.source.name == "02.png" for task in chunk.tasks):
        os.kill(os.getpid(), signal.SIGKILL)
    return DONE(order, chunk)


def test_stopping_finishes_what_was_handed_out(tmp_path: Path) -> None:
    photos = photos_in(tmp_path / "photos", 100)
    cancel = Event()
    with prepared(Settings(photos, tmp_path / "out")) as job:
        outcomes = cluster.outcomes(job, "local:1", cancel)
        done = [next(outcomes)]
        cancel.set()
        done += outcomes
        states = job.store.images.counts()

    assert len(done) <= cluster.CHUNK * cluster.AHEAD
    assert states[State.SAVED] == len(done) == len(list((tmp_path / "out").glob("*.png")))


def test_what_was_done_before_is_not_looked_at_again(photos: Path) -> None:
    settings = Settings(photos, photos.parent / "out")
    with prepared(settings) as job:
        before = [next(iter(cluster.outcomes(job, "local:1", Event())))]
    (photos.parent / "out" / "00.png").unlink(missing_ok=True)

    with prepared(settings, resume=True) as job:
        left = len(job.todo)
        outcomes = list(cluster.outcomes(job, "local:1", Event()))

    assert len(before) == 1
    assert len(outcomes) == left


def test_a_worker_with_other_networks_is_refused(
    photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with prepared(Settings(photos, photos.parent / "out")) as job:
        monkeypatch.setattr(cluster, "__version__", "0.0.1")

        with pytest.raises(NetworkError, match="another version of the program or other networks"):
            next(cluster.outcomes(job, "local:1", Event()))


def test_a_cluster_that_goes_away_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    photos = photos_in(tmp_path / "photos", 200)
    monkeypatch.setattr(cluster, "LOOK_AROUND_S", 0.1)
    monkeypatch.setattr(cluster, "START_S", 3)
    with (
        dask.config.set({"distributed.comm.timeouts.connect": "1s"}),
        workers(1) as running,
        prepared(Settings(photos, tmp_path / "out")) as job,
    ):
        outcomes = cluster.outcomes(job, running.scheduler_address, Event())
        next(outcomes)
        running.close()

        with pytest.raises(ClusterError, match="The cluster is gone; start it again"):
            list(outcomes)


def test_the_command_line_works_on_a_cluster(
    photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = ["--input", str(photos), "--image-output", str(photos.parent / "out")]

    code = main([*folders, "--cluster", "local:1"])

    said = capsys.readouterr().out
    assert code == 1
    assert "[32/32] " in said
    found = [box.kind for outcome in alone(photos)[0] for box in outcome.boxes]
    assert found.count(Kind.FACE) == 1
    plates = found.count(Kind.PLATE)  # none is there, but in noise one may be seen
    hidden = "1 plate" if plates == 1 else f"{plates} plates"
    assert f"31 photos done, 1 face, {hidden} hidden" in said
    assert "1 photo failed, and has no new result:\n  08 cut short.jpg" in said


@pytest.mark.parametrize("address", ["local:", "local:x", "local:0"])
def test_a_number_of_workers_that_is_none_is_refused(photos: Path, address: str) -> None:
    with (
        prepared(Settings(photos, photos.parent / "out", kinds=frozenset({Kind.FACE}))) as job,
        pytest.raises(SettingsError, match="is no cluster: write local:4, for 4 workers here"),
    ):
        next(cluster.outcomes(job, address, Event()))


def test_no_scheduler_is_said_with_its_address(
    photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "START_S", 0.2)
    with (
        prepared(Settings(photos, photos.parent / "out", kinds=frozenset({Kind.FACE}))) as job,
        pytest.raises(SettingsError, match=r"no Dask scheduler with workers at 127\.0\.0\.1:9"),
    ):
        next(cluster.outcomes(job, "127.0.0.1:9", Event()))


def test_only_who_has_the_certificate_may_give_work(
    photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "START_S", 3)
    security = distributed.Security.temporary()
    files = {"ca-file": security.tls_ca_file}
    files |= {"client.cert": security.tls_client_cert, "client.key": security.tls_client_key}
    for name, content in files.items():
        (photos.parent / f"{name}.pem").write_text(content)
    known = {f"distributed.comm.tls.{name}": str(photos.parent / f"{name}.pem") for name in files}
    with (
        workers(1, security=security) as running,
        prepared(Settings(photos, photos.parent / "out")) as job,
    ):
        with pytest.raises(SettingsError, match="There is no Dask scheduler"):
            next(cluster.outcomes(job, running.scheduler_address, Event()))
        gc.collect()  # Dask closes that client then, and waits for 10 s if the next one begins
        with dask.config.set(known):
            outcomes = list(cluster.outcomes(job, running.scheduler_address, Event()))

    assert running.scheduler_address.startswith("tls://")
    assert len(outcomes) == 32
