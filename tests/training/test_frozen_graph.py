"""Both forms of a network find the same boxes."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from anonymizer_gui import paths
from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.detections import Detections
from anonymizer_gui.core.settings import Detail
from anonymizer_gui.detection.cards import ModelCard
from anonymizer_gui.detection.litert import LiteRTNetwork
from anonymizer_gui.detection.second_look import rescored
from anonymizer_gui.detection.tiled import TiledDetector

pytestmark = pytest.mark.slow
SAMPLE = np.asarray(
    Image.open(paths.resources_folder() / "sample" / "astronaut.jpg").convert("RGB"), np.uint8
)
NETWORKS = ["faces", "plates"]


@pytest.fixture(scope="module", params=NETWORKS)
def network(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def graph(network: str) -> Iterator[Any]:
    import tensorflow as tf

    from training import weights
    from training.frozen_graph import frozen_graph

    content = frozen_graph(weights.load(weights.slim_checkpoint(network)))
    definition = tf.compat.v1.GraphDef.FromString(content)
    with tf.Graph().as_default() as imported:
        tf.import_graph_def(definition, name="")
    with tf.compat.v1.Session(graph=imported) as session:
        yield session


def answer(graph: Any, image: NDArray[np.uint8]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    outputs = ["detection_boxes:0", "detection_scores:0", "num_detections:0", "detection_classes:0"]
    boxes, scores, count, classes = graph.run(outputs, {"image_tensor:0": image[None]})
    assert boxes.shape == (1, int(count[0]), 4)
    assert scores.shape == classes.shape == (1, int(count[0]))
    return boxes[0], scores[0]


def test_the_graph_finds_the_boxes_of_the_built_in_path(network: str, graph: Any) -> None:
    path = paths.weights_folder() / f"{network}.tflite"
    card = ModelCard(name=network, kinds=(Kind.FACE,))
    lite = LiteRTNetwork(path.read_bytes(), kinds=card.kinds, name=path.name, threads=1)
    image = SAMPLE[:480, :440]  # one view: as the graph sees it

    found = TiledDetector(lite, card, detail=Detail.FAST).detect(image)
    boxes, scores = answer(graph, image)

    in_pixels = boxes[:, [1, 0, 3, 2]] * np.array([440, 480, 440, 480], np.float32)
    kinds = np.zeros(len(scores), np.uint8)
    # the second look is the program's, not the network's
    expected = rescored({Kind.FACE: lite}, image, Detections(in_pixels, scores, kinds))
    np.testing.assert_allclose(found.scores, expected.scores, atol=0.01)
    # Of two that are as sure as each other either may come first
    actual, desired = (one.boxes[np.argsort(one.boxes[:, 0])] for one in (found, expected))
    np.testing.assert_allclose(actual, desired, atol=0.5)


@pytest.mark.parametrize("size", [(1, 1), (33, 70), (64, 64)])
def test_a_picture_of_any_size_has_boxes_inside_it_only(graph: Any, size: tuple[int, int]) -> None:
    boxes, _ = answer(graph, np.zeros([*size, 3], np.uint8))

    assert boxes.min(initial=0) >= 0
    assert boxes.max(initial=0) <= 1
    assert (boxes[:, 2:] > boxes[:, :2]).all()


def test_scores_come_highest_first(graph: Any) -> None:
    _, scores = answer(graph, SAMPLE)

    assert (np.diff(scores) <= 0).all()
