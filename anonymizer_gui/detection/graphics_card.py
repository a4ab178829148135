"""Networks on the graphics card, where that is right and faster: LiteRT's own runtime for WebGPU.

It works through Direct3D 12 on Windows, through Vulkan elsewhere. A driver may hang or crash, so it
has a process of its own. None is begun before the processor has worked for a while, and the
processor goes on meanwhile: canvases of a size go to the card once it has shown, on one of them,
that it gives the same answer sooner. Whatever fails, the processor does the rest.
"""

import logging
import struct
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from threading import Lock, Thread, main_thread
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core import worker
from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.detections import SCORE_FLOOR
from anonymizer_gui.core.worker import Worker, WorkerDiedError
from anonymizer_gui.detection.decoding import Heads, Network
from anonymizer_gui.detection.litert import outputs_of

logger = logging.getLogger(__name__)

WORTH_S = 20.0
"""Canvases of one size are tried on the card after the processor was busy with them for so long."""

MOST_SIZES = 4
"""Sizes of canvas for which the card has a network: each takes a second or two to make, and memory.

Photos of one camera need two, and as many if they are upright.
"""

OPEN_S, LOOK_S = 60.0, 10.0
"""In which a network must be there, and an answer; a hundred times what is worth having."""

PROBE = (128, 128)
PROBE_S = 0.05
"""A small canvas, and in which a card answers it; what imitates one in software takes longer."""

DEVICES = (Path("/dev/dri"), Path("/dev/nvidia0"), Path("/dev/dxg"))
"""On Linux there is no card where none of these is; the last one is that of WSL."""

SOONER = 0.8
"""A card that takes more than this part of the processor's time is left alone."""

SAME = 0.01
"""By which answers may differ: scores, logarithms of sizes, and offsets in cells."""

Size = tuple[int, int]
"""Height and width of a canvas."""


class _NoCardError(Exception):
    """There is no card that helps."""


class _CardFailsError(Exception):
    """A card that helped does so no more, or gives wrong answers."""


