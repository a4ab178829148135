"""Several detectors answer as one."""

import numpy as np

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.settings import Detail
from anonymizer_gui.detection.cards import ModelCard
from anonymizer_gui.detection.detector import default_thresholds_of_all, detections_of_all
from anonymizer_gui.detection.tiled import TiledDetector
from tests.detection.blobs import BlobNetwork, photo


def blobs(kind: Kind, threshold: float) -> TiledDetector:
    card = ModelCard(name="blobs", kinds=(kind,), default_thresholds={kind: threshold})
    return TiledDetector(BlobNetwork(kind), card, detail=Detail.NORMAL)


def test_what_all_of_them_find_is_found() -> None:
    image = photo(width=200, height=100, white=[(20, 20, 60, 50)])

    found = detections_of_all([blobs(Kind.PLATE, 0.5), blobs(Kind.FACE, 0.4)], image)

    assert sorted(found.kinds.tolist()) == [0, 1]
    np.testing.assert_allclose(found.boxes, [(20, 20, 60, 50)] * 2, atol=1e-3)


def test_no_detector_finds_nothing() -> None:
    assert len(detections_of_all([], np.zeros((10, 10, 3), np.uint8))) == 0


def test_each_kind_has_the_lowest_of_its_thresholds() -> None:
    detectors = [blobs(Kind.FACE, 0.4), blobs(Kind.PLATE, 0.5), blobs(Kind.FACE, 0.3)]

    assert default_thresholds_of_all(detectors) == {Kind.FACE: 0.3, Kind.PLATE: 0.5}
