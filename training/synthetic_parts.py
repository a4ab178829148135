"""Drawn parts of cars and rooms that are taken for number plates: lamps, grilles, screens."""

import cv2
import numpy as np
from numpy.typing import NDArray

from training.lettering import DIGITS, LETTERS, MONO_BOLD, SANS_BOLD, drawn, text_mask

Part = NDArray[np.uint8]
"""RGBA, [H, W, 4]."""

GLASS = ((235, 150, 30), (180, 20, 25), (240, 240, 235), (200, 205, 210), (90, 20, 20))
MODELS = (
    "GOLF", "Polo", "Passat", "TUCSON", "cee'd", "PEUGEOT", "RENAULT", "Clio", "CORSA", "Astra",
    "FIESTA", "FOCUS", "Mazda", "MAZDA 3", "Jeep", "SKODA", "Octavia", "TOYOTA", "YARIS", "Prius",
    "HONDA", "CIVIC", "VOLVO", "V70", "XC60", "A160", "C 180", "E220", "320d", "525i", "X5", "Q7",
    "CAYENNE", "IVECO", "DAF XF", "SCANIA", "MAN", "Sprinter", "Transit", "BERLINGO", "KANGOO",
    "HYBRID", "clubKIA", "FIAT 500", "SUZUKI", "SWIFT", "HYUNDAI", "i30", "Nissan", "QASHQAI",
)  # fmt: skip
DEALERS = ("Autobedrijf", "Garage", "dealer.nl", "AUTOHAUS", "automobiles", "motors.com", "Lease")


