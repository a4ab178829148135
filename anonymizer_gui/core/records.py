"""Records: what was hidden in a photo, in the JSON of the older tools."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
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


def record_names(outputs: Sequence[Path]) -> Mapping[Path, Path]:
    """Where the record of each output goes: `a.jpg` has `a.json` beside it.

    Outputs of one folder that share a stem (`a.jpg`, `a.png`) have `a.jpg.json` and `a.png.json`.
    Upper and lower case are one: on Windows they are one file.

    Args:
        outputs: All the outputs of a job; no two are one file.
    """
    records = {output: output.with_suffix(".json") for output in outputs}
    while True:
        taken = Counter(_folded(record) for record in records.values())
        clashing = {
            output: output.with_name(output.name + ".json")
            for output, record in records.items()
            if taken[_folded(record)] > 1
        }
        # Two long names are never one, so this ends
        if not clashing:
            return records
        records |= clashing


def _folded(path: Path) -> str:
    return str(path).casefold()
