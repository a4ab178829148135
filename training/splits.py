"""Divide sets of photos into parts, once; the lists of names are kept in `training/splits/`.

`python -m training.splits --data DIR` writes the same lists again. All versions of a photo go into
one part.
"""

import argparse
import hashlib
from pathlib import Path

from training.data import SPLITS, Photo, photos

PARTS: dict[str, dict[str, float]] = {
    "us_eu_roboflow": {"train": 0.70, "val": 0.15, "test": 0.15},
    "shop_signs_neg": {"train": 0.40, "val": 0.10, "test": 0.50},
}
"""Share of the original photos of each set that goes into each of its parts."""


def divided(labelled: list[Photo], shares: dict[str, float]) -> dict[str, list[str]]:
    """Deal the photos of one set out to parts, by a hash of the original's name.

    Args:
        labelled: Photos of one set.
        shares: Part to share of the originals; they add up to 1.

    Returns:
        Part to sorted image names.
    """
    originals = sorted({photo.original for photo in labelled}, key=_hash)
    parts: dict[str, list[str]] = {}
    start = 0.0
    for part, share in shares.items():
        end = start + share
        chosen = set(originals[round(start * len(originals)) : round(end * len(originals))])
        parts[part] = sorted(photo.name for photo in labelled if photo.original in chosen)
        start = end
    return parts


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds the sets")
    data = parser.parse_args().data
    for folder, shares in PARTS.items():
        for part, names in divided(photos(data, folder), shares).items():
            (SPLITS / f"{folder}.{part}.txt").write_text("\n".join(names) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
