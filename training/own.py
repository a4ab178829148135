"""Fine-tune the plate network on an organisation's own streets, and measure what that brings.

`python -m training.own --corrections DIR --run RUN --minutes 30`: DIR is what "Export corrections"
has written, with the photos. Three photos of four are learnt from, beginning with the built-in
network; the others are kept for measuring. RUN gets both parts as sets of labelled photos, and
`plates.npz`. What to do with it is printed at the end.
"""

import argparse
import json
import shutil
from pathlib import Path
from typing import Any

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.detection.cards import card_of
from anonymizer_gui.detection.networks import built_in
from training.batches import BatchPlan, BatchWorkers
from training.mosaics import GENTLE, Source

KEPT_BACK = 4
"""Of so many photos, one is for measuring."""

PACE = 0.1
"""Learning rates, compared with those at which a network learns from nothing."""


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corrections", type=Path, required=True, help="labels and photos")
    parser.add_argument("--run", type=Path, required=True, help="folder for all that is made")
    parser.add_argument("--minutes", type=float, default=30, help="training time")
    parser.add_argument("--precision", default="mixed_bfloat16", help="or float32")
    options = parser.parse_args()
    learnt, kept_back = parted(options.corrections, options.run / "data")
    print(f"{learnt} photos to learn from, {kept_back} kept for measuring")
    plan = BatchPlan(
        options.run / "data", side=384, size=8, mix=GENTLE, sources=(Source("learnt", 1.0),)
    )
    seed = 1 + len(list(options.run.glob("snapshot_*.npz")))
    with BatchWorkers(plan, seed=seed, processes=1) as workers:
        from training import weights
        from training.loop import Start, run

        run(
            workers,
            options.run,
            minutes=options.minutes,
            precision=options.precision,
            start=Start(weights.load(weights.slim_checkpoint("plates")), PACE),
        )
    last = max(options.run.glob("snapshot_*.npz"))
    shutil.copyfile(last, options.run / "plates.npz")
    threshold = card_of(built_in(Kind.PLATE)).default_thresholds[Kind.PLATE]
    measuring = f"--data {options.run / 'data'} --sets kept_back --threshold {threshold}"
    print("Compare on the photos that were kept back:")
    for network in ("weights/plates.tflite", options.run / "plates.npz"):
        print(f"  python -m training.evaluate {network} {measuring}")


def parted(corrections: Path, data: Path) -> tuple[int, int]:
    """Make two sets of labelled photos of one.

    Args:
        corrections: Holds `coco.json` and `images/`.
        data: Gets the sets `learnt` and `kept_back`.

    Returns:
        How many photos are in each.

    Raises:
        FileNotFoundError: The photos were not exported with the labels.
    """
    content = json.loads((corrections / "coco.json").read_text(encoding="utf-8"))
    images = sorted(content["images"], key=lambda image: str(image["file_name"]))
    parts = {
        "learnt": [one for number, one in enumerate(images) if number % KEPT_BACK],
        "kept_back": images[::KEPT_BACK],
    }
    for name, some in parts.items():
        _write(content, some, corrections, data / name)
    return len(parts["learnt"]), len(parts["kept_back"])


def _write(content: dict[str, Any], images: list[dict[str, Any]], source: Path, to: Path) -> None:
    ids = {image["id"] for image in images}
    labels = [one for one in content["annotations"] if one["image_id"] in ids]
    for image in images:
        target = to / "images" / image["file_name"]
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / "images" / image["file_name"], target)
    text = json.dumps(content | {"images": images, "annotations": labels})
    (to / "coco.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
