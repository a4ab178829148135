"""A network in a process of its own answers as in this one, and may die."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.errors import ImageError, NetworkError
from anonymizer_gui.core.settings import Detail
from anonymizer_gui.detection import apart
from anonymizer_gui.detection.networks import built_in, open_built_in
from anonymizer_gui.paths import resources_folder

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def picture() -> NDArray[np.uint8]:
    pixels = cv2.imread(str(resources_folder() / "sample" / "astronaut.jpg"))
    assert pixels is not None
    return pixels[..., ::-1].astype(np.uint8)


@pytest.fixture(scope="module", autouse=True)
def ended() -> Iterator[None]:
    yield
    apart.end()


def test_it_answers_as_in_this_process(picture: NDArray[np.uint8]) -> None:
    here, there = (
        open_built_in(set(Kind), detail=Detail.NORMAL, threads=1, apart=apart)[0]
        for apart in (False, True)
    )

    expected, found = here.detect(picture), there.detect(picture)

    assert len(found) > 0
    for name in ("boxes", "scores", "kinds"):
        np.testing.assert_array_equal(getattr(found, name), getattr(expected, name))


def test_it_is_opened_again_in_a_new_process(picture: NDArray[np.uint8]) -> None:
    (detector,) = open_built_in({Kind.FACE}, detail=Detail.FAST, threads=1, apart=True)
    before = len(detector.detect(picture))
    assert before > 0
    apart._host()._process.kill()

    with pytest.raises(ImageError, match=r"faces.tflite fails on this photo"):
        detector.detect(picture)

    assert len(detector.detect(picture)) == before
    apart.end()
    assert len(detector.detect(picture)) == before


def test_after_its_process_has_died_each_network_answers_for_itself(
    picture: NDArray[np.uint8],
) -> None:
    """Also where the others were opened again in another order."""
    networks = {
        kind: apart.NetworkApart(
            built_in(kind).read_bytes(), kinds=[kind], name=kind.value, threads=1
        )
        for kind in Kind
    }
    canvas = np.ascontiguousarray(picture[:256, :256])
    before = {kind: network.answers(canvas)[kind] for kind, network in networks.items()}
    apart._host()._process.kill()

    with pytest.raises(ImageError):
        networks[Kind.PLATE].answers(canvas)

    for kind in (Kind.PLATE, Kind.FACE):
        found = networks[kind].answers(canvas)[kind]
        np.testing.assert_array_equal(found.heatmap, before[kind].heatmap)


def test_it_may_end_while_it_is_asked(picture: NDArray[np.uint8]) -> None:
    (detector,) = open_built_in({Kind.FACE}, detail=Detail.THOROUGH, threads=1, apart=True)
    image = cv2.resize(picture, (3000, 2000)).astype(np.uint8)

    with ThreadPoolExecutor(1) as thread:
        asking = thread.submit(detector.detect, image)
        while not apart._host()._lock.locked():
            pass
        apart.end()
        with suppress(ImageError):  # unless it was between two canvases
            asking.result(timeout=60)

    apart.end()
    assert [host._process for host in apart._hosts] == [None] * len(apart._hosts)


def test_each_of_several_canvases_at_once_has_a_process(picture: NDArray[np.uint8]) -> None:
    photos = [cv2.resize(picture, size).astype(np.uint8) for size in [(900, 700), (1500, 1100)] * 3]
    here, there = (
        open_built_in(set(Kind), detail=Detail.NORMAL, threads=1, at_once=2, apart=apart)[0]
        for apart in (False, True)
    )
    apart.end()

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(there.detect, photos))

    assert [host._process.is_alive() for host in apart._hosts] == [True, True]
    for one, photo in zip(found, photos, strict=True):
        expected = here.detect(photo)
        assert len(expected) > 0
        for name in ("boxes", "scores", "kinds"):
            np.testing.assert_array_equal(getattr(one, name), getattr(expected, name))
    apart.end()
    assert [host._process for host in apart._hosts] == [None, None]


def test_what_is_no_network_is_refused_there() -> None:
    with pytest.raises(NetworkError, match=r"own.tflite is not a TensorFlow Lite network"):
        apart.NetworkApart(b"no network", kinds=[Kind.FACE], name="own.tflite", threads=1)
