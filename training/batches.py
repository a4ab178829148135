"""Batches made ahead of the training step, in processes of their own."""

import multiprocessing
import queue
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import cv2
import numpy as np
from numpy.typing import NDArray

from training.mosaics import Mix, Mosaics, Source
from training.targets import targets

Batch = tuple[NDArray[np.uint8], NDArray[np.float32]]
"""Images uint8 [B, side, side, 3], RGB, and targets float32 [B, side/4, side/4, 7]."""


@dataclass(frozen=True, slots=True)
class BatchPlan:
    """What batches are made of.

    Attributes:
        data: The folder that holds all sets.
        side: Of a sample, pixels; a multiple of 96, so that mosaics of 2 x 2 and 3 x 3 fit.
        size: Samples in a batch.
        mix: How much is done to the pieces.
        sources: The sets; those of the built-in network if none are named.
    """

    data: Path
    side: int
    size: int
    mix: Mix
    sources: tuple[Source, ...] = ()


def batch(mosaics: Mosaics, *, size: int) -> Batch:
    """Make one batch."""
    samples = [mosaics.sample() for _ in range(size)]
    images = np.stack([sample.image for sample in samples])
    return images, np.stack([targets(sample) for sample in samples])


class BatchWorkers:
    """Processes that keep a queue of batches filled; a context manager that ends them.

    The processes are spawned: the module that starts them must not import TensorFlow at its top, or
    each of them loads it too.
    """

    def __init__(self, plan: BatchPlan, *, seed: int, processes: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._queue: Any = context.Queue(maxsize=6)
        self._processes = [
            context.Process(
                target=_produce,
                args=(self._queue, plan, seed * 1000 + index),
                daemon=True,
            )
            for index in range(processes)
        ]

    def __enter__(self) -> Self:
        for process in self._processes:
            process.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for process in self._processes:
            process.terminate()
            process.join()

    def next(self) -> Batch:
        """Wait for the next batch.

        Raises:
            RuntimeError: A process died.
        """
        while True:
            try:
                made: Batch = self._queue.get(timeout=5)
            except queue.Empty:
                if not all(process.is_alive() for process in self._processes):
                    raise RuntimeError("a process that makes batches has died") from None
            else:
                return made


def _produce(filled: Any, plan: BatchPlan, seed: int) -> None:
    cv2.setNumThreads(1)
    mosaics = Mosaics(plan.data, side=plan.side, seed=seed, mix=plan.mix, sources=plan.sources)
    while True:
        filled.put(batch(mosaics, size=plan.size))
