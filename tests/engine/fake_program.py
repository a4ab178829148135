"""The command line with a detector without a network, slow enough to be killed at any moment.

`python -m tests.engine.fake_program ASKED ...`: the file ASKED gets a line each time it looks.
"""

import sys
import time
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.cli import main
from anonymizer_gui.core.detections import Detections
from anonymizer_gui.engine import job
from tests.engine.photos import FakeDetector


class SlowDetector(FakeDetector):
    def detect(self, image: NDArray[np.uint8]) -> Detections:
        with Path(sys.argv[1]).open("a", encoding="ascii") as file:
            file.write("asked\n")
        time.sleep(0.01)
        return super().detect(image)


if __name__ == "__main__":
    with patch.object(job, "open_networks", SlowDetector().networks):
        sys.exit(main(sys.argv[2:]))
