"""Things of which each serves one thread at a time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Pool(Generic[T]):
    """Makes another one when all are in use. Remembers those that are idle."""

    def __init__(self, make: Callable[[], T], most: int) -> None:
        """Nothing is made yet.

        Args:
            make: Makes one; called by one thread at a time.
            most: How many there may be, at least 1; whoever wants more waits.
        """
        self._make = make
        self._idle: list[T] = []
        self._room = BoundedSemaphore(most)
        self._choosing, self._making = Lock(), Lock()

    @contextmanager
    def taken(self, suits: Callable[[T], bool] = lambda _: True) -> Iterator[T]:
        """One that nobody else has meanwhile.

        Args:
            suits: Which are preferred.

        Raises:
            Exception: Whatever `make` raises.
        """
        with self._room:
            taken = self._chosen(suits) or self._made()
            try:
                yield taken
            finally:
                with self._choosing:
                    self._idle.append(taken)

    def _chosen(self, suits: Callable[[T], bool]) -> T | None:
        with self._choosing:
            idle = [one for one in self._idle if suits(one)] or self._idle
            chosen = idle[-1] if idle else None
            self._idle = [one for one in self._idle if one is not chosen]
            return chosen

    def _made(self) -> T:
        with self._making:
            return self._make()
