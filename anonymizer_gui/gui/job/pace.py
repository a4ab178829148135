"""How fast photos are searched: measured in each job, remembered for the next one."""

from collections.abc import Callable, Iterator
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

from anonymizer_gui.core.settings import Settings

if TYPE_CHECKING:
    from anonymizer_gui.engine.pipeline import Outcome

FEWEST = 3
"""Photos that say something; the first ones wait for the networks to warm up."""
PIXELS = 1_000_000


class Pace:
    """Remembers how long how many pixels have taken."""

    def __init__(self) -> None:
        self._photos, self._seconds, self._megapixels = 0, 0.0, 0.0

    @property
    def seconds_per_megapixel(self) -> float | None:
        """None as long as too few photos were measured."""
        if self._photos < FEWEST or not self._megapixels:
            return None
        return self._seconds / self._megapixels

    def timed(
        self, outcomes: "Iterator[Outcome]", pixels_of: "Callable[[Outcome], int]"
    ) -> "Iterator[Outcome]":
        """The same outcomes, measured; a pause between two of them does not count."""
        begun = monotonic()
        for outcome in outcomes:
            if pixels := pixels_of(outcome):
                self._photos += 1
                self._megapixels += pixels / PIXELS
            self._seconds += monotonic() - begun
            yield outcome
            begun = monotonic()


def remember_pace(settings: Settings, seconds_per_megapixel: float) -> None:
    """Keep how fast a job with such settings was."""
    QSettings().setValue(_key(settings), seconds_per_megapixel)


def remembered_pace(settings: Settings) -> float | None:
    """Seconds for a million pixels in the last job with such settings; None if there was none."""
    known = float(str(QSettings().value(_key(settings), 0.0)))
    return known if known > 0 else None


def _key(settings: Settings) -> str:
    """What decides how long a photo takes."""
    own = "own" if settings.weights else "built in"
    return f"pace/{settings.detail} {' '.join(sorted(settings.kinds))} {own}"
