import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from sangkien.access.actor import Actor
from sangkien.agreements import permissions, queries
from sangkien.agreements.actions import targets
from sangkien.agreements.actions.targets import Measure, Wanted
from sangkien.agreements.enums import Denominator, TargetBase, TargetKind, TargetOrigin
from sangkien.agreements.errors import InvalidTarget
from sangkien.agreements.models import Target
from sangkien.core.errors import ChangedMeanwhile, ManyErrors, NotAllowed, NotFound
from sangkien.journal.models import Entry
from sangkien.programmes.actions.periods import run_campaign
from sangkien.programmes.models import Period, Programme
from sangkien.units.actions.clusters import form_cluster
from sangkien.units.enums import ClusterKind
from sangkien.units.models import Cluster, Unit
from tests.factories import NOW, SYSTEM, Cast, actor, make_cast, make_programme

pytestmark = pytest.mark.django_db
ASSIGNED, SELF_SET = TargetOrigin.ASSIGNED, TargetOrigin.SELF_SET


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return make_programme(cast.province)


@pytest.fixture
def whole(programme: Programme) -> Period:
    return programme.periods.get(kind="whole")


def count(value: int | str, base: TargetBase = TargetBase.SENT) -> Measure:
    return Measure(kind=TargetKind.COUNT, base=base, value=Decimal(value))


def give(
    period: Period, holder: Unit | Cluster, measure: Measure, *, by: Actor = SYSTEM, **more: Any
) -> Target:
    values: dict[str, Any] = {"origin": ASSIGNED, "at": NOW}
    return targets.set_target(period, holder, measure=measure, by=by, **{**values, **more})


def cluster_of(organiser: Unit, name: str = "Cụm I", number: int = 1) -> Cluster:
    return form_cluster(
        organiser=organiser,
        kind=ClusterKind.CLUSTER,
        year=2026,
        name=name,
        number=number,
        by=SYSTEM,
        at=NOW,
    )


def events() -> list[str]:
    found = Entry.objects.filter(subject_kind="target").order_by("pk")
    return [entry.name for entry in found]


def test_a_target_is_kept_with_who_gave_it(cast: Cast, whole: Period) -> None:
    officer = actor(cast.provincial_officer)

    target = give(whole, cast.superior, count(850), by=officer, note="Kế hoạch 12")

    target.refresh_from_db()
    assert (target.words, target.note, target.set_by) == (
        "850",
        "Kế hoạch 12",
        cast.provincial_officer,
    )
    entry = Entry.objects.get(name="target.set")
    assert (entry.unit_id, entry.actor_id) == (cast.superior.pk, cast.provincial_officer.pk)


def test_a_revision_replaces_and_keeps_the_old_one(cast: Cast, whole: Period) -> None:
    old = give(whole, cast.superior, count(7000))

    new = give(whole, cast.superior, count(7600), at=NOW + dt.timedelta(days=1))

    old.refresh_from_db()
    assert old.replaced_at == NOW + dt.timedelta(days=1)
    assert queries.current_of(old) == new
    assert Entry.objects.get(name="target.revised").payload["old_value"] == "7000.00"


def test_saying_the_same_again_is_no_revision(cast: Cast, whole: Period) -> None:
    first = give(whole, cast.superior, count(850))

    assert give(whole, cast.superior, count("850.00"), seen=0) == first
    assert events() == ["target.set"]


def test_kinds_and_origins_stand_side_by_side(cast: Cast, whole: Period) -> None:
    give(whole, cast.superior, count(60))
    give(whole, cast.superior, count(130), origin=SELF_SET)
    give(
        whole,
        cast.superior,
        Measure(kind=TargetKind.COVERAGE, base=TargetBase.SENT, value=Decimal(100)),
    )

    found = queries.for_unit(whole, cast.superior)

    assert [(t.origin, t.words) for t in found] == [
        ("assigned", "60"),
        ("assigned", "100 % CĐCS"),
        ("self_set", "130"),
    ]
    assert queries.count_targets(whole, unit_ids=[cast.superior.pk])[cast.superior.pk].value == 60


def test_the_self_set_number_counts_where_nothing_was_assigned(cast: Cast, whole: Period) -> None:
    target = give(whole, cast.superior, count(130), origin=SELF_SET)

    assert queries.count_targets(whole, unit_ids=[cast.superior.pk]) == {cast.superior.pk: target}
    share = queries.whole(queries.for_unit(whole, cast.superior))
    assert share is not None
    assert share.value == 130


def test_who_may_set_which_target(cast: Cast, whole: Period) -> None:
    people = {
        "province": cast.provincial_officer,
        "superior": cast.superior_officer,
        "officer": cast.officer,
        "auditor": cast.auditor,
        "author": cast.author,
        "national": cast.national_officer,
    }
    holders = {"own": cast.superior, "child": cast.factory, "sister": cast.sister_superior}

    allowed = {
        (who, held, origin.value)
        for who, user in people.items()
        for held, holder in holders.items()
        for origin in TargetOrigin
        if permissions.can_set(actor(user), holder, origin)
    }

    everything = {(held, origin.value) for held in holders for origin in TargetOrigin}
    assert allowed == {
        *(("province", *pair) for pair in everything),
        *(("national", *pair) for pair in everything),
        ("superior", "own", "self_set"),
        ("superior", "child", "assigned"),
        ("superior", "child", "self_set"),
    }


