"""No two photos of a plan share a file, whatever their names are."""

from hypothesis import given
from hypothesis import strategies as st

from anonymizer_gui.engine.planned import Candidate, Plan

file_names = st.from_regex(r"[abA](\.(jpg|png|PNG)){1,4}", fullmatch=True)


def candidate(name: str) -> Candidate:
    return Candidate(name, size=1, mtime_ns=1, link=None, target=name, is_settled=True)


@given(st.lists(file_names, max_size=12, unique_by=str.casefold))
def test_no_two_photos_share_a_record(names: list[str]) -> None:
    with Plan() as planned:
        planned.put(map(candidate, names))
        planned.lengthen_records()
        photos = list(planned)

    assert [photo.path for photo in photos] == sorted(names)
    assert len({photo.record.casefold() for photo in photos}) == len(names)
