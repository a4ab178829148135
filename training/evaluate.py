"""Measure a network on labelled photos, with the program's own detector.

`python -m training.evaluate weights/plates.tflite --data DIR --sets us_eu_roboflow.val` prints
recall, coverage and false alarms by size; `--choose` takes the threshold that the rule in
`chosen_threshold` gives; `--card` writes the figures into the card beside the network.
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

import numpy as np

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.detections import Detections
from anonymizer_gui.core.settings import DEFAULT_BOX_SCALE, Detail
from anonymizer_gui.detection.cards import ModelCard, card_of
from anonymizer_gui.detection.litert import LiteRTNetwork
from anonymizer_gui.detection.tiled import TiledDetector
from benchmarks import coco
from benchmarks.scoring import SIZE_AXES, SMALLEST, Compared, Figures, compared, figures
from training import cards, weights
from training.data import Photo, photos, split_photos

CATEGORIES = {kind: name for name, kind in coco.CATEGORIES.items()}
SIZE_EDGES = (SMALLEST, 20.0, 40.0, 80.0, np.inf)
"""Between which labels are counted together; pixels of the photo."""

MOST_FALSE_ALARMS = 0.25
"""Per photo, over all photos that the threshold is chosen on, those without plates included."""

THRESHOLDS = np.round(np.arange(0.15, 0.701, 0.01), 2)

MIN_SIZE = 20.0
"""Of a network that has no card yet, pixels of its canvas."""

Answers = list[tuple[Photo, Detections]]


def detector(network: Path, kind: Kind, *, detail: Detail) -> TiledDetector:
    """The program's detector around a `.tflite`, or around the weights of a training run."""
    if network.suffix == ".npz":
        from training.export import tflite

        content = tflite(weights.load(network))
    else:
        content = network.read_bytes()
    if network.with_suffix(".json").is_file():
        card = card_of(network)
    else:
        card = ModelCard(name=network.stem, kinds=(kind,), min_size={kind: MIN_SIZE})
    litert = LiteRTNetwork(content, kinds=card.kinds, name=network.name, threads=2)
    return TiledDetector(litert, card, detail=detail)


def labelled(data: Path, name: str, kind: Kind) -> list[Photo]:
    """Photos of a set or of a committed list."""
    if "." in name:
        return split_photos(data, name)
    return photos(data, name, category=CATEGORIES[kind])


def compared_photos(answers: Answers, *, threshold: float, kind: Kind) -> list[Compared]:
    """Compare every photo at one threshold."""
    return [
        compared(
            photo.boxes,
            photo.ignored,
            found.boxes[found.scores >= threshold],
            size_axis=SIZE_AXES[kind],
            growth=DEFAULT_BOX_SCALE,
        )
        for photo, found in answers
    ]


def chosen_threshold(answers: Mapping[str, Answers], *, kind: Kind) -> float:
    """The lowest threshold with at most `MOST_FALSE_ALARMS` per photo, or the highest tried.

    A plate that stays readable is worse than a needless blur, so the threshold goes as low as the
    false alarms allow.
    """
    everything = [pair for part in answers.values() for pair in part]
    for threshold in THRESHOLDS:
        found = figures(compared_photos(everything, threshold=float(threshold), kind=kind))
        if found.false_alarms <= MOST_FALSE_ALARMS:
            return float(threshold)
    return float(THRESHOLDS[-1])


def by_size(photos_compared: Sequence[Compared]) -> dict[str, Figures]:
    """Figures over all sizes and for each range of sizes."""
    table = {"all": figures(photos_compared)}
    for smallest, largest in pairwise(SIZE_EDGES):
        name = f"{smallest:.0f}-{largest:.0f}" if np.isfinite(largest) else f"{smallest:.0f}+"
        table[name] = figures(photos_compared, smallest=smallest, largest=largest)
    return table


def printed(name: str, table: dict[str, Figures]) -> None:
    """Print the figures of one set."""
    whole = table["all"]
    print(f"{name}: {whole.photos} photos, {whole.false_alarms:.3f} false alarms per photo")
    for size, row in table.items():
        if row.labels:
            print(
                f"  {size:>6} px: {row.labels:4} labels, recall {row.recall:.3f} "
                f"(IoU 0.3: {row.loose_recall:.3f}), covered {row.coverage:.3f}"
            )


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("network", type=Path, help="a .tflite, or the .npz weights of a run")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds the sets")
    parser.add_argument("--sets", nargs="+", required=True, help="sets, or lists of splits/")
    parser.add_argument("--kind", type=Kind, choices=list(Kind), default=Kind.PLATE)
    parser.add_argument("--detail", type=Detail, choices=list(Detail), default=Detail.NORMAL)
    parser.add_argument("--threshold", type=float, default=0.4)
    parser.add_argument("--choose", action="store_true", help="choose the threshold on these sets")
    parser.add_argument("--card", action="store_true", help="write the figures into the card")
    options = parser.parse_args()
    finder = detector(options.network, options.kind, detail=options.detail)
    answers = {
        name: [
            (photo, finder.detect(photo.pixels()))
            for photo in labelled(options.data, name, options.kind)
        ]
        for name in options.sets
    }
    threshold = options.threshold
    if options.choose:
        threshold = chosen_threshold(answers, kind=options.kind)
    print(f"threshold {threshold:.2f}, detail {options.detail}")
    measured = {}
    for name, part in answers.items():
        table = by_size(compared_photos(part, threshold=threshold, kind=options.kind))
        printed(name, table)
        measured[name] = {size: asdict(row) for size, row in table.items() if row.labels}
    if options.card:
        cards.add_measured(
            options.network.with_suffix(".json"), measured, threshold=threshold, kind=options.kind
        )


if __name__ == "__main__":
    main()
