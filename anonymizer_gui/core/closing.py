"""Things that are closed at the end of a `with`."""

from types import TracebackType
from typing import Self


class Closing:
    """Closes itself; a subclass says how, in `close`."""

    __slots__ = ()

    def close(self) -> None:
        """Give free what it holds."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
