"""A job from its settings to its last photo: what the command line and the window run."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import Self

from typing_extensions import override

from anonymizer_gui.core.closing import Closing
from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, SettingsError, StoreError
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store.finder import Redo
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.detection import apart as networks_apart
from anonymizer_gui.detection.detector import Detector, detections_of_all
from anonymizer_gui.engine.folders import check_writable, is_there
from anonymizer_gui.engine.job_files import Opened, open_store
from anonymizer_gui.engine.networks import Networks, open_networks
from anonymizer_gui.engine.pipeline import Outcome
from anonymizer_gui.engine.plan import Plan, Task, plan
from anonymizer_gui.engine.restoring import restore
from anonymizer_gui.engine.stock import remove_leftovers, take_stock
from anonymizer_gui.engine.work import Work, unfinished, unseen


@dataclass(frozen=True, slots=True)
class Job(Closing):
    """A job that has been checked and can start.

    Attributes:
        settings: How.
        plan: Which photos, and where to.
        tasks: Those of the plan, with their ids in the store.
        todo: Those of which no result is there that could stay as it is.
        store: What is known of it.
        detectors: What finds the faces and plates.
        redo: What was done before and is done again, since settings or networks have changed.
        notice: What a user should know before it starts; None if there is nothing.
    """

    settings: Settings
    plan: Plan
    tasks: tuple[Task, ...]
    todo: tuple[Task, ...]
    store: JobStore
    detectors: tuple[Detector, ...]
    redo: Redo
    notice: StoreError | None
    _owned: ExitStack

    def outcomes(self, cancel: Event) -> Iterator[Outcome]:
        """Look at each photo and write its result, in one pass; see `pipeline.run`."""
        work = self._work(saving=not self.settings.dry_run)
        return work.outcomes(self.todo, cancel)

    def detected(self, cancel: Event) -> Iterator[Outcome]:
        """Look at the photos of `unseen`, and write no results."""
        return self._work(saving=False).outcomes(self.unseen(), cancel)

    def unseen(self) -> tuple[Task, ...]:
        """The photos that nothing has looked at yet."""
        return unseen(self.store, self.tasks)

    @override
    def close(self) -> None:
        """Give the store free, if it was opened for this job."""
        self._owned.close()

    def _work(self, *, saving: bool) -> Work:
        return Work(
            self.store, self.settings, partial(detections_of_all, self.detectors), saving=saving
        )


def prepared(settings: Settings, *, resume: bool = False) -> Job:
    """Check all that can be checked before the first photo, and open the job's store.

    Args:
        settings: A dry run gets a store that is gone once the job is closed.
        resume: Whether to go on where an earlier run stopped.

    Raises:
        SettingsError: A folder is unsuitable, or there is nothing to do.
        NetworkError: A network cannot be used.
        StoreError: The job is open elsewhere, or cannot be stored.
    """
    checked = _Checked.of(settings)
    with ExitStack() as owned:
        if settings.dry_run:
            folder = owned.enter_context(TemporaryDirectory(prefix="anonymizer-"))
            opened = Opened(JobStore.create(Path(folder) / "job.sqlite", settings))
        else:
            opened = open_store(settings, resume=resume)
        owned.enter_context(opened.store)
        job = _begun(checked, opened.store)
        return replace(job, notice=opened.notice, _owned=owned.pop_all())


def continued(store: JobStore, settings: Settings) -> Job:
    """The same for a window: with a store that is open already and stays so.

    Networks run in a process of their own, which ends when the job is closed.

    Raises:
        SettingsError, NetworkError, StoreError: As `prepared` does.
    """
    with ExitStack() as owned:
        owned.callback(networks_apart.end)
        job = _begun(_Checked.of(settings, apart=True), store)
        return replace(job, _owned=owned.pop_all())


def saved(store: JobStore, ids: Sequence[int], cancel: Event) -> Iterator[Outcome]:
    """Write the results of some photos by what is stored, without a network.

    It may run in one thread while another detects.

    Args:
        store: Of the job.
        ids: Of the photos in the store.
        cancel: Ends it early.

    Raises:
        SettingsError: The output folder is gone, or nothing can be written to it.
        StoreError: What is done cannot be stored.
    """
    settings = store.settings()
    if not is_there(settings.output):
        raise SettingsError(
            QT_TRANSLATE_NOOP(
                "errors",
                "The folder of the results, {0}, is gone; bring it back, or start the job again.",
            ),
            settings.output,
        )
    check_writable(settings.output)
    tasks = (_task(store, image_id, settings) for image_id in ids)
    yield from Work(store, settings, detect=None, saving=True).outcomes(tasks, cancel)


@dataclass(frozen=True, slots=True)
class _Checked:
    """Settings with which a job can start."""

    settings: Settings
    plan: Plan
    networks: Networks

    @classmethod
    def of(cls, settings: Settings, *, apart: bool = False) -> Self:
        todo = plan(settings)
        if not settings.dry_run:
            check_writable(settings.output)
        return cls(settings, todo, open_networks(settings, apart=apart))


def _begun(checked: _Checked, store: JobStore) -> Job:
    settings = checked.settings
    if not settings.dry_run:
        remove_leftovers(checked.plan.tasks)
    tasks = take_stock(store, checked.plan.tasks, settings)
    redo = store.redo(settings, checked.networks.finder)
    store.begin(with_whole_paths(settings), checked.networks.finder)
    damaged = store.damaged()
    if damaged is not None:
        restore(store, tasks, damaged)
        store.end_restoring()
    return Job(
        settings,
        checked.plan,
        tasks,
        unfinished(store, tasks),
        store,
        checked.networks.detectors,
        redo,
        notice=None,
        _owned=ExitStack(),
    )


def with_whole_paths(settings: Settings) -> Settings:
    """The same settings wherever the program runs."""
    return replace(
        settings,
        input=settings.input.absolute(),
        output=settings.output.absolute(),
        weights=settings.weights.absolute() if settings.weights else None,
    )


def _task(store: JobStore, image_id: int, settings: Settings) -> Task:
    photo = store.photos.photo(image_id)
    return Task(
        settings.input / photo.path,
        settings.output / photo.target,
        settings.output / photo.record,
        image_id=image_id,
    )
