"""Lettering that is no number plate: street names, traffic signs, shops, badges, time stamps."""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from training.lettering import DIGITS, FONTS, LETTERS, SANS_BOLD, drawn, text_mask
from training.synthetic_parts import chrome_name, dealers_strip, grille, lamp, screen, shade

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


ROADS = (
    ((20, 70, 160), (245, 245, 245)), ((10, 100, 60), (245, 245, 245)),
    ((245, 245, 245), (20, 20, 20)), ((250, 205, 40), (20, 20, 20)),
)  # fmt: skip
EXITS = ("EXIT", "UIT", "UITGANG", "SORTIE", "NOODUITGANG", "AUSGANG")


def synthetic_sign(rng: np.random.Generator) -> Sign:
    """Draw one, of a random kind; the same state of `rng` gives the same sign."""
    return KINDS[rng.choice(len(KINDS), p=SHARES)](rng)


def part_of_a_car(rng: np.random.Generator) -> Sign:
    """Draw one of those that are found beside plates."""
    return ON_CARS[rng.integers(len(ON_CARS))](rng)


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


def _direction_sign(rng: np.random.Generator) -> Sign:
    """Names of towns, each with an arrow or the number of its road."""
    ground, ink = ROADS[rng.integers(len(ROADS))]
    lines = int(rng.integers(1, 5))
    image = np.full([44 * lines + 8, int(rng.integers(170, 330)), 3], ground, np.uint8)
    for index in range(lines):
        y = 44 * index + 12
        mask = text_mask(_word(rng), font=SANS_BOLD, height=int(rng.integers(20, 30)))
        drawn(image, mask, x=int(rng.integers(50, 70)), y=y, ink=ink)
        if rng.random() < 0.5:
            reach = 14 if rng.random() < 0.5 else -14
            start, end = (26 - reach, y + 14), (26 + reach, y + 14 - int(rng.integers(-12, 13)))
            cv2.arrowedLine(image, start, end, ink, 4, cv2.LINE_AA, tipLength=0.5)
        else:
            road = f"{'AEN'[rng.integers(3)]}{rng.integers(1, 400)}"
            box, on = (((200, 25, 30), (245, 245, 245)), ((250, 205, 40), (20, 20, 20)))[
                rng.integers(2)
            ]
            cv2.rectangle(image, (6, y - 2), (46, y + 24), box, -1)
            drawn(image, text_mask(road, font=SANS_BOLD, height=16, width=34), x=9, y=y + 3, ink=on)
    cv2.rectangle(image, (2, 2), (image.shape[1] - 3, image.shape[0] - 3), ink, 2)
    return _opaque(image)


def _exit_sign(rng: np.random.Generator) -> Sign:
    """Green and lit, with a figure, an arrow or a word."""
    green, white = (10, int(rng.integers(110, 190)), int(rng.integers(50, 100))), (245, 250, 245)
    ground, ink = (green, white) if rng.random() < 0.7 else (white, green)
    image = np.full([60, int(rng.integers(90, 190)), 3], ground, np.uint8)
    if rng.random() < 0.6:
        word = EXITS[rng.integers(len(EXITS))]
        mask = text_mask(word, font=SANS_BOLD, height=34, width=min(110, image.shape[1] - 16))
        drawn(image, mask, x=8, y=13, ink=ink)
    else:
        cv2.circle(image, (34, 14), 6, ink, -1, cv2.LINE_AA)
        for end in ((22, 52), (46, 50), (50, 26)):
            cv2.line(image, (34, 24), end, ink, 6, cv2.LINE_AA)
        middle, tip = (image.shape[1] - 40, 30), (image.shape[1] - 12, 30)
        cv2.arrowedLine(image, middle, tip, ink, 6, cv2.LINE_AA, tipLength=0.6)
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
    _panel, _direction_sign, _exit_sign, _house_number, _round_sign, _triangle, _square,
    _country_oval, _bare_words, _badge, _time_stamp, chrome_name, dealers_strip, lamp, grille,
    screen, shade,
)  # fmt: skip
SHARES = (
    0.14, 0.06, 0.04, 0.05, 0.06, 0.03, 0.07,
    0.02, 0.10, 0.04, 0.04, 0.10, 0.04, 0.09, 0.04,
    0.05, 0.03,
)  # fmt: skip
ON_CARS: tuple[Callable[[np.random.Generator], Sign], ...] = (
    chrome_name, chrome_name, _badge, dealers_strip, lamp, lamp, grille,
)  # fmt: skip
"""What is found beside plates."""
