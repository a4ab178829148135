"""Lettering that is no number plate: street names, traffic signs, shops, badges, time stamps."""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from training.lettering import DIGITS, FONTS, LETTERS, SANS_BOLD, drawn, text_mask

Sign = NDArray[np.uint8]
"""RGBA, [H, W, 4]."""

SYLLABLES = (
    "ba", "be", "bo", "da", "de", "di", "en", "er", "ga", "ge", "hof", "in", "ka", "ker", "la",
    "laan", "le", "li", "ma", "markt", "me", "mo", "na", "ne", "no", "om", "op", "plein", "pa",
    "ra", "re", "ri", "ro", "sa", "se", "si", "straat", "ta", "te", "ti", "to", "uit", "va",
    "ver", "vi", "weg", "wa", "wo", "za", "zo", "ing", "son", "ley", "ton", "ham", "dorp",
)  # fmt: skip
WORDS = (
    "PARKING", "STOP", "BAR", "CAFE", "Bakkerij", "Kapper", "HOTEL", "Apotheek", "SALE", "OPEN",
    "TAXI", "Pizza", "Kebab", "Uitgang", "Centrum", "FIETSERS", "UITGEZONDERD", "Dorpsstraat",
    "Kerkplein", "Stationsweg", "TRANSPORT", "Logistics", "www.winkel.nl", "School", "Zone",
    "ZUID", "NOORD", "Bushalte", "BOUW", "Verhuur", "Schilder", "Loodgieter", "Koffie", "Bank",
    "POST", "Markt", "ONE", "WAY",
)  # fmt: skip
BADGES = (
    "TDI", "GTI", "HDi", "2.0", "1.6", "16V", "VVT-i", "TURBO", "4x4", "quattro", "HYBRID",
    "TSI", "dCi", "SPORT", "GT", "XL", "CDI", "V6", "Diesel",
)  # fmt: skip
GROUNDS = (
    (30, 70, 170), (20, 100, 60), (240, 240, 238), (250, 200, 30), (190, 25, 30), (30, 30, 34),
    (110, 60, 40), (230, 120, 20), (90, 90, 95),
)  # fmt: skip


def synthetic_sign(rng: np.random.Generator) -> Sign:
    """Draw one, of a random kind; the same state of `rng` gives the same sign."""
    return KINDS[rng.choice(len(KINDS), p=SHARES)](rng)


def _word(rng: np.random.Generator) -> str:
    if rng.random() < 0.4:
        return WORDS[rng.integers(len(WORDS))]
    word = "".join(SYLLABLES[rng.integers(len(SYLLABLES))] for _ in range(rng.integers(2, 5)))
    return (word, word.capitalize(), word.upper())[rng.integers(3)]


def _font(rng: np.random.Generator) -> str:
    return FONTS[rng.integers(len(FONTS))]


def _colours(rng: np.random.Generator) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """Ground and an ink that can be read on it."""
    ground = np.clip(np.array(GROUNDS[rng.integers(len(GROUNDS))]) + rng.normal(0, 12, 3), 0, 255)
    light = ground @ [0.3, 0.6, 0.1] > 120
    ink = rng.integers(0, 60, 3) if light else rng.integers(200, 256, 3)
    return _rgb(ground), _rgb(ink)


def _rgb(colour: NDArray[np.floating] | NDArray[np.int64]) -> tuple[int, int, int]:
    red, green, blue = (int(value) for value in colour)
    return red, green, blue


def _opaque(image: NDArray[np.uint8]) -> Sign:
    return np.dstack([image, np.full(image.shape[:2], 255, np.uint8)])


def _lettering(text: str, rng: np.random.Generator, ink: tuple[int, int, int]) -> Sign:
    mask = text_mask(text, font=_font(rng), height=40, squeeze=rng.uniform(0.7, 1.2))
    return np.dstack([np.full([*mask.shape, 3], ink, np.uint8), mask])


def _panel(rng: np.random.Generator) -> Sign:
    """One to four lines of words on a coloured ground: street names, directions, shop fronts."""
    ground, ink = _colours(rng)
    masks = [
        text_mask(_word(rng), font=_font(rng), height=int(rng.integers(22, 36)))
        for _ in range(rng.choice([1, 2, 3, 4], p=[0.5, 0.25, 0.15, 0.1]))
    ]
    margin = int(rng.integers(4, 24))
    width = max(mask.shape[1] for mask in masks) + 2 * margin
    height = sum(mask.shape[0] + margin for mask in masks) + margin
    image = np.full([height, width, 3], ground, np.uint8)
    y = margin
    for mask in masks:
        x = margin if rng.random() < 0.5 else (width - mask.shape[1]) // 2
        drawn(image, mask, x=x, y=y, ink=ink)
        y += mask.shape[0] + margin
    if rng.random() < 0.5:
        cv2.rectangle(image, (2, 2), (width - 3, height - 3), ink, 2)
    return _opaque(image)


