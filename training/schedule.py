"""How fast the network learns, by the share of the time that is spent: not by steps."""

import math
from dataclasses import dataclass

FIRST_STAGE = 0.05
"""Share of the budget in which only neck and heads learn."""

WARM_UP_STEPS = 60


@dataclass(frozen=True, slots=True)
class Rates:
    """Learning rates at one moment; 0 leaves a part as it is."""

    neck_and_heads: float
    trunk: float

    def scaled(self, factor: float) -> "Rates":
        """So many times as fast."""
        return Rates(self.neck_and_heads * factor, self.trunk * factor)


def rates(*, progress: float, step: int, stage_step: int) -> Rates:
    """Cosine in each of two stages, with a short warm-up.

    Args:
        progress: Share of the time budget that is spent, 0 to 1.
        step: Steps since the beginning.
        stage_step: Steps since the second stage began, 0 in the first.
    """
    if progress < FIRST_STAGE and stage_step == 0:
        return Rates(2e-3 * min(1.0, step / WARM_UP_STEPS), 0.0)
    share = min(1.0, max(0.0, (progress - FIRST_STAGE) / (1 - FIRST_STAGE)))
    height = 0.01 + 0.99 * (1 + math.cos(math.pi * share)) / 2
    height *= min(1.0, (stage_step + 1) / WARM_UP_STEPS)
    return Rates(1.5e-3 * height, 5e-4 * height)
