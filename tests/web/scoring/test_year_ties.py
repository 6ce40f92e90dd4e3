"""Equals of a year of two half-years: a review of the year settles them, nothing else does."""

import uuid
from dataclasses import dataclass, replace
from fractions import Fraction

import pytest

from sangkien.core import clock
from sangkien.scoring.actions import opening as opening_cards
from sangkien.scoring.actions import steering
from sangkien.scoring.enums import Part
from sangkien.scoring.models import CriteriaTable, Opening, ReviewMeeting
from sangkien.scoring.queries.cancelling import has_minutes
from sangkien.scoring.queries.published import published
from sangkien.scoring.rules.tables import digest
from sangkien.scoring.verifying import check_reviews
from tests.factories import actor
from tests.scoring.scenes import Scored, decide, open_scoring
from tests.web.scene import client_of, make_scene, text_of


@dataclass(frozen=True, kw_only=True)
class Halves:
    first: Scored
    second: Opening

    @property
    def places(self) -> list[tuple[int, bool]]:
        cast, year = self.first.cast, self.second.year
        pks = [cast.factory.pk, cast.sister_factory.pk]
        found = published(cast.superior, pks, year=year, at=clock.now())
        return [(found[pk].rank, found[pk].is_tied) for pk in pks]


@pytest.fixture
def halves(db: None) -> Halves:
    """Different points in each half, (H1 + 2 x H2) : 3 the same, and no whole number of hundredths."""
    now = clock.now()
    scored = open_scoring(make_scene().cast, at=now)
    table = scored.opening.table
    content = {**table.content, "ties": [], "halves": {"first": 1, "second": 2}}
    CriteriaTable.objects.filter(pk=table.pk).update(content=content, digest=digest(content))
    Opening.objects.filter(pk=scored.opening.pk).update(part=Part.FIRST)
    first = replace(scored, opening=Opening.objects.get(pk=scored.opening.pk))
    second = opening_cards.open_cards(
        first.opening.table,
        Part.SECOND,
        request_key=uuid.uuid4(),
        by=actor(scored.colleague),
        at=now,
    )
    cast, by = scored.cast, actor(scored.cast.superior_officer)
    for half, unit, points in (
        (first.opening, cast.factory, 1200),
        (first.opening, cast.sister_factory, 1400),
        (second, cast.factory, 1600),
        (second, cast.sister_factory, 1500),
    ):
        card = decide(replace(scored, opening=half), unit, I_1=points)
        steering.publish(card, seen=card.version, by=by, at=clock.now())
    return Halves(first=first, second=second)


def _form(halves: Halves, **more: str) -> dict[str, object]:
    cast = halves.first.cast
    return {
        "request_key": "5b6a4f1e-93d9-44dd-9a3f-0b8d2cbbd0ac",
        "held_on": f"{clock.today():%d/%m/%Y}",
        "place": "Hội trường",
        "chair": "Phạm Thị Dung",
        "secretary": "Đỗ Đồng Cấp",
        "present": [str(cast.factory.pk), str(cast.sister_factory.pk)],
        "conclusion": "Nhất trí.",
        **more,
    }


def test_a_review_of_the_year_settles_who_shares_a_rank(halves: Halves) -> None:
    cast, second = halves.first.cast, replace(halves.first, opening=halves.second)
    manager, cluster = client_of(cast.superior_officer), halves.first.cluster.pk
    year = f"/dot-cham-diem/{halves.first.opening.pk}/xep-hang/?ky=nam&cum={cluster}"
    assert halves.places == [(1, True), (1, True)]
    page = text_of(manager.get(year))
    assert "Họp rà soát cả năm" in page
    assert "Đồng hạng với" in page

    where = f"/dot-cham-diem/{halves.first.opening.pk}/hop-ra-soat/?cum={cluster}&ky=nam"
    assert client_of(cast.officer).get(where).status_code == 404
    own, other = (second.card(unit).pk for unit in (cast.factory, cast.sister_factory))
    refused = text_of(manager.post(where, _form(halves, **{f"settled_{own}": "2"})))
    assert "hoặc để trống cả nhóm" in refused
    ranks = {f"settled_{own}": "2", f"settled_{other}": "1", "settled_reason": "Biểu quyết 2/2"}
    manager.post(where, _form(halves, **ranks))
    row = ReviewMeeting.objects.get()
    assert (row.opening, row.is_year) == (halves.second, True)
    assert {Fraction(total) for total, _name in row.results.values()} == {Fraction(28400, 3)}
    assert [has_minutes(one) for one in (halves.first.opening, halves.second)] == [True, True]
    seen = {"seen": str(row.version)}
    assert manager.post(f"/hop-ra-soat/{row.pk}/xac-nhan/", seen).status_code == 404
    assert halves.places == [(1, True), (1, True)]  # nobody has confirmed it
    client_of(halves.first.colleague).post(f"/hop-ra-soat/{row.pk}/xac-nhan/", seen)

    assert halves.places == [(2, False), (1, False)]
    unit = client_of(cast.officer)
    assert "phân định thứ tự: Biểu quyết 2/2" in text_of(unit.get(year))
    minutes = text_of(unit.get(f"/hop-ra-soat/{row.pk}/"))
    assert f"cả năm {halves.second.year}" in minutes
    assert "94,67" in minutes
    _holds_for_the_year_alone(halves)


def _holds_for_the_year_alone(halves: Halves) -> None:
    """Not for a half, not for other points; and what is changed behind the program is named."""
    manager = client_of(halves.first.cast.superior_officer)
    half = text_of(manager.get(f"/dot-cham-diem/{halves.second.pk}/xep-hang/"))
    assert "phân định thứ tự" not in half
    assert list(check_reviews()) == []
    row = ReviewMeeting.objects.get()
    then = row.results
    row.results = {pk: ["9467", name] for pk, (_total, name) in then.items()}
    row.save()
    assert halves.places == [(1, True), (1, True)]
    row.results, row.is_year = then, False
    row.save()
    assert len(list(check_reviews())) == 1