def _house_number(rng: np.random.Generator) -> Sign:
    ground, ink = _colours(rng)
    text = str(rng.integers(1, 400)) + ("", "", "a", "bis")[rng.integers(4)]
    mask = text_mask(text, font=_font(rng), height=36)
    image = np.full([60, mask.shape[1] + 28, 3], ground, np.uint8)
    drawn(image, mask, x=14, y=12, ink=ink)
    return _opaque(image)


def _round_sign(rng: np.random.Generator) -> Sign:
    sign = np.zeros([80, 80, 4], np.uint8)
    red, white, blue = (200, 25, 30, 255), (240, 240, 240, 255), (20, 70, 170, 255)
    ring, face = ((red, white), (white, blue), (blue, blue), (red, blue), (red, red))[
        rng.integers(5)
    ]
    cv2.circle(sign, (40, 40), 38, ring, -1, cv2.LINE_AA)
    cv2.circle(sign, (40, 40), 30, face, -1, cv2.LINE_AA)
    ink = (20, 20, 20) if face is white else (245, 245, 245)
    if rng.random() < 0.6:
        mask = text_mask(str(rng.integers(2, 14) * 10), font=SANS_BOLD, height=30, width=40)
        image = np.ascontiguousarray(sign[..., :3])
        drawn(image, mask, x=20, y=25, ink=ink)
        sign[..., :3] = image
    elif rng.random() < 0.7:
        cv2.rectangle(sign, (18, 33), (62, 47), (*ink, 255), -1)
    return sign


def _triangle(rng: np.random.Generator) -> Sign:
    sign = np.zeros([80, 90, 4], np.uint8)
    points = np.array([[45, 2], [88, 77], [2, 77]], np.int32)
    if rng.random() < 0.3:
        points[:, 1] = 79 - points[:, 1]
    cv2.fillPoly(sign, [points], (200, 25, 30, 255))
    centre = points.mean(0)
    inner = (centre + 0.66 * (points - centre)).astype(np.int32)
    cv2.fillPoly(sign, [inner], (242, 242, 240, 255))
    cv2.circle(
        sign, (int(centre[0]), int(centre[1])), int(rng.integers(4, 11)), (20, 20, 20, 255), -1
    )
    return sign


def _square(rng: np.random.Generator) -> Sign:
    """A parking sign, a diamond, a blank plate, a lamp: few strokes or none."""
    ground, ink = _colours(rng)
    image = np.full([64, int(rng.integers(48, 260)), 3], ground, np.uint8)
    if rng.random() < 0.5:
        image = np.full([70, 64, 3], ground, np.uint8)
        letter = (LETTERS + DIGITS)[rng.integers(36)]
        drawn(image, text_mask(letter, font=SANS_BOLD, height=46), x=14, y=12, ink=ink)
    elif rng.random() < 0.5:
        for y in range(4, 64, int(rng.integers(8, 20))):
            cv2.line(image, (0, y), (image.shape[1], y), ink, int(rng.integers(1, 5)))
    return _opaque(image)


def _country_oval(rng: np.random.Generator) -> Sign:
    sign = np.zeros([60, 88, 4], np.uint8)
    cv2.ellipse(sign, (44, 30), (42, 28), 0, 0, 360, (20, 20, 20, 255), -1, cv2.LINE_AA)
    cv2.ellipse(sign, (44, 30), (40, 26), 0, 0, 360, (240, 240, 240, 255), -1, cv2.LINE_AA)
    image = np.ascontiguousarray(sign[..., :3])
    country = ("NL", "D", "B", "F", "GB", "CH", "I", "PL")[rng.integers(8)]
    mask = text_mask(country, font=SANS_BOLD, height=28, width=20 + 14 * len(country))
    drawn(image, mask, x=24, y=16, ink=(15, 15, 15))
    sign[..., :3] = image
    return sign


def _bare_words(rng: np.random.Generator) -> Sign:
    """Letters painted or glued on a wall or a van, with no ground of their own."""
    text = " ".join(_word(rng) for _ in range(rng.integers(1, 4)))
    return _lettering(text, rng, _rgb(rng.integers(0, 256, 3)))


def _badge(rng: np.random.Generator) -> Sign:
    grey = int(rng.integers(120, 250))
    return _lettering(BADGES[rng.integers(len(BADGES))], rng, (grey, grey, grey))


def _time_stamp(rng: np.random.Generator) -> Sign:
    day = f"{rng.integers(2009, 2027)}/{rng.integers(1, 13):02}/{rng.integers(1, 29):02}"
    clock = f"{rng.integers(24):02}:{rng.integers(60):02}:{rng.integers(60):02}"
    text = (day, clock, f"{day} {clock}", f"{rng.integers(0, 130)} km/h {clock}")[rng.integers(4)]
    ink = ((250, 250, 250), (255, 220, 40), (250, 120, 30), (20, 20, 20))[rng.integers(4)]
    return _lettering(text, rng, ink)


KINDS: tuple[Callable[[np.random.Generator], Sign], ...] = (
    _panel, _house_number, _round_sign, _triangle, _square, _country_oval, _bare_words, _badge,
    _time_stamp,
)  # fmt: skip
SHARES = (0.28, 0.08, 0.10, 0.05, 0.12, 0.04, 0.17, 0.08, 0.08)
