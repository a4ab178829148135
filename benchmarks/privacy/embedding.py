"""A network that tells people apart (dlib and face_recognition_models, extra `privacy`)."""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Box
from benchmarks.privacy.faces import Embed


def face_embedding() -> Embed:
    """The network of dlib for people; its files are in the public domain (CC0).

    Source: King, "High Quality Face Recognition with Deep Metric Learning", blog.dlib.net, 2017.
    """
    import dlib

    # Importing the package itself needs setuptools of long ago
    package = find_spec("face_recognition_models")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("face_recognition_models is missing: install the extra privacy")
    models = Path(package.submodule_search_locations[0]) / "models"
    predictor = dlib.shape_predictor(str(models / "shape_predictor_5_face_landmarks.dat"))
    network = dlib.face_recognition_model_v1(
        str(models / "dlib_face_recognition_resnet_model_v1.dat")
    )

    def embed(
        pixels: NDArray[np.uint8], clear: NDArray[np.uint8], face: Box
    ) -> NDArray[np.float64]:
        corners = (round(value) for value in (face.x_min, face.y_min, face.x_max, face.y_max))
        shape = predictor(np.ascontiguousarray(clear), dlib.rectangle(*corners))
        return np.array(network.compute_face_descriptor(np.ascontiguousarray(pixels), shape))

    return embed
