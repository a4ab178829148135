"""What was saved in one go, what could not be, and why it ended early."""

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from anonymizer_gui.core.boxes import Kind

if TYPE_CHECKING:
    from anonymizer_gui.engine.pipeline import Outcome


@dataclass
class Tally:
    """Counts photos as they are saved.

    Attributes:
        saved: How many were.
        boxes: How many faces and plates are hidden in them.
        re_encoded: In how many the whole picture had to be compressed again.
        failed: Those that could not be saved.
        report_seal: Of the report that was written at the end; empty for none.
        broken_off: An `AnonymizerError` that ended it early; None for none.
    """

    saved: int = 0
    boxes: Counter[Kind] = field(default_factory=Counter)
    re_encoded: int = 0
    failed: "list[Outcome]" = field(default_factory=list)
    report_seal: str = ""
    broken_off: object = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.saved or self.failed or self.broken_off)

    def count(self, outcome: "Outcome") -> None:
        """Count a photo."""
        if outcome.error is not None:
            self.failed.append(outcome)
        else:
            self.saved += 1
            self.re_encoded += not outcome.untouched
            self.boxes.update(box.kind for box in outcome.boxes)
