"""What a program that may be killed at any moment has begun to do, a line each."""

import json
import os
import time
from dataclasses import dataclass
from pathlib import Path

from anonymizer_gui.core.store.boxes import boxes_text
from anonymizer_gui.core.store.values import EditedBox, Review


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was begun.

    Attributes:
        word: `ready`, `asked`, `saving` or `edited`.
        at: Seconds since the epoch.
        photo: Its fingerprint, its name, or its path.
        review: What a person has said of the photo, see `review_text`; empty unless edited.
    """

    word: str
    at: float = 0.0
    photo: str = ""
    review: str = ""


def review_text(review: Review, found: tuple[EditedBox, ...]) -> str:
    """What a person has said of a photo, as text: what is hidden, and whether all is said.

    Args:
        review: What was said.
        found: What is hidden while nothing else is said.
    """
    edited = review.boxes is not None or review.done
    boxes = found if review.boxes is None else review.boxes
    return f"{review.done} {boxes_text(boxes) if edited else ''}"


class Trail:
    """A file that is only ever added to. Remembers where it is."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, word: str, photo: str = "", review: str = "") -> None:
        """Add a line, which the system has when this returns."""
        line = json.dumps([word, time.time(), photo, review]) + "\n"
        handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(handle, line.encode("ascii"))
        os.close(handle)

    def lines(self) -> list[Line]:
        """What was begun so far."""
        if not self._path.exists():
            return []
        whole = self._path.read_text(encoding="ascii").split("\n")[:-1]
        return [Line(*json.loads(line)) for line in whole]
