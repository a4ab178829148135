"""What a program that may be killed at any moment has begun to do, a line each."""

import json
import os
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was begun.

    Attributes:
        word: `ready`, `asked`, `saving` or `edited`.
        at: Seconds since the epoch.
        photo: Its fingerprint, its name, or its path.
        boxes: As they are stored; empty unless edited.
    """

    word: str
    at: float = 0.0
    photo: str = ""
    boxes: str = ""


class Trail:
    """A file that is only ever added to. Remembers where it is."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, word: str, photo: str = "", boxes: str = "") -> None:
        """Add a line, which the system has when this returns."""
        line = json.dumps([word, time.time(), photo, boxes]) + "\n"
        handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(handle, line.encode("ascii"))
        os.close(handle)

    def lines(self) -> list[Line]:
        """What was begun so far."""
        if not self._path.exists():
            return []
        whole = self._path.read_text(encoding="ascii").split("\n")[:-1]
        return [Line(*json.loads(line)) for line in whole]
