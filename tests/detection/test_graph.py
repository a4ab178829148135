"""A person's own frozen graph runs as in the older tools, if it only computes."""

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.detections import KINDS, SCORE_FLOOR, Detections
from anonymizer_gui.core.errors import ImageError, NetworkError
from anonymizer_gui.core.settings import Detail
from anonymizer_gui.detection.cards import card_of
from anonymizer_gui.detection.detector import Detector
from anonymizer_gui.detection.graph import GraphDetector
from anonymizer_gui.detection.litert import LiteRTNetwork
from anonymizer_gui.detection.networks import built_in, open_network
from anonymizer_gui.detection.second_look import rescored
from anonymizer_gui.detection.tiled import TiledDetector
from anonymizer_gui.paths import resources_folder

pytestmark = pytest.mark.slow

LEFT, RIGHT = (0, 60, 100, 120), (300, 0, 400, 60)
"""Cells of a photo of 400 x 240 pixels."""


def opened(folder: Path, content: bytes | Any, *, name: str = "own_face.pb") -> Detector:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.SerializeToString())
    return open_network(path, detail=Detail.NORMAL, threads=2)


def photo(*cells: tuple[int, int, int, int]) -> NDArray[np.uint8]:
    image = np.zeros((240, 400, 3), np.uint8)
    for brightness, (x_min, y_min, x_max, y_max) in zip((255, 204, 153), cells, strict=False):
        image[max(y_min - 1, 0) : y_max + 1, max(x_min - 1, 0) : x_max + 1] = brightness
    return image


def kinds_of(found: Detections) -> list[Kind]:
    return [KINDS[index] for index in found.kinds]


@pytest.fixture(scope="module")
def definition() -> Any:
    from tests.detection.graphs import white_cell_graph

    return white_cell_graph()


@pytest.fixture(scope="module")
def with_classes() -> Any:
    from tests.detection.graphs import white_cell_graph

    return white_cell_graph(classes=True)


def test_a_graph_with_loops_and_arrays_of_tf1_finds_what_it_should(
    tmp_path: Path, definition: Any
) -> None:
    found = opened(tmp_path, definition).detect(photo(LEFT, RIGHT))

    np.testing.assert_allclose(found.boxes, [LEFT, RIGHT], atol=1e-3)
    np.testing.assert_allclose(found.scores, [1.0, 0.8], atol=1e-5)
    assert kinds_of(found) == [Kind.FACE, Kind.FACE]


def test_photos_of_every_size_go_through_one_graph(tmp_path: Path, definition: Any) -> None:
    detector = opened(tmp_path, definition)

    for height, width in ((8, 8), (1, 1), (100, 37), (600, 900)):
        found = detector.detect(np.full((height, width, 3), 255, np.uint8))
        assert len(found) == 16
        assert found.boxes.max(axis=0).tolist() == pytest.approx(
            [width * 0.75, height * 0.75, width, height]
        )


def test_a_photo_without_anything_has_no_boxes(tmp_path: Path, definition: Any) -> None:
    assert len(opened(tmp_path, definition).detect(photo())) == 0


def test_scores_under_the_floor_are_left_out(tmp_path: Path, definition: Any) -> None:
    dim = np.full((64, 64, 3), int(255 * SCORE_FLOOR) - 1, np.uint8)

    assert len(opened(tmp_path, definition).detect(dim)) == 0


def test_the_name_decides_even_if_there_are_classes(tmp_path: Path, with_classes: Any) -> None:
    found = opened(tmp_path, with_classes, name="kenteken.pb").detect(photo(LEFT, RIGHT))

    assert kinds_of(found) == [Kind.PLATE, Kind.PLATE]


def test_classes_decide_where_the_name_tells_nothing(tmp_path: Path, with_classes: Any) -> None:
    detector = opened(tmp_path, with_classes, name="frozen_inference_graph.pb")

    assert detector.card.kinds == (Kind.FACE, Kind.PLATE)
    assert kinds_of(detector.detect(photo(LEFT, RIGHT))) == [Kind.FACE, Kind.PLATE]


def test_without_classes_and_a_telling_name_it_is_not_clear_what_is_found(
    tmp_path: Path, definition: Any
) -> None:
    with pytest.raises(NetworkError, match=r"It is not clear what graph\.pb finds"):
        opened(tmp_path, definition, name="graph.pb")


@pytest.mark.parametrize(
    "name", ["image_tensor", "num_detections", "detection_scores", "detection_boxes"]
)
def test_what_the_graph_lacks_is_named(tmp_path: Path, definition: Any, name: str) -> None:
    from tests.detection.graphs import without

    with pytest.raises(NetworkError, match=f"is not a detector: its graph lacks “{name}”"):
        opened(tmp_path, without(definition, name))


FORBIDDEN = ["ReadFile", "WriteFile", "PyFunc", "EagerPyFunc", "PyFuncStateless", "PrintV2"]
FORBIDDEN += ["ImmutableConst", "DebugIdentityV2", "Send", "RpcCall", "Abort", "SomebodysOwnOp"]


