"""Loading a frozen graph: TensorFlow is imported here alone, when a graph is opened."""

import os
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, NetworkError
from anonymizer_gui.detection.graph_check import CLASSES, INPUT, check_graph
from anonymizer_gui.detection.quiet import silenced_stderr
from anonymizer_gui.paths import tensorflow_folder

Answer = Callable[[NDArray[np.uint8]], Sequence[NDArray[np.float32]]]
"""From uint8 [1, H, W, 3] to the outputs; raises RuntimeError where TensorFlow fails."""


def check_tensorflow(name: str) -> None:
    """See to it that a graph can be opened at all; nothing is loaded.

    Args:
        name: Of the file, for messages.

    Raises:
        NetworkError: The program came without TensorFlow.
    """
    folder = tensorflow_folder()
    if folder is not None and str(folder) not in sys.path:
        sys.path.append(str(folder))
    if find_spec("tensorflow") is None:
        raise NetworkError(
            QT_TRANSLATE_NOOP(
                "errors",
                "{0} needs TensorFlow, which only the large installer of Anonymizer has (the file "
                "whose name ends in “large-setup.exe”): run it, then choose {0} again.",
            ),
            name,
        )


def opened_graph(content: bytes, outputs: tuple[str, ...], *, name: str, threads: int) -> Answer:
    """Check a graph and load it.

    Args:
        content: The `.pb` file.
        outputs: Names of what is wanted of it.
        name: Of the file, for messages.
        threads: How many TensorFlow may use. The first graph of a process decides for all.

    Raises:
        NetworkError: It is not a graph, not a detector, or refused.
    """
    tensorflow = load_tensorflow()
    graph = _parsed(tensorflow, content, name=name)
    check_graph(graph, name=name)
    if CLASSES in outputs and CLASSES not in {node.name for node in graph.node}:
        raise NetworkError(
            QT_TRANSLATE_NOOP(
                "errors",
                "It is not clear what {0} finds: it lacks “{1}”. "
                "Put the word “face” or “plate” into its name.",
            ),
            name,
            CLASSES,
        )
    run = _loaded(tensorflow, graph, outputs=outputs, name=name, threads=threads)

    def answer(image: NDArray[np.uint8]) -> Sequence[NDArray[np.float32]]:
        try:
            return list(run(image))
        except tensorflow.errors.OpError as error:
            raise RuntimeError(str(error)) from error

    return answer


def load_tensorflow() -> Any:
    """TensorFlow itself, which says nothing and leaves nothing behind."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("KERAS_HOME", os.devnull)  # else it leaves a folder in the user's own
    with silenced_stderr():
        import tensorflow
    tensorflow.get_logger().setLevel("ERROR")
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
