"""What the benchmark counts, with answers that are known."""

import numpy as np
import pytest

from benchmarks.tables import by_size, print_report, report_of
from tests.benchmarks.answers import NONE, PLATE, PLATES, answer

SMALL = np.array([[10, 10, 25, 15]], np.float32)
ELSEWHERE = np.array([[100, 100, 130, 110]], np.float32)


def test_false_alarms_of_photos_with_and_without_plates_are_told_apart() -> None:
    answers = [answer(PLATE, 0.9)] * 3 + [answer(PLATE, 0.9, at=ELSEWHERE), answer(NONE, 0.9)]

    report = report_of(answers, PLATES)

    assert report["with"]["photos"] == 4
    assert report["with"]["false_alarms_per_photo"][0] == 0.25
    assert report["without"] == {"photos": 1, "false_alarms_per_photo": [1.0, 1.0, 1.0]}
    assert report["by_size"]["all"]["false_alarms_per_photo"][0] == 0.4


def test_photos_of_one_sort_alone_have_no_figure_for_the_other() -> None:
    report = report_of([answer(PLATE, 0.9)], PLATES)

    assert report["without"] == {"photos": 0, "false_alarms_per_photo": None}


def test_labels_and_false_alarms_are_counted_by_their_own_size() -> None:
    answers = [answer(PLATE, 0.9), answer(SMALL, 0.9, at=ELSEWHERE)]

    table = by_size(PLATES.of(answers), PLATES.kind)

    assert (table["12-20"].labels, table["12-20"].recall) == (1, 0)
    assert (table["40-80"].labels, table["40-80"].recall) == (1, 1)
    assert (table["12-20"].false_alarms, table["20-40"].false_alarms) == (0, 0.5)


def test_average_precision_looks_below_the_threshold_and_at_one_size() -> None:
    answers = [answer(PLATE, 0.3), answer(SMALL, 0.9, at=ELSEWHERE)]

    rows = report_of(answers, PLATES)["by_size"]

    assert rows["40-80"]["average_precision_50"] == [1.0, 1.0, 1.0]
    assert rows["12-20"]["average_precision_50"][0] == 0
    assert rows["all"]["average_precision_50"][0] == 0.25


def test_false_alarms_on_signs_are_a_share_where_signs_are_known() -> None:
    answers = [
        answer(NONE, 0.9, at=ELSEWHERE, signs=ELSEWHERE),
        answer(NONE, 0.9, at=PLATE, signs=ELSEWHERE),
        answer(NONE, 0.9),
    ]

    report = report_of(answers, PLATES)

    assert report["false_alarms_on"] == {"traffic_sign": {"count": 1, "share": 0.5}}


def test_the_table_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    print_report("mine", PLATES.kind, report_of([answer(PLATE, 0.9), answer(NONE)], PLATES))

    printed = capsys.readouterr().out
    assert "mine, plates: 2 photos, threshold 0.50" in printed
    assert "1 photos without plates: false alarms per photo 0.000" in printed
    assert "40-80 px wide      1  1.000 [1.000, 1.000]" in printed
    assert "20-40" not in printed
