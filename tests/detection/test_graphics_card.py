"""A graphics card does what it does as well and sooner; whatever it does wrong, the processor does.

The runtime of the card runs here on the processor, in the same process and by the same calls.
"""

import logging
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import enumerate as threads

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from anonymizer_gui import paths
from anonymizer_gui.cli import _log_faults
from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.worker import Worker
from anonymizer_gui.detection import graphics_card
from anonymizer_gui.detection.decoding import Heads
from anonymizer_gui.detection.graphics_card import WithGraphicsCard, sized
from anonymizer_gui.detection.litert import LiteRTNetwork
from anonymizer_gui.detection.networks import BOTH
from anonymizer_gui.detection.tiled import TiledDetector
from anonymizer_gui.engine.networks import open_networks
from anonymizer_gui.paths import resources_folder, weights_folder

pytestmark = pytest.mark.slow

KINDS = (Kind.FACE, Kind.PLATE)


class Processor:
    """Counts what it is asked; may answer something else."""

    at_once = 1

    def __init__(self, content: bytes, *, shift: float = 0.0) -> None:
        self.asked = 0
        self._shift = shift
        self._network = LiteRTNetwork(content, kinds=KINDS, name="both", threads=1)

    def answers(self, canvas: NDArray[np.uint8]) -> dict[Kind, Heads]:
        self.asked += 1
        right = self._network.answers(canvas)
        return {kind: replace(one, size=one.size + self._shift) for kind, one in right.items()}


@pytest.fixture(scope="module")
def content() -> bytes:
    return (weights_folder() / BOTH).read_bytes()


