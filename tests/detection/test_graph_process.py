"""A graph that hangs, asks for too much or ends its process does not end the program."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from anonymizer_gui.core.errors import ImageError, NetworkError
from anonymizer_gui.core.settings import Detail
from anonymizer_gui.detection import graph_process
from anonymizer_gui.detection.detector import Detector
from anonymizer_gui.detection.graph_check import COUNTS
from anonymizer_gui.detection.graph_ops import ALLOWED_OPS
from anonymizer_gui.detection.networks import open_network

pytestmark = pytest.mark.slow

BLACK = np.zeros((64, 64, 3), np.uint8)


@pytest.fixture(scope="module")
def definition() -> Any:
    from tests.detection.graphs import white_cell_graph

    return white_cell_graph()


@pytest.fixture
def short_limit(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(graph_process, "LOOK_S", 2.0)
    yield
    graph_process.host().end()


def opened(folder: Path, definition: Any) -> Detector:
    path = folder / "own_face.pb"
    path.write_bytes(definition.SerializeToString())
    return open_network(path, detail=Detail.NORMAL, threads=1)


def changed(definition: Any, change: Callable[[Any], object]) -> Any:
    copy = type(definition)()
    copy.CopyFrom(definition)
    change(next(node for node in copy.node if node.op == "Const"))
    return copy


def test_a_process_that_has_died_is_begun_anew(tmp_path: Path, definition: Any) -> None:
    detector = opened(tmp_path, definition)
    white = np.full((64, 64, 3), 255, np.uint8)
    before = len(detector.detect(white))
    graph_process.host()._process.kill()

    with pytest.raises(ImageError, match="fails on this photo"):
        detector.detect(white)

    assert before > 0
    assert len(detector.detect(white)) == before


@pytest.mark.usefixtures("short_limit")
def test_a_loop_without_end_is_ended(tmp_path: Path) -> None:
    import tensorflow as tf

    v1 = tf.compat.v1
    with v1.Graph().as_default() as graph:
        image = v1.placeholder(tf.uint8, [1, None, None, 3], "image_tensor")
        start = tf.cast(tf.size(image), tf.float32)
        forever = tf.while_loop(lambda value: value > -1.0, lambda value: [value + 1.0], [start])[0]
        tf.identity(forever[None], name="num_detections")
        tf.identity(forever * tf.ones([1, 1]), name="detection_scores")
        tf.identity(forever * tf.ones([1, 1, 4]), name="detection_boxes")

    with pytest.raises(NetworkError, match=r"own_face\.pb cannot be run"):
        opened(tmp_path, graph.as_graph_def())


def _other_type(node: Any) -> None:
    node.attr["value"].tensor.dtype = 15  # with this TensorFlow ends its process


def _variant(node: Any) -> None:
    node.attr["value"].tensor.dtype = node.attr["dtype"].type = 21


@pytest.mark.parametrize("change", [_other_type, _variant])
def test_a_value_of_a_wrong_type_is_refused(
    tmp_path: Path, definition: Any, change: Callable[[Any], None]
) -> None:
    with pytest.raises(NetworkError, match=r"refused: its value “.+” is of a wrong type"):
        opened(tmp_path, changed(definition, change))


@pytest.mark.parametrize("sides", [[2**40], [2**20, 2**20], [-1]])
def test_a_huge_value_is_refused(tmp_path: Path, definition: Any, sides: list[int]) -> None:
    def grow(node: Any) -> None:
        shape = node.attr["value"].tensor.tensor_shape
        del shape.dim[:]
        for side in sides:
            shape.dim.add(size=side)

    with pytest.raises(NetworkError, match=r"refused: its value “.+” is far too large"):
        opened(tmp_path, changed(definition, grow))


def test_values_that_are_huge_together_are_refused(tmp_path: Path, definition: Any) -> None:
    copy = type(definition)()
    copy.CopyFrom(definition)
    constant = next(node for node in copy.node if node.op == "Const")
    for number in range(3):
        another = copy.node.add()
        another.CopyFrom(constant)
        another.name = f"large{number}"
        shape = another.attr["value"].tensor.tensor_shape
        del shape.dim[:]
        shape.dim.add(size=2**27)

    with pytest.raises(NetworkError, match=r"refused: its value “large.” is far too large"):
        opened(tmp_path, copy)


def _many_inputs(copy: Any) -> None:
    pack = next(node for node in copy.node if node.op == "Pack")
    pack.attr["N"].i = 2**31 - 1


def _many_outputs(copy: Any) -> None:
    for number in range(20):
        node = copy.node.add(name=f"split{number}", op="Split")
        node.attr["num_split"].i = 2**16


def _many_inputs_of_a_function(copy: Any) -> None:
    call = copy.node.add(name="call", op="PartitionedCall").attr["f"].func
    call.name = "inner"
    inner = copy.library.function.add().signature
    inner.name = "inner"
    inner.attr.add(name="many", type="int")
    inner.input_arg.add(name="x", type=1, number_attr="many")
    call.attr["many"].i = 2**31 - 1


@pytest.mark.parametrize("grow", [_many_inputs, _many_outputs, _many_inputs_of_a_function])
def test_an_operation_of_millions_of_parts_is_refused(
    tmp_path: Path, definition: Any, grow: Callable[[Any], None]
) -> None:
    copy = type(definition)()
    copy.CopyFrom(definition)
    grow(copy)

    with pytest.raises(NetworkError, match=r"refused: its value “.+” is far too large"):
        opened(tmp_path, copy)


def test_all_attributes_that_count_parts_are_known() -> None:
    import tensorflow as tf  # noqa: F401 - registers the operations
    from tensorflow.python.framework import op_def_registry

    definitions = map(op_def_registry.get, sorted(ALLOWED_OPS))
    counts = {
        part.number_attr
        for one in definitions
        for part in (*one.input_arg, *one.output_arg)
        if part.number_attr
    }

    assert counts == set(COUNTS)


def test_a_deep_graph_is_no_matter(tmp_path: Path, definition: Any) -> None:
    copy = type(definition)()
    copy.CopyFrom(definition)
    (last,) = [node for node in copy.node if node.name == "num_detections"]
    for number in range(20_000):
        copy.node.add(name=f"deep{number}", op="Identity", input=[last.input[0]]).attr["T"].type = 1
        last.input[0] = f"deep{number}"

    assert len(opened(tmp_path, copy).detect(BLACK)) == 0
