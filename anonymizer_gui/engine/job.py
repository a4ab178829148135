"""A job from its settings to its last photo: what the command line and the window run."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from typing_extensions import override

from anonymizer_gui.core.closing import Closing
from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, SettingsError, StoreError
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store.files import KnownFile
from anonymizer_gui.core.store.finder import Redo
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.values import State
from anonymizer_gui.detection import apart as networks_apart
from anonymizer_gui.detection import graphics_card
from anonymizer_gui.engine.folders import check_writable, is_there
from anonymizer_gui.engine.job_files import Opened, open_store
from anonymizer_gui.engine.networks import Networks, open_networks
from anonymizer_gui.engine.pipeline import Outcome
from anonymizer_gui.engine.plan import Task, plan
from anonymizer_gui.engine.planned import Plan
from anonymizer_gui.engine.restoring import restore
from anonymizer_gui.engine.stock import remove_leftovers, take_stock
from anonymizer_gui.engine.turns import Turns
from anonymizer_gui.engine.work import Work


@dataclass(frozen=True, slots=True)
class Tasks:
    """Photos of a job by path, read from its store some at a time, however many there are.

    Attributes:
        photos: Reads those that are still to do when their turn comes.
        count: How many there were at first.
        settings: With their folders.
    """

    photos: Callable[[], Iterable[KnownFile]]
    count: int
    settings: Settings

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[Task]:
        return (Task.of(one.file, self.settings, one.id) for one in self.photos())


@dataclass(frozen=True, slots=True)
class Job(Closing):
    """A job that has been checked and can start.

    Attributes:
        settings: How, with whole paths.
        plan: How many photos, in which folders; closed, since the store has them.
        todo: Those of which no result is there that could stay as it is.
        store: What is known of it.
        networks: What finds the faces and plates.
        redo: What was done before and is done again, since settings or networks have changed.
        notice: What a user should know before it starts; None if there is nothing.
    """

    settings: Settings
    plan: Plan
    todo: Tasks
    store: JobStore
    networks: Networks
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

    def unseen(self) -> Tasks:
        """The photos that nothing has looked at yet."""
        waiting = self.store.images.counts()[State.WAITING]
        return Tasks(self.store.files.unseen, waiting, self.settings)

    @override
    def close(self) -> None:
        """Give the store free, if it was opened for this job."""
        self._owned.close()

    def _work(self, *, saving: bool) -> Work:
        return Work(self.store, self.settings, Turns(self.networks), saving=saving)


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
    settings = _with_whole_paths(settings)
    with ExitStack() as owned, plan(settings) as planned:
        networks = _networks(settings)
        if settings.dry_run:
            folder = owned.enter_context(TemporaryDirectory(prefix="anonymizer-"))
            opened = Opened(JobStore.create(Path(folder) / "job.sqlite", settings))
        else:
            opened = open_store(settings, resume=resume)
        owned.enter_context(opened.store)
        job = _begun(settings, planned, networks, opened.store)
        return replace(job, notice=opened.notice, _owned=owned.pop_all())


def continued(store: JobStore, settings: Settings, *, cancel: Event | None = None) -> Job:
    """The same for a window: with a store that is open already and stays so.

    Networks run in processes of their own, which end when the job is closed.

    Args:
        store: Of the job.
        settings: Of the job.
        cancel: As of `take_stock`.

    Raises:
        SettingsError, NetworkError, StoreError: As `prepared` does.
    """
    settings = _with_whole_paths(settings)
    with ExitStack() as owned, plan(settings) as planned:
        owned.callback(networks_apart.end)
        owned.callback(graphics_card.end)
        networks = _networks(settings, apart=True)
        job = _begun(settings, planned, networks, store, cancel=cancel)
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
    chosen = map(store.files.one, ids)
    tasks = (Task.of(one.file, settings, one.id) for one in chosen)
    yield from Work(store, settings, turns=None, saving=True).outcomes(tasks, cancel)


def _networks(settings: Settings, *, apart: bool = False) -> Networks:
    """The networks of a job whose results can be written."""
    if not settings.dry_run:
        check_writable(settings.output)
    return open_networks(settings, apart=apart)


def _begun(
    settings: Settings,
    planned: Plan,
    networks: Networks,
    store: JobStore,
    *,
    cancel: Event | None = None,
) -> Job:
    if not settings.dry_run:
        remove_leftovers(settings.output, planned.folders)
    take_stock(store, planned, settings, cancel=cancel)
    redo = store.redo(settings, networks.finder)
    store.begin(settings, networks.finder)
    saved = store.images.counts()[State.SAVED]
    todo = Tasks(store.files.unsaved, planned.count - saved, settings)
    damaged = store.damaged()
    if damaged is not None:
        restore(store, todo, damaged)
        store.end_restoring()
    return Job(
        settings,
        planned,
        todo,
        store,
        networks,
        redo,
        notice=None,
        _owned=ExitStack(),
    )


def _with_whole_paths(settings: Settings) -> Settings:
    """The same settings wherever the program runs."""
    return replace(
        settings,
        input=settings.input.absolute(),
        output=settings.output.absolute(),
        weights=settings.weights.absolute() if settings.weights else None,
    )