def test_what_may_not_be_set_is_refused(cast: Cast, whole: Period) -> None:
    for user in (cast.officer, cast.auditor, cast.author, cast.sister_officer):
        with pytest.raises(NotAllowed):
            give(whole, cast.factory, count(5), by=actor(user))
    with pytest.raises(NotAllowed):
        give(whole, cast.far_factory, count(5), by=actor(cast.superior_officer))
    with pytest.raises(InvalidTarget) as refusal:
        give(whole, cast.superior, count(5), by=actor(cast.superior_officer))

    assert refusal.value.field == "origin"
    assert not Target.objects.exists()


def test_clusters_get_their_targets_from_who_set_them_up(cast: Cast, whole: Period) -> None:
    cluster = cluster_of(cast.province)

    target = give(whole, cluster, count(850), by=actor(cast.provincial_officer))

    assert target.cluster == cluster
    assert queries.for_cluster(whole, cluster.pk) == [target]
    assert queries.cluster_count_targets(whole, cluster_ids=[cluster.pk]) == {cluster.pk: target}
    with pytest.raises(NotAllowed):
        give(whole, cluster, count(900), by=actor(cast.superior_officer))


def test_a_unit_outside_the_period_has_no_target_there(cast: Cast, programme: Programme) -> None:
    campaign = run_campaign(
        programme,
        cast.superior,
        number=None,
        name="Chiến dịch",
        opens_at=NOW,
        closes_at=NOW + dt.timedelta(days=2),
        by=SYSTEM,
        at=NOW,
    )

    for outside in (cast.far_factory, cast.province):
        with pytest.raises(InvalidTarget) as refusal:
            give(campaign, outside, count(5))
        assert refusal.value.field == "unit"
    assert give(campaign, cast.factory, count(5))


def test_who_comes_second_is_told_who_was_first(cast: Cast, whole: Period) -> None:
    seen = give(whole, cast.superior, count(850))
    give(whole, cast.superior, count(900), by=actor(cast.national_officer))

    with pytest.raises(ChangedMeanwhile, match="Đặng Thị Phượng đặt là 900"):
        give(whole, cast.superior, count(870), seen=seen.pk)
    with pytest.raises(ChangedMeanwhile):
        give(whole, cast.superior, count(870), seen=0)

    assert [t.value for t in queries.for_unit(whole, cast.superior)] == [900]


def test_a_removed_target_is_gone_but_not_forgotten(cast: Cast, whole: Period) -> None:
    target = give(whole, cast.superior, count(850))

    with pytest.raises(InvalidTarget):
        targets.remove_target(target, by=actor(cast.superior_officer), at=NOW)
    for _ in range(2):
        targets.remove_target(target, by=actor(cast.provincial_officer), at=NOW)

    assert queries.for_unit(whole, cast.superior) == []
    assert queries.current_of(target) is None
    assert events() == ["target.set", "target.removed"]
    assert give(whole, cast.superior, count(850)).pk != target.pk


def wanted(holder: Unit | Cluster, value: int | None, seen: int = 0) -> Wanted:
    return Wanted(
        key=f"row-{holder}",
        holder=holder,
        value=None if value is None else Decimal(value),
        seen=seen,
    )


def many(whole: Period, *rows: Wanted, by: Actor = SYSTEM) -> list[Target]:
    return targets.set_many(whole, rows, base=TargetBase.SENT, by=by, at=NOW, note="KH 12")


def test_many_are_given_at_once(cast: Cast, whole: Period) -> None:
    given = many(whole, wanted(cast.superior, 1500), wanted(cast.sister_superior, 850))

    assert [target.words for target in given] == ["1.500", "850"]
    assert events() == ["target.set", "target.set"]


def test_one_refused_row_keeps_all_out_and_is_named(cast: Cast, whole: Period) -> None:
    with pytest.raises(ManyErrors) as refusal:
        many(whole, wanted(cast.superior, 1500), wanted(cast.sister_superior, 0))

    assert [error.field for error in refusal.value.errors] == ["row-LĐLĐ huyện Núi Đỏ"]
    assert not Target.objects.exists()
    assert events() == []


def test_a_row_outside_the_own_branch_stops_all(cast: Cast, whole: Period) -> None:
    with pytest.raises(NotAllowed):
        many(
            whole,
            wanted(cast.factory, 5),
            wanted(cast.far_factory, 5),
            by=actor(cast.superior_officer),
        )

    assert not Target.objects.exists()