class WithGraphicsCard:
    """The answers of a network that runs on the processor, given by the card where it can.

    Remembers the network, how busy the processor was with canvases of each size, and which sizes
    the card is ready for.
    """

    def __init__(
        self,
        network: Network,
        content: bytes,
        *,
        kinds: Sequence[Kind],
        accelerator: str = "GPU",
    ) -> None:
        """Nothing is begun yet.

        Args:
            network: Runs the same file on the processor.
            content: The `.tflite` file.
            kinds: What it finds.
            accelerator: What LiteRT runs it on; "CPU" for tests.
        """
        self.at_once = network.at_once
        self._network = network
        self._content, self._accelerator = content, accelerator
        self._kinds = tuple(kinds)
        self._spent_s: dict[Size, float] = defaultdict(float)
        self._fastest_s: dict[Size, float] = {}
        self._ready: dict[Size, int | None] = {}
        self._ended_before: int | None = None
        self._is_off = False
        self._trial: Thread | None = None
        self._counting, self._giving_up = Lock(), Lock()

    def answers(self, canvas: NDArray[np.uint8]) -> Mapping[Kind, Heads]:
        """The answer for one canvas, per kind.

        Args:
            canvas: uint8 [h, w, 3], RGB, h and w multiples of 32.

        Raises:
            ImageError: The network fails on the processor.
        """
        size = (canvas.shape[0], canvas.shape[1])
        number = None if self._is_off or self._is_trying() else self._ready.get(size)
        if number is not None:
            try:
                return self._looked(number, canvas)
            except _CardFailsError as error:
                self._give_up(error)
        started = perf_counter()
        answers = self._network.answers(canvas)
        # Others were looked at meanwhile; the card looks at one after the other
        took_s = (perf_counter() - started) / self.at_once
        with self._counting:
            self._spent_s[size] += took_s
            self._fastest_s[size] = min(self._fastest_s.get(size, took_s), took_s)
            is_worth_it = size not in self._ready and self._spent_s[size] >= WORTH_S
            is_free = not (self._is_off or self._is_trying()) and len(self._ready) < MOST_SIZES
            if is_worth_it and is_free:
                self._trial = Thread(
                    target=self._try,
                    args=(canvas.copy(), answers),
                    daemon=True,
                    name="graphics card",
                )
                self._trial.start()
        return answers

    def _is_trying(self) -> bool:
        return self._trial is not None and self._trial.is_alive()

    def _try(self, canvas: NDArray[np.uint8], expected: Mapping[Kind, Heads]) -> None:
        """See whether the card gives the processor's answer for a canvas, and sooner."""
        size = (canvas.shape[0], canvas.shape[1])
        try:
            if self._ended_before is None:
                self._probe()
            number = self._opened(size)
            self._looked(number, canvas)  # the first one takes longer
            started = perf_counter()
            answers = self._looked(number, canvas)
            took_s = perf_counter() - started
            if not _agree(answers, expected):
                raise _CardFailsError("its answer is wrong")
            helps = took_s < SOONER * self._fastest_s[size]
            self._ready[size] = number if helps else None
        except _NoCardError as reason:
            self._is_off = True
            _host().end()
            logger.info("no graphics card is used: %s", reason)
        except Exception as error:  # noqa: BLE001 - whatever a driver leads to
            self._give_up(error)

    def _probe(self) -> None:
        is_on_card = self._accelerator != "CPU"
        if is_on_card and sys.platform == "linux" and not any(one.exists() for one in DEVICES):
            raise _NoCardError("there is none")
        try:
            self._ended_before = _host().ended
            number = self._opened(PROBE)
            canvas = np.zeros((*PROBE, 3), np.uint8)
            self._looked(number, canvas)
            started = perf_counter()
            self._looked(number, canvas)
        except Exception as error:  # also where no process may be begun
            raise _NoCardError(str(error)) from error
        if perf_counter() - started > PROBE_S:
            raise _NoCardError("it is too slow")

    def _give_up(self, error: Exception) -> None:
        with self._giving_up:
            if self._is_off:
                return
            self._is_off = True
            _host().end()
        if main_thread().is_alive():  # else the program ends, and its processes with it
            logger.warning(
                "The graphics card is not used any more (%s); the processor does the rest.", error
            )

    def _opened(self, size: Size) -> int:
        said, _ = self._asked(
            ("open", sized(self._content, *size), self._accelerator), limit_s=OPEN_S
        )
        return int(said["number"])

    def _looked(self, number: int, canvas: NDArray[np.uint8]) -> dict[Kind, Heads]:
        names = outputs_of(self._kinds)
        wanted = [name for heads in names.values() for name in heads]
        pixels = np.ascontiguousarray(canvas).data.cast("B")
        said, pieces = self._asked(("look", number, wanted), pixels, limit_s=LOOK_S)
        arrays = (
            np.frombuffer(piece, np.float32).reshape(shape)
            for piece, shape in zip(pieces, said["shapes"], strict=True)
        )
        return {kind: Heads(next(arrays)[..., 0], next(arrays), next(arrays)) for kind in names}

    def _asked(
        self, question: object, *pieces: worker.Piece, limit_s: float
    ) -> tuple[dict[str, Any], list[bytes]]:
        try:
            said, answers = _host().asked(
                question, pieces=pieces, limit_s=limit_s, ended=self._ended_before
            )
        except WorkerDiedError as error:
            raise _CardFailsError(str(error)) from error
        if "failed" in said:
            raise _CardFailsError(said["failed"])
        return said, answers


def _agree(answers: Mapping[Kind, Heads], expected: Mapping[Kind, Heads]) -> bool:
    """Whether the same boxes come of both."""
    for kind, one in expected.items():
        other = answers[kind]
        found = one.heatmap >= SCORE_FLOOR
        apart = [
            np.abs(one.heatmap - other.heatmap),
            np.abs(one.size - other.size)[found],
            np.abs(one.offset - other.offset)[found],
        ]
        if not all(part.max(initial=0) <= SAME for part in apart):  # also where it is no number
            return False
    return True


