"""Every target that we found in real agreements and plans can be entered, and reads as written."""

import csv
import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sangkien.agreements.actions.targets import set_target
from sangkien.agreements.enums import Denominator, TargetBase, TargetKind, TargetOrigin
from sangkien.agreements.measures import Measure, Span
from sangkien.agreements.models import Target
from sangkien.agreements.queries import chain
from sangkien.core.periods import end_of, start_of
from sangkien.programmes.actions.periods import run_campaign
from sangkien.programmes.models import Period
from sangkien.units.actions.clusters import form_cluster
from sangkien.units.enums import ClusterKind
from sangkien.units.models import Cluster, Unit
from tests.factories import NOW, SYSTEM, Cast, make_cast, make_phase, make_programme, make_unit

pytestmark = pytest.mark.django_db
DATA = Path(__file__).resolve().parents[1] / "data"
SENT, MEMBERS, WORKERS = TargetBase.SENT, Denominator.MEMBERS, Denominator.WORKERS
SELF_SET = {"self_set", "rebased"}
YEAR_LONG = dt.date(2020, 1, 1), dt.date(2030, 12, 31)


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def aim(kind: TargetKind, value: str, **options: Any) -> Measure:
    for name in ("most", "each"):
        if name in options:
            options[name] = Decimal(options[name])
    return Measure(kind=kind, value=Decimal(value), **options)


def as_measure(row: dict[str, str]) -> Measure:
    """A row of the table as the officer who enters it would choose."""
    subject, value, unit = row["target_vi"], row["value"], row["unit"]
    said: dict[str, Any] = {"subject": subject}
    kind = TargetKind.NUMBER
    if row["operator"] == "range":
        kind, said["measure"] = TargetKind.RANGE, unit
        value, said["most"] = value.split("..")
    elif unit.endswith("/ CĐCS"):
        kind, said["each"], value = TargetKind.EACH, value, "100"
        said["measure"] = unit.removesuffix(" / CĐCS")
    elif "ít nhất 1" in subject:
        kind, said["each"], said["measure"] = TargetKind.EACH, "1", "hoạt động"
    elif "CĐCS có đoàn viên đăng ký" in subject:
        kind, said["base"] = TargetKind.COVERAGE, SENT
    elif unit.startswith("%"):
        kind, said["of"] = TargetKind.PERCENT, row["denominator"] or "tổng số CBCCVCLĐ"
    elif unit == "sáng kiến":
        kind, said["base"] = TargetKind.COUNT, SENT
    else:
        said["measure"] = unit
    return aim(kind, value, **said)


WORDS = {
    "T01": "850",
    "T02": "600",
    "T03": "750",
    "T04": "150",
    "T05": "100 % CĐCS",
    "T06": "118",
    "T07": "36",
    "T08": "82",
    "T09": "mỗi CĐCS ít nhất 1 mô hình",
    "T10": "100 % tổng số CBVC, NLĐ",
    "T11": "2 công trình",
    "T12": "1 mô hình",
    "T13": "95 % tổng số NLĐ",
    "T14": "80 % tổng số tổ CĐ, CĐBP",
    "T15": "100 % tổng số CBCCVCLĐ",
    "T16": "100 % tổng số CBCCVCLĐ",
    "T17": "mỗi CĐCS ít nhất 1 hoạt động",
    "T18": "90 % tổng số CBCCVCLĐ",
    "T19": "100 % tổng số CBCCVCLĐ",
    "T20": "72 % số đơn vị đăng ký",
    "T21": "8.000–11.000 đoàn viên/năm",
    "T22": "1.000.000 đoàn viên",
    "T23": "mỗi CĐCS ít nhất 30 %",
    "T24": "mỗi CĐCS ít nhất 1 sáng kiến",
    "T25": "mỗi CĐCS ít nhất 3 cải tiến",
}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_every_number_of_a_real_agreement_can_be_entered(cast: Cast) -> None:
    rows, said = rows_of("targets_real.csv"), {}
    span = Span(since=YEAR_LONG[0], until=YEAR_LONG[1])
    for row in rows:
        holder = make_unit(row["owner"], level="cap-tren", parent=cast.province)
        target = set_target(
            span,
            holder,
            measure=as_measure(row),
            origin=TargetOrigin.ASSIGNED,
            note=row["counterparty"],
            by=SYSTEM,
            at=NOW,
        )
        read = Target.objects.get(pk=target.pk)
        said[row["id"]] = read.words
        assert (read.title, read.note) == (row["target_vi"], row["counterparty"])
        assert row["source"]
    assert said == WORDS


# The plans of the programmes


LEVELS = {
    "province": "tinh",
    "sector_or_corporation": "tinh",
    "local_sector": "cap-tren",
    "direct_superior": "cap-tren",
    "district": "cap-tren",
    "grassroots": "co-so",
    "coverage": "co-so",
}