def test_rows_that_stand_already_cost_nothing(
    cast: Cast, whole: Period, django_assert_max_num_queries: Any
) -> None:
    rows = [wanted(cast.superior, 1500), wanted(cast.sister_superior, 850)]
    many(whole, *rows)

    with django_assert_max_num_queries(4):
        assert many(whole, *rows) == []


def test_a_table_does_not_remove_and_does_not_overwrite_unseen(cast: Cast, whole: Period) -> None:
    target = give(whole, cast.superior, count(850), by=actor(cast.national_officer))

    with pytest.raises(ManyErrors, match="nút “Bỏ”"):
        many(whole, wanted(cast.superior, None, seen=target.pk))
    with pytest.raises(ManyErrors, match="Đặng Thị Phượng"):
        many(whole, wanted(cast.superior, 900, seen=0))
    assert many(whole, wanted(cast.sister_superior, None)) == []

    assert many(whole, wanted(cast.superior, 900, seen=target.pk))[0].words == "900"


def test_the_history_tells_old_and_new(cast: Cast, whole: Period) -> None:
    officer = actor(cast.provincial_officer)
    give(whole, cast.superior, count(4000), by=officer)
    second = give(whole, cast.superior, count(4200), by=officer)
    targets.remove_target(second, by=officer, at=NOW)
    give(whole, cast.superior, count(5), by=officer)
    give(whole, cast.sister_superior, count(9), by=officer)

    told = queries.revisions(whole, unit_ids=[cast.superior.pk])

    def words(target: Target | None) -> str | None:
        return target.words if target else None

    assert [(words(r.old), words(r.new), r.actor_name) for r in told] == [
        (None, "5", "Hoàng Văn Em"),
        ("4.200", None, "Hoàng Văn Em"),
        ("4.000", "4.200", "Hoàng Văn Em"),
        (None, "4.000", "Hoàng Văn Em"),
    ]


def test_the_history_takes_three_queries(
    cast: Cast, whole: Period, django_assert_num_queries: Any
) -> None:
    officer = actor(cast.provincial_officer)
    for value in range(1, 6):
        give(whole, cast.superior, count(value), by=officer)
        give(whole, cast.sister_superior, count(value), by=officer)

    with django_assert_num_queries(3):
        told = queries.revisions(
            whole, unit_ids=[cast.superior.pk, cast.sister_superior.pk], limit=7
        )
        assert len({str(revision.holder) for revision in told}) == 2


def test_targets_are_looked_at_from_the_highest_own_unit(cast: Cast, programme: Programme) -> None:
    def start(user: Any, code: str = "") -> Unit:
        return queries.looked_at_from(programme, actor(user), code=code)

    assert start(cast.national_officer) == cast.province
    assert start(cast.superior_officer) == cast.superior
    assert start(cast.officer) == cast.factory
    assert start(cast.provincial_officer, "ND") == cast.sister_superior
    for user, code in (
        (cast.author, ""),
        (cast.superior_officer, "ND"),
        (cast.national_officer, "TLD"),
    ):
        with pytest.raises(NotFound):
            start(user, code)


def test_a_target_of_others_is_not_found(cast: Cast, programme: Programme, whole: Period) -> None:
    own = give(whole, cast.superior, count(5))
    foreign = give(whole, cast.sister_superior, count(5))
    cluster = give(whole, cluster_of(cast.province), count(5))

    def found(target: Target, user: Any) -> bool:
        try:
            queries.get_target(programme, target.pk, actor=actor(user))
        except NotFound:
            return False
        return True

    assert found(own, cast.superior_officer)
    assert not found(foreign, cast.superior_officer)
    assert not found(cluster, cast.superior_officer)
    assert found(cluster, cast.auditor)
    assert not found(own, cast.author)


def test_the_database_refuses_targets_that_cannot_be(cast: Cast, whole: Period) -> None:
    target = give(whole, cast.superior, count(850))
    cluster = cluster_of(cast.province)
    for changes in (
        {"unit": None},
        {"cluster": cluster},
        {"value": 0},
        {"value": -1},
        {"kind": TargetKind.COVERAGE},  # 850 % of the CĐCS
        {"kind": TargetKind.RATE},
        {"denominator": Denominator.MEMBERS},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Target.objects.filter(pk=target.pk).update(**changes)


def test_the_database_keeps_one_target_of_a_kind_and_origin(cast: Cast, whole: Period) -> None:
    give(whole, cast.superior, count(850))
    cluster = cluster_of(cast.province)
    give(whole, cluster, count(850))

    for holder in ({"unit": cast.superior}, {"cluster": cluster}):
        row = {"period": whole, "kind": "count", "base": "sent", "value": 1, "set_at": NOW}
        with pytest.raises(IntegrityError), transaction.atomic():
            Target.objects.create(**row, **holder, origin="assigned")
        assert Target.objects.create(**row, **holder, origin="self_set")
        assert Target.objects.create(**row, **holder, origin="assigned", replaced_at=NOW)
