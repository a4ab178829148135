"""How the default thresholds are chosen.

Per kind, on photos that the network did not learn from and that the final figures do not come from:
the lowest threshold, in steps of 0.01, with at most `MOST_FALSE_ALARMS` per photo. A face or plate
that stays visible is worse than a needless blur, so it goes as low as the false alarms allow.

`python -m benchmarks.accuracy --choose` prints the threshold and the figures at it, and
`python -m training.evaluate --choose --card` also writes it into the card of the network, where the
program takes its defaults from.
"""

from collections.abc import Sequence

import numpy as np

from benchmarks.detecting import Answer
from benchmarks.scoring import figures
from benchmarks.tables import Measurement

MOST_FALSE_ALARMS = 0.10
"""Per photo, over all photos that the threshold is chosen on, those without the kind included."""

THRESHOLDS = np.round(np.arange(0.15, 0.701, 0.01), 2)


def chosen_threshold(answers: Sequence[Answer], measurement: Measurement) -> float:
    """The threshold for what a network answers, or the highest one if all let too much through.

    Args:
        answers: At least one.
        measurement: Of what; its threshold does not matter.
    """
    for threshold in THRESHOLDS.tolist():
        found = figures(measurement.at(threshold).of(answers))
        if found.false_alarms <= MOST_FALSE_ALARMS:
            return float(threshold)
    return float(THRESHOLDS[-1])
