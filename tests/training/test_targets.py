from collections.abc import Sequence

import numpy as np

from training.augmentation import Labelled
from training.targets import targets


def labelled(
    boxes: Sequence[Sequence[float]], *, ignored: list[bool] | None = None, side: int = 64
) -> Labelled:
    corners = np.array(boxes, np.float32).reshape(-1, 4)
    unclear = np.zeros(len(corners), np.bool_) if ignored is None else np.array(ignored, np.bool_)
    return Labelled(np.zeros([side, side, 3], np.uint8), corners, unclear)


def test_the_middle_of_a_box_is_hottest_and_tells_its_size() -> None:
    maps = targets(labelled([[16, 20, 48, 28]]))

    row, column = divmod(int(maps[..., 0].argmax()), maps.shape[1])
    cell = maps[row, column]
    assert (row, column) == (6, 8)
    assert cell[0] == 1
    np.testing.assert_allclose(4 * np.exp(cell[2:4]), [8, 32], rtol=1e-5)
    np.testing.assert_allclose(4 * (np.array([row, column]) + cell[4:6] + 0.5), [24, 32])


def test_the_neighbours_point_to_the_same_middle() -> None:
    maps = targets(labelled([[0, 20, 64, 44]]))

    rows, columns = np.nonzero(maps[..., 6])
    middles = np.stack([rows, columns], 1) + maps[rows, columns, 4:6] + 0.5
    assert len(rows) > 1
    np.testing.assert_allclose(4 * middles, np.tile([32, 32], [len(rows), 1]))


def test_each_box_weighs_one() -> None:
    maps = targets(labelled([[2, 2, 30, 10], [30, 40, 62, 60]]))

    assert np.isclose(maps[..., 6].sum(), 2)


def test_an_ignored_box_is_neither_plate_nor_background() -> None:
    maps = targets(labelled([[16, 16, 32, 24]], ignored=[True]))

    assert maps[..., 0].max() == 0
    assert (maps[4:6, 4:8, 1] == 0).all()
    assert maps[12:, 12:, 1].all()


def test_a_picture_without_boxes_is_all_background() -> None:
    maps = targets(labelled([]))

    assert maps[..., 0].max() == 0
    assert maps[..., 1].all()
    assert not maps[..., 6].any()


def test_a_box_at_the_edge_has_its_middle_in_the_last_cell() -> None:
    maps = targets(labelled([[60, 60, 64, 64]]))

    assert maps[15, 15, 0] == 1
