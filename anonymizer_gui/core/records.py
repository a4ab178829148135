"""Records: what was hidden in a photo, in the JSON of the older tools."""

import json
from collections.abc import Sequence
from pathlib import Path

from anonymizer_gui.core.boxes import Box, Kind, Origin
from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, ImageError
from anonymizer_gui.core.files import start_of, write_whole

LARGEST = 2**24
"""Bytes of a record: a hundred thousand boxes."""

_UNREADABLE = QT_TRANSLATE_NOOP("errors", "{0} is not a record of boxes.")


def record_text(boxes: Sequence[Box]) -> str:
    """The JSON of the older tools: pixels of the upright image, `[]` where there is no box."""
    return json.dumps(
        [
            {
                "y_min": float(box.y_min),
                "x_min": float(box.x_min),
                "y_max": float(box.y_max),
                "x_max": float(box.x_max),
                "score": float(box.score),
                "kind": box.kind.value,
            }
            for box in boxes
        ],
        indent=2,
    )


def write_record(target: Path, boxes: Sequence[Box]) -> None:
    """Write the record of one photo, whole or not at all.

    Raises:
        ImageError: The file cannot be written.
    """
    write_whole(target, record_text(boxes).encode("utf-8"))


def read_record(path: Path) -> list[Box]:
    """Read a record, of this program or of the older tools.

    The origin of a box is not in the file: all come back as detected.

    Raises:
        ImageError: It cannot be read, or is no record.
    """
    try:
        data = start_of(path, LARGEST + 1) or b""
        boxes = json.loads(data if len(data) <= LARGEST else b"")
        return [
            Box(
                x_min=float(box["x_min"]),
                y_min=float(box["y_min"]),
                x_max=float(box["x_max"]),
                y_max=float(box["y_max"]),
                kind=Kind(box["kind"]),
                score=float(box["score"]),
                origin=Origin.DETECTED,
            )
            for box in boxes
        ]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ImageError(_UNREADABLE, path.name) from error
