"""A person's own network: a frozen TensorFlow graph in a `.pb` file, as the older tools had it.

The interface is that of the TensorFlow Object Detection API. In: `image_tensor` uint8
[1, H, W, 3], RGB. Out, float32: `num_detections` [1]; `detection_scores` [1, N]; `detection_boxes`
[1, N, 4], y_min x_min y_max x_max in [0, 1]; `detection_classes` [1, N], which a network of one
kind may lack.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.detections import KINDS, SCORE_FLOOR, Detections
from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, ImageError, NetworkError
from anonymizer_gui.detection.cards import ModelCard
from anonymizer_gui.detection.detector import check_image
from anonymizer_gui.detection.graph_check import CLASSES, OUTPUTS
from anonymizer_gui.detection.graph_process import hosted_graph

TRIAL_SIDE = 64
"""Pixels of the black square on which a network is tried when it is opened."""


class GraphDetector:
    """Finds things with a frozen graph, which sees each photo whole.

    Remembers the function that asks it, in a process of its own.
    """

    def __init__(self, content: bytes, card: ModelCard, *, name: str, threads: int) -> None:
        """Check the graph, load it and try it.

        Args:
            content: The `.pb` file.
            card: Which kinds it finds: of several, class 1 is the first, and so on.
            name: Of the file, for messages.
            threads: How many TensorFlow may use. The first graph of a process decides for all.

        Raises:
            NetworkError: It is not a graph, not a detector, refused, or does not run.
        """
        self.card = card
        self._name = name
        self._outputs = OUTPUTS if len(card.kinds) == 1 else (*OUTPUTS, CLASSES)
        self._answer = hosted_graph(content, self._outputs, name=name, threads=threads)
        self._try()

    def detect(self, image: NDArray[np.uint8]) -> Detections:
        """Find things.

        Args:
            image: uint8 [H, W, 3], RGB, upright.

        Returns:
            Boxes inside the image, scores down to `SCORE_FLOOR`.

        Raises:
            ImageError: The network fails on this image, e.g. for want of memory.
            ValueError: It is not uint8 [H, W, 3] with H and W at least 1.
        """
        check_image(image)
        try:
            answer = dict(zip(self._outputs, self._answer(image[None]), strict=True))
            return found(answer, kinds=self.card.kinds, width=image.shape[1], height=image.shape[0])
        except (RuntimeError, ValueError) as error:
            raise ImageError(
                QT_TRANSLATE_NOOP("errors", "The network {0} fails on this photo."), self._name
            ) from error

    def _try(self) -> None:
        try:
            self.detect(np.zeros((TRIAL_SIDE, TRIAL_SIDE, 3), np.uint8))
        except ImageError as error:
            raise NetworkError(
                QT_TRANSLATE_NOOP("errors", "{0} cannot be run, or its answers have another form."),
                self._name,
            ) from error


def found(
    answer: Mapping[str, NDArray[np.float32]], *, kinds: tuple[Kind, ...], width: int, height: int
) -> Detections:
    """Translate the answer of a graph.

    Args:
        answer: Its outputs by name.
        kinds: What the network finds; of several, class 1 is the first. Other classes are left out.
        width: Width of the photo.
        height: Height of the photo.

    Raises:
        ValueError: An output has another shape than the interface says.
    """
    numbers, scores, boxes = (answer[output] for output in OUTPUTS)
    slots = scores.shape[1] if scores.ndim == 2 else -1
    classes = answer.get(CLASSES, np.ones_like(scores))
    if (
        numbers.shape != (1,)
        or not scores.shape == classes.shape == (1, slots)
        or boxes.shape != (1, slots, 4)
    ):
        shapes = {output: list(array.shape) for output, array in answer.items()}
        raise ValueError(f"outputs have the shapes {shapes}")
    count = min(max(int(np.nan_to_num(numbers[0])), 0), slots)
    scores, boxes = scores[0, :count], boxes[0, :count]
    numbered = np.rint(np.clip(np.nan_to_num(classes[0, :count]), 0, 1000)).astype(int)
    in_photo = boxes[:, [1, 0, 3, 2]] * np.array([width, height] * 2)
    clipped = np.clip(in_photo, 0, [width, height] * 2).astype(np.float32)
    chosen = (
        (scores >= SCORE_FLOOR)
        & (numbered >= 1)
        & (numbered <= len(kinds))
        & (clipped[:, 2:] > clipped[:, :2]).all(axis=1)
    )
    places = np.array([KINDS.index(kind) for kind in kinds], np.uint8)
    order = np.argsort(-scores[chosen], kind="stable")
    return Detections(
        clipped[chosen], np.minimum(scores[chosen], 1), places[numbered[chosen] - 1]
    ).of(order)
