"""Measure a network, or the weights of a training run, on lists of labelled photos.

`python -m training.evaluate weights/plates.tflite --data DIR --sets us_eu_roboflow.val` prints the
figures of `benchmarks.accuracy` for each set; `--choose` takes the threshold that the rule in
`benchmarks/thresholds.py` gives for all sets together; `--card` writes threshold and figures
into the card beside the network.
"""

import argparse
import json
import os
import tempfile
from dataclasses import asdict
from pathlib import Path

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.settings import Detail
from anonymizer_gui.detection.detector import Detector
from anonymizer_gui.detection.networks import built_in, open_network
from benchmarks.detecting import found_by_a_job
from benchmarks.tables import ALL, Measurement, by_size, print_report, report_of
from benchmarks.thresholds import chosen_threshold
from training import cards, weights
from training.data import listed

MIN_SIZE = 20.0
"""Of a network that has no card yet, pixels of its canvas."""


def network_file(network: Path, folder: Path, kind: Kind) -> Path:
    """A `.tflite` with a card: the network itself, or one made of the weights of a training run.

    Args:
        network: A `.tflite` or `.npz`.
        folder: Where one is made.
        kind: What it finds.
    """
    if network.suffix != ".npz":
        return network
    from training.export import tflite

    made = folder / f"{network.stem}.tflite"
    made.write_bytes(tflite(weights.load(network)))
    card = {"name": network.stem, "kinds": [kind], "min_size": {kind: MIN_SIZE}}
    made.with_suffix(".json").write_text(json.dumps(card), encoding="utf-8")
    return made


def detector(network: Path, kind: Kind, *, detail: Detail) -> Detector:
    """The program's detector around a `.tflite`, or around the weights of a training run."""
    with tempfile.TemporaryDirectory() as folder:
        return open_network(
            network_file(network, Path(folder), kind), detail=detail, threads=os.cpu_count() or 1
        )


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("network", type=Path, help="a .tflite, or the .npz weights of a run")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds the sets")
    parser.add_argument("--sets", nargs="+", required=True, help="sets, or lists of splits/")
    parser.add_argument("--kind", type=Kind, choices=list(Kind), default=Kind.PLATE)
    parser.add_argument("--detail", type=Detail, choices=list(Detail), default=Detail.NORMAL)
    parser.add_argument("--threshold", type=float, help="instead of the default of the card")
    parser.add_argument("--choose", action="store_true", help="choose the threshold on these sets")
    parser.add_argument("--card", action="store_true", help="write the figures into the card")
    options = parser.parse_args()
    kind: Kind = options.kind
    photos = {name: listed(options.data, name) for name in options.sets}
    # what ships is measured as it ships: both networks in one pass
    ships = options.network.resolve() == built_in(kind).resolve()
    with tempfile.TemporaryDirectory() as folder:
        found = found_by_a_job(
            [photo for part in photos.values() for photo in part],
            detail=options.detail,
            kinds=frozenset(Kind if ships else {kind}),
            network=None if ships else network_file(options.network, Path(folder), kind),
        )
    answers = found.answers(kind)
    measurement = Measurement(kind, options.threshold or found.thresholds[kind])
    if options.choose:
        measurement = measurement.at(chosen_threshold(answers, measurement))
    measured = {}
    for name, part in photos.items():
        own = [answer for answer in answers if answer.photo in part]
        print_report(name, kind, report_of(own, measurement))
        measured[name] = {
            size: asdict(row)
            for size, row in by_size(measurement.of(own), kind).items()
            if row.labels or size == ALL
        }
    if options.card:
        cards.add_measured(
            options.network.with_suffix(".json"),
            measured,
            threshold=measurement.threshold,
            kind=kind,
        )


if __name__ == "__main__":
    main()
