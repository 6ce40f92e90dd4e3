from hypothesis import given, settings
from hypothesis import strategies as st

from sangkien.commendation.enums import DossierState, Outcome
from sangkien.commendation.errors import InvalidDossier
from sangkien.commendation.rules import forwarding
from sangkien.commendation.rules.forwarding import WAITING, Place, Way
from sangkien.core import paths

PATHS = st.integers(1, 5).map(lambda depth: "".join(f"000{one}" for one in range(1, depth + 1)))


@settings(max_examples=40)
@given(PATHS, st.integers(0, 4), st.lists(st.sampled_from(Outcome), max_size=12))
def test_a_dossier_waits_at_one_office_on_its_way_or_nowhere(
    proposer: str, up: int, outcomes: list[Outcome]
) -> None:
    way = Way(proposer=proposer, top=proposer[: max(paths.STEP, len(proposer) - up * paths.STEP)])
    place = Place()
    for outcome in [Outcome.SENT, *outcomes]:
        try:
            place = forwarding.after(outcome, place, way)
        except InvalidDossier:
            continue
        assert bool(place.waits_path) == (place.state in WAITING)
        assert place.waits_path in ("", *way.offices)
        assert bool(place.back) == (place.state == DossierState.INCOMPLETE)


@given(PATHS)
def test_every_way_ends_at_the_unit_of_the_round(proposer: str) -> None:
    for top in [*paths.ancestors(proposer), proposer]:
        offices = Way(proposer=proposer, top=top).offices
        assert offices[-1] == top
        assert proposer not in offices or proposer == top
        assert offices == sorted(offices, key=len, reverse=True)
