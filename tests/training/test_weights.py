"""The committed weights, the exports made of them, and the two ways to run them."""

import hashlib
import json

import numpy as np
import pytest

from anonymizer_gui import paths
from anonymizer_gui.core.boxes import Kind
from training.centerface_layout import HEADS

NETWORKS = ["faces", "plates"]


@pytest.mark.parametrize("name", [*NETWORKS, "faces_and_plates"])
def test_the_card_is_of_this_file(name: str) -> None:
    folder = paths.weights_folder()
    card = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))

    assert card["sha256"] == hashlib.sha256((folder / card["file"]).read_bytes()).hexdigest()


@pytest.mark.slow
@pytest.mark.parametrize("name", NETWORKS)
def test_the_file_is_made_of_the_committed_weights(name: str) -> None:
    from ai_edge_litert.interpreter import Interpreter

    from training import weights
    from training.centerface import centerface
    from training.export import structured_noise
    from training.forms import form_of

    content = (paths.weights_folder() / f"{name}.tflite").read_bytes()
    network = weights.load(weights.slim_checkpoint(name))
    model = centerface(form_of(network))
    weights.put_into(model, network)
    canvas = structured_noise(height=160, width=256)[None]

    answered = Interpreter(model_content=content).get_signature_runner()(image=canvas)

    expected = model(canvas.astype(np.float32))
    for head in HEADS:
        np.testing.assert_allclose(answered[head], expected[head], atol=1e-3)


def test_both_in_one_is_made_of_the_two_others() -> None:
    folder = paths.weights_folder()
    cards = {
        name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        for name in [*NETWORKS, "faces_and_plates"]
    }

    assert cards["faces_and_plates"]["parts"] == {
        f"{name}.tflite": cards[name]["sha256"] for name in NETWORKS
    }


@pytest.mark.slow
def test_networks_with_other_trunks_are_not_joined() -> None:
    from training import weights
    from training.joining import joined

    faces = weights.load(weights.checkpoint("faces"))
    other = {**faces, "block05_project/bias": faces["block05_project/bias"] + 1}

    with pytest.raises(ValueError, match="differ in block05_project/bias"):
        joined({Kind.FACE: faces, Kind.PLATE: other})


@pytest.mark.slow
def test_faces_and_plates_share_the_lower_trunk() -> None:
    from training import weights
    from training.joining import is_shared

    for checkpoint in (weights.checkpoint, weights.slim_checkpoint):
        faces, plates = (weights.load(checkpoint(name)) for name in NETWORKS)

        shared = [name for name in faces if is_shared(name)]

        assert len(shared) == 36
        assert all((faces[name] == plates[name]).all() for name in shared)
