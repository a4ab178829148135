"""Damaging what a graph says, not its bytes: those that cannot be parsed are refused at once."""

import random
import struct
from typing import Any

import tensorflow as tf  # noqa: TID253 - only imported by tests that need it

from anonymizer_gui.detection.graph_ops import ALLOWED_OPS

_OPS = sorted(ALLOWED_OPS)
_NUMBERS = (0, 1, -1, 2, 3, 7, 2**15, 2**31 - 1, -(2**31), 2**40, 2**62, -(2**63))


def mutated_graph(data: bytes, chance: random.Random) -> bytes:
    """A graph with one to four of its nodes damaged; as it is if it is none."""
    graph = tf.compat.v1.GraphDef()
    try:
        graph.ParseFromString(data)
    except Exception:  # noqa: BLE001 - protobuf is no dependency, to import its DecodeError
        return data
    for _ in range(chance.choice((1, 1, 2, 4))):
        if graph.node:
            _change(graph, chance.choice(list(graph.node)), chance)
    return bytes(graph.SerializeToString())


def _change(graph: Any, node: Any, chance: random.Random) -> None:
    way = chance.randrange(6)
    if way == 0:
        node.op = chance.choice(_OPS)
    elif way == 1 and node.input:
        at = chance.randrange(len(node.input))
        node.input[at] = chance.choice(list(graph.node)).name
    elif way == 2 and node.input:
        del node.input[chance.randrange(len(node.input))]
    elif way == 3:
        graph.node.add().CopyFrom(chance.choice(list(graph.node)))
    elif node.attr:
        _change_attribute(node.attr[chance.choice(sorted(node.attr))], chance)


def _change_attribute(value: Any, chance: random.Random) -> None:
    number = chance.choice(_NUMBERS)
    match value.WhichOneof("value"):
        case "tensor":
            _change_tensor(value.tensor, number, chance)
        case "type":
            value.type = chance.randrange(24)
        case "i":
            value.i = number
        case "f":
            value.f = chance.choice((0.0, -1.0, 1e38, float("nan"), float("inf")))
        case "b":
            value.b = not value.b
        case "shape":
            value.shape.dim.add(size=number)
        case "list":
            value.list.i.append(number)
        case "s":
            value.s = chance.choice((b"", b"NCHW", b"SAME", b"\xff" * 9))


def _change_tensor(tensor: Any, number: int, chance: random.Random) -> None:
    way = chance.randrange(3)
    if way == 0 and tensor.tensor_shape.dim:
        chance.choice(list(tensor.tensor_shape.dim)).size = number
    elif way == 1:
        tensor.dtype = chance.randrange(1, 24)
    else:
        size = len(tensor.tensor_content)
        words = struct.pack("<i", max(min(number, 2**31 - 1), -(2**31))) * (size // 4 + 1)
        tensor.tensor_content = words[:size]
