"""Reading rows some at a time, however many there are."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from anonymizer_gui.core.store.opening import name_bytes

AT_ONCE = 1000
"""Rows that are read, or written, in one go."""

NEXT = f"path > CAST(? AS TEXT) ORDER BY path LIMIT {AT_ONCE}"
"""SQL: the end of a query whose first column is the path."""


def by_path(page: Callable[[bytes], Sequence[Any]]) -> Iterator[Any]:
    """The rows of a query in the order of their paths, each once, whatever is written meanwhile.

    Args:
        page: Answers a query that ends with `NEXT`, given the value in it.
    """
    last = b""
    while rows := page(last):
        yield from rows
        last = name_bytes(rows[-1][0])