def sized(content: bytes, height: int, width: int) -> bytes:
    """A network file for canvases of one size: cards cannot do with an open one.

    Args:
        content: A `.tflite` file whose only input is [1, h, w, 3].
        height: Of the canvases.
        width: Of the canvases.

    Raises:
        ValueError: It is another file.

    Source: schema.fbs of TensorFlow Lite (version 3): the tables Model, SubGraph and Tensor.
    """
    result = bytearray(content)
    try:
        graph = _item(result, _field(result, _follow(result, 0), 2), 0)
        (index,) = struct.unpack_from("<i", result, _field(result, graph, 1) + 4)
        tensor = _item(result, _field(result, graph, 0), index)
        for field in (0, 7):  # the shape, and the shape with -1 for what is open
            numbers = _field(result, tensor, field)
            if struct.unpack_from("<I", result, numbers) != (4,):
                raise ValueError("the input has not four dimensions")
            struct.pack_into("<4i", result, numbers + 4, 1, height, width, 3)
    except struct.error as error:
        raise ValueError("it is cut short") from error
    return bytes(result)


def _follow(buffer: bytearray, place: int) -> int:
    return place + int(struct.unpack_from("<I", buffer, place)[0])


def _field(buffer: bytearray, table: int, number: int) -> int:
    """Where a field of a table of a FlatBuffer is that is stored elsewhere."""
    numbers = table - struct.unpack_from("<i", buffer, table)[0]
    (room,) = struct.unpack_from("<H", buffer, numbers)
    entry = 4 + 2 * number
    (offset,) = struct.unpack_from("<H", buffer, numbers + entry) if entry < room else (0,)
    if not offset:
        raise ValueError("it lacks a field")
    return _follow(buffer, table + offset)


def _item(buffer: bytearray, vector: int, index: int) -> int:
    return _follow(buffer, vector + 4 + 4 * index)


@cache
def _host() -> Worker:
    """The process of the card."""
    return Worker(_serve, name="graphics card")


def end() -> None:
    """End it, and give its memory back."""
    _host().end()


class _OnCard:
    """A network on the card, in its process. Remembers the runtime and its buffers."""

    def __init__(self, content: bytes, accelerator: str) -> None:
        from ai_edge_litert.compiled_model import (
            CompiledModel,
            GpuOptions,
            HardwareAccelerator,
            Options,
        )

        options = Options(
            HardwareAccelerator[accelerator], gpu_options=GpuOptions(enforce_f32=True)
        )
        self._content = content  # the library has no copy
        self._model = CompiledModel.from_buffer(content, options=options)
        if accelerator == "GPU" and not self._model.is_fully_accelerated():
            raise RuntimeError("a part of the network would run on the processor")
        ((_, signature),) = self._model.get_signature_list().items()
        self._input = self._model.create_input_buffers(0)
        self._outputs = dict(
            zip(signature["outputs"], self._model.create_output_buffers(0), strict=True)
        )

    def answers(self, pixels: bytes, names: Sequence[str]) -> list[NDArray[np.float32]]:
        """Each [h, w, C], in the order of the names."""
        self._input[0].write(np.frombuffer(pixels, np.uint8))
        self._model.run_by_index(0, self._input, list(self._outputs.values()))
        found = []
        for name in names:
            buffer = self._outputs[name]
            shape = [int(side) for side in buffer.get_tensor_details()["shape"]]
            found.append(buffer.read(int(np.prod(shape)), np.float32).reshape(shape)[0])
        return found


_networks: list[_OnCard] = []
"""Those that are there, in the process of the card."""


def _serve(question: Any, pixels: bytes = b"") -> worker.Answer:
    """Make a network, or show a canvas to one."""
    try:
        match question:
            case ("open", content, accelerator):
                _networks.append(_OnCard(content, accelerator))
                return {"number": len(_networks) - 1}, []
            case ("look", number, names):
                arrays = _networks[number].answers(pixels, names)
                return {"shapes": [one.shape for one in arrays]}, [one.tobytes() for one in arrays]
    except Exception as error:  # noqa: BLE001 - whatever a driver leads to
        return {"failed": f"{type(error).__name__}: {error}"[:500]}, []
    raise ValueError("neither a network nor a canvas")
