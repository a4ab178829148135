"""Larger networks that are made of smaller ones."""

import numpy as np
import pytest

from training.forms import CENTERFACE, PLATES, Form, form_of, grown

pytestmark = pytest.mark.slow


def test_a_grown_network_answers_as_the_one_it_was_made_of() -> None:
    from training import weights
    from training.centerface import centerface
    from training.export import structured_noise

    faces = weights.load(weights.checkpoint("faces"))
    larger = grown(faces, Form(PLATES.neck_channels, PLATES.out_channels, PLATES.fine_blocks))
    canvas = structured_noise(height=96, width=128)[None].astype(np.float32)
    answers = []
    for network in (faces, larger):
        model = centerface(form_of(network))
        weights.put_into(model, network)
        answers.append(model(canvas))

    before, after = answers

    assert sum(array.size for array in larger.values()) > sum(one.size for one in faces.values())
    for head in before:
        np.testing.assert_allclose(after[head], before[head], atol=1e-5)


@pytest.mark.parametrize("form", [CENTERFACE, PLATES, Form(neck_channels=32, fine_blocks=1)])
def test_the_form_of_a_network_is_read_off_its_weights(form: Form) -> None:
    from training import weights

    assert form_of(grown(weights.load(weights.checkpoint("faces")), form)) == form


def test_the_top_of_the_plate_networks_neck_cannot_die() -> None:
    from training import weights
    from training.centerface import centerface

    network = grown(weights.load(weights.checkpoint("faces")), PLATES)
    model = centerface(form_of(network))
    answers = []
    for bias in (-99, -98):  # with a ReLU behind it, all channels would be 0 both times
        network[f"{PLATES.top}/bias"] = np.full([PLATES.neck_channels], bias, np.float32)
        weights.put_into(model, network)
        answers.append(np.asarray(model(np.zeros([1, 64, 64, 3], np.float32))["size"]))

    assert np.abs(answers[0] - answers[1]).max() > 1e-3
