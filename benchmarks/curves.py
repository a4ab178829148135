"""Recall against false alarms, over all thresholds."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


def average_precision(
    scores: NDArray[np.float32], correct: NDArray[np.bool_], *, labels: int
) -> float:
    """Area under precision over recall.

    Args:
        scores: float32 [N], of every detection that counts.
        correct: bool [N], whether it matches a label.
        labels: How many there are to be found.

    Source: all-point interpolation of PASCAL VOC from 2010 on.
    """
    if labels == 0:
        return float("nan")
    hits = correct[np.argsort(-scores, kind="stable")]
    recall = np.cumsum(hits) / labels
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    best_after = np.maximum.accumulate(precision[::-1])[::-1]
    return float(np.sum(np.diff(recall, prepend=0.0) * best_after))


def write_curve(
    path: Path, rows: Sequence[tuple[float, float, float]], *, threshold: float, title: str
) -> None:
    """Draw the curve as a PNG.

    Args:
        path: Where to.
        rows: Threshold, false alarms per photo, recall at IoU 0.5.
        threshold: The default one, which is marked.
        title: Above the picture.
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6, 4.5), layout="constrained")
    axes = figure.subplots()
    thresholds, alarms, recall = (np.array(column) for column in zip(*rows, strict=True))
    axes.plot(alarms, recall, color="#0072b2")
    marked = int(np.abs(thresholds - threshold).argmin())
    axes.plot(alarms[marked], recall[marked], "o", color="#d55e00")
    axes.annotate(
        f"threshold {threshold:.2f}",
        (alarms[marked], recall[marked]),
        (6, -12),
        textcoords="offset points",
    )
    axes.set(title=title, xlabel="false alarms per photo", ylabel="recall at IoU 0.5")
    # what lies far from the threshold would press the rest into a corner
    axes.set_xlim(0, max(1.0, 3 * float(alarms[marked])))
    axes.set_ylim(max(0.0, float(recall[marked]) - 0.25), 1.01)
    axes.grid(alpha=0.3)
    figure.savefig(path, dpi=120)
