"""Collect what a network fires on in the photos that it learns from, for a person to sort.

`python -m training.mine RUN/snapshot_NNNNNN.npz --data DIR --out FOUND` writes `FOUND/found.csv`
and numbered contact sheets. Sorted by eye, the rows go into `splits/unlabelled_plates.csv` (plates
that nobody labelled: ignored from then on) or `splits/hard_negatives.csv` (shown more often).
"""

import argparse
import csv
from pathlib import Path

import numpy as np

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.settings import Detail
from benchmarks.scoring import compared
from benchmarks.sheets import Case, write_sheets
from training.data import FINDING_COLUMNS, Finding, findings, photos
from training.evaluate import detector
from training.mosaics import SOURCES

SORTED = ("unlabelled_plates", "hard_negatives")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("network", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threshold", type=float, default=0.5)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    finder = detector(options.network, Kind.PLATE, detail=Detail.NORMAL)
    rows: list[Finding] = []
    cases: list[Case] = []
    for photo in (photo for source in SOURCES for photo in photos(options.data, source.split)):
        found = finder.detect(photo.pixels())
        boxes = found.boxes[found.scores >= options.threshold]
        known = [findings(kind).get((photo.folder, photo.name)) for kind in SORTED]
        sorted_already = np.concatenate(
            [photo.boxes[:0], *(part for part in known if part is not None)]
        )
        labels = np.concatenate([photo.boxes, sorted_already])
        ignored = np.arange(len(labels)) >= len(photo.boxes)
        for index in compared(labels, ignored, boxes, size_axis=0, hidden=boxes).false_alarms:
            box = boxes[index]
            cases.append(Case(photo.path, box, photo.boxes, box[None], str(len(rows))))
            rows.append(Finding(photo.folder, photo.name, *(round(float(edge), 1) for edge in box)))
    with (options.out / "found.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([FINDING_COLUMNS, *rows])
    write_sheets(cases, options.out, "sheet")


if __name__ == "__main__":
    main()
