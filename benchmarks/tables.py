"""The figures of one kind: counted, with intervals, and printed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import isnan
from typing import Any

import numpy as np

from anonymizer_gui.core.boxes import Kind
from benchmarks.curves import average_precision
from benchmarks.detecting import Answer
from benchmarks.intervals import interval
from benchmarks.scoring import (
    SIZE_AXES,
    SMALLEST,
    Compared,
    Figures,
    compared,
    figures,
    share_inside,
)

INFINITE = float("inf")
ALL = "all"
_STEPS = ((SMALLEST, 20.0), (20.0, 40.0), (40.0, 80.0), (80.0, INFINITE))
SIZES = {
    Kind.FACE: ((16.0, INFINITE), *_STEPS),
    Kind.PLATE: ((20.0, INFINITE), (60.0, INFINITE), *_STEPS),
}
"""Ranges of sizes that are reported beside all of them; pixels of the photo."""

ON_BACKGROUND = 0.5
"""A false alarm lies on a sign or lettering if so much of it is inside."""

_COLUMNS = {
    "recall_50": "recall at IoU 0.5",
    "recall_30": "at IoU 0.3",
    "covered": "covered",
    "average_precision_50": "AP50",
    "false_alarms_per_photo": "false alarms a photo",
}

Values = list[float | None]
"""A figure and both ends of its 95 % interval."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """What is measured: one kind, at one threshold."""

    kind: Kind
    threshold: float

    def at(self, threshold: float) -> "Measurement":
        """The same at another threshold."""
        return replace(self, threshold=threshold)

    def of(self, answers: Sequence[Answer]) -> list[Compared]:
        """Compare every photo with its labels."""
        return [self._compared(answer) for answer in answers]

    def _compared(self, answer: Answer) -> Compared:
        labels, sure = answer.photo.labels[self.kind], answer.above(self.threshold)
        return compared(
            labels.boxes,
            labels.ignored,
            sure.boxes,
            size_axis=SIZE_AXES[self.kind],
            hidden=sure.hidden,
        )


def by_size(photos: Sequence[Compared], kind: Kind) -> dict[str, Figures]:
    """Figures over all sizes and for each range of sizes."""
    ranges = {_range_name(*limits): limits for limits in SIZES[kind]}
    return {ALL: figures(photos)} | {
        name: figures(photos, smallest=low, largest=high) for name, (low, high) in ranges.items()
    }


def with_and_without(answers: Sequence[Answer], kind: Kind) -> tuple[list[Answer], list[Answer]]:
    """The photos in which something of the kind is labelled, and those in which nothing is."""
    parts: tuple[list[Answer], list[Answer]] = [], []
    for answer in answers:
        parts[not len(answer.photo.labels[kind].boxes)].append(answer)
    return parts


def report_of(answers: Sequence[Answer], measurement: Measurement) -> dict[str, Any]:
    """All figures of one kind.

    Args:
        answers: At least one.
        measurement: How they are measured.
    """
    kind = measurement.kind
    everything = measurement.at(0.0).of(answers)
    photos = measurement.of(answers)
    ranges = {ALL: (0.0, INFINITE)} | {_range_name(*limits): limits for limits in SIZES[kind]}
    rows = {
        name: _row(photos, limits)
        | {"average_precision_50": _precision(answers, everything, limits)}
        for name, limits in ranges.items()
    }
    parts = zip(("with", "without"), with_and_without(answers, kind), strict=True)
    return {
        "photos": len(photos),
        "threshold": measurement.threshold,
        **{
            name: {"photos": len(part), "false_alarms_per_photo": _false_alarms(part, measurement)}
            for name, part in parts
        },
        "false_alarms_on": _on_background(answers, photos, measurement),
        "by_size": rows,
    }


def _row(photos: Sequence[Compared], limits: tuple[float, float]) -> dict[str, Any]:
    part = partial(figures, smallest=limits[0], largest=limits[1])
    return {
        "labels": part(photos).labels,
        "recall_50": _with_interval(photos, lambda some: part(some).recall),
        "recall_30": _with_interval(photos, lambda some: part(some).loose_recall),
        "covered": _with_interval(photos, lambda some: part(some).coverage),
        "false_alarms_per_photo": _with_interval(photos, lambda some: part(some).false_alarms),
    }


def _false_alarms(answers: Sequence[Answer], measurement: Measurement) -> Values | None:
    if not answers:
        return None
    return _with_interval(measurement.of(answers), lambda some: figures(some).false_alarms)


def _with_interval(photos: Sequence[Any], figure: Callable[[Sequence[Any]], float]) -> Values:
    values = [figure(photos), *interval(photos, figure)]
    return [None if isnan(value) else round(value, 4) for value in values]


def _range_name(low: float, high: float) -> str:
    return f"{low:.0f}+" if high == INFINITE else f"{low:.0f}-{high:.0f}"


def _precision(
    answers: Sequence[Answer], photos: Sequence[Compared], limits: tuple[float, float]
) -> Values:
    """Average precision at IoU 0.5, down to the lowest score that is kept.

    In a range of sizes, what matches a label of another size neither helps nor harms.
    """
    low, high = limits
    parts = []
    for answer, photo in zip(answers, photos, strict=True):
        hits = photo.matches >= 0
        sizes = photo.found_sizes.copy()
        sizes[hits] = photo.sizes[photo.matches[hits]]
        counts = (sizes >= low) & (sizes < high)
        counts[photo.excused] = False
        labels = int(((photo.sizes >= low) & (photo.sizes < high)).sum())
        parts.append((answer.scores[counts], hits[counts], labels))

    def figure(some: Sequence[Any]) -> float:
        scores, hits, labels = zip(*some, strict=True)
        return average_precision(np.concatenate(scores), np.concatenate(hits), labels=sum(labels))

    return _with_interval(parts, figure)


def _on_background(
    answers: Sequence[Answer], photos: Sequence[Compared], measurement: Measurement
) -> dict[str, dict[str, float]]:
    """False alarms on each known sort of background: how many, and their share where it is known.

    It is known in the folders that have it as a category.
    """
    names = {name for answer in answers for name in answer.photo.background}
    found = {}
    for name in sorted(names):
        hits, of = 0, 0
        for answer, photo in zip(answers, photos, strict=True):
            if name in answer.photo.background:
                alarms = answer.above(measurement.threshold).boxes[photo.false_alarms]
                inside = share_inside(alarms, answer.photo.background[name]) >= ON_BACKGROUND
                hits, of = hits + int(inside.any(axis=1).sum()), of + len(alarms)
        found[name] = {"count": hits, "share": round(hits / of, 4) if of else 0.0}
    return found


def print_report(name: str, kind: Kind, report: dict[str, Any]) -> None:
    """Print the figures of one kind as a table.

    Args:
        name: Whose figures they are.
        kind: Of what.
        report: As `report_of` makes it.
    """
    print(f"\n{name}, {kind}s: {report['photos']} photos, threshold {report['threshold']:.2f}")
    for part in ("with", "without"):
        one = report[part]
        if one["photos"]:
            print(
                f"  {one['photos']} photos {part} {kind}s: "
                f"false alarms per photo {_said(one['false_alarms_per_photo'])}"
            )
    for background, on in report["false_alarms_on"].items():
        print(f"  false alarms on {background}: {on['count']}, {100 * on['share']:.0f} %")
    axis = "tall" if SIZE_AXES[kind] else "wide"
    print(f"  {'':<14}{'labels':>6}  " + "".join(f"{title:<22}" for title in _COLUMNS.values()))
    for size, row in report["by_size"].items():
        if row["labels"] or size == ALL:
            which = size if size == ALL else f"{size} px {axis}"
            cells = "".join(f"{_said(row[column]):<22}" for column in _COLUMNS)
            print(f"  {which:<14}{row['labels']:>6}  {cells}".rstrip())


def _said(values: Sequence[float | None]) -> str:
    value, low, high = ("-" if one is None else f"{one:.3f}" for one in values)
    return f"{value} [{low}, {high}]"
