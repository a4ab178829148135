"""What an outsider can do to a hidden plate: sharpen it, average photos, train a network."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.gaussian import blur_kernel
from anonymizer_gui.core.settings import Kernel
from benchmarks.privacy.scenes import (
    PLATE_HEIGHT,
    PLATE_WIDTH,
    View,
    photo_of,
    plate_picture,
    plate_texts,
)
from benchmarks.privacy.styles import Hide

AVERAGED = 8
"""Photos of the same plate that are averaged."""

BATCH = 16
_BOX_ERROR = 0.03
"""How far the box misses the plate and its size, as a part of the width of the plate."""


def flattened(photo: NDArray[np.uint8], view: View) -> NDArray[np.uint8]:
    """The plate cut out of a photo, however it was hidden.

    Returns:
        uint8 [PLATE_HEIGHT, PLATE_WIDTH, 3], RGB.
    """
    scale, plate = view.scale, view.plate
    move = np.array([[scale, 0, plate.x_min], [0, scale, plate.y_min]])
    move[:, 2] += (scale - 1) / 2
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    size = PLATE_WIDTH, PLATE_HEIGHT
    cut = cv2.warpAffine(photo, move, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, np.uint8)


def sharpened(
    photo: NDArray[np.uint8], kernel: Kernel, noise_to_signal: float
) -> NDArray[np.uint8]:
    """The photo with a blur undone whose kernel is known.

    Args:
        photo: uint8 [H, W, 3], RGB.
        kernel: Of the older tool.
        noise_to_signal: Of the powers; the smaller the sharper.

    Source: Wiener, "Extrapolation, Interpolation, and Smoothing of Stationary Time Series", 1949.
    """
    reach = kernel.size
    framed = np.pad(photo.astype(np.float64), ((reach, reach), (reach, reach), (0, 0)), "reflect")
    weights = blur_kernel(kernel)
    spread = np.zeros(framed.shape[:2])
    spread[: kernel.size, : kernel.size] = np.outer(weights, weights)
    spread = np.roll(spread, (-(kernel.size // 2), -(kernel.size // 2)), axis=(0, 1))
    blur = np.fft.rfft2(spread)[..., None]
    undo = blur.conj() / (np.abs(blur) ** 2 + noise_to_signal)
    frequencies = np.fft.rfft2(framed, axes=(0, 1)) * undo
    restored = np.fft.irfft2(frequencies, s=framed.shape[:2], axes=(0, 1))
    return np.asarray(np.rint(restored[reach:-reach, reach:-reach]).clip(0, 255), np.uint8)


def hidden_photos(hide: Hide, text: str, views: Sequence[View]) -> Iterator[NDArray[np.uint8]]:
    """Photos of one plate, hidden; uint8 [H, W, 3] each."""
    picture = plate_picture(text)
    for view in views:
        yield np.asarray(hide(photo_of(picture, view), [view.box]), np.uint8)


def averaged(hide: Hide, text: str, views: Sequence[View]) -> NDArray[np.uint8]:
    """The mean of the plates of several hidden photos; uint8 [PLATE_HEIGHT, PLATE_WIDTH, 3]."""
    photos = zip(hidden_photos(hide, text, views), views, strict=True)
    mean = np.mean([flattened(photo, view) for photo, view in photos], axis=0)
    return np.asarray(np.rint(mean), np.uint8)


def shifted_views(count: int, *, width: float, random: np.random.Generator) -> list[View]:
    """Views of one plate as a passing camera has them: each box misses it a little.

    Args:
        count: How many.
        width: Of the plate in pixels.
        random: Decides everything.
    """
    error = _BOX_ERROR * width
    return [
        View(
            width=width * float(random.uniform(0.97, 1.03)),
            shift=(float(random.uniform(-2, 2)), float(random.uniform(-2, 2))),
            seed=int(random.integers(40)),
            box_shift=(float(random.normal(0, error)), float(random.normal(0, error / 3))),
            box_growth=float(random.uniform(1 - _BOX_ERROR, 1 + _BOX_ERROR)),
        )
        for _ in range(count)
    ]


def undoer(
    hide: Hide, *, width: float, steps: int, seed: int = 4
) -> Callable[[NDArray[np.uint8]], NDArray[np.uint8]]:
    """A small network, trained on pairs of hidden and clean plates to give the clean one.

    Args:
        hide: The style that it learns to undo.
        width: Of the plates in pixels of the photo, within 3 %.
        steps: Of training, `BATCH` plates each; none of them is in `plate_texts(.., seed=0)`.
        seed: Of its first weights and its plates.

    Returns:
        From and to what `flattened` gives.
    """
    import keras

    keras.utils.set_random_seed(seed)
    model = network(keras, height=PLATE_HEIGHT, width=PLATE_WIDTH)
    rate = keras.optimizers.schedules.CosineDecay(2e-3, steps)
    model.compile(keras.optimizers.Adam(rate), "mae")
    random = np.random.default_rng(seed)
    known = set(plate_texts(10_000, seed=0))
    texts = [text for text in plate_texts(steps * BATCH + 500, seed=seed) if text not in known]
    for start in range(0, steps * BATCH, BATCH):
        some = [texts[(start + index) % len(texts)] for index in range(BATCH)]
        views = shifted_views(BATCH, width=width, random=random)
        seen = [flattened(next(hidden_photos(hide, text, [view])), view)
                for text, view in zip(some, views, strict=True)]  # fmt: skip
        model.train_on_batch(np.stack(seen), np.stack([plate_picture(one) for one in some]) / 255)

    def undone(cut: NDArray[np.uint8]) -> NDArray[np.uint8]:
        answer = np.asarray(model(cut[None], training=False))[0]
        return np.asarray(np.rint(255 * answer).clip(0, 255), np.uint8)

    return undone


def network(keras: Any, *, height: int, width: int) -> Any:
    """Three levels down and up, at half the size inside; what it adds to the hidden picture.

    Args:
        keras: The package.
        height: Of the pictures, a multiple of 8.
        width: The same.

    Source: U-Net, Ronneberger et al. 2015, arXiv:1505.04597.
    """

    def block(before: Any, filters: int, **options: Any) -> Any:
        layer = keras.layers.Conv2D(filters, 3, padding="same", activation="relu", **options)
        return layer(before)

    hidden = keras.Input((height, width, 3))
    values = keras.layers.Rescaling(1 / 255)(hidden)
    half = block(block(values, 24, strides=2), 24)
    quarter = block(block(half, 48, strides=2), 48)
    low = block(block(block(quarter, 96, strides=2), 96), 96)
    wide = keras.layers.UpSampling2D()(low)
    quarter = block(keras.layers.Concatenate()([quarter, wide]), 48)
    half = block(keras.layers.Concatenate()([half, keras.layers.UpSampling2D()(quarter)]), 32)
    change = keras.layers.Conv2DTranspose(3, 4, strides=2, padding="same")(half)
    return keras.Model(hidden, keras.layers.Add()([values, change]))
