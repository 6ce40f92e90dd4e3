"""What became of the initiatives of the live programme: used elsewhere, still used, verified."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F

from sangkien.accounts.models import User
from sangkien.adoption.actions import adopting, answering, asking, worth
from sangkien.adoption.actions.adopting import Told
from sangkien.adoption.enums import Finding, Use
from sangkien.adoption.models import Adoption, Check
from sangkien.core.periods import start_of
from sangkien.demo import facts
from sangkien.demo.crews import Crew
from sangkien.demo.voices import Voices
from sangkien.demo.writing import AT_COMPANIES, EVERYWHERE, Board
from sangkien.initiatives.models import Initiative
from sangkien.units.queries import actor_for

MOST_ANSWERS = 6


def _common_titles() -> list[str]:
    """What is done everywhere, or wherever goods are made."""
    return [
        idea.title.format(object=thing)
        for idea in facts.ideas()
        if idea.sector in {EVERYWHERE, AT_COMPANIES}
        for thing in idea.objects
    ]


@dataclass(frozen=True, kw_only=True)
class SecondLife:
    """The people of the live programme, and the day on which all this is told."""

    board: Board
    crews: dict[str, Crew]
    superiors: dict[str, User]
    today: dt.date

    def tell(self) -> None:
        said = facts.load("second_life.json")
        adoptions = [found for row in said["adoptions"] if (found := self._adopt(row))]
        self._ask()
        for row in said["verified"]:
            self._verify(row)
        self._verify_adoption(adoptions, said["verified_adoption"])
        Voices(life=self).tell(said)

    def at(self, days_before: int, hour: int = 9) -> dt.datetime:
        """In working hours of a day before today."""
        day = self.today - dt.timedelta(days=days_before)
        return start_of(day) + dt.timedelta(hours=hour)

    def initiative(
        self, unit_code: str, place: int, *, common: bool = False, with_benefit: bool = False
    ) -> Initiative | None:
        """The confirmed one at this place of a unit, the first sent first; `common` looks among
        those that other kinds of work can use, too.
        """
        rows = Initiative.objects.public().filter(
            programme=self.board.programme, unit=self.crews[unit_code].unit
        )
        if with_benefit:
            # Who entered it for a member does not verify its benefit.
            rows = rows.filter(benefit_vnd__gt=0, entered_by=F("author"))
        if common:
            rows = rows.filter(title__in=_common_titles())
        found = rows.select_related("unit").order_by("received_at", "pk")[place : place + 1]
        return found[0] if found else None

    def _adopt(self, row: dict[str, str | int | bool | None]) -> Adoption | None:
        initiative = self.initiative(str(row["of"]), int(row["place_in_unit"] or 0), common=True)
        crew = self.crews[str(row["by"])]
        if initiative is None or initiative.received_at is None:
            return None
        at = self.at(int(row["days_before"] or 0))
        if at <= initiative.changed_at:
            return None
        member = crew.members[1]
        told = Told(
            since_on=at.date() - dt.timedelta(days=4),
            place=str(row["place"]),
            changes=str(row["changes"]),
            benefit_vnd=int(row["benefit"]) if row["benefit"] else None,
            benefit_basis=str(row["basis"]),
        )
        by = member if row["by_member"] else crew.officer
        return adopting.adopt(
            initiative,
            crew.unit,
            told=told,
            brought_by=member,
            by=actor_for(by, at=at),
            at=at,
        )

    def _ask(self) -> None:
        """The oldest ones are three months old: some answered, one still waits."""
        live = Initiative.objects.public().filter(programme=self.board.programme)
        asking.follow(live.order_by("pk").values_list("pk", flat=True))
        at = self.at(2)
        asking.open_due(at)
        answers = facts.load("second_life.json")["answers"]
        checks = Check.objects.open().select_related(
            "unit", "course__initiative__author", "course__adoption"
        )
        asked = list(checks.order_by("pk")[: MOST_ANSWERS + 1])
        for check, row in zip(asked[:-1], answers, strict=False):
            answering.answer(
                check,
                use=Use(row["use"]),
                reason=row["reason"],
                by=actor_for(check.course.initiative.author, at=at),
                at=at + dt.timedelta(hours=2),
                by_link=True,
            )

    def _verify(self, row: dict[str, str | int]) -> None:
        initiative = self.initiative(str(row["of"]), int(row["place_in_unit"]), with_benefit=True)
        if initiative is None or not initiative.benefit_vnd:
            return
        superior = self.superiors[str(row["by"])]
        # Nobody counts the figure that they verified.
        validator = self.crews[str(row["of"])].officer if row["counted"] else superior
        at = self.at(int(row["days_before"]))
        if at <= initiative.changed_at:
            return
        finding = Finding(str(row["finding"]))
        amount = initiative.benefit_vnd * int(row["percent"]) // 100 // 1000 * 1000
        made = worth.verify(
            initiative,
            finding=finding,
            amount_vnd=amount if finding == Finding.AMOUNT else None,
            evidence=str(row["evidence"]),
            by=actor_for(validator, at=at),
            at=at,
        )
        if row["counted"]:
            worth.count(
                initiative,
                verification_id=made.pk,
                reason=str(row["counted"]),
                by=actor_for(superior, at=at),
                at=at + dt.timedelta(hours=1),
            )

    def _verify_adoption(self, adoptions: list[Adoption], row: dict[str, str]) -> None:
        """One that declared a benefit, verified at the unit that uses it."""
        for adoption in adoptions:
            superior = self.superiors.get(adoption.unit.code.rpartition("-")[0])
            if superior is None or not adoption.benefit_vnd or not adoption.is_standing:
                continue
            at = self.at(1)
            worth.verify(
                adoption.initiative,
                adoption,
                finding=Finding.AMOUNT,
                amount_vnd=adoption.benefit_vnd,
                evidence=row["evidence"],
                by=actor_for(superior, at=at),
                at=at,
            )
            return
