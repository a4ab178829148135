from benchmarks.thresholds import MOST_FALSE_ALARMS, THRESHOLDS, chosen_threshold
from tests.benchmarks.answers import NONE, PLATE, PLATES, answer


def test_the_threshold_is_as_low_as_the_false_alarms_allow() -> None:
    answers = [answer(PLATE, 0.3)] * 30 + [answer(NONE, 0.41)] + [answer(NONE, 0.2)] * 20

    threshold = chosen_threshold(answers, PLATES)

    assert 1 / len(answers) <= MOST_FALSE_ALARMS < 20 / len(answers)
    assert threshold == 0.21


def test_a_hopeless_network_gets_the_highest_threshold() -> None:
    assert chosen_threshold([answer(NONE, 0.9)], PLATES) == THRESHOLDS[-1]


def test_what_is_found_does_not_matter() -> None:
    assert chosen_threshold([answer(PLATE, 0.3)], PLATES) == THRESHOLDS[0]
