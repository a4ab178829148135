"""The network while it learns: variables, Adam moments and moving averages, saved as one."""

from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from training import weights
from training.centerface import branched_centerface, centerface
from training.centerface_layout import HEADS
from training.forms import PLATES, form_of, grown
from training.joining import is_shared
from training.losses import disagreement, losses
from training.schedule import Rates

TRUNK = "block"
SLOW = (TRUNK, "neck_top")
"""`neck_top` adds up many strong inputs: at the fast rate it is all noise."""

TAUGHT = "taught_"
"""What the names of the layers and answers of a teacher begin with."""

HEATMAP_BIAS = -3.5
CLIP_NORM = 20.0
AVERAGING = 0.999
BETAS = (0.9, 0.999)
EPSILON = 1e-8


class Learner:
    """Takes training steps, from labels or from the answers of another network.

    The teacher looks through the lower trunk of the one that learns, which stays as it is.

    Attributes:
        step: Steps taken.
        stage_step: Steps taken since the trunk began to learn.
        elapsed_s: Seconds of training.
    """

    def __init__(
        self, start: weights.Weights, *, precision: str, teacher: weights.Weights | None = None
    ) -> None:
        self.step = 0
        self.stage_step = 0
        self.elapsed_s = 0.0
        self._is_taught = teacher is not None
        if teacher is None:
            self._model = centerface(form_of(start), precision=precision)
            weights.put_into(self._model, start)
        else:
            self._model = branched_centerface({"": form_of(start), TAUGHT: form_of(teacher)})
            upper = {f"{TAUGHT}{name}": teacher[name] for name in teacher if not is_shared(name)}
            weights.put_into(self._model, {**start, **upper})
        learnt = [
            variable
            for variable in self._model.weights
            if not is_shared(variable.path) and not variable.path.startswith(TAUGHT)
        ]
        self._names = [str(variable.path) for variable in learnt]
        self._learnt = [variable.value for variable in learnt]
        self._first = [tf.Variable(tf.zeros_like(variable)) for variable in self._learnt]
        self._second = [tf.Variable(tf.zeros_like(variable)) for variable in self._learnt]
        self._average = [tf.Variable(variable) for variable in self._learnt]
        self._graphs = {trunk: self._graph(trunk=trunk) for trunk in (False, True)}

    def train(
        self, images: NDArray[np.uint8], wanted: NDArray[np.float32], rates: Rates
    ) -> dict[str, float]:
        """Take one step; returns the parts of the loss."""
        trunk = rates.trunk > 0
        self.step += 1
        self.stage_step += trunk
        scale = np.sqrt(1 - BETAS[1] ** self.step) / (1 - BETAS[0] ** self.step)
        averaging = min(AVERAGING, (1 + self.step) / (10 + self.step))
        parts = self._graphs[trunk](
            tf.constant(images),
            tf.constant(wanted),
            tf.constant(rates.neck_and_heads * scale, tf.float32),
            tf.constant(rates.trunk * scale, tf.float32),
            tf.constant(averaging, tf.float32),
        )
        return {name: float(value) for name, value in parts.items()}

    def averaged(self) -> dict[str, NDArray[np.float32]]:
        """The weights to export: moving averages, and the frozen ones."""
        found = {
            name: array
            for name, array in weights.of_model(self._model).items()
            if not name.startswith(TAUGHT)
        }
        found.update(zip(self._names, (np.asarray(one) for one in self._average), strict=True))
        return found

    def save(self, path: Path) -> None:
        """Write everything that `resume` needs; whole or not at all."""
        arrays = {
            f"{kind}/{name}": np.asarray(variable)
            for kind, variables in self._state().items()
            for name, variable in zip(self._names, variables, strict=True)
        }
        clock = np.array([self.step, self.stage_step, self.elapsed_s])
        partial = path.with_suffix(".partial.npz")
        np.savez(partial, allow_pickle=False, clock=clock, **arrays)
        partial.replace(path)

    def resume(self, path: Path) -> None:
        """Go on from what `save` wrote."""
        with np.load(path, allow_pickle=False) as arrays:
            step, stage_step, self.elapsed_s = (float(value) for value in arrays["clock"])
            self.step, self.stage_step = int(step), int(stage_step)
            for kind, variables in self._state().items():
                for name, variable in zip(self._names, variables, strict=True):
                    variable.assign(arrays[f"{kind}/{name}"])

    def _state(self) -> dict[str, list[Any]]:
        return {
            "learnt": self._learnt,
            "first": self._first,
            "second": self._second,
            "average": self._average,
        }

    def _graph(self, *, trunk: bool) -> Any:
        chosen = [
            index for index, name in enumerate(self._names) if trunk or not name.startswith(TRUNK)
        ]

        def step(images: Any, wanted: Any, fast: Any, slow: Any, averaging: Any) -> Any:
            variables = [self._learnt[index] for index in chosen]
            pixels = tf.cast(images, tf.float32)
            with tf.GradientTape(watch_accessed_variables=False) as tape:
                tape.watch(variables)
                heads = self._model(pixels)
                if self._is_taught:
                    taught = {head: heads[f"{TAUGHT}{head}"] for head in HEADS}
                    parts = disagreement(heads, taught)
                else:
                    parts = losses(heads, wanted)
            gradients = tape.gradient(parts["total"], variables)
            gradients, _ = tf.clip_by_global_norm(gradients, CLIP_NORM)
            for index, gradient in zip(chosen, gradients, strict=True):
                rate = slow if self._names[index].startswith(SLOW) else fast
                self._adam(index, gradient, rate)
                average = self._average[index]
                average.assign(averaging * average + (1 - averaging) * self._learnt[index])
            return parts

        return tf.function(step)

    def _adam(self, index: int, gradient: Any, rate: Any) -> None:
        """Source: Kingma and Ba 2015, arXiv:1412.6980; the bias correction is in `rate`."""
        first, second = self._first[index], self._second[index]
        first.assign(BETAS[0] * first + (1 - BETAS[0]) * gradient)
        second.assign(BETAS[1] * second + (1 - BETAS[1]) * gradient**2)
        self._learnt[index].assign_sub(rate * first / (tf.sqrt(second) + EPSILON))


def first_weights() -> dict[str, NDArray[np.float32]]:
    """The face network's weights, with a heatmap that starts out by finding nothing."""
    start = grown(weights.load(weights.checkpoint("faces")), PLATES)
    start["heatmap/kernel"] = np.zeros_like(start["heatmap/kernel"])
    start["heatmap/bias"] = np.full_like(start["heatmap/bias"], HEATMAP_BIAS)
    return start
