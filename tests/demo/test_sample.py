"""What the small sample data hold: the five cases, the live programme, and nothing improper."""

import datetime as dt
import re
from collections import Counter
from decimal import Decimal
from typing import Any, ClassVar

import pytest
from django.db.models import Count, F, Q
from django.test import TestCase
from django.urls import resolve

from sangkien.accounts.models import User
from sangkien.agreements.enums import TargetKind, TargetOrigin
from sangkien.agreements.models import Target
from sangkien.core import verify
from sangkien.core.numbers import ratio_percent
from sangkien.core.periods import VIETNAM, days_inclusive, last_day, local_day
from sangkien.core.text import fold
from sangkien.demo import building, report
from sangkien.demo.logins import LOGINS
from sangkien.demo.setting import Setting
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.journal.models import Delivery, Entry
from sangkien.programmes.models import Period, Programme
from sangkien.progress.models import SubtreeTotal, UnitSize
from sangkien.scoring.queries.published import published
from sangkien.units.models import Cluster, Headcount, Unit
from tests.architecture.test_event_words import EMPTY
from tests.demo.word_files import WordFiles

NOW = dt.datetime(2026, 11, 22, 9, 30, tzinfo=VIETNAM)
SETTING = Setting(size="small", seed=1, now=NOW)
BASE_URL = "https://mau.example"
# People whom the five source articles name: nobody invented may be called like them.
NAMED_IN_SOURCES = (
    "Nguyễn Khắc Nguyên",
    "Phan Hữu Đức",
    "Trương Thanh Thúy",
    "Đỗ Cao Thượng",
    "Linh Thị Xuân",
    "Nguyễn Thiện Phú",
    "Huỳnh Thị Diễm Châu",
    "Võ Thị Kim Ngân",
)


def programme(words: str) -> Programme:
    return Programme.objects.get(title__startswith=words)


def sent(unit_code: str, period: Period) -> int:
    total = SubtreeTotal.objects.filter(unit__code=unit_code, period=period).first()
    return total.sent if total else 0


