"""What light, lens, sensor and compression do to a picture: values change, places do not."""

import cv2
import numpy as np
from numpy.typing import NDArray


def grey_world_gains(image: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Factors [3] that give all channels the same mean; takes the pink cast off the dashcam photos.

    Source: Buchsbaum 1980, doi:10.1016/0016-0032(80)90058-7.
    """
    means = image[::4, ::4].reshape(-1, 3).mean(0) + 1.0
    return np.asarray(np.clip(means.mean() / means, 0.5, 2.0))


def recoloured(
    image: NDArray[np.uint8], rng: np.random.Generator, *, gains: NDArray[np.float64]
) -> NDArray[np.uint8]:
    """Change white balance, exposure, gamma and contrast, through one table per channel.

    Args:
        image: uint8 [H, W, 3], RGB.
        rng: Decides how much.
        gains: [3], factors known to be right; some of them is applied.
    """
    known = gains ** rng.uniform(0.3, 1.1)
    factors = known * np.exp(rng.normal(0, 0.06, 3)) * np.exp(rng.normal(0, 0.12))
    if rng.random() < 0.1:
        factors = factors * rng.uniform(0.25, 0.6)
    gamma = np.exp(rng.normal(0, 0.18))
    contrast = np.exp(rng.normal(0, 0.12))
    levels = np.linspace(0, 1, 256)[:, None] * factors
    levels = 0.5 + (levels.clip(0, 1) ** gamma - 0.5) * contrast
    table = np.rint(levels.clip(0, 1) * 255).astype(np.uint8)
    changed = cv2.LUT(image, table.reshape(256, 1, 3))
    if rng.random() < 0.06:
        grey = cv2.cvtColor(changed, cv2.COLOR_RGB2GRAY)
        changed = cv2.merge([grey, grey, grey])
    return np.asarray(changed, np.uint8)


def blurred(
    image: NDArray[np.uint8], rng: np.random.Generator, *, longest: float
) -> NDArray[np.uint8]:
    """Now and then out of focus or moved.

    Args:
        image: uint8 [H, W, 3].
        rng: Decides whether and how much.
        longest: Reach of the strongest motion blur, pixels.
    """
    chance = rng.random()
    if chance < 0.2:
        image = np.asarray(cv2.GaussianBlur(image, (0, 0), rng.uniform(0.3, 1.4)), np.uint8)
    elif chance < 0.3 and longest >= 3:
        length = int(rng.integers(3, max(4, int(longest))))
        kernel = np.zeros([length, length], np.float32)
        angle = rng.normal(0, 0.35) if rng.random() < 0.8 else rng.uniform(0, np.pi)
        reach = np.array([np.cos(angle), np.sin(angle)]) * (length - 1) / 2
        middle = (length - 1) / 2
        start, end = np.rint(middle - reach).astype(int), np.rint(middle + reach).astype(int)
        cv2.line(kernel, (int(start[0]), int(start[1])), (int(end[0]), int(end[1])), 1.0)
        image = np.asarray(cv2.filter2D(image, -1, kernel / kernel.sum()), np.uint8)
    return image


def noisy(image: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Now and then grainy, as at night: grey noise, coarser for some."""
    if rng.random() > 0.25:
        return image
    height, width = image.shape[:2]
    coarse = int(rng.integers(1, 3))
    grain = rng.integers(-128, 128, [height // coarse + 1, width // coarse + 1], dtype=np.int8)
    strength = float(abs(rng.normal(0, 0.09)))
    noise = np.repeat(np.repeat(grain, coarse, 0), coarse, 1)[:height, :width, None]
    return np.asarray(np.clip(image + noise * np.float32(strength), 0, 255), np.uint8)


def compressed(image: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Mostly through JPEG, quality 25 to 95."""
    if rng.random() > 0.6:
        return image
    quality = int(rng.integers(25, 96))
    _, encoded = cv2.imencode(".jpg", image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    decoded = cv2.imdecode(encoded, cv2.IMREAD_COLOR)
    assert decoded is not None
    return np.asarray(cv2.cvtColor(decoded, cv2.COLOR_BGR2RGB), np.uint8)
