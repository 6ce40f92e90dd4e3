"""The support team of the one CĐCS of the matrix; its officer is in it."""

import datetime as dt
import uuid
from typing import Any

from sangkien.core import clock
from sangkien.initiatives.models import Initiative
from sangkien.programmes.models import Programme
from sangkien.support.actions import caring, cowriting, membership, teams, working
from sangkien.support.enums import WorkKind
from sangkien.support.models import Charge, HelpRequest, Team
from tests.architecture.matrix import Form
from tests.factories import Cast, make_member
from tests.web.scene import by_now

WORDS = {"title": "Giá phơi vải gấp gọn", "before": "", "solution": "", "effect": "Đỡ chật lối đi."}


class Helpers:
    def __init__(self, cast: Cast, programme: Programme, asked: HelpRequest) -> None:
        self.cast, self.now = cast, clock.now()
        self.by: dict[str, Any] = {"by": by_now(cast.officer), "at": self.now}
        self.period = programme.periods.order_by("pk")[0]
        self.asked, self.draft = asked, self._draft(asked)
        self.team, self.bare = self._team("Tổ hỗ trợ"), self._team("Tổ chưa có đơn vị")
        Charge.objects.filter(team=self.bare).delete()
        self.member = membership.add(self.team, cast.officer, **self.by)
        self.work = working.note(
            self.member,
            cast.factory,
            kind=WorkKind.CALL,
            done_on=clock.today(),
            what="Gọi hỏi thăm.",
            request_key=uuid.uuid4(),
            **self.by,
        )
        due_on = clock.today() + dt.timedelta(days=5)
        given = {"period": self.period, "due_on": due_on, **self.by}
        self.care = caring.assign(self.member, [cast.factory], **given)[0]
        seen = cowriting.state_of(self.draft, None)
        self.version = cowriting.write(asked, words=WORDS, seen=seen, **self.by)

    @staticmethod
    def _draft(asked: HelpRequest) -> Initiative:
        return Initiative.objects.get(help_requests=asked)

    def _team(self, name: str) -> Team:
        details = teams.Details(name=name, since_on=clock.today())
        return teams.set_up(self.cast.factory, details=details, request_key=uuid.uuid4(), **self.by)

    def values(self) -> dict[str, tuple[object, ...]]:
        pages = ("team", "edit_team", "team_units", "add_member", "member", "caseload")
        teams_ = {f"support:{page}.pk": (self.team.pk,) for page in (*pages, "caseload_sheet")}
        return {
            **teams_,
            "support:set_up.code": (self.cast.factory.code,),
            "support:member.member": (self.member.pk,),
        }

    def forms(self) -> dict[str, Form]:
        team: dict[str, object] = {"pk": self.team.pk}
        code = self.cast.factory.code
        soon = f"{clock.today() + dt.timedelta(days=9):%d/%m/%Y}"
        named = {"name": "Tổ hỗ trợ mới", "since_on": f"{clock.today():%d/%m/%Y}"}
        care = {"member": self.member.pk, "due_on": soon}
        joiner = make_member(self.cast.factory, "Đinh Vào Tổ")
        seen = cowriting.state_of(self.draft, self.version)
        rows: dict[str, tuple[str, dict[str, object], dict[str, Any]]] = {
            "set_up": ("officer", {"code": code}, {**named, "request_key": str(uuid.uuid4())}),
            "team": ("officer", team, {"intent": "leave"}),
            "edit_team": ("officer", team, named),
            "team_units": ("officer", {"pk": self.bare.pk}, {"units": [code]}),
            "add_member": ("officer", team, {"login": joiner.member_code}),
            "member": (
                "officer",
                {**team, "member": self.member.pk},
                {"intent": "tasks", "tasks": ["Nhập phần mềm"]},
            ),
            "care": ("officer", {}, {"row": self.care.pk, "intent": "stop"}),
            "assign": (
                "officer",
                {},
                {"dot": self.period.pk, "selected": [code], **care},
            ),
            "work": ("officer", {}, {"row": self.work.pk, "intent": "strike"}),
            "compare": ("author", {"pk": self.asked.pk}, {"intent": "decline"}),
            "write": (
                "officer",
                {"pk": self.asked.pk},
                {**WORDS, "title": "Giá phơi vải mới", "seen": seen},
            ),
        }
        return {
            f"support:{page}": Form(sender=sender, args=args, body=body)
            for page, (sender, args, body) in rows.items()
        }
