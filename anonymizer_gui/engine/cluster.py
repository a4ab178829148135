"""The photos of a job on a Dask cluster: processes or machines that see the same folders.

The job store stays with the one who asks. Photos go out in chunks, by their paths; what was found
and written comes back and is stored as if it had happened here.
"""

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from threading import Event, Lock
from typing import Any

from anonymizer_gui import __version__
from anonymizer_gui.core.errors import (
    QT_TRANSLATE_NOOP,
    ClusterError,
    ImageError,
    NetworkError,
    SettingsError,
)
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store.finder import Finder, finder_text
from anonymizer_gui.engine.chunks import Chunk, ChunkStore, Done, Order
from anonymizer_gui.engine.job import Job
from anonymizer_gui.engine.networks import open_networks
from anonymizer_gui.engine.pipeline import Outcome
from anonymizer_gui.engine.stock import remove_leftovers
from anonymizer_gui.engine.turns import Turns
from anonymizer_gui.engine.work import Work

logger = logging.getLogger(__name__)

LOCAL = "local:"
"""Begins an address that means workers on this machine, and their number."""

CHUNK = 8
"""Photos that a worker gets at once; so many are done again if it dies."""

AHEAD = 3
"""Chunks per worker that are handed out: one is read while another one is looked at."""

LOOK_AROUND_S = 1.0
"""How often it is looked whether the cluster is still there, and whether to stop."""

START_S = 30.0
"""How long the scheduler and its first worker are waited for."""


def outcomes(job: Job, address: str, cancel: Event) -> Iterator[Outcome]:
    """Do the photos of a job on a cluster; results are those of one machine, byte for byte.

    Args:
        job: Its folders must have the same paths on every worker.
        address: Of the scheduler, `host:port` or `tls://host:port`; or `local:N` for N workers on
            this machine.
        cancel: Once set, what was handed out is finished and nothing else begun.

    Yields:
        What became of each photo, in the order in which they are done.

    Raises:
        SettingsError: There is no such cluster.
        ClusterError: It is gone.
        NetworkError: A worker has other networks, or another version of the program.
        StoreError: What is done cannot be stored.
    """
    with _connected(address) as client:
        from distributed.client import FutureCancelledError

        order = Order(job.settings, _finder(job), __version__, neighbours=_neighbours(client))
        try:
            yield from _outcomes(client, job, order, cancel)
        except (FutureCancelledError, OSError) as error:
            raise _gone() from error
        if not job.settings.dry_run:
            # Of workers that have died
            remove_leftovers(job.settings.output, job.plan.folders)


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    """A client of the cluster; local workers end with it."""
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise SettingsError(
            QT_TRANSLATE_NOOP(
                "errors",
                "A cluster needs Dask, which is not installed: pip install {0}",
            ),
            "anonymizer-gui[cluster]",
        ) from error
    if address.startswith(LOCAL):
        with (
            LocalCluster(
                n_workers=_count(address),
                threads_per_worker=2,  # one reads and writes while the network of the other runs
                security=True,  # others on this machine cannot send it work
                dashboard_address="localhost:0",
                memory_limit=0,
            ) as cluster,
            Client(cluster) as client,
        ):
            yield client
        return
    try:
        client = Client(address, timeout=START_S)
        client.wait_for_workers(1, timeout=START_S)
    except (OSError, ValueError, TypeError) as error:  # TypeError: without a certificate
        raise SettingsError(
            QT_TRANSLATE_NOOP(
                "errors", "There is no Dask scheduler with workers at {0} ({1}); check the address."
            ),
            address,
            str(error) or type(error).__name__,
        ) from error
    with client:
        yield client


def _count(address: str) -> int:
    text = address.removeprefix(LOCAL)
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise SettingsError(
            QT_TRANSLATE_NOOP("errors", "{0} is no cluster: write {1}, for 4 workers here."),
            address,
            f"{LOCAL}4",
        )
    return int(text)


def _finder(job: Job) -> Finder:
    finder = job.store.finder()
    assert finder is not None  # the job has begun
    return finder


