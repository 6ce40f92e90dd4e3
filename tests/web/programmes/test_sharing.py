"""A number shared out among units or clusters, seen before it is saved."""

import datetime as dt
import re
from decimal import Decimal
from typing import Any

import pytest

from sangkien.agreements.actions.targets import set_target
from sangkien.agreements.enums import TargetBase, TargetKind, TargetOrigin
from sangkien.agreements.measures import Measure
from sangkien.agreements.models import Target
from sangkien.core import clock
from sangkien.programmes.models import Programme
from sangkien.units.actions.tree import record_headcount
from sangkien.units.models import Unit
from tests.factories import SYSTEM, Cast, make_target, make_unit
from tests.web.programmes import scenes
from tests.web.programmes.scenes import address, whole
from tests.web.units.conftest import Reader
from tests.web.units.reading import content, error_at


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return scenes.running(cast.province)


def typed(**changes: str) -> dict[str, str]:
    values = {"total": "1.000", "base": "sent", "among": "don-vi", "by": "equally", "earlier": ""}
    return {**values, "note": "KH 12", **changes}


def plan_of(response: Any) -> dict[str, str]:
    """What the page would send: the digest of what was shown."""
    found = re.search(r'name="plan" value="([0-9a-f]+)"', content_raw(response))
    assert found
    return {"plan": found[1]}


def content_raw(response: Any) -> str:
    return str(response.content.decode())


def count(unit: Unit, members: int) -> None:
    day = clock.today() - dt.timedelta(days=1)
    record_headcount(
        unit, members=members, workers=members, counted_on=day, by=SYSTEM, at=clock.now()
    )


def given() -> dict[str, int]:
    found = Target.objects.filter(replaced_at=None).select_related("unit")
    return {str(target.unit): int(target.value) for target in found}


def test_the_preview_is_saved_as_it_was_shown(
    cast: Cast, reader: Reader, programme: Programme
) -> None:
    third = make_unit("LĐLĐ huyện Biển Xa", level="cap-tren", parent=cast.province)
    for unit, members in ((cast.superior, 500), (cast.sister_superior, 300), (third, 200)):
        count(unit, members)
    client, url = reader(cast.provincial_officer), address(programme, "chi-tieu/phan-bo/")
    sent = typed(by="members", total="7")

    shown = client.get(url, sent)
    assert "chia mới 7" in content(shown)
    assert client.post(url, {**sent, "plan": "0" * 16}).status_code == 409
    saved = client.post(url, {**sent, **plan_of(shown)})

    assert saved.status_code == 302
    assert given() == {str(cast.superior): 4, str(cast.sister_superior): 2, str(third): 1}


def test_what_stands_is_kept_unless_said_otherwise(
    cast: Cast, reader: Reader, programme: Programme
) -> None:
    make_target(whole(programme), cast.superior, 850, at=clock.now())
    client, url = reader(cast.provincial_officer), address(programme, "chi-tieu/phan-bo/")

    kept = client.get(url, typed(keep="on"))
    assert "giữ nguyên 850" in content(kept)
    anew = client.get(url, typed())
    assert "1 số đã giao sẽ được thay" in content(anew)
    client.post(url, {**typed(keep="on"), **plan_of(kept)})

    assert given() == {str(cast.superior): 850, str(cast.sister_superior): 150}


def test_what_is_in_force_is_kept_whatever_was_said(
    cast: Cast, reader: Reader, programme: Programme
) -> None:
    make_target(whole(programme), cast.superior, 850)
    client, url = reader(cast.provincial_officer), address(programme, "chi-tieu/phan-bo/")
    shown = client.get(url, typed())
    assert "giữ nguyên 850" in content(shown)
    client.post(url, {**typed(), **plan_of(shown)})
    assert given() == {str(cast.superior): 850, str(cast.sister_superior): 150}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"total": ""}, "total"),
        ({"by": "earlier"}, "earlier"),
        ({"by": "members"}, "by"),
        ({"among": "cum"}, "among"),
    ],
)
def test_what_cannot_be_shared_is_said_at_its_field(
    cast: Cast, reader: Reader, programme: Programme, changes: dict[str, str], field: str
) -> None:
    response = reader(cast.provincial_officer).get(
        address(programme, "chi-tieu/phan-bo/"), typed(**changes)
    )
    assert response.status_code == 422
    assert error_at(response, field)


def test_who_only_looks_shares_nothing(cast: Cast, reader: Reader, programme: Programme) -> None:
    url = address(programme, "chi-tieu/phan-bo/")
    assert reader(cast.auditor).get(url).status_code == 404
    assert reader(cast.author).get(url).status_code == 404


def test_other_kinds_are_handed_down_alike_and_ranges_at_both_ends(
    cast: Cast, reader: Reader, programme: Programme
) -> None:
    period, now = whole(programme), clock.now()
    every = make_target(period, cast.province, 60, kind=TargetKind.COVERAGE, at=now)
    wide = Measure(kind=TargetKind.RANGE, value=Decimal(7), most=Decimal(21), subject="Lượt thi")
    span = set_target(
        period, cast.province, measure=wide, origin=TargetOrigin.ASSIGNED, by=SYSTEM, at=now
    )
    make_target(period, cast.superior, 80, kind=TargetKind.COVERAGE, at=now)
    client, url = reader(cast.provincial_officer), address(programme, "chi-tieu/giao-xuong/")
    sent = {"target": str(every.pk), "among": "don-vi", "by": "equally", "earlier": "", "note": ""}

    shown = client.get(url, sent)
    assert "Giao như nhau cho 2 nơi" in content(shown)
    assert "1 chỉ tiêu đã giao sẽ được thay" in content(shown)
    assert client.post(url, {**sent, "plan": "0" * 16}).status_code == 409
    assert client.post(url, {**sent, **plan_of(shown)}).status_code == 302
    ends = {**sent, "target": str(span.pk)}
    client.post(url, {**ends, **plan_of(client.get(url, ends))})

    given = Target.objects.filter(replaced_at=None, origin="assigned", unit__parent=cast.province)
    assert sorted(given.values_list("kind", "value", "most")) == [
        ("coverage", Decimal(60), None),
        ("coverage", Decimal(60), None),
        ("range", Decimal(3), Decimal(10)),
        ("range", Decimal(4), Decimal(11)),
    ]
    kept = client.get(url, {**sent, "keep": "on"})
    assert "Không còn nơi nào để giao" in content(kept)
    assert client.get(url, {**sent, "target": "0"}).status_code == 422
    assert reader(cast.auditor).get(url).status_code == 404


def test_what_counts_something_else_is_not_kept_beside(
    cast: Cast, reader: Reader, programme: Programme
) -> None:
    period, now = whole(programme), clock.now()
    every = make_target(period, cast.province, 60, kind=TargetKind.COVERAGE, at=now)
    kind, base = TargetKind.COVERAGE, TargetBase.VALID
    make_target(period, cast.superior, 80, kind=kind, base=base, at=now)
    sent = {"target": str(every.pk), "among": "don-vi", "by": "equally", "keep": "on"}

    url = address(programme, "chi-tieu/giao-xuong/")
    refused = reader(cast.provincial_officer).get(url, sent)

    assert refused.status_code == 422
    assert "số liệu khác" in str(error_at(refused, "keep"))
