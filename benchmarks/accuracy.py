"""How many faces and plates the program finds and hides, and what it hides for nothing.

`python -m benchmarks.accuracy --data DIR` reads labelled photos (COCO: categories `face` and
`license_plate`; `iscrowd` means ignore; other categories are known background), runs the
program's own job on them with its default settings, and prints per kind and size: recall, the
share of boxes that the final boxes cover, false alarms per photo, average precision, with 95 %
intervals. `--json FILE` writes the figures; `--report DIR` a curve of recall against false alarms
(needs matplotlib), and contact sheets of every miss and every false alarm.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from math import isnan
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.detections import KINDS, Detections
from anonymizer_gui.core.images import read_image
from anonymizer_gui.core.settings import Detail, Settings
from anonymizer_gui.detection.detector import default_thresholds_of_all, detections_of_all
from anonymizer_gui.engine.networks import open_networks
from benchmarks.coco import LabelledPhoto, kinds_labelled, labelled_photos
from benchmarks.curves import average_precision, write_curve
from benchmarks.intervals import interval
from benchmarks.scoring import SIZE_AXES, Compared, compared, figures, share_inside
from benchmarks.sheets import Case, write_sheets

INFINITE = float("inf")
SIZES = {
    Kind.FACE: ((12, INFINITE), (16, INFINITE), (12, 20), (20, 40), (40, 80), (80, INFINITE)),
    Kind.PLATE: (
        *((12, INFINITE), (20, INFINITE), (60, INFINITE)),
        *((12, 20), (20, 40), (40, 80), (80, INFINITE)),
    ),
}
"""Ranges of sizes that are reported; pixels of the photo."""

CURVE = np.round(np.arange(0.05, 0.96, 0.01), 2)
ON_BACKGROUND = 0.5
"""A false alarm lies on a sign or lettering if so much of it is inside."""


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What the program found of one kind in one photo, before any threshold.

    Attributes:
        photo: The photo.
        boxes: float32 [N, 4], highest score first.
        scores: float32 [N].
    """

    photo: LabelledPhoto
    boxes: NDArray[np.float32]
    scores: NDArray[np.float32]

    def above(self, threshold: float) -> NDArray[np.float32]:
        """The boxes that reach a threshold."""
        return self.boxes[self.scores >= threshold]


@dataclass(frozen=True, slots=True)
class Measurement:
    """What is measured: one kind, at one threshold and box scale."""

    kind: Kind
    threshold: float
    box_scale: float

    def of(self, answers: Sequence[Answer], threshold: float | None = None) -> list[Compared]:
        """Compare every photo with its labels, at another threshold if wished."""
        least = self.threshold if threshold is None else threshold
        return [
            compared(
                answer.photo.labels[self.kind].boxes,
                answer.photo.labels[self.kind].ignored,
                answer.above(least),
                size_axis=SIZE_AXES[self.kind],
                growth=self.box_scale,
            )
            for answer in answers
        ]


def detected(
    photos: Sequence[LabelledPhoto], settings: Settings
) -> tuple[list[Detections], dict[Kind, float]]:
    """Run the program's networks as a job does; also the thresholds that a job would use."""
    detectors = open_networks(settings).detectors
    found = []
    for number, photo in enumerate(photos, start=1):
        print(f"\r{number}/{len(photos)}", end="", file=sys.stderr, flush=True)
        found.append(detections_of_all(detectors, read_image(photo.path).rgb))
    print(file=sys.stderr)
    return found, settings.thresholds(default_thresholds_of_all(detectors))


def answers_of(
    photos: Sequence[LabelledPhoto], found: Sequence[Detections], kind: Kind
) -> list[Answer]:
    """What was found of one kind."""
    chosen = [one.of(one.kinds == KINDS.index(kind)) for one in found]
    return [Answer(photo, one.boxes, one.scores) for photo, one in zip(photos, chosen, strict=True)]


def report_of(answers: Sequence[Answer], measurement: Measurement) -> dict[str, Any]:
    """All figures of one kind."""
    photos = measurement.of(answers)
    return {
        "photos": len(photos),
        "threshold": measurement.threshold,
        "box_scale": measurement.box_scale,
        "false_alarms_per_photo": _with_interval(photos, lambda some: figures(some).false_alarms),
        "false_alarms_on_background": _on_background(answers, photos, measurement),
        "average_precision_50": _average_precision(answers, measurement),
        "by_size": {
            _range_name(low, high): row
            for low, high in SIZES[measurement.kind]
            if (row := _row(photos, low, high))["labels"]
        },
    }


def _row(photos: Sequence[Compared], low: float, high: float) -> dict[str, Any]:
    part = partial(figures, smallest=low, largest=high)
    return {
        "labels": part(photos).labels,
        "recall_50": _with_interval(photos, lambda some: part(some).recall),
        "recall_30": _with_interval(photos, lambda some: part(some).loose_recall),
        "covered": _with_interval(photos, lambda some: part(some).coverage),
    }


def _with_interval(photos: Sequence[Compared], figure: Any) -> list[float | None]:
    values = [figure(photos), *interval(photos, figure)]
    return [None if isnan(value) else round(value, 4) for value in values]


def _range_name(low: float, high: float) -> str:
    return f"{low:.0f}+" if high == INFINITE else f"{low:.0f}-{high:.0f}"


