"""The training loop: steps until the time is spent, with log, state and snapshots."""

import csv
import logging
import time
from dataclasses import dataclass
from pathlib import Path

from training import weights
from training.batches import BatchWorkers
from training.learner import Learner, first_weights
from training.schedule import rates
from training.weights import Weights

logger = logging.getLogger(__name__)

LOG_EVERY_STEPS = 50
STATE_EVERY_S = 180.0
SNAPSHOT_EVERY_S = 600.0
COLUMNS = ("step", "elapsed_s", "rate", "heat", "size", "overlap", "total", "step_ms", "wait_ms")


@dataclass(frozen=True, slots=True)
class Start:
    """A network that has learnt already.

    Attributes:
        weights: Of it.
        pace: The learning rates are so many times those of the schedule.
        teacher: A network whose answers are learnt; None to learn from labels.
    """

    weights: Weights
    pace: float
    teacher: Weights | None = None


def run(
    workers: BatchWorkers,
    folder: Path,
    *,
    minutes: float,
    precision: str,
    start: Start | None = None,
) -> None:
    """Train until the budget is spent.

    Args:
        workers: Where batches come from.
        folder: Holds `log.csv`, `snapshot_<step>.npz` to choose among, and `state.npz`, from which
            the run goes on if it is there.
        minutes: Budget, with what earlier runs in this folder have spent.
        precision: Keras dtype policy of trunk and neck.
        start: None for a network that finds nothing yet.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    learner = Learner(
        start.weights if start else first_weights(),
        precision=precision,
        teacher=start.teacher if start else None,
    )
    state = folder / "state.npz"
    if state.exists():
        learner.resume(state)
        logger.info("resumed at step %d, %.0f s", learner.step, learner.elapsed_s)
    log = _Log(folder / "log.csv")
    snapped = saved = learner.elapsed_s
    try:
        while learner.elapsed_s < 60 * minutes:
            _timed_step(
                learner, workers, log, budget_s=60 * minutes, pace=start.pace if start else 1.0
            )
            if learner.elapsed_s - saved > STATE_EVERY_S:
                learner.save(state)
                saved = learner.elapsed_s
            if learner.elapsed_s - snapped > SNAPSHOT_EVERY_S:
                _snapshot(learner, folder)
                snapped = learner.elapsed_s
    finally:
        learner.save(state)
    _snapshot(learner, folder)
    logger.info("done after %d steps", learner.step)


def _timed_step(
    learner: Learner, workers: BatchWorkers, log: "_Log", *, budget_s: float, pace: float
) -> None:
    started = time.perf_counter()
    images, wanted = workers.next()
    waited_s = time.perf_counter() - started
    now = rates(
        progress=learner.elapsed_s / budget_s,
        step=learner.step,
        stage_step=learner.stage_step,
    ).scaled(pace)
    parts = learner.train(images, wanted, now)
    took_s = time.perf_counter() - started
    learner.elapsed_s += took_s
    log.add(learner, now.neck_and_heads, parts, step_s=took_s, wait_s=waited_s)


def _snapshot(learner: Learner, folder: Path) -> None:
    weights.save(folder / f"snapshot_{learner.step:06}.npz", learner.averaged())


class _Log:
    """Means over the last steps, one line for every fifty, appended to a CSV file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lines: list[dict[str, float]] = []
        if not path.exists():
            path.write_text(",".join(COLUMNS) + "\n", encoding="utf-8")

    def add(
        self,
        learner: Learner,
        rate: float,
        parts: dict[str, float],
        *,
        step_s: float,
        wait_s: float,
    ) -> None:
        self._lines.append({**parts, "step_ms": 1000 * step_s, "wait_ms": 1000 * wait_s})
        if len(self._lines) < LOG_EVERY_STEPS:
            return
        means = {
            name: sum(line[name] for line in self._lines) / len(self._lines)
            for name in self._lines[0]
        }
        row = {"step": learner.step, "elapsed_s": learner.elapsed_s, "rate": rate, **means}
        with self._path.open("a", newline="", encoding="utf-8") as file:
            csv.writer(file).writerow([f"{row[column]:.5g}" for column in COLUMNS])
        self._lines.clear()
