"""What hiding leaves of faces and plates: text, people, bits, and what attacks bring back.

`python -m benchmarks.privacy --data DIR ...` (COCO folders as for `benchmarks.accuracy`; needs the
extra `privacy`) prints one table with a column per style: our default and solid, the blur of
the older tool, and a plain mosaic. Rows: plates read by a text reader, also after sharpening, after
averaging photos and by a network trained to undo the style; the place of the true plate among
all candidates hidden the same way (0 first guess, 50 chance; median and 95 % interval); what is
independent of a box; faces found again and matched to the right person by a second view of them,
also after a network that was trained on other people undid the style. `--report DIR` writes
contact sheets. Plates are drawn here where their text must be known.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.coco import LabelledPhoto, labelled_photos
from benchmarks.privacy import faces, plates
from benchmarks.privacy.bits import SAMPLES, left_of_box
from benchmarks.privacy.embedding import face_embedding
from benchmarks.privacy.ranking import KNOWLEDGE, guessed
from benchmarks.privacy.reading import plate_reader
from benchmarks.privacy.scenes import plate_texts, real_views
from benchmarks.privacy.second_view import second_view
from benchmarks.privacy.styles import NOTHING, STYLES
from benchmarks.privacy.table import Table, printed, write_sheet
from benchmarks.privacy.undoing import undoer
from benchmarks.privacy.undoing_faces import faces_undone

_SHOWN = 6
_VIEWS = 5
"""Second views of each person."""
_SCENES = 5
"""Real photos in which plates are guessed."""
Picture = NDArray[np.uint8]
_BOXES = {"plate": (156, 33), "face": (48, 60)}
"""Width and height in pixels of the boxes of which the bits are counted."""


def add_guesses(
    table: Table, photos: Sequence[LabelledPhoto], *, candidates: int, trials: int
) -> None:
    """Where the true plate is among all candidates, on drawn bumpers and in real photos."""
    texts = plate_texts(candidates, seed=0)
    in_photos = [replace(one, name=f"{one.name}, real photo") for one in KNOWLEDGE[-2:]]
    found = guessed(STYLES, texts, trials=trials) | guessed(
        STYLES, texts, trials=trials, views=real_views(photos, _SCENES), knowledge=in_photos
    )
    for (style, known), one in found.items():
        text = f"{one.percentile:.1f} [{one.low:.1f}, {one.high:.1f}]"
        table.setdefault(f"place of the true plate, {known}", {})[style] = text
        first = f"{100 * one.first:.2f} %"
        table.setdefault(f"  it is the first guess, {known}", {})[style] = first


def add_bits(table: Table, *, samples: int) -> None:
    """What differs in a box if its content does."""
    for name, (width, height) in _BOXES.items():
        for style, hide in STYLES.items():
            left = left_of_box(hide, width=width, height=height, samples=samples)
            bound = ">" if left.values >= 3 * (samples - 1) else ""
            text = f"{bound}{left.values} ({bound}{left.bits:.0f} bits)"
            table.setdefault(f"values left, {name} {width}x{height}", {})[style] = text


def add_drawn_plates(table: Table, *, count: int, steps: int, report: Path | None) -> None:
    """Drawn plates that can be read, as they are and after attacks."""
    read, texts = plate_reader(), plate_texts(count, seed=0)
    shown: dict[str, list[dict[str, Picture]]] = {}
    for style, hide in STYLES.items():
        trained = steps > 0 and style != NOTHING
        undone = undoer(hide, width=plates.WIDTH, steps=steps) if trained else None
        for attack, pictures in plates.drawn_plates(hide, texts, undone).items():
            found = plates.read_plates(texts, pictures, read)
            text = f"{found.whole}/{found.plates}, {100 * found.characters:.0f} %"
            table.setdefault(f"drawn plates read, {attack}", {})[style] = text
            rows = shown.setdefault(attack, [{} for _ in range(_SHOWN)])
            for row, some in zip(rows, pictures, strict=False):
                row[style] = some[len(some) // 2]
    for attack, rows in shown.items():
        if report:
            write_sheet(report / f"drawn-{attack.replace(' ', '-')}.png", rows, list(STYLES))


def add_real_plates(table: Table, photos: Sequence[LabelledPhoto], report: Path | None) -> None:
    """Real plates of which the reader gives the same text as before, also after sharpening."""
    read = plate_reader()
    real = plates.real_plates(photos, read)
    if not real:
        return
    rows: list[dict[str, Picture]] = [{} for _ in range(_SHOWN)]
    for style, hide in STYLES.items():
        pictures = [plates.hidden_plate(hide, one) for one in real]
        found = plates.read_plates([one.text for one in real], pictures, read)
        text = f"{found.whole}/{found.plates}, {100 * found.characters:.0f} %"
        table.setdefault("real plates read, also sharpened", {})[style] = text
        for row, one in zip(rows, real, strict=False):
            row[style] = plates.cut_out(
                np.asarray(hide(one.pixels, one.plates), np.uint8), one.plate.scaled(2.5)
            )
    if report:
        write_sheet(report / "real-plates.png", rows, list(STYLES))


def add_faces(
    table: Table, photos: Sequence[LabelledPhoto], *, steps: int, report: Path | None
) -> None:
    """Faces that are found again, and whose they are said to be, also after a network undid it."""
    before = faces.face_photos(photos)
    if not before:
        return
    embed = face_embedding()
    random = np.random.default_rng(6)
    views = [[second_view(photo, random) for photo in before] for _ in range(_VIEWS)]
    people = {alone: [faces.embeddings(view, view, embed, alone=alone) for view in views]
              for alone in (True, False)}  # fmt: skip
    rows: list[dict[str, Picture]] = [{} for _ in range(2 * _SHOWN)]
    for style, hide in STYLES.items():
        after = [photo.hidden(hide) for photo in before]
        found, asked = faces.found_again(after)
        table.setdefault("faces found again", {})[style] = f"{found}/{asked}"
        looks = [("by the box alone", True, after), ("with what is around it", False, after)]
        if steps and style != NOTHING:
            looks.append(("by a network's face", True, faces_undone(before, hide, steps=steps)))
        for name, alone, shown in looks:
            hidden = faces.embeddings(before, shown, embed, alone=alone)
            one = faces.matching(people[alone], hidden)
            chance = one.asked / one.people
            text = f"{one.right}/{one.asked} ({one.right / chance:.1f}x)"
            table.setdefault(f"faces matched ({chance:.0f} is chance), {name}", {})[style] = text
            text = f"{one.percentile:.1f} [{one.low:.1f}, {one.high:.1f}]"
            table.setdefault("  place of the right person, " + name, {})[style] = text
        for _, _, shown in looks[::2]:
            asked_for = (one for one in shown if one.asked)
            half = rows[:_SHOWN] if shown is after else rows[_SHOWN:]
            for row, photo in zip(half, asked_for, strict=False):
                largest = max(photo.asked, key=lambda face: face.height)
                row[style] = plates.cut_out(photo.pixels, largest.scaled(2.5))
    if report:
        write_sheet(report / "faces.png", rows, list(STYLES))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, nargs="+", help="COCO folders")
    parser.add_argument("--candidates", type=int, default=2000, help="plates that are guessed")
    parser.add_argument("--trials", type=int, default=40, help="true ones per view")
    parser.add_argument("--plates", type=int, default=50, help="drawn plates that are read")
    parser.add_argument("--steps", type=int, default=400, help="of training; 0 for no network")
    parser.add_argument("--samples", type=int, default=SAMPLES, help="patterns for the bits")
    parser.add_argument("--report", type=Path, help="write contact sheets here")
    options = parser.parse_args()
    photos = [one for folder in options.data for one in labelled_photos(folder)]
    table: Table = {}
    report = options.report
    steps: list[tuple[str, Callable[[], None]]] = [
        ("real plates", lambda: add_real_plates(table, photos, report)),
        (
            "drawn plates",
            lambda: add_drawn_plates(
                table, count=options.plates, steps=options.steps, report=report
            ),
        ),
        (
            "candidates",
            lambda: add_guesses(
                table, photos, candidates=options.candidates, trials=options.trials
            ),
        ),
        ("bits", lambda: add_bits(table, samples=options.samples)),
        (
            "faces",
            lambda: add_faces(table, photos, steps=options.steps, report=report),
        ),
    ]
    for name, step in steps:
        print(f"measuring {name}", file=sys.stderr, flush=True)
        step()
    print(printed(table, list(STYLES)))


if __name__ == "__main__":
    main()