def _average_precision(answers: Sequence[Answer], measurement: Measurement) -> float | None:
    """Over all detections, down to the lowest score that is kept."""
    scores, correct, labels = [], [], 0
    for answer, photo in zip(answers, measurement.of(answers, threshold=0.0), strict=True):
        counts = np.ones(len(answer.scores), np.bool_)
        counts[photo.excused] = False
        scores.append(answer.scores[counts])
        correct.append(photo.correct[counts])
        labels += len(photo.sizes)
    value = average_precision(np.concatenate(scores), np.concatenate(correct), labels=labels)
    return None if isnan(value) else round(value, 4)


def _on_background(
    answers: Sequence[Answer], photos: Sequence[Compared], measurement: Measurement
) -> dict[str, int]:
    """How many false alarms lie on each known sort of background."""
    counts: Counter[str] = Counter()
    for answer, photo in zip(answers, photos, strict=True):
        alarms = answer.above(measurement.threshold)[photo.false_alarms]
        for name, regions in answer.photo.background.items():
            counts[name] += int((share_inside(alarms, regions) >= ON_BACKGROUND).any(axis=1).sum())
    return dict(counts)


def cases_of(answers: Sequence[Answer], measurement: Measurement) -> tuple[list[Case], list[Case]]:
    """Every label that the final boxes do not cover, and every false alarm."""
    missed, alarms = [], []
    for answer, photo in zip(answers, measurement.of(answers), strict=True):
        labels = answer.photo.labels[measurement.kind].boxes
        found = answer.above(measurement.threshold)
        for index in np.flatnonzero(~photo.covered):
            note = f"{photo.sizes[index]:.0f} px"
            missed.append(Case(answer.photo.path, photo.asked[index], labels, found, note))
        for index in photo.false_alarms:
            note = f"{answer.scores[index]:.2f} {answer.photo.path.stem[-12:]}"
            alarms.append(Case(answer.photo.path, found[index], labels, found, note))
    return missed, alarms


def write_report(answers: Sequence[Answer], measurement: Measurement, folder: Path) -> None:
    """Write the curve and the contact sheets of one kind."""
    kind = measurement.kind
    for name, cases in zip(("missed", "false-alarms"), cases_of(answers, measurement), strict=True):
        write_sheets(cases, folder, f"{kind}-{name}")
    rows = []
    for threshold in CURVE:
        whole = figures(measurement.of(answers, threshold=float(threshold)))
        rows.append((float(threshold), whole.false_alarms, whole.recall))
    if any(not isnan(recall) for *_, recall in rows):
        title = f"{kind}s, {len(answers)} photos"
        write_curve(
            folder / f"{kind}-curve.png", rows, threshold=measurement.threshold, title=title
        )


def print_report(kind: Kind, report: dict[str, Any]) -> None:
    """Print the figures of one kind as a table."""
    print(
        f"\n{kind}s: {report['photos']} photos, threshold {report['threshold']:.2f}, "
        f"box scale {report['box_scale']}"
    )
    print(f"  false alarms per photo {_said(report['false_alarms_per_photo'])}", end="")
    print(f", AP50 {report['average_precision_50']}")
    for name, count in report["false_alarms_on_background"].items():
        print(f"  false alarms on {name}: {count}")
    axis = "tall" if SIZE_AXES[kind] else "wide"
    for size, row in report["by_size"].items():
        print(f"  {size + ' px ' + axis:<14}{row['labels']:5} labels: ", end="")
        print(f"recall {_said(row['recall_50'])}, ", end="")
        print(f"at IoU 0.3 {_said(row['recall_30'])}, covered {_said(row['covered'])}")


def _said(values: Sequence[float | None]) -> str:
    value, low, high = ("-" if one is None else f"{one:.3f}" for one in values)
    return f"{value} [{low}, {high}]"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, nargs="+", help="COCO folders")
    parser.add_argument("--names", type=Path, nargs="+", help="lists of file names: only those")
    parser.add_argument("--network", type=Path, help="instead of the built-in one of its kind")
    parser.add_argument("--kinds", type=Kind, nargs="+", help="default: those that are labelled")
    parser.add_argument("--threshold", type=float, help="instead of the default, for one kind")
    parser.add_argument("--detail", type=Detail, default=Detail.NORMAL)
    parser.add_argument("--json", type=Path, help="write the figures into this file")
    parser.add_argument("--report", type=Path, help="write a curve and contact sheets here")
    options = parser.parse_args()
    names = options.names and frozenset(
        name for path in options.names for name in path.read_text(encoding="utf-8").split()
    )
    photos = [one for folder in options.data for one in labelled_photos(folder, names=names)]
    kinds = options.kinds or kinds_labelled(photos)
    if not photos or not kinds:
        parser.error("there is no photo, or no face or plate is labelled: name --kinds")
    settings = Settings(
        *(Path("unread"), Path("unwritten")),
        weights=options.network,
        kinds=frozenset(kinds),
        detail=options.detail,
        **({f"{kinds[0]}_threshold": options.threshold} if options.threshold else {}),
    )
    found, thresholds = detected(photos, settings)
    reports = {}
    for kind in kinds:
        answers = answers_of(photos, found, kind)
        measurement = Measurement(kind, thresholds[kind], settings.box_scale)
        reports[kind.value] = report_of(answers, measurement)
        print_report(kind, reports[kind.value])
        if options.report:
            write_report(answers, measurement, options.report)
    if options.json:
        options.json.write_text(json.dumps(reports, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
