"""The committed lists of what is trained on, chosen on and kept for the final figure."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from training.data import Photo, split_names
from training.splits import PARTS, divided


def photo(name: str, original: str) -> Photo:
    return Photo("a_set", Path(name), original, np.zeros([0, 4], np.float32), np.zeros(0, np.bool_))


@pytest.mark.parametrize("folder", PARTS)
def test_no_photo_is_in_two_parts(folder: str) -> None:
    parts = [split_names(f"{folder}.{part}") for part in PARTS[folder]]

    assert all(first.isdisjoint(second) for first, second in combinations(parts, 2))


@pytest.mark.parametrize(("folder", "count"), [("us_eu_roboflow", 389), ("shop_signs_neg", 227)])
def test_the_parts_hold_the_whole_set(folder: str, count: int) -> None:
    assert sum(len(split_names(f"{folder}.{part}")) for part in PARTS[folder]) == count


def test_all_versions_of_a_photo_go_into_one_part() -> None:
    labelled = [photo(f"{index}.jpg", f"street{index // 3}") for index in range(60)]

    parts = divided(labelled, {"train": 0.6, "val": 0.2, "test": 0.2})

    homes = {name: part for part, names in parts.items() for name in names}
    assert len(homes) == 60
    assert all(homes[f"{3 * index}.jpg"] == homes[f"{3 * index + 2}.jpg"] for index in range(20))


def test_dividing_does_not_depend_on_the_order() -> None:
    labelled = [photo(f"{index}.jpg", f"{index}") for index in range(20)]
    shares = {"train": 0.5, "test": 0.5}

    assert divided(labelled, shares) == divided(labelled[::-1], shares)