@pytest.mark.parametrize("op", FORBIDDEN)
def test_an_operation_that_does_more_than_compute_is_refused(
    tmp_path: Path, definition: Any, op: str
) -> None:
    from tests.detection.graphs import with_op

    with pytest.raises(NetworkError, match=f"is refused: it holds “{op}”"):
        opened(tmp_path, with_op(definition, op))


@pytest.mark.parametrize("op", ["ReadFile", "EagerPyFunc"])
def test_an_operation_deep_in_functions_is_refused_too(
    tmp_path: Path, definition: Any, op: str
) -> None:
    from tests.detection.graphs import with_op_in_function

    with pytest.raises(NetworkError, match=f"is refused: it holds “{op}”"):
        opened(tmp_path, with_op_in_function(definition, op))


def test_a_function_cannot_pass_for_an_operation(tmp_path: Path, definition: Any) -> None:
    changed = type(definition)()
    changed.CopyFrom(definition)
    changed.library.function.add().signature.name = "ReadFile"
    changed.node.add(name="added", op="ReadFile")

    with pytest.raises(NetworkError, match=r"is refused: it holds “ReadFile”"):
        opened(tmp_path, changed)


def test_a_graph_with_its_weights_elsewhere_is_said_to_be_so(
    tmp_path: Path, definition: Any
) -> None:
    from tests.detection.graphs import with_op

    with pytest.raises(NetworkError, match=r"is not a frozen graph: its weights are in other"):
        opened(tmp_path, with_op(definition, "VarHandleOp"))


def test_an_input_of_another_type_is_refused(tmp_path: Path) -> None:
    import tensorflow as tf

    from tests.detection.graphs import white_cell_graph

    with pytest.raises(NetworkError, match=r"does not take photos of 8 bits .* “image_tensor”"):
        opened(tmp_path, white_cell_graph(dtype=tf.float32))


def test_an_output_of_another_type_is_refused(tmp_path: Path) -> None:
    from tests.detection.graphs import white_cell_graph

    with pytest.raises(NetworkError, match=r"“detection_scores” is of type float64, not float32"):
        opened(tmp_path, white_cell_graph(float64=True))


def test_an_output_of_another_shape_is_refused(tmp_path: Path) -> None:
    from tests.detection.graphs import white_cell_graph

    with pytest.raises(NetworkError, match=r"cannot be run, or its answers have another form"):
        opened(tmp_path, white_cell_graph(flat=True))


def test_a_graph_cut_short_is_said_to_be_so(tmp_path: Path, definition: Any) -> None:
    with pytest.raises(NetworkError, match=r"is cut short\. Download or copy it again\.$"):
        opened(tmp_path, definition.SerializeToString()[:-10])


def test_a_graph_with_damaged_nodes_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match=r"is damaged\. Download or copy it again\.$"):
        opened(tmp_path, b"\x0a\x04\xff\xff\xff\xff")


def test_a_graph_that_does_not_fit_together_is_said_to_be_damaged(
    tmp_path: Path, definition: Any
) -> None:
    changed = type(definition)()
    changed.CopyFrom(definition)
    changed.node.add(name="added", op="Add", input=["nowhere", "nowhere"])

    with pytest.raises(NetworkError, match=r"is damaged\. Download or copy it again\.$"):
        opened(tmp_path, changed)


def test_a_failure_in_the_graph_concerns_the_photo_alone(
    tmp_path: Path, definition: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    detector = opened(tmp_path, definition)
    assert isinstance(detector, GraphDetector)

    def exhausted(_image: object) -> None:
        raise RuntimeError("no memory left")

    monkeypatch.setattr(detector, "_answer", exhausted)

    with pytest.raises(ImageError, match=r"^The network own_face\.pb fails on this photo\.$"):
        detector.detect(photo())


def test_the_same_weights_find_the_same_boxes_as_graph_and_as_tflite(tmp_path: Path) -> None:
    from training import weights
    from training.frozen_graph import frozen_graph

    content = frozen_graph(weights.load(weights.checkpoint("faces")))
    graph = opened(tmp_path, content, name="faces.pb")
    file = built_in(Kind.FACE)
    network = LiteRTNetwork(file.read_bytes(), kinds=[Kind.FACE], name=file.name, threads=2)
    lite = TiledDetector(network, card_of(file), detail=Detail.NORMAL)
    portrait = cv2.imread(str(resources_folder() / "sample" / "astronaut.jpg"))
    assert portrait is not None
    # a photo of this size is one view to LiteRT too
    image = cv2.cvtColor(cv2.resize(portrait, (340, 350)), cv2.COLOR_BGR2RGB).astype(np.uint8)

    ours = lite.detect(image)
    # graphs are not asked twice
    theirs = rescored({Kind.FACE: network}, image, graph.detect(image))

    assert len(ours) > 0
    assert ours.scores.max() > 0.5
    np.testing.assert_allclose(theirs.boxes, ours.boxes, atol=0.5)
    np.testing.assert_allclose(theirs.scores, ours.scores, atol=0.01)
