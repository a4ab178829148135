"""What number plates look like: proportions, colours and patterns by country."""

from dataclasses import dataclass

RGB = tuple[int, int, int]

BLACK: RGB = (18, 18, 20)
WHITE: RGB = (236, 238, 238)
YELLOW: RGB = (246, 184, 18)
BLUE: RGB = (20, 60, 160)
RED: RGB = (190, 20, 30)
GREEN: RGB = (10, 120, 60)


@dataclass(frozen=True, slots=True)
class PlateStyle:
    """One kind of plate.

    Attributes:
        weight: How often it is drawn, relative to the others.
        ratio: Width over height.
        ground: Colour of the plate, RGB.
        ink: Colour of the characters, RGB.
        patterns: For `lettering.from_pattern`; `/` starts the second line.
        band: Share of the width of the blue country strip on the left, 0 for none.
        right_band: The same on the right.
        caption: Small text above and below the characters, as in the US.
        country: Letters in the strip.
    """

    weight: float
    ratio: float
    ground: RGB
    ink: RGB
    patterns: tuple[str, ...]
    band: float = 0.0
    right_band: float = 0.0
    caption: bool = False
    country: str = ""


DUTCH = (
    "AA-99-99", "99-99-AA", "99-AA-99", "AA-99-AA", "AA-AA-99", "99-AA-AA", "99-AAA-9",
    "9-AAA-99", "AA-999-A", "A-999-AA", "AAA-99-A", "A-99-AAA", "9-AA-999", "999-AA-9",
)  # fmt: skip
DUTCH_TWO_LINES = (
    "AA-99/99",
    "99-AA/AA",
    "99/AAA-9",
    "AA/999-A",
    "AAA/99-A",
    "A-99/AAA",
    "AA/AA-99",
)
GERMAN = ("A AA 999", "AA A 9999", "AAA AA 99", "A:AA 9999")
FRENCH = ("AA-999-AA",)
BELGIAN = ("9-AAA-999", "AAA-999")
SPACED = ("AA 99 AAA", "A 99 AAA", "AAA 999", "AA 999 AA", "AA 99999", "999 AA 99", "AAA 99A")
VANITY = ("*9****", "******", "*****", "****", "***", "*******", "AAAAAA", "AAAA")
AMERICAN = ("AAA 9999", "AAA-999", "9AAA999", "999 AAA", "AA9 9AA", "AA 99999", "9AA 999")

STYLES = (
    PlateStyle(6.0, 4.7, YELLOW, BLACK, DUTCH, band=0.09, country="NL"),
    PlateStyle(1.5, 4.7, YELLOW, BLACK, DUTCH),
    PlateStyle(1.5, 1.7, YELLOW, BLACK, DUTCH_TWO_LINES, band=0.13, country="NL"),
    PlateStyle(1.0, 1.47, YELLOW, BLACK, DUTCH_TWO_LINES),
    PlateStyle(0.8, 4.7, WHITE, BLACK, DUTCH, band=0.09, country="NL"),
    PlateStyle(0.8, 4.7, (70, 150, 220), BLACK, DUTCH, band=0.09, country="NL"),
    PlateStyle(0.5, 4.7, BLUE, WHITE, DUTCH),
    PlateStyle(2.5, 4.7, WHITE, BLACK, GERMAN, band=0.09, country="D"),
    PlateStyle(2.0, 4.7, WHITE, BLACK, FRENCH, band=0.09, right_band=0.09, country="F"),
    PlateStyle(1.5, 4.7, WHITE, RED, BELGIAN, band=0.09, country="B"),
    PlateStyle(2.5, 4.7, WHITE, BLACK, SPACED, band=0.09, country="E"),
    PlateStyle(1.5, 4.7, WHITE, BLACK, SPACED),
    PlateStyle(1.2, 4.7, YELLOW, BLACK, ("AA99 AAA", "A999 AAA"), country="GB", band=0.08),
    PlateStyle(1.2, 4.7, WHITE, BLACK, ("AA99 AAA", "A999 AAA")),
    PlateStyle(0.8, 1.4, YELLOW, BLACK, ("AA99/AAA", "A999/AAA")),
    PlateStyle(0.5, 4.7, WHITE, GREEN, SPACED, band=0.09, country="N"),
    PlateStyle(1.2, 4.7, BLACK, WHITE, SPACED),
    PlateStyle(0.6, 4.7, (120, 124, 126), BLACK, SPACED),
    PlateStyle(0.5, 1.5, BLACK, WHITE, ("AAA/999", "AA 99/999", "AAA/99A")),
    PlateStyle(0.4, 4.7, WHITE, GREEN, ("A99 9AA", "99-A-999")),
    PlateStyle(0.4, 4.7, RED, WHITE, SPACED),
    PlateStyle(0.4, 4.7, GREEN, WHITE, SPACED),
    PlateStyle(
        1.0, 1.6, WHITE, BLACK, ("AA 99/AAA", "A AA/999", "AAA/999", "9-AAA/999"), band=0.11
    ),
    PlateStyle(2.0, 2.0, WHITE, BLUE, AMERICAN, caption=True),
    PlateStyle(1.5, 2.0, WHITE, BLACK, AMERICAN, caption=True),
    PlateStyle(0.8, 2.0, YELLOW, BLACK, AMERICAN, caption=True),
    PlateStyle(0.5, 2.0, BLUE, YELLOW, AMERICAN, caption=True),
    PlateStyle(0.8, 2.0, BLACK, YELLOW, AMERICAN),
    PlateStyle(0.6, 2.0, BLACK, WHITE, AMERICAN, caption=True),
    PlateStyle(0.6, 2.0, GREEN, WHITE, AMERICAN, caption=True),
    PlateStyle(1.0, 2.0, WHITE, BLACK, VANITY, caption=True),
    PlateStyle(0.8, 2.0, YELLOW, BLACK, VANITY, caption=True),
    PlateStyle(0.6, 2.0, (160, 190, 225), BLUE, VANITY, caption=True),
    PlateStyle(0.5, 2.0, RED, WHITE, VANITY, caption=True),
    PlateStyle(0.6, 4.7, WHITE, BLACK, VANITY),
    PlateStyle(0.4, 1.4, WHITE, RED, ("9-AAA/999", "A/AA-99"), band=0.13, country="B"),
    PlateStyle(0.5, 4.7, WHITE, RED, ("AAA-99-A", "99-AAA-9"), band=0.09, country="NL"),
    PlateStyle(0.5, 2.0, (205, 222, 235), RED, AMERICAN, caption=True),
)