@pytest.fixture(scope="module")
def canvas() -> NDArray[np.uint8]:
    pixels = cv2.imread(str(resources_folder() / "sample" / "astronaut.jpg"))
    assert pixels is not None
    return np.ascontiguousarray(pixels[:224, 64:320, ::-1]).astype(np.uint8)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Canvases are tried at once, and whatever is as good as the processor helps."""
    monkeypatch.setattr(graphics_card, "WORTH_S", 0.0)
    monkeypatch.setattr(graphics_card, "PROBE_S", np.inf)
    monkeypatch.setattr(graphics_card, "SOONER", np.inf)
    yield
    wait()
    graphics_card._host().end()


def card(content: bytes, processor: Processor, accelerator: str = "CPU") -> WithGraphicsCard:
    return WithGraphicsCard(processor, content, kinds=KINDS, accelerator=accelerator)


def tried(network: WithGraphicsCard, canvas: NDArray[np.uint8]) -> None:
    """Show it a canvas, and wait until the card was tried."""
    network.answers(canvas)
    wait()


def wait() -> None:
    for thread in threads():
        if thread.name == "graphics card":
            thread.join()


def assert_same(found: dict[Kind, Heads], expected: dict[Kind, Heads]) -> None:
    for kind in KINDS:
        for name in ("heatmap", "size", "offset"):
            np.testing.assert_allclose(
                getattr(found[kind], name), getattr(expected[kind], name), atol=1e-3
            )


def test_what_agrees_answers_from_then_on(content: bytes, canvas: NDArray[np.uint8]) -> None:
    processor = Processor(content)
    network = card(content, processor)
    tried(network, canvas)
    before = processor.asked

    found = dict(network.answers(canvas[::-1].copy()))

    assert processor.asked == before == 1
    assert_same(found, processor.answers(canvas[::-1].copy()))


def test_each_size_is_tried_on_its_own(content: bytes, canvas: NDArray[np.uint8]) -> None:
    processor = Processor(content)
    network = card(content, processor)
    tried(network, canvas)

    network.answers(canvas[:128])

    assert processor.asked == 2


def test_a_wrong_answer_is_never_used(
    content: bytes, canvas: NDArray[np.uint8], caplog: pytest.LogCaptureFixture
) -> None:
    processor = Processor(content, shift=0.1)
    network = card(content, processor)

    tried(network, canvas)
    tried(network, canvas)

    assert processor.asked == 2
    assert [one.getMessage() for one in caplog.records] == [
        "The graphics card is not used any more (its answer is wrong); the processor does the rest."
    ]


def test_where_there_is_no_card_the_processor_does_all(
    content: bytes, canvas: NDArray[np.uint8], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    processor = Processor(content)
    network = card(b"no network" + content[:2000], processor)

    tried(network, canvas)
    tried(network, canvas)

    assert processor.asked == 2
    assert [one.levelname for one in caplog.records] == ["INFO"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it takes a process to know")
def test_where_linux_has_no_device_nothing_is_begun(
    content: bytes, canvas: NDArray[np.uint8], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(graphics_card, "DEVICES", (tmp_path / "none",))
    asked: list[object] = []
    monkeypatch.setattr(Worker, "asked", lambda *question, **_: asked.append(question))
    processor = Processor(content)
    network = card(content, processor, "GPU")

    tried(network, canvas)
    tried(network, canvas)

    assert processor.asked == 2
    assert not asked


def test_a_slow_card_is_left_alone(
    content: bytes, canvas: NDArray[np.uint8], monkeypatch: pytest.MonkeyPatch
) -> None:
    processor = Processor(content)
    network = card(content, processor)
    monkeypatch.setattr(graphics_card, "SOONER", 0.0)

    tried(network, canvas)
    tried(network, canvas)

    assert processor.asked == 2


def test_what_is_slow_at_a_small_canvas_gets_no_large_one(
    content: bytes, canvas: NDArray[np.uint8], monkeypatch: pytest.MonkeyPatch
) -> None:
    network = card(content, Processor(content))
    monkeypatch.setattr(graphics_card, "PROBE_S", 0.0)
    opened: list[tuple[int, int]] = []
    monkeypatch.setattr(WithGraphicsCard, "_opened", _counted(opened, WithGraphicsCard._opened))

    tried(network, canvas)
    tried(network, canvas)

    assert opened == [graphics_card.PROBE]


def _counted(sizes: list[tuple[int, int]], opened: object) -> object:
    def counted(self: WithGraphicsCard, size: tuple[int, int]) -> int:
        sizes.append(size)
        assert callable(opened)
        return int(opened(self, size))

    return counted


def test_a_card_that_dies_is_not_missed(
    content: bytes, canvas: NDArray[np.uint8], caplog: pytest.LogCaptureFixture
) -> None:
    processor = Processor(content)
    network = card(content, processor)
    tried(network, canvas)
    graphics_card._host()._process.kill()

    for _ in range(2):
        assert_same(dict(network.answers(canvas)), processor.answers(canvas))

    assert processor.asked == 1 + 2 + 2
    assert [one.levelname for one in caplog.records] == ["WARNING"]


def test_nothing_is_begun_for_a_short_job(
    content: bytes, canvas: NDArray[np.uint8], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graphics_card, "WORTH_S", 20.0)
    network = card(content, Processor(content))

    tried(network, canvas)

    assert graphics_card._host()._process is None


@pytest.mark.parametrize("length", [0, 8, 40, 1000, 100_000])
def test_a_file_that_is_cut_short_gets_no_size(content: bytes, length: int) -> None:
    with pytest.raises(ValueError, match=r"cut short|lacks"):
        sized(content[:length], 64, 64)


def test_a_job_uses_it_unless_it_gets_a_part_of_the_machine() -> None:
    settings = Settings(Path("in"), Path("out"))

    for share, wanted in ((None, True), (1, False)):
        (detector,) = open_networks(settings, threads=share).detectors
        assert isinstance(detector, TiledDetector)
        assert isinstance(detector._network, WithGraphicsCard) is wanted


def test_on_the_command_line_it_is_said_in_a_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(paths, "log_file", lambda: tmp_path / "log")
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    monkeypatch.setattr(graphics_card.logger, "handlers", [])

    _log_faults()
    graphics_card.logger.warning("The graphics card is not used any more.")

    assert capsys.readouterr().err == "The graphics card is not used any more.\n"
    assert "is not used any more" in (tmp_path / "log").read_text(encoding="utf-8")
    logging.getLogger().handlers[0].close()
