from training.schedule import FIRST_STAGE, rates


def test_the_trunk_rests_in_the_first_stage() -> None:
    assert rates(progress=FIRST_STAGE / 2, step=100, stage_step=0).trunk == 0


def test_rates_fall_to_almost_nothing() -> None:
    high = rates(progress=0.1, step=1000, stage_step=500)
    low = rates(progress=1.0, step=9000, stage_step=8500)

    assert 0 < low.trunk < 0.02 * high.trunk
    assert low.neck_and_heads < 0.02 * high.neck_and_heads


def test_the_second_stage_is_not_left_when_a_longer_budget_is_given() -> None:
    assert rates(progress=FIRST_STAGE / 2, step=1000, stage_step=500).trunk > 0
