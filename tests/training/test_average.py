"""Several networks become one that lies between them."""

import numpy as np
import pytest

from training.average import averaged


def test_every_weight_is_the_mean() -> None:
    one = {"a/kernel": np.full([1, 2], 1, np.float16), "a/bias": np.zeros(2, np.float16)}
    other = {"a/kernel": np.full([1, 2], 2, np.float16), "a/bias": np.ones(2, np.float16)}

    mean = averaged([one, other])

    np.testing.assert_array_equal(mean["a/kernel"], [[1.5, 1.5]])
    np.testing.assert_array_equal(mean["a/bias"], [0.5, 0.5])


def test_networks_of_different_forms_have_no_mean() -> None:
    with pytest.raises(ValueError, match="different forms"):
        averaged([{"a/bias": np.zeros(2)}, {"b/bias": np.zeros(2)}])
