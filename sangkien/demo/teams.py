"""Support teams: those of Vị Thanh and Ba Chẽ in 2022, and two that can be signed in to today."""

import datetime as dt
import uuid
from typing import Any

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core.periods import start_of
from sangkien.demo import facts, review
from sangkien.demo.blocks.live import PROGRAMME, SISTER, SUPERIOR_UNIT, UNIT
from sangkien.demo.launching import board, whole
from sangkien.demo.logins import AUTHOR, HELPER, OFFICER, SUPERIOR
from sangkien.demo.organising import unit
from sangkien.demo.setting import Setting
from sangkien.initiatives.actions import drafting
from sangkien.programmes.models import Programme
from sangkien.support.actions import (
    asking,
    caring,
    cowriting,
    helping,
    membership,
    teams,
    working,
)
from sangkien.support.enums import WorkKind
from sangkien.support.models import Team, TeamMember
from sangkien.units.models import Grant, Membership, Unit
from sangkien.units.queries import actor_for

HOUR = dt.timedelta(hours=1)
NEIGHBOURS = (SISTER, f"{SUPERIOR_UNIT}-03")
NAMESPACE = uuid.UUID("5b1f3f0e-6c0a-4d5b-9d27-2f4a8c1e7b60")


def are_2022_built() -> bool:
    return Team.objects.filter(unit__code="L63-93-VT").exists()


def is_live_built() -> bool:
    return Team.objects.filter(unit__code=UNIT).exists()


def _said() -> dict[str, Any]:
    return facts.load("teams.json")


def _key(*words: object) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, "/".join(map(str, words)))


def _morning(day: dt.date) -> dt.datetime:
    return start_of(day) + 9 * HOUR


def _set_up(place: Unit, name: str, *, by: User, at: dt.datetime, **more: Any) -> Team:
    details = teams.Details(name=name, since_on=at.date(), **more)
    key = _key("team", place.code)
    return teams.set_up(place, details=details, request_key=key, by=actor_for(by, at=at), at=at)


def build_2022(setting: Setting) -> None:
    """Set up by the officers, a task for each; nobody's initiative is counted for it."""
    for row in _said()["past"]:
        place, at = unit(row["unit"]), _morning(dt.date.fromisoformat(row["set_up"]))
        officer = Grant.objects.get(unit=place, role=row["role"]).user
        members = Membership.objects.filter(unit__code=row["crew"]).order_by("pk")
        people = [one.user for one in members.select_related("user")]
        people = [one for one in people if not one.grants.filter(role=row["role"]).exists()]
        team = _set_up(place, row["name"], by=officer, at=at)
        joined = [
            membership.add(
                team,
                people[one["place"]],
                tasks=one["tasks"],
                is_head=one["head"],
                by=actor_for(officer, at=at),
                at=at,
            )
            for one in row["members"]
        ]
        for one in row["work"]:
            _note(joined[one["by"]], one, on=dt.date.fromisoformat(one["on"]))
        for one in row["help"]:
            at = _morning(dt.date.fromisoformat(one["on"]))
            asker = people[one["place"]]
            _helped(unit(row["crew"]), asker, joined[one["by"]].user, one, at=at)


def _note(member: TeamMember, row: dict[str, str], *, on: dt.date) -> None:
    at = _morning(on) + 6 * HOUR
    working.note(
        member,
        unit(row["unit"]),
        kind=WorkKind(row["kind"]),
        done_on=on,
        what=row["what"],
        request_key=_key("work", member.team.unit.code, on, row["kind"]),
        by=actor_for(member.user, at=at),
        at=at,
    )


def _helped(
    place: Unit, asker: User, helper: User, row: dict[str, str], *, at: dt.datetime
) -> None:
    asked = asking.ask(place, need=row["need"], by=actor_for(asker, at=at), at=at)
    later = at + 4 * HOUR
    by = actor_for(helper, at=later)
    helping.take(asked, by=by, at=later)
    helping.close(asked, text=row["answer"], by=by, at=later + HOUR)
    end = later + 2 * HOUR
    asking.judge(asked, solved=True, by=actor_for(asker, at=end), at=end)
    asking.thank(asked, by=actor_for(asker, at=end), at=end)