@pytest.mark.timeout(300)  # the first test waits for the build
class SampleTests(WordFiles, TestCase):
    """One build serves every test: it is taken back when the class ends."""

    built: ClassVar[list[bool]]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.built = [is_new for _block, is_new in building.build(SETTING)]
        building.settle(NOW)

    # The five cases

    def test_kien_giang_clusters_have_their_targets(self) -> None:
        campaign = Period.objects.get(unit__code="L63-91", kind="campaign")

        targets = Target.objects.filter(period=campaign, cluster__isnull=False)

        values = dict(targets.values_list("cluster__number", "value"))
        assert values == {1: 850, 2: 600, 3: 750, 4: 150}
        assert sum(values.values()) == 2_350
        assert all(target.origin == TargetOrigin.ASSIGNED for target in targets)

    def test_kien_giang_campaign_lasts_19_days(self) -> None:
        campaign = Period.objects.get(unit__code="L63-91", kind="campaign")
        first, last = local_day(campaign.opens_at), last_day(campaign.closes_at)

        assert (first, last) == (dt.date(2022, 5, 13), dt.date(2022, 5, 31))
        assert days_inclusive(first, last) == 19

    def test_kien_giang_cluster_4_is_made_of_two_blocks(self) -> None:
        fourth = Cluster.objects.get(organiser__code="L63-91", number=4)

        assert [block.name for block in fourth.blocks.order_by("number")] == [
            "Khối thi đua số 1",
            "Khối thi đua số 2",
        ]
        assert fourth.memberships.count() == 0

    def test_kien_giang_every_grassroots_union_has_an_entry_in_the_campaign(self) -> None:
        campaign = Period.objects.get(unit__code="L63-91", kind="campaign")
        total = SubtreeTotal.objects.get(unit__code="L63-91", period=campaign)
        size = UnitSize.objects.get(unit__code="L63-91", period=campaign)
        target = Target.objects.get(period=campaign, kind=TargetKind.COVERAGE)

        assert total.covered_sent == size.grassroots > 50
        assert (target.unit, target.value) == (total.unit, Decimal(100))

    def test_kien_giang_clusters_differ(self) -> None:
        campaign = Period.objects.get(unit__code="L63-91", kind="campaign")
        counts = Counter[int]()
        for cluster in Cluster.objects.filter(organiser__code="L63-91"):
            for member in cluster.memberships.select_related("unit"):
                number = (cluster.parent or cluster).number
                counts[number] += sent(member.unit.code, campaign)

        assert counts == {1: 62, 2: 48, 3: 44, 4: 46}
        assert sent("L63-91", campaign) == 200

    def test_kien_giang_clusters_and_blocks_are_scored_and_ranked(self) -> None:
        province = Unit.objects.get(code="L63-91")
        below = province.children.values_list("pk", flat=True)
        places = published(province, below, year=2022, at=NOW).values()
        assert Counter(one.of for one in places) == {6: 6, 5: 5, 7: 7, 4: 8}

    def test_oc_eo_has_30_initiatives_of_30_staff(self) -> None:
        whole = programme("75 nghìn").periods.get(kind="whole")
        total = SubtreeTotal.objects.get(unit__code="L63-89-OE", period=whole)
        staff = Headcount.objects.get(unit__code="L63-89-OE").workers
        target = Target.objects.get(period=whole, unit__code="L63-89-OE")

        assert (total.sent, total.valid, total.people) == (30, 30, 30)
        assert ratio_percent(total.sent, staff) == Decimal("100.0")
        assert (target.kind, target.denominator) == ("rate", "workers")
        assert target.value == 100

    def test_oc_eo_chair_does_not_confirm_the_own_initiative(self) -> None:
        decided = Initiative.objects.filter(unit__code="L63-89-OE", decisions__isnull=False)

        assert decided.filter(decisions__decided_by=F("author")).count() == 0
        assert decided.values("decisions__decided_by").distinct().count() == 2

    def test_vi_thanh_has_74_initiatives_in_phase_1(self) -> None:
        first = programme("1 triệu").periods.get(kind="phase", number=1)

        assert sent("L63-93-VT-THA", first) == 74
        assert sent("L63-93", programme("1 triệu").periods.get(kind="whole")) == 74

    def test_ba_che_pledges_and_sends_36_and_82_in_four_fields(self) -> None:
        million = programme("1 triệu")
        targets = Target.objects.filter(unit__code="L34-22-BC").order_by("value")

        assert [(t.own_period.kind, int(t.value)) for t in targets] == [
            ("phase", 36),
            ("phase", 82),
            ("whole", 118),
        ]
        assert [sent("L34-22-BC", target.own_period) for target in targets] == [36, 82, 118]
        fields = Initiative.objects.filter(unit__code__startswith="L34-22-BC").values("field")
        assert fields.distinct().count() == million.fields.count() == 4

    def test_an_giang_2020_every_grassroots_union_has_a_model(self) -> None:
        whole = programme("Mỗi công đoàn cơ sở").periods.get(kind="whole")
        total = SubtreeTotal.objects.get(unit__code="L63-89", period=whole)
        size = UnitSize.objects.get(unit__code="L63-89", period=whole)

        assert total.covered_sent == size.grassroots == 13
        assert set(Target.objects.filter(period=whole).values_list("kind", "value")) == {
            (TargetKind.EACH, Decimal(100)),  # as the agreements of 2020 promise it
        }

    def test_national_targets_are_set_by_phase(self) -> None:
        targets = Target.objects.filter(unit__code="TLD").order_by("value")

        assert [(str(target.period), int(target.value)) for target in targets] == [
            ("Toàn chương trình", 75_000),
            ("Giai đoạn 1", 300_000),
            ("Toàn chương trình", 1_000_000),
        ]

    def test_last_phase_closes_at_24h00_on_31_august_2023(self) -> None:
        second = programme("1 triệu").periods.get(kind="phase", number=2)

        assert second.closes_at == dt.datetime(2023, 9, 1, tzinfo=VIETNAM)
        assert second.is_open(second.closes_at - dt.timedelta(minutes=1))

    # The live programme

    def test_live_programme_is_open_today_with_the_campaign_around_it(self) -> None:
        live = programme("Sáng kiến cho việc làm tốt hơn")
        campaign = live.periods.get(kind="campaign")
        first, second = live.periods.filter(kind="phase").order_by("number")

        assert not first.is_open(NOW)
        assert second.is_open(NOW)
        assert second.is_open(NOW + dt.timedelta(days=89))
        assert campaign.is_open(NOW)
        assert days_inclusive(local_day(campaign.opens_at), last_day(campaign.closes_at)) == 40

    def test_live_programme_shows_every_state(self) -> None:
        live = Initiative.objects.filter(programme=programme("Sáng kiến cho việc làm tốt hơn"))

        assert dict(live.values_list("state").annotate(Count("pk")).order_by()) == {
            State.CONFIRMED: 84,
            State.RECOGNISED: 5,
            State.SUBMITTED: 17,
            State.RETURNED: 5,
            State.REJECTED: 3,
            State.WITHDRAWN: 2,
            State.DRAFT: 6,
        }

    def test_live_programme_has_units_at_zero_and_above_target(self) -> None:
        second = programme("Sáng kiến cho việc làm tốt hơn").periods.get(kind="phase", number=2)
        assigned = Target.objects.filter(
            period=second, kind=TargetKind.COUNT, origin=TargetOrigin.ASSIGNED
        )
        reached = {
            t.unit.code: sent(t.unit.code, second) - int(t.value) for t in assigned if t.unit
        }

        assert sum(over > 0 for over in reached.values()) >= 2
        assert [code for code in reached if not sent(code, second)] == [
            "L34-91-X1-02",
            "L34-91-X2-02",
            "L34-91-KCN-02",
        ]

    def test_live_targets_are_of_every_kind_and_origin_and_one_was_revised(self) -> None:
        targets = Target.objects.filter(
            period__programme=programme("Sáng kiến cho việc làm tốt hơn")
        )
        kinds = set(targets.filter(replaced_at=None).values_list("kind", "origin"))

        counted = (TargetKind.COUNT, TargetKind.COVERAGE, TargetKind.RATE)
        assert kinds >= {(kind, TargetOrigin.SELF_SET) for kind in counted}
        everywhere = set(Target.objects.values_list("kind", flat=True))
        assert everywhere == set(TargetKind)
        assert kinds >= {
            (TargetKind.COUNT, TargetOrigin.ASSIGNED),
            (TargetKind.COVERAGE, TargetOrigin.ASSIGNED),
        }
        assert targets.exclude(replaced_at=None).values("cluster__name").distinct().count() == 1

    def test_live_programme_credits_co_authors(self) -> None:
        live = Initiative.objects.filter(programme=programme("Sáng kiến cho việc làm tốt hơn"))

        assert live.filter(coauthors__user__isnull=False).distinct().count() >= 5
        assert live.exclude(entered_by=F("author")).count() >= 3

    # Nothing improper

    def test_recount_and_every_other_check_find_nothing(self) -> None:
        found = {name: list(check()) for name, check in verify.registered().items()}

        assert not any(found.values())
        assert {"initiatives", "journal", "progress", "units"} <= found.keys()

    def test_nothing_is_left_to_deliver(self) -> None:
        assert Delivery.objects.filter(Q(done_at=None) | ~Q(error="")).count() == 0

    def test_nothing_happens_in_the_future(self) -> None:
        assert Entry.objects.filter(occurred_at__gt=NOW).count() == 0

    def test_journal_of_every_unit_runs_forward(self) -> None:
        last: dict[int | None, dt.datetime] = {}
        backward = []
        # What else a unit does is told chapter by chapter, each from its own beginning.
        adopted = Entry.objects.filter(name__startswith="adoption.").earliest("pk").pk
        told = Entry.objects.filter(name__startswith="initiative.", pk__lt=adopted)
        for entry in told.exclude(unit_id=None).order_by("pk"):
            if entry.occurred_at < last.get(entry.unit_id, entry.occurred_at):
                backward.append(entry)
            last[entry.unit_id] = entry.occurred_at

        assert backward == []

    def test_only_units_are_made_by_the_system_and_first_officers_enrolled(self) -> None:
        names = set(Entry.objects.filter(actor_id=None).values_list("name", flat=True))

        assert names == {
            *("unit.opened", "unit.reorganised"),
            *("unit.member_enrolled", "unit.role_granted"),
            *("adoption.library_changed", "initiative.review_overdue"),  # the worker's own
            "recognition.regulation_set",
            *("report.occurrence_opened", "report.overdue", "scoring.cards_given"),
        }
        assert Entry.objects.filter(actor_id=None, name="unit.role_granted").count() == 1

    def test_real_units_never_serve_as_an_example_of_failure_or_of_money(self) -> None:
        described = report.describe(base_url=BASE_URL, now=NOW)
        real = [code for code, unit in described["units"].items() if not unit["invented"]]
        own = Initiative.objects.filter(unit__code__in=real)
        refused = Q(decisions__outcome__in=[State.RETURNED, State.REJECTED, State.WITHDRAWN])

        assert own.count() > 100
        assert own.filter(refused | ~Q(state=State.CONFIRMED)).count() == 0
        assert own.exclude(benefit_vnd=None, decision_number="").count() == 0

    def test_refused_initiatives_belong_to_the_invented_units_of_the_live_programme(self) -> None:
        refused = Initiative.objects.filter(state__in=[State.REJECTED, State.RETURNED])
        codes = set(refused.values_list("unit__code", flat=True))

        assert codes
        assert all(code.startswith("L34-91-") for code in codes)

    def test_nobody_is_called_like_a_person_in_the_sources(self) -> None:
        folded = [fold(name) for name in NAMED_IN_SOURCES]

        assert User.objects.filter(folded_name__in=folded).count() == 0

    def test_titles_come_once_per_unit_and_programme(self) -> None:
        repeated = (
            Initiative.objects.values("unit", "programme", "title")
            .annotate(times=Count("pk"))
            .filter(times__gt=1)
        )

        assert list(repeated) == []

    def test_benefit_is_what_its_reckoning_says(self) -> None:
        for initiative in Initiative.objects.exclude(benefit_vnd=None):
            total = re.findall(r"= ([\d.]+) đ", initiative.benefit_basis)
            assert [int(text.replace(".", "")) for text in total] == [initiative.benefit_vnd]

    # Run again, described

    def test_a_second_run_changes_nothing(self) -> None:
        before = self.fingerprint()

        again = [is_new for _block, is_new in building.build(SETTING)]
        building.settle(NOW)

        assert self.built == [True] * len(building.BLOCKS)
        assert again == [False] * len(building.BLOCKS)
        assert self.fingerprint() == before

    def fingerprint(self) -> list[Any]:
        rows = (Entry.objects, Initiative.objects, Unit.objects, User.objects, Target.objects)
        newest = Entry.objects.order_by("pk").last()
        return [*(found.count() for found in rows), Delivery.objects.count(), newest]

    def test_description_has_a_login_for_every_role(self) -> None:
        described = report.describe(base_url=BASE_URL, now=NOW)

        assert [login["role"] for login in described["logins"]] == [
            "author",
            "grassroots_officer",
            "sister_officer",
            "sister_author",
            "superior_officer",
            "superior_signer",
            "provincial_officer",
            "provincial_signer",
            "national_officer",
            "auditor",
            "council_chair",
            "support",
        ]
        for login in described["logins"]:
            user = User.objects.get(phone=login["login"])
            assert user.check_password(login["password"])
            assert user.member_code == login["member_code"]
            assert login["unit"] in described["units"]
            assert login["start_url"].startswith(f"{BASE_URL}/")

    def test_nobody_else_can_sign_in(self) -> None:
        able = [user for user in User.objects.all() if user.has_usable_password()]
        assert len(able) == len(LOGINS)

    def test_description_names_whose_every_initiative_is(self) -> None:
        described = report.describe(base_url=BASE_URL, now=NOW)
        codes = {
            initiative["code"]: code
            for code, unit in described["units"].items()
            for initiative in unit["initiatives"]
        }

        assert codes == dict(Initiative.objects.values_list("code", "unit__code"))
        assert {p["slug"] for p in described["programmes"]} == set(
            Programme.objects.values_list("slug", flat=True)
        )
        targets = [target["id"] for p in described["programmes"] for target in p["targets"]]
        targets += [target["id"] for target in described["targets"]]
        assert len(targets) == Target.objects.filter(replaced_at=None).count()
        assert len(described["clusters"]) == Cluster.objects.count()

    def test_events_without_words_have_none(self) -> None:
        found = Entry.objects.filter(name__in=EMPTY).values_list("name", "payload")

        assert {name for name, payload in found if payload["reason"]} == set()

    def test_every_address_given_out_leads_to_a_page(self) -> None:
        described = report.describe(base_url="", now=NOW)
        paths = [
            *described["pages"].values(),
            *(login["start_url"] for login in described["logins"]),
            *(p[key] for p in described["programmes"] for key in ("path", "progress_path")),
            *(unit["path"] for unit in described["units"].values()),
        ]

        assert [path for path in paths if not resolve(path)] == []