class Plans:
    """The two programmes with their phases and peaks, the units as they are met."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.units: dict[str, Unit | Cluster] = {"Tổng LĐLĐ Việt Nam": cast.national}
        first = self._programme("SK75-2021", (dt.date(2021, 3, 10), dt.date(2021, 5, 31)))
        second = self._programme("SK1M-2021-2023", (dt.date(2021, 9, 1), dt.date(2022, 5, 31)))
        make_phase(
            second["all"].programme,
            number=2,
            name="Giai đoạn 2",
            **self._window(dt.date(2022, 6, 1), dt.date(2023, 9, 30)),
        )
        second["2"] = second["all"].programme.periods.get(number=2)
        first["peak"] = self._peak(first["all"], dt.date(2021, 3, 10), dt.date(2021, 4, 20))
        second["peak"] = self._peak(second["all"], dt.date(2022, 5, 13), dt.date(2022, 5, 31))
        second["each"] = second["1"]
        self.periods = {"SK75-2021": first, "SK1M-2021-2023": second}

    @staticmethod
    def _window(first: dt.date, last: dt.date) -> dict[str, object]:
        return {
            "opens_at": start_of(first),
            "closes_at": end_of(last),
            "applied_from": dt.date(2021, 1, 1),
            "applied_to": last,
        }

    def _programme(self, key: str, days: tuple[dt.date, dt.date]) -> dict[str, Period]:
        programme = make_programme(self.cast.national, title=key, **self._window(*days))
        return {
            "all": programme.periods.get(kind="whole"),
            "1": programme.periods.get(kind="phase"),
        }

    def _peak(self, whole: Period, first: dt.date, last: dt.date) -> Period:
        return run_campaign(
            whole.programme,
            self.cast.national,
            number=None,
            name="Đợt cao điểm",
            opens_at=start_of(first),
            closes_at=end_of(last),
            by=SYSTEM,
            at=NOW,
        )

    def holder(self, row: dict[str, str]) -> Unit | Cluster:
        name, above = row["unit"], row["parent_unit"] or "Tổng LĐLĐ Việt Nam"
        if name not in self.units:
            parent = self.units.get(above)
            if not isinstance(parent, Unit):
                parent = make_unit(above, level="tinh", parent=self.cast.national)
                self.units[above] = parent
            self.units[name] = self._made(row, name, parent)
        return self.units[name]

    def _made(self, row: dict[str, str], name: str, parent: Unit) -> Unit | Cluster:
        if row["unit_type"] not in {"block", "emulation_cluster"}:
            return make_unit(name, level=LEVELS[row["unit_type"]], parent=parent)
        is_block = row["unit_type"] == "block"
        return form_cluster(
            organiser=parent,
            kind=ClusterKind.BLOCK if is_block else ClusterKind.CLUSTER,
            year=2022,
            name=name,
            number=len(self.units),
            by=SYSTEM,
            at=NOW,
        )


RATES = {
    "30% of staff": aim(TargetKind.RATE, "30", base=SENT, denominator=WORKERS),
    "100% of CĐCS": aim(TargetKind.COVERAGE, "100", base=SENT),
    "1 per 10 members": aim(TargetKind.RATE, "10", base=SENT, denominator=MEMBERS),
}


def test_every_target_of_the_programmes_can_be_entered(cast: Cast) -> None:
    plans, words = Plans(cast), []
    rows = rows_of("programme_targets.csv")
    for row in rows:
        measure = RATES.get(row["target"]) or aim(TargetKind.COUNT, row["target"], base=SENT)
        is_own = row["target_kind"] in SELF_SET
        target = set_target(
            plans.periods[row["programme"]][row["phase"]],
            plans.holder(row),
            measure=measure,
            origin=TargetOrigin.SELF_SET if is_own else TargetOrigin.ASSIGNED,
            note=row["comment"],
            reason="Phần còn lại của 10.000" if row["target_kind"] == "rebased" else "",
            by=SYSTEM,
            at=NOW,
        )
        words.append(Target.objects.get(pk=target.pk).words)
    assert len(rows) == 53
    assert Target.objects.filter(replaced_at=None).count() == 52  # one replaced another one
    assert words.count("100 % CĐCS") == 1
    assert "30 trên 100 lao động" in words
    assert "10 trên 100 đoàn viên" in words
    assert words[0] == "75.000"


def test_the_plan_that_was_replaced_stays_beside_the_new_one(cast: Cast) -> None:
    plans = Plans(cast)
    rows = [
        row
        for row in rows_of("programme_targets.csv")
        if row["unit"] == "Công đoàn Điện lực VN" and row["phase"] == "2"
    ]
    for row in rows:
        target = set_target(
            plans.periods[row["programme"]]["2"],
            plans.holder(row),
            measure=aim(TargetKind.COUNT, row["target"], base=SENT),
            origin=TargetOrigin.SELF_SET,
            reason=row["comment"],
            by=SYSTEM,
            at=NOW,
        )
    assert [(one.words, one.reason) for one in chain(target)] == [
        ("7.600", "10000-2400"),
        ("7.000", "original"),
    ]
