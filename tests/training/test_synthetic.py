from collections.abc import Callable, Sequence

import numpy as np
import pytest

pytest.importorskip("matplotlib", reason="fonts for drawn plates: the extra 'training'")

from training import additions
from training.additions import PlateSupply, with_more_plates, with_plates_replaced, with_signs
from training.augmentation import Labelled, View
from training.lettering import from_pattern, text_mask
from training.plate_styles import STYLES, PlateStyle
from training.synthetic_plates import synthetic_plate
from training.synthetic_signs import KINDS, Sign, synthetic_sign

LEVEL = View(
    scale=1.0, stretch=1.0, degrees=0.0, shear=0.0, slant=0.0, mirrored=False, at=(0, 0), to=(0, 0)
)


def street(boxes: Sequence[Sequence[float]] = ()) -> Labelled:
    image = np.full([192, 192, 3], 120, np.uint8)
    corners = np.array(boxes, np.float32).reshape(-1, 4)
    return Labelled(image, corners, np.zeros(len(corners), np.bool_))


def test_the_same_seed_draws_the_same_plate() -> None:
    first, second = (synthetic_plate(np.random.default_rng(7)) for _ in range(2))

    np.testing.assert_array_equal(first, second)


def test_plates_of_a_wanted_ratio_are_near_it() -> None:
    rng = np.random.default_rng(0)

    ratios = [np.divide(*synthetic_plate(rng, ratio=1.6).shape[1::-1]) for _ in range(40)]

    assert max(ratios) < 3


@pytest.mark.parametrize("seed", range(len(KINDS)))
def test_the_same_seed_draws_the_same_sign(seed: int) -> None:
    first, second = (synthetic_sign(np.random.default_rng(seed)) for _ in range(2))

    np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_sign_can_be_seen(kind: Callable[[np.random.Generator], Sign]) -> None:
    sign = kind(np.random.default_rng(3))

    assert sign.shape[2] == 4
    assert sign[..., 3].max() > 50


@pytest.mark.parametrize("style", STYLES)
def test_patterns_are_filled_with_letters_and_digits(style: PlateStyle) -> None:
    text = from_pattern(style.patterns[0], np.random.default_rng(1))

    assert len(text) == len(style.patterns[0])
    assert any(sign.isdigit() for sign in text)
    assert "*" not in text


def test_text_fills_its_mask() -> None:
    mask = text_mask("AB-12", font="DejaVuSans-Bold", height=30, width=90)

    assert mask.shape == (30, 90)
    assert mask[0].any()
    assert mask[:, 0].any()


def test_a_replaced_plate_covers_the_real_one() -> None:
    before = street([[60, 80, 120, 95]])
    image = before.image.copy()

    after = with_plates_replaced(
        before, np.random.default_rng(2), view=LEVEL, share=1.0, supply=PlateSupply()
    )

    x_min, y_min, x_max, y_max = after.boxes[0]
    assert x_min <= 60
    assert y_min <= 80
    assert x_max >= 120
    assert y_max >= 95
    assert (after.image[82:93, 63:117] != image[82:93, 63:117]).any(axis=-1).mean() > 0.95


def test_added_plates_are_labelled_where_they_are() -> None:
    plain = street()

    after = with_more_plates(plain, np.random.default_rng(5), supply=PlateSupply())

    changed = np.zeros([192, 192], np.bool_)
    for x_min, y_min, x_max, y_max in after.boxes:
        left, top = max(0, int(x_min) - 1), max(0, int(y_min) - 1)  # with the blurred edge
        changed[top : int(y_max) + 2, left : int(x_max) + 2] = True
    assert len(after.boxes)
    differing = (after.image != 120).any(axis=-1)
    assert (differing & changed).sum() > 0.8 * differing.sum()


def test_signs_leave_labels_and_plates_alone() -> None:
    before = street([[60, 80, 120, 95]])

    after = with_signs(before, np.random.default_rng(4))

    assert after.boxes.tolist() == [[60, 80, 120, 95]]
    assert (after.image[80:95, 60:120] == 120).all()
    assert (after.image != 120).any()


def test_badges_lie_beside_the_plate_that_they_belong_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(additions, "NEAR_A_PLATE", 1.0)
    changed = np.zeros([192, 192], np.bool_)

    for seed in range(12):
        after = with_signs(street([[86, 90, 106, 96]]), np.random.default_rng(seed))
        changed |= (after.image != 120).any(axis=-1)

    rows = np.nonzero(changed)[0]
    assert 40 < rows.min() < 80
    assert 106 < rows.max() < 146
    assert not changed[90:96, 86:106].any()


def test_real_plates_are_given_where_their_proportions_fit() -> None:
    real = np.full([20, 80, 3], 77, np.uint8)
    supply = PlateSupply([real], share=1.0)

    assert supply.plate(np.random.default_rng(0), ratio=4.2) is real
    assert supply.plate(np.random.default_rng(0), ratio=1.5) is not real
