"""What was checked, with its figure; printed as it comes and kept in a file."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Report:
    """Remembers the lines so far, and how many checks failed."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._began = time.monotonic()
        self.failed = 0
        file.write_text("", encoding="utf-8")

    def title(self, text: str) -> None:
        """Begin another part."""
        self._add(f"\n{text} ({time.monotonic() - self._began:.0f} s)")

    def say(self, text: str) -> None:
        """Add a figure that is neither right nor wrong."""
        self._add(f"       {text}")

    def check(self, promise: str, kept: bool, figure: object = "") -> None:
        """Add a check.

        Args:
            promise: What should be so.
            kept: Whether it is.
            figure: What was seen.
        """
        self.failed += not kept
        said = f": {figure}" if figure != "" else ""
        self._add(f"{'ok    ' if kept else 'FAILED'} {promise}{said}")

    @contextmanager
    def part(self, title: str) -> Iterator[None]:
        """A part of the checks; a fault in it is a failed check and does not stop the others."""
        self.title(title)
        try:
            yield
        except Exception as error:  # noqa: BLE001 - the report says what it was
            self.check(f"{title} came to an end", False, repr(error))

    def _add(self, line: str) -> None:
        print(line, flush=True)  # noqa: T201
        with self._file.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