def build_live(setting: Setting) -> None:
    """A request that waits, and a draft of the author that a helper wrote for."""
    said = _said()["live"]
    people = {
        one.member_code: User.objects.get(member_code=one.member_code)
        for one in (AUTHOR, HELPER, OFFICER, SUPERIOR)
    }
    at = _morning(setting.today - dt.timedelta(days=6))
    officer, superior = people[OFFICER.member_code], people[SUPERIOR.member_code]
    helper, author = people[HELPER.member_code], people[AUTHOR.member_code]
    place = unit(UNIT)
    own = _set_up(
        place,
        said["own"],
        by=officer,
        at=at,
        own_tasks=said["own_tasks"],
        channel=said["channel"],
    )
    above = _set_up(unit(SUPERIOR_UNIT), said["superior"], by=superior, at=at)
    first = _join(own, helper, ["Hướng dẫn viết", "Ước tính hiệu quả"], by=officer, at=at)
    others = (
        Membership.objects.filter(unit=place)
        .exclude(user__in=[*people.values()])
        .exclude(user__grants__role=RoleKey.GRASSROOTS_OFFICER)
    )
    second, third = [one.user for one in others.select_related("user").order_by("pk")[1:3]]
    _join(own, second, ["Nhập phần mềm", *said["own_tasks"]], by=officer, at=at)
    carer = _join(above, third, ["Đôn đốc, theo dõi"], by=superior, at=at)
    _give_care(carer, superior, setting=setting, at=at)
    work = {"unit": UNIT, "kind": WorkKind.VISIT, "what": said["work"]}
    _note(first, work, on=setting.today - dt.timedelta(days=3))
    _cowritten(said, author, helper, place, at=_morning(setting.today - dt.timedelta(days=2)))
    asked_at = min(_morning(setting.today), setting.now)
    asker = others.select_related("user").order_by("pk")[0].user
    asking.ask(place, need=said["waiting"], by=actor_for(asker, at=asked_at), at=asked_at)


def _give_care(carer: TeamMember, by: User, *, setting: Setting, at: dt.datetime) -> None:
    """The neighbours have sent nothing to the second programme yet."""
    programme = Programme.objects.get(title=review.TITLE)
    caring.assign(
        carer,
        [unit(code) for code in NEIGHBOURS],
        period=whole(programme),
        due_on=setting.today + dt.timedelta(days=14),
        by=actor_for(by, at=at),
        at=at,
    )


def _join(team: Team, user: User, tasks: list[str], *, by: User, at: dt.datetime) -> TeamMember:
    """The first one of a team leads it."""
    is_head = not TeamMember.objects.filter(team=team).exists()
    actor = actor_for(by, at=at)
    return membership.add(team, user, tasks=tasks, is_head=is_head, by=actor, at=at)


def _cowritten(
    said: dict[str, Any], author: User, helper: User, place: Unit, *, at: dt.datetime
) -> None:
    """The author asks, lets the helper read, and finds a version that waits."""
    by = actor_for(author, at=at)
    draft = drafting.start_draft(
        board(PROGRAMME).programme,
        place,
        author=author,
        request_key=_key("draft", place.code),
        by=by,
        at=at,
        changes=dict(said["draft"]),
    )
    asked = asking.ask(
        place, need=said["need"], initiative=draft, may_edit=True, by=by, at=at + HOUR
    )
    later = at + 3 * HOUR
    helps = actor_for(helper, at=later)
    helping.take(asked, by=helps, at=later)
    words = {**cowriting.present_words(draft), **said["helped"]}
    seen = cowriting.state_of(draft, None)
    cowriting.write(asked, words=words, seen=seen, by=helps, at=later + HOUR)
    helping.write(asked, text=said["answer"], by=helps, at=later + HOUR)