def lamp(rng: np.random.Generator) -> Part:
    """A head, tail or number plate lamp, lit or not, whole or in cells."""
    height, width = int(rng.integers(26, 60)), int(rng.integers(40, 190))
    glass = np.array(GLASS[rng.integers(len(GLASS))]) * rng.uniform(0.5, 1.1)
    across = np.linspace(-1, 1, width)[None, :] - rng.normal(0, 0.4)
    down = np.linspace(-1, 1, height)[:, None] - rng.normal(0, 0.4)
    glow = np.exp(-(across**2 + down**2) / rng.uniform(0.1, 1.2)) * rng.uniform(0, 1.3)
    image = glass * (0.55 + 0.3 * rng.random()) + 255 * glow[..., None]
    if rng.random() < 0.6:
        cells = [int(rng.integers(5, 40)) for _ in range(2)]
        image[:: cells[0]] *= 0.6
        image[:, :: cells[1]] *= 0.6
    mask = np.zeros([height, width], np.uint8)
    if rng.random() < 0.4:
        middle, axes = (width // 2, height // 2), (width // 2 - 1, height // 2 - 1)
        cv2.ellipse(mask, middle, axes, 0, 0, 360, 255, -1, cv2.LINE_AA)
    else:
        slant = rng.normal(0, 0.15, 4) * height
        corners = np.array(
            [
                [abs(slant[0]), 1],
                [width - 1 - abs(slant[1]), 1],
                [width - 1, height - 2],
                [abs(slant[2]), height - 2],
            ]
        )
        cv2.fillPoly(mask, [np.rint(corners).astype(np.int32)], 255, cv2.LINE_AA)
    return _rgba(image, mask)


def grille(rng: np.random.Generator) -> Part:
    """Bars or a mesh, dark or of chrome, as on a radiator, a drain or a blind."""
    height, width = int(rng.integers(30, 60)), int(rng.integers(50, 230))
    dark, light = sorted(rng.uniform(5, 235, 2) * rng.uniform(0.3, 1))
    image = np.full([height, width, 3], dark)
    step, thick = int(rng.integers(5, 16)), int(rng.integers(1, 5))
    bars = (("down",), ("across",), ("down", "across"))[rng.choice(3, p=[0.45, 0.3, 0.25])]
    for index in range(thick):
        if "down" in bars:
            image[index::step] = light
        if "across" in bars:
            image[:, index::step] = light
    return _rgba(image + rng.normal(0, 6, 3))


def screen(rng: np.random.Generator) -> Part:
    """A lit panel, a shop window, a poster: blocks of colour, and a few words on them."""
    height, width = int(rng.integers(40, 90)), int(rng.integers(50, 200))
    blocks = rng.uniform(0, 1, [int(rng.integers(2, 7)), int(rng.integers(2, 9)), 3])
    smooth = cv2.INTER_CUBIC if rng.random() < 0.5 else cv2.INTER_NEAREST
    if rng.random() < 0.6:
        blocks = 0.3 * blocks + 0.7 * blocks.mean(axis=2, keepdims=True)
    content = cv2.resize(blocks, (width, height), interpolation=smooth)
    ground = rng.uniform(20, 255, 3)
    image = ground + (content - 0.5) * rng.uniform(20, 160)
    shown = _rgba(image)
    for _ in range(rng.integers(0, 4)):
        _write(shown, _some_letters(rng), rng)
    if rng.random() < 0.5:
        edge = [int(rng.integers(5, 60))] * 3
        cv2.rectangle(shown, (0, 0), (width - 1, height - 1), (*edge, 255), int(rng.integers(1, 5)))
    return shown


def shade(rng: np.random.Generator) -> Part:
    """Something rectangular that can hardly be told from what it lies on."""
    height, width = int(rng.integers(20, 50)), int(rng.integers(40, 160))
    image = np.full([height, width, 3], rng.uniform(0, 255)) + rng.normal(0, 12, 3)
    grain = rng.normal(0, rng.uniform(0, 40), [max(2, height // 8), max(2, width // 6), 1])
    image += cv2.resize(grain, (width, height), interpolation=cv2.INTER_CUBIC)[..., None]
    mask = np.full([height, width], int(rng.integers(60, 170)), np.uint8)
    border = int(rng.integers(1, 6))
    mask[:border] = mask[-border:] = mask[:, :border] = mask[:, -border:] = 0
    soft = cv2.GaussianBlur(mask, (0, 0), rng.uniform(0.5, 4))
    return _rgba(image, np.asarray(soft, np.uint8))


def chrome_name(rng: np.random.Generator) -> Part:
    """Make or model of a car in letters of metal, with their shadow."""
    mask = text_mask(
        MODELS[rng.integers(len(MODELS))],
        font=(SANS_BOLD, MONO_BOLD)[rng.integers(2)],
        height=36,
        squeeze=rng.uniform(0.8, 1.7),
    )
    mask = np.pad(mask, 4)
    height, width = mask.shape
    bright, dark = rng.uniform(140, 255), rng.uniform(10, 140)
    turn = np.linspace(0, np.pi * rng.uniform(0.7, 2.5), height)[:, None, None]
    image = dark + (bright - dark) * np.abs(np.cos(turn)) * np.ones([1, width, 3])
    under = np.roll(mask, (2, 2), (0, 1))
    ink = mask[..., None] / 255
    alpha = np.maximum(mask, (0.6 * under).astype(np.uint8))
    return _rgba(image * ink + 20 * (1 - ink), alpha)


def dealers_strip(rng: np.random.Generator) -> Part:
    """The edge of a plate holder, or a sticker, with the dealer's name."""
    text = f"{_some_letters(rng)} {DEALERS[rng.integers(len(DEALERS))]}"
    mask = text_mask(text, font=SANS_BOLD, height=18, squeeze=rng.uniform(0.8, 1.3))
    dark = rng.random() < 0.7
    ground, ink = ((25, 25, 28), (225, 225, 225)) if dark else ((230, 230, 230), (20, 30, 90))
    image = np.full([30, mask.shape[1] + 24, 3], ground, np.uint8)
    drawn(image, mask, x=12, y=6, ink=ink)
    return _rgba(image)


def _some_letters(rng: np.random.Generator) -> str:
    pool = LETTERS + LETTERS.lower() + DIGITS
    return "".join(pool[rng.integers(len(pool))] for _ in range(rng.integers(3, 10)))


def _write(part: Part, text: str, rng: np.random.Generator) -> None:
    """Put a word somewhere on it."""
    height, width = part.shape[:2]
    mask = text_mask(text, font=SANS_BOLD, height=int(rng.integers(8, max(9, height // 3))))
    image = np.ascontiguousarray(part[..., :3])
    red, green, blue = (int(value) for value in rng.integers(0, 256, 3))
    x, y = int(rng.integers(-10, width // 2)), int(rng.integers(0, height - 6))
    drawn(image, mask, x=x, y=y, ink=(red, green, blue))
    part[..., :3] = image


def _rgba(image: NDArray[np.generic], alpha: NDArray[np.uint8] | None = None) -> Part:
    colours = np.clip(image, 0, 255).astype(np.uint8)
    return np.dstack([colours, np.full(image.shape[:2], 255, np.uint8) if alpha is None else alpha])
