"""The built-in networks find what they should; a foreign `.tflite` is checked before it runs."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.detections import Detections
from anonymizer_gui.core.errors import NetworkError
from anonymizer_gui.core.settings import Detail
from anonymizer_gui.detection.detector import Detector, detections_of_all
from anonymizer_gui.detection.litert import LiteRTNetwork
from anonymizer_gui.detection.networks import built_in, open_built_in, open_network
from anonymizer_gui.paths import resources_folder

pytestmark = pytest.mark.slow

FACE = np.array([176, 67, 266, 190])
"""Where the face of the portrait is, in a picture of 512 x 512 pixels."""


@pytest.fixture(scope="module")
def portrait() -> NDArray[np.uint8]:
    image = cv2.imread(str(resources_folder() / "sample" / "astronaut.jpg"))
    assert image is not None
    return cv2.cvtColor(image, cv2.COLOR_BGR2RGB).astype(np.uint8)


def faces(detail: Detail = Detail.NORMAL, threads: int = 2) -> Detector:
    return open_network(built_in(Kind.FACE), detail=detail, threads=threads)


def sure(found: Detections, detector: Detector) -> NDArray[np.float32]:
    return found.boxes[found.scores >= detector.card.default_thresholds[Kind.FACE]]


@pytest.mark.parametrize("detail", Detail)
def test_the_face_of_the_portrait_is_found_and_nothing_else(
    portrait: NDArray[np.uint8], detail: Detail
) -> None:
    detector = faces(detail)

    found = sure(detector.detect(portrait), detector)

    assert len(found) == 1
    np.testing.assert_allclose(found[0], FACE, atol=15)


@pytest.mark.parametrize(
    ("width", "rows", "columns"),
    [(width, slice(0, 512), slice(0, 512)) for width in (20, 60, 250)]
    + [(width, slice(50, 205), slice(120, 325)) for width in (800, 1700)],
)
def test_a_face_of_any_size_in_12_megapixels_is_found_once(
    portrait: NDArray[np.uint8], width: int, rows: slice, columns: slice
) -> None:
    scale = width / (FACE[2] - FACE[0])
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    scaled = cv2.resize(portrait[rows, columns], None, fx=scale, fy=scale, interpolation=method)
    image = np.full((3000, 4000, 3), 90, np.uint8)
    top, left = (3000 - scaled.shape[0]) // 3, (4000 - scaled.shape[1]) // 3
    image[top : top + scaled.shape[0], left : left + scaled.shape[1]] = scaled
    detector = faces()

    found = sure(detector.detect(image), detector)

    assert len(found) == 1
    expected = (FACE - [columns.start, rows.start] * 2) * scale + [left, top] * 2
    np.testing.assert_allclose(found[0], expected, atol=max(0.2 * width, 6))


@pytest.mark.parametrize("detail", [Detail.FAST, Detail.NORMAL])
@pytest.mark.parametrize("side", [900, 950, 1000])
def test_a_face_that_is_a_quarter_of_the_photo_high_is_found(
    portrait: NDArray[np.uint8], side: int, detail: Detail
) -> None:
    detector = faces(detail)

    found = sure(detector.detect(cv2.resize(portrait, (side, side)).astype(np.uint8)), detector)

    assert len(found) == 1
    np.testing.assert_allclose(found[0], FACE * (side / 512), atol=0.03 * side)


@pytest.mark.parametrize("height", [480, 832, 1600])
def test_one_pass_for_both_kinds_answers_as_the_two_networks_do(
    portrait: NDArray[np.uint8], height: int
) -> None:
    image = cv2.resize(portrait, (height * 4 // 3, height)).astype(np.uint8)
    (both,) = open_built_in(set(Kind), detail=Detail.NORMAL, threads=2)
    (plates,) = open_built_in({Kind.PLATE}, detail=Detail.NORMAL, threads=2)
    (faces_alone,) = open_built_in({Kind.FACE}, detail=Detail.NORMAL, threads=2)
    # the views are those of the kind that must be larger
    largest = max(both.card.min_size.values())
    faces_alone.card = replace(faces_alone.card, min_size={Kind.FACE: largest})  # type: ignore[misc]

    found = both.detect(image)

    expected = detections_of_all([faces_alone, plates], image)
    assert set(found.kinds) == {0, 1}
    for name in ("boxes", "scores", "kinds"):
        np.testing.assert_array_equal(getattr(found, name), getattr(expected, name))
    assert both.card.default_thresholds == {
        **faces_alone.card.default_thresholds,
        **plates.card.default_thresholds,
    }


def test_the_number_of_threads_changes_nothing(portrait: NDArray[np.uint8]) -> None:
    image = cv2.resize(portrait, (1500, 1100)).astype(np.uint8)

    one, two, three = (faces(threads=threads).detect(image) for threads in (1, 2, 3))

    assert len(one) > 0
    for other in (two, three):
        np.testing.assert_array_equal(one.boxes, other.boxes)
        np.testing.assert_array_equal(one.scores, other.scores)


def test_several_canvases_at_once_change_nothing(portrait: NDArray[np.uint8]) -> None:
    """Of several photos of several sizes, each canvas with an interpreter of its own."""
    photos = [
        cv2.resize(portrait, size).astype(np.uint8)
        for size in [(1500, 1100), (640, 900), (1632, 1224), (300, 200)] * 2
    ]
    alone, together = (
        open_built_in(set(Kind), detail=Detail.NORMAL, threads=1, at_once=at_once)[0]
        for at_once in (1, 3)
    )

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(together.detect, photos))

    for one, photo in zip(found, photos, strict=True):
        expected = alone.detect(photo)
        assert len(expected) > 0
        for name in ("boxes", "scores", "kinds"):
            np.testing.assert_array_equal(getattr(one, name), getattr(expected, name))


def test_canvases_that_come_one_after_the_other_need_one_interpreter(
    portrait: NDArray[np.uint8],
) -> None:
    content = built_in(Kind.FACE).read_bytes()
    network = LiteRTNetwork(content, kinds=[Kind.FACE], name="faces", threads=1, at_once=3)

    for side in (480, 512, 480):
        network.answers(portrait[:side, :side])

    assert [one.size for one in network._large._idle] == [(480, 480)]


def test_other_photos_before_it_change_nothing(portrait: NDArray[np.uint8]) -> None:
    fresh, used = faces(), faces()
    for height, width in ((100, 1500), (900, 700), (1, 1)):
        used.detect(np.full((height, width, 3), 120, np.uint8))

    one, other = fresh.detect(portrait), used.detect(portrait)

    np.testing.assert_array_equal(one.boxes, other.boxes)
    np.testing.assert_array_equal(one.scores, other.scores)


def opened(folder: Path, content: bytes) -> Detector:
    path = folder / "own_faces.tflite"
    path.write_bytes(content)
    return open_network(path, detail=Detail.NORMAL, threads=1)


def test_a_persons_own_tflite_is_opened_by_its_name(tmp_path: Path) -> None:
    detector = opened(tmp_path, built_in(Kind.FACE).read_bytes())

    assert detector.card.kinds == (Kind.FACE,)
    assert detector.card.default_thresholds == {Kind.FACE: 0.3}


def test_a_built_in_network_that_was_changed_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = built_in(Kind.FACE)
    for path in (original, original.with_suffix(".json")):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    changed = bytearray(original.read_bytes())
    changed[len(changed) // 2] ^= 1
    (tmp_path / original.name).write_bytes(changed)
    monkeypatch.setattr("anonymizer_gui.detection.networks.weights_folder", lambda: tmp_path)

    with pytest.raises(NetworkError, match=r"is not the file that faces\.json describes"):
        faces()


def test_a_file_without_the_mark_of_the_format_is_no_network(tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match=r"^own_faces\.tflite is not a TensorFlow Lite network"):
        opened(tmp_path, b"PK\x03\x04" + bytes(100))


@pytest.mark.parametrize("kept", [8, 1000, 3_000_000, -1])
def test_a_network_cut_short_is_said_to_be_so(tmp_path: Path, kept: int) -> None:
    with pytest.raises(NetworkError, match=r"is damaged or cut short\. Download or copy it again"):
        opened(tmp_path, built_in(Kind.FACE).read_bytes()[:kept])


@pytest.mark.parametrize("kind", ["flex", "custom"])
def test_an_operation_that_is_not_here_is_named(tmp_path: Path, kind: str) -> None:
    from tests.detection.tflites import tflite

    with pytest.raises(NetworkError, match=r"cannot be run here because of its .*AdjustHue”"):
        opened(tmp_path, tflite(foreign_ops=kind))


def half(outputs: dict[str, Any]) -> dict[str, Any]:
    return {name: tensor[:, ::2] for name, tensor in outputs.items()}


def without_size(outputs: dict[str, Any]) -> dict[str, Any]:
    return {name: tensor for name, tensor in outputs.items() if name != "size"}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [(half, "its answers have another shape"), (without_size, "it lacks “size”")],
)
def test_a_network_of_another_kind_says_what_is_wrong(
    tmp_path: Path, change: Callable[[Any], Any], sentence: str
) -> None:
    from tests.detection.tflites import tflite

    with pytest.raises(NetworkError, match=f"of the kind that is used here: {sentence}"):
        opened(tmp_path, tflite(change=change))


@pytest.mark.parametrize("number", [1_000_000, 2**32 - 1])
def test_a_signature_that_leads_nowhere_is_refused(tmp_path: Path, number: int) -> None:
    from tests.detection.tflites import tflite

    content = bytearray(tflite())
    place = content.index(b"\x07\0\0\0heatmap\0") - 8
    content[place : place + 4] = number.to_bytes(4, "little")

    with pytest.raises(NetworkError, match="it lacks “"):
        opened(tmp_path, bytes(content))


def test_an_input_of_another_type_is_named(tmp_path: Path) -> None:
    import tensorflow as tf

    from tests.detection.tflites import tflite

    with pytest.raises(NetworkError, match=r"“image” is of type float32, not uint8"):
        opened(tmp_path, tflite(dtype=tf.float32))
