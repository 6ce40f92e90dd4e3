"""Clusters, campaign and targets of the live programme: every kind, assigned and self-set."""

import datetime as dt
from dataclasses import dataclass

from sangkien.accounts.models import User
from sangkien.agreements.enums import Denominator, TargetBase
from sangkien.core.periods import end_of, last_day, start_of
from sangkien.demo import facts, launching
from sangkien.demo.facts import UnitRow
from sangkien.demo.organising import form_clusters, national_officer
from sangkien.demo.writing import Board
from sangkien.programmes.actions import periods
from sangkien.programmes.enums import PeriodKind
from sangkien.programmes.models import Period
from sangkien.units.models import Cluster, Unit
from sangkien.units.queries import actor_for

BLOCK = "trinh-dien"
CAMPAIGN_DAYS, CAMPAIGN_PAST_DAYS = 40, 19
WHOLE_ASSIGNED, WHOLE_PROMISED = 150, 165
REVISED_BLOCK, REVISED_FROM, LATER = "3/2", 5, dt.timedelta(hours=2)
ASSIGNED = "Kế hoạch mẫu 00/KH-MAU"
PROMISED = "Đăng ký của đơn vị tại lễ phát động"
AMBITIOUS = "L34-91-P1-01"


@dataclass(frozen=True, kw_only=True)
class Agreeing:
    """Who agrees on what: province, superior unions, CĐCS, clusters and blocks."""

    board: Board
    opened: dict[str, Unit]
    rows: list[UnitRow]
    provincial: User
    superiors: dict[str, User]
    today: dt.date

    def agree(self, *, at: dt.datetime) -> None:
        programme = self.board.programme
        whole, second = launching.whole(programme), launching.phase(programme, 2)
        rows = facts.live_rows()
        in_all = self._with_sums({row.code: row.target_whole or 0 for row in rows})
        in_second = self._with_sums({row.code: row.target_phase2 or 0 for row in rows})
        self._province(whole, second, at)
        self._assign_all(whole, in_all, at)
        self._assign_all(second, in_second, at)
        self._besides(second, in_second, at)
        campaign = self._campaign(at)
        formed = [self._clusters(year, at) for year in self._years()]
        pledged = {row.key: row.target for row in facts.cluster_rows(BLOCK) if row.target}
        # One number is raised two hours after it had been set.
        for period, numbers, when in (
            (whole, self._by_cluster(in_all), at),
            (campaign, {REVISED_BLOCK: REVISED_FROM}, at),
            (campaign, pledged, at + LATER),
        ):
            for clusters in formed:
                self._pledge(period, clusters, numbers, when)

    def _with_sums(self, numbers: dict[str, int]) -> dict[str, int]:
        """The numbers of the CĐCS, and for each superior union the sum of its own."""
        given = {code: number for code, number in numbers.items() if number}
        sums = {
            code: sum(number for below, number in given.items() if below.startswith(f"{code}-"))
            for code in self.superiors
        }
        return sums | given

    def _by_cluster(self, numbers: dict[str, int]) -> dict[str, int]:
        """The sum over the members of each cluster and block, blocks counted in their cluster."""
        above = {row.key: row.parent for row in facts.cluster_rows(BLOCK)}
        sums = dict.fromkeys(above, 0)
        for row in self.rows:
            for key in (row.cluster, above.get(row.cluster, "")):
                if key:
                    sums[key] += numbers[row.code]
        return sums

    def _years(self) -> list[int]:
        """Clusters are formed per year; the phases may touch more than one."""
        phases = self.board.programme.periods.filter(kind=PeriodKind.PHASE)
        last_days = [last_day(phase.closes_at) for phase in phases]
        return sorted({day.year for day in (self.today, *last_days)})

    def _province(self, whole: Period, second: Period, at: dt.datetime) -> None:
        owner, national = self.board.programme.owner, national_officer()
        given = launching.count(WHOLE_ASSIGNED)
        launching.assign(whole, owner, given, by=national, at=at, note=ASSIGNED)
        per_member = launching.rate("5", Denominator.MEMBERS, base=TargetBase.VALID)
        for period, measure in (
            (whole, launching.count(WHOLE_PROMISED)),
            (whole, per_member),
            (second, launching.coverage(100)),
        ):
            launching.promise(period, owner, measure, by=self.provincial, at=at, note=PROMISED)

    def _assign_all(self, period: Period, numbers: dict[str, int], at: dt.datetime) -> None:
        """Each from the level above: the province to its unions, these to their CĐCS."""
        for code, number in numbers.items():
            launching.assign(
                period,
                self.opened[code],
                launching.count(number),
                by=self.superiors.get(code.rpartition("-")[0], self.provincial),
                at=at,
                note=ASSIGNED,
            )

    def _besides(self, second: Period, numbers: dict[str, int], at: dt.datetime) -> None:
        """Coverage for every superior union, and what one CĐCS sets itself on top."""
        for code in self.superiors:
            launching.assign(
                second,
                self.opened[code],
                launching.coverage(100),
                by=self.provincial,
                at=at,
                note=ASSIGNED,
            )
        officer = self.superiors[AMBITIOUS.rpartition("-")[0]]
        for measure in (
            launching.count(numbers[AMBITIOUS] + 8),
            launching.rate("5", Denominator.WORKERS),
        ):
            unit = self.opened[AMBITIOUS]
            launching.promise(second, unit, measure, by=officer, at=at, note=PROMISED)

    def _clusters(self, year: int, at: dt.datetime) -> dict[str, Cluster]:
        members: dict[str, list[Unit]] = {}
        for row in self.rows:
            if row.cluster:
                members.setdefault(row.cluster, []).append(self.opened[row.code])
        return form_clusters(
            facts.cluster_rows(BLOCK),
            members,
            organiser=self.board.programme.owner,
            year=year,
            by=self.provincial,
            at=at,
        )

    def _campaign(self, at: dt.datetime) -> Period:
        """40 days with today in the middle."""
        programme = self.board.programme
        first = self.today - dt.timedelta(days=CAMPAIGN_PAST_DAYS)
        last = first + dt.timedelta(days=CAMPAIGN_DAYS - 1)
        return periods.run_campaign(
            programme,
            programme.owner,
            number=1,
            name="Chiến dịch thi đua cao điểm 40 ngày",
            opens_at=start_of(first),
            closes_at=end_of(last),
            by=actor_for(self.provincial, at=at),
            at=at,
        )

    def _pledge(
        self,
        period: Period,
        clusters: dict[str, Cluster],
        numbers: dict[str, int],
        at: dt.datetime,
    ) -> None:
        """What clusters and blocks sign for."""
        for key, number in numbers.items():
            launching.assign(
                period,
                clusters[key],
                launching.count(number),
                by=self.provincial,
                at=at,
                note="Giao ước thi đua mẫu của cụm, khối",
            )
