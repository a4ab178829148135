"""Checking a foreign TensorFlow graph before anything of it runs."""

from collections.abc import Iterator, Sequence
from math import prod
from typing import Any

from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, NetworkError
from anonymizer_gui.detection.graph_ops import ALLOWED_OPS, VARIABLE_OPS

INPUT = "image_tensor"
OUTPUTS = ("num_detections", "detection_scores", "detection_boxes")
CLASSES = "detection_classes"
"""An output that only some networks have."""

DT_UINT8 = 4
"""`DataType` of TensorFlow."""

PLAIN_TYPES = frozenset((1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19, 22, 23))
"""`DataType` of numbers, truth values and text; not of resources and variants, which are code."""

LARGEST = 2**28
"""Elements of all values; those of a known detector are less than a fifth of it."""

COUNTS = ("N", "num", "num_partitions", "num_split")
"""Attributes that say how many inputs or outputs an operation has: TensorFlow lists them all."""

MOST = 2**20
"""Inputs and outputs of such operations, and what a function is told of its own."""

VARINT, LENGTH_DELIMITED = 0, 2
"""Wire types of Protocol Buffers."""

GRAPH_FIELDS = {1: LENGTH_DELIMITED, 2: LENGTH_DELIMITED, 3: VARINT, 4: LENGTH_DELIMITED}
"""Fields of a GraphDef and their wire types: nodes, functions, an old version number, versions."""

GRAPH_DEBUG_INFO = 5


class _CutShortError(Exception):
    """The bytes end too early."""


def check_bytes(content: bytes, *, name: str) -> None:
    """Check, without TensorFlow, that a file looks like a GraphDef from beginning to end.

    Args:
        content: The file.
        name: Its name, for messages.

    Raises:
        NetworkError: It is something else, or cut short.
    """
    try:
        kinds = list(_fields(content))
    except _CutShortError as error:
        raise NetworkError(
            QT_TRANSLATE_NOOP("errors", "{0} is cut short. Download or copy it again."), name
        ) from error
    if (1, LENGTH_DELIMITED) not in kinds:
        raise _not_a_graph(name)
    known = {**GRAPH_FIELDS, GRAPH_DEBUG_INFO: LENGTH_DELIMITED}
    if any(known.get(field) != wire_type for field, wire_type in kinds):
        raise _not_a_graph(name)


def check_graph(graph: Any, *, name: str) -> None:
    """Check the interface and the operations of a graph, those of its functions included.

    Args:
        graph: A `tensorflow.GraphDef`.
        name: Of the file, for messages.

    Raises:
        NetworkError: It lacks an input or output, is not frozen, or may do more than compute.
    """
    nodes = {node.name: node for node in graph.node}
    for wanted in (INPUT, *OUTPUTS):
        if wanted not in nodes:
            raise NetworkError(
                QT_TRANSLATE_NOOP("errors", "{0} is not a detector: its graph lacks “{1}”."),
                name,
                wanted,
            )
    bodies = [graph.node, *(function.node_def for function in graph.library.function)]
    for op in sorted({node.op for body in bodies for node in body}):
        if op in VARIABLE_OPS:
            raise NetworkError(
                QT_TRANSLATE_NOOP(
                    "errors", "{0} is not a frozen graph: its weights are in other files."
                ),
                name,
            )
        if op not in ALLOWED_OPS:
            raise NetworkError(
                QT_TRANSLATE_NOOP(
                    "errors", "{0} is refused: it holds “{1}”, which a detector has no need of."
                ),
                name,
                op,
            )
    _check_sizes([node for body in bodies for node in body], name=name)
    image = nodes[INPUT]
    if image.op != "Placeholder" or image.attr["dtype"].type != DT_UINT8:
        raise NetworkError(
            QT_TRANSLATE_NOOP("errors", "{0} does not take photos of 8 bits per colour as “{1}”."),
            name,
            INPUT,
        )


def _check_sizes(body: Sequence[Any], *, name: str) -> None:
    """Check what nodes have been given: TensorFlow hangs or ends the program where it does not fit.

    Raises:
        NetworkError: A value is not of the type that it is said to be, not of plain numbers or
            text, or all together are far too large.
    """
    elements = parts = 0
    for node in body:
        for value in node.attr.values():
            if value.HasField("tensor"):
                elements += _elements(node, value.tensor, name=name)
        parts += sum(_parts(node.attr))
        if elements > LARGEST or parts > MOST:
            raise _too_large(node, name=name)


def _elements(node: Any, tensor: Any, *, name: str) -> int:
    said = node.attr["dtype"].type if "dtype" in node.attr else tensor.dtype
    if tensor.dtype != said or tensor.dtype not in PLAIN_TYPES:
        raise NetworkError(
            QT_TRANSLATE_NOOP("errors", "{0} is refused: its value “{1}” is of a wrong type."),
            name,
            node.name,
        )
    sides = [dimension.size for dimension in tensor.tensor_shape.dim]
    if tensor.tensor_shape.unknown_rank or min(sides, default=0) < 0:
        raise _too_large(node, name=name)
    return prod(sides)


def _parts(attributes: Any) -> Iterator[int]:
    """How many inputs and outputs a node is said to have, and all that functions are told."""
    waiting = [(attributes, False)]
    while waiting:
        some, of_function = waiting.pop()
        for key, value in some.items():
            if of_function or key in COUNTS:
                yield abs(value.i)
            functions = (
                [value.func, *value.list.func] if value.HasField("func") else value.list.func
            )
            waiting += [(function.attr, True) for function in functions]


def _too_large(node: Any, *, name: str) -> NetworkError:
    return NetworkError(
        QT_TRANSLATE_NOOP("errors", "{0} is refused: its value “{1}” is far too large."),
        name,
        node.name,
    )


def _not_a_graph(name: str) -> NetworkError:
    return NetworkError(QT_TRANSLATE_NOOP("errors", "{0} is not a TensorFlow graph."), name)


def _fields(content: bytes) -> Iterator[tuple[int, int]]:
    """Number and wire type of each field of a Protocol Buffers message.

    Raises:
        _CutShortError: The message ends within a field.
    """
    position = 0
    while position < len(content):
        tag, position = _varint(content, position)
        field, wire_type = tag >> 3, tag & 7
        yield field, wire_type
        if GRAPH_FIELDS.get(field) is None and field != GRAPH_DEBUG_INFO:
            return
        if wire_type == LENGTH_DELIMITED:
            length, position = _varint(content, position)
            position += length
        elif wire_type == VARINT:
            _, position = _varint(content, position)
        else:
            return
    if position > len(content):
        raise _CutShortError


def _varint(content: bytes, position: int) -> tuple[int, int]:
    """The number at a position and the position after it."""
    value, shift = 0, 0
    while position < len(content):
        byte = content[position]
        position += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80 or shift > 63:
            return value, position
        shift += 7
    raise _CutShortError
