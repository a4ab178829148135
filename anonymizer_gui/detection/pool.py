"""Things of which each serves one thread at a time."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Semaphore
from typing import Generic, TypeVar

logger = logging.getLogger(__name__)

T = TypeVar("T")


class Pool(Generic[T]):
    """Makes another one when all are in use. Remembers those that are idle, and how many there are.

    If another one cannot be made, those that are there do the rest.
    """

    def __init__(self, make: Callable[[int], T], most: int) -> None:
        """Nothing is made yet.

        Args:
            make: Makes one, told how many there are already; called by one thread at a time.
            most: How many there may be, at least 1; whoever wants more waits.
        """
        self._make = make
        self._idle: list[T] = []
        self._count = 0
        self._room = Semaphore(most)
        self._choosing, self._making = Lock(), Lock()

    @contextmanager
    def taken(self, suits: Callable[[T], bool] = lambda _: True) -> Iterator[T]:
        """One that nobody else has meanwhile.

        Args:
            suits: Which are preferred.

        Raises:
            Exception: Whatever `make` raises, if it has made none yet.
        """
        taken = self._taken(suits)
        try:
            yield taken
        finally:
            with self._choosing:
                self._idle.append(taken)
            self._room.release()

    def _taken(self, suits: Callable[[T], bool]) -> T:
        while True:
            self._room.acquire()
            chosen = self._chosen(suits)
            if chosen:
                return chosen[0]
            try:
                return self._made()
            except Exception:
                if not self._count:
                    self._room.release()
                    raise
                logger.warning("another one cannot be made", exc_info=True)
                # The room that it would have had is not given back

    def _chosen(self, suits: Callable[[T], bool]) -> list[T]:
        """One of the idle ones, or none."""
        with self._choosing:
            chosen = ([one for one in self._idle if suits(one)] or self._idle)[-1:]
            self._idle = [one for one in self._idle if one is not chosen[0]]
            return chosen

    def _made(self) -> T:
        with self._making:
            made = self._make(self._count)
            self._count += 1
            return made
