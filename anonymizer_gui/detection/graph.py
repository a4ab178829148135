"""A person's own network: a frozen TensorFlow graph in a `.pb` file, as the older tools had it.

The interface is that of the TensorFlow Object Detection API. In: `image_tensor` uint8
[1, H, W, 3], RGB. Out, float32: `num_detections` [1]; `detection_scores` [1, N]; `detection_boxes`
[1, N, 4], y_min x_min y_max x_max in [0, 1]; `detection_classes` [1, N], which a network of one
kind may lack.
"""

import logging
import os
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.detections import KINDS, SCORE_FLOOR, Detections
from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, ImageError, NetworkError
from anonymizer_gui.detection.cards import ModelCard
from anonymizer_gui.detection.detector import check_image
from anonymizer_gui.detection.graph_check import (
    CLASSES,
    INPUT,
    OUTPUTS,
    check_bytes,
    check_graph,
)
from anonymizer_gui.detection.quiet import silenced_stderr

logger = logging.getLogger(__name__)

TRIAL_SIDE = 64
"""Pixels of the black square on which a network is tried when it is opened."""


class GraphDetector:
    """Finds things with a frozen graph, which sees each photo whole.

    Remembers a TensorFlow session.
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
        check_bytes(content, name=name)
        tensorflow = _tensorflow()
        graph = _parsed(tensorflow, content, name=name)
        check_graph(graph, name=name)
        self.card = card
        self._name = name
        self._failure = tensorflow.errors.OpError
        self._outputs: tuple[str, ...] = OUTPUTS
        if len(card.kinds) > 1:
            if CLASSES not in {node.name for node in graph.node}:
                raise NetworkError(
                    QT_TRANSLATE_NOOP(
                        "errors",
                        "It is not clear what {0} finds: it lacks “{1}”. "
                        "Put the word “face” or “plate” into its name.",
                    ),
                    name,
                    CLASSES,
                )
            self._outputs = (*OUTPUTS, CLASSES)
        self._run = _loaded(tensorflow, graph, outputs=self._outputs, name=name, threads=threads)
        self._try()

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What it finds."""
        return self.card.kinds

    @property
    def default_thresholds(self) -> Mapping[Kind, float]:
        """Per kind, the score from which a detection is hidden unless somebody says otherwise."""
        return self.card.default_thresholds

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
            answer = dict(zip(self._outputs, self._run(image[None]), strict=True))
            return found(answer, kinds=self.kinds, width=image.shape[1], height=image.shape[0])
        except (self._failure, ValueError) as error:
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


def _tensorflow() -> Any:
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    with silenced_stderr():
        import tensorflow
    return tensorflow


def _parsed(tensorflow: Any, content: bytes, *, name: str) -> Any:
    graph = tensorflow.compat.v1.GraphDef()
    try:
        graph.ParseFromString(content)
    except Exception as error:  # protobuf is not a dependency of ours, to import its DecodeError
        raise NetworkError(
            QT_TRANSLATE_NOOP("errors", "{0} is damaged. Download or copy it again."), name
        ) from error
    return graph


def _loaded(
    tensorflow: Any, definition: Any, *, outputs: tuple[str, ...], name: str, threads: int
) -> Any:
    """A function from uint8 [1, H, W, 3] to the outputs.

    Raises:
        NetworkError: The graph does not fit together, or an output is not float32.
    """
    v1 = tensorflow.compat.v1
    graph = v1.Graph()
    try:
        with graph.as_default(), silenced_stderr():
            v1.import_graph_def(definition, name="")
    except (ValueError, KeyError, tensorflow.errors.OpError) as error:
        raise NetworkError(
            QT_TRANSLATE_NOOP("errors", "{0} is damaged. Download or copy it again."), name
        ) from error
    tensors = [graph.get_tensor_by_name(f"{output}:0") for output in outputs]
    for output, tensor in zip(outputs, tensors, strict=True):
        if tensor.dtype != tensorflow.float32:
            raise NetworkError(
                QT_TRANSLATE_NOOP(
                    "errors", "{0} is not a detector: “{1}” is of type {2}, not {3}."
                ),
                name,
                output,
                tensor.dtype.name,
                "float32",
            )
    # graphs of the older tools may be pinned to a graphics card that is not here
    config = v1.ConfigProto(
        allow_soft_placement=True,
        intra_op_parallelism_threads=threads,
        inter_op_parallelism_threads=threads,
        gpu_options=v1.GPUOptions(allow_growth=True),
    )
    with silenced_stderr():
        session = v1.Session(graph=graph, config=config)
    return session.make_callable(tensors, feed_list=[graph.get_tensor_by_name(f"{INPUT}:0")])