def _neighbours(client: Any) -> dict[str, int]:
    """Per host, how many workers share its processors."""
    hosts = [worker["host"] for worker in client.scheduler_info(n_workers=-1)["workers"].values()]
    return {host: hosts.count(host) for host in hosts}


def _outcomes(client: Any, job: Job, order: Order, cancel: Event) -> Iterator[Outcome]:
    from distributed import wait

    waiting = iter(job.todo)
    running: dict[Any, Chunk] = {}
    single: list[Chunk] = []
    while True:
        while not cancel.is_set() and len(running) < _room(client, alone=bool(single)):
            chunk = single.pop() if single else Chunk.of(job.store, islice(waiting, CHUNK))
            if not chunk.tasks:
                break
            # `pure` would take two chunks for one
            running[client.submit(_done, order, chunk, pure=False)] = chunk
        if not running:
            return
        try:
            ready = wait(list(running), timeout=LOOK_AROUND_S, return_when="FIRST_COMPLETED").done
        except TimeoutError:
            _check_there(client, cancel)
            continue
        for future in ready:
            chunk = running.pop(future)
            done = _result(future, chunk)
            if done is None:
                single += chunk.singly()
            else:
                yield from (
                    one.stored(job.store, task, order.settings)
                    for task, one in zip(chunk.tasks, done, strict=True)
                )


def _room(client: Any, *, alone: bool) -> int:
    """How many chunks may be handed out; one that may end its worker goes alone."""
    return 1 if alone else AHEAD * max(len(client.ncores()), 1)


def _result(future: Any, chunk: Chunk) -> list[Done] | None:
    """What became of a chunk; None if it ended every worker that tried it and is to be divided."""
    from distributed import KilledWorker

    try:
        done: list[Done] = future.result()
    except KilledWorker as error:
        logger.warning("workers have died of %s", [task.image_id for task in chunk.tasks])
        if len(chunk.tasks) > 1:
            return None
        failure = ImageError(
            QT_TRANSLATE_NOOP("errors", "{0} could not be done: every worker that tried it died."),
            chunk.tasks[0].source.name,
        )
        failure.__cause__ = error
        return [Done(error=failure)]
    return done


def _check_there(client: Any, cancel: Event) -> None:
    """Look around while nothing comes back.

    Raises:
        ClusterError: The scheduler is gone, or nobody would finish what was begun.
    """
    if client.status != "running" or (cancel.is_set() and not client.ncores()):
        raise _gone()


def _gone() -> ClusterError:
    return ClusterError(
        QT_TRANSLATE_NOOP("errors", "The cluster is gone; start it again, and go on with --resume.")
    )


_opening = Lock()


@lru_cache(maxsize=1)
def _turns(settings: Settings, threads: int) -> Turns:
    return Turns(open_networks(settings, threads=threads))


def _opened(order: Order) -> Turns:
    """In a worker: the networks, which are loaded once per process."""
    threads = max((os.cpu_count() or 1) // _workers_here(order.neighbours), 1)
    with _opening:
        return _turns(order.settings, threads)


def _workers_here(neighbours: Mapping[str, int]) -> int:
    from urllib.parse import urlsplit

    from distributed import get_worker

    return neighbours.get(urlsplit(get_worker().address).hostname or "", 1)


def _check(order: Order) -> None:
    """In a worker: whether it would find what the one who asks would.

    Raises:
        NetworkError: It would not.
    """
    own = finder_text(_opened(order).networks.finder)
    if order.version != __version__ or own != finder_text(order.finder):
        raise NetworkError(
            QT_TRANSLATE_NOOP(
                "errors",
                "A worker of the cluster has another version of the program or other networks; "
                "install the same on all machines.",
            )
        )


def _done(order: Order, chunk: Chunk) -> list[Done]:
    """In a worker: do some photos, in order."""
    _check(order)
    store = ChunkStore(chunk, order.thresholds)
    work = Work(store, order.settings, _opened(order), saving=not order.settings.dry_run)
    return [store.photos.done(outcome) for outcome in work.outcomes(chunk.tasks, cancel=Event())]
