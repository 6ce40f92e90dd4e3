"""The one CĐCS whose objects fill the addresses of the matrix."""

import datetime as dt
import uuid
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core import signing

from sangkien.access.roles import RoleKey
from sangkien.accounts.actions import codes
from sangkien.accounts.enums import CodePurpose
from sangkien.accounts.models import Pin, User
from sangkien.core import clock
from sangkien.initiatives.actions import confirmation, drafting
from sangkien.initiatives.models import Initiative
from sangkien.journal.actions import schedule
from sangkien.messages.actions import texts
from sangkien.messages.enums import TextKey
from sangkien.programmes.actions import drafting as programme_drafting
from sangkien.programmes.actions import periods
from sangkien.programmes.models import Period, Programme
from sangkien.programmes.queries import last_change
from sangkien.units.actions import clusters
from sangkien.units.enums import ClusterKind
from sangkien.units.models import Cluster, Grant, Membership
from tests.architecture.entrances import make_entrances
from tests.architecture.matrix import Form, World
from tests.factories import (
    NOW,
    PASSWORD,
    SYSTEM,
    content_of,
    make_member,
    make_officer,
    make_phase,
    make_target,
    make_unit,
)
from tests.web.scene import Scene, by_now, make_scene

READERS = (
    "anonymous",
    "author",
    "fellow",
    "officer",
    "sister officer",
    "neighbouring superior",
    "superior",
    "provincial",
    "another province",
    "national",
    "auditor",
)
TITLES = {
    "draft": "Giá phơi vải gấp gọn",
    "sent": "Chốt định vị bàn cắt",
    "returned": "Tủ dụng cụ có bóng mờ",
    "confirmed": "Phễu rót keo chống tràn",
}
PIN = "802914"
DAY = {"opens_clock": "08:00", "closes_clock": "17:00"}


class Factory:
    """The factory's objects, made once and used to fill addresses and forms."""

    def __init__(self) -> None:
        self.scene: Scene = make_scene()
        self.cast = self.scene.cast
        self.programme: Programme = self.scene.programme
        self.cast.author.set_password(PASSWORD)
        self.cast.author.save()
        Pin.objects.create(user=self.cast.author, encoded=make_password(PIN), set_at=NOW)
        self.unlaunched = self._draft_programme()
        self.campaign = self._campaign()
        self.cluster = self._cluster()
        phase = self.programme.periods.get(kind="phase")
        self.target = make_target(phase, self.cast.factory, 10)
        self.grant = Grant.objects.get(user=self.cast.officer)
        self.membership = Membership.objects.get(user=self.cast.author)
        self.entrances = make_entrances(
            self.cast.factory, self.programme, self.unlaunched, self.cast.officer
        )
        self.initiatives = self._initiatives()
        self.readers = self._readers()
        schedule.run_due(clock.now())  # the worker was here: figures are counted, we are ready

    def _draft_programme(self) -> Programme:
        """Complete, but not launched."""
        content = programme_drafting.Content(
            title="Chương trình chưa phát động",
            kinds=(),
            fields=("An toàn",),
            documents=(("02/KH-LĐLĐ", dt.date(2026, 1, 5), "Kế hoạch"),),
        )
        drafted = programme_drafting.draft_programme(
            self.cast.province, content=content, by=SYSTEM, at=NOW
        )
        now = clock.now()
        make_phase(drafted, opens_at=now, closes_at=now + dt.timedelta(days=30))
        return drafted

    def _campaign(self) -> Period:
        now = clock.now()
        return periods.run_campaign(
            self.programme,
            self.cast.province,
            number=None,
            name="Cao điểm",
            opens_at=now,
            closes_at=now + dt.timedelta(days=5),
            by=SYSTEM,
            at=NOW,
        )

    def _cluster(self) -> Cluster:
        cluster = clusters.form_cluster(
            organiser=self.cast.province,
            kind=ClusterKind.CLUSTER,
            year=clock.today().year,
            name="Cụm I",
            number=1,
            by=SYSTEM,
            at=NOW,
        )
        clusters.join_cluster(cluster, self.cast.superior, by=SYSTEM, at=NOW)
        return cluster

    def _initiatives(self) -> dict[str, Initiative]:
        officer, now = by_now(self.cast.officer), clock.now()
        made = {
            key: self.scene.sent(title=TITLES[key]) for key in ("sent", "returned", "confirmed")
        }
        confirmation.return_for_changes(made["returned"], reason="Ghi rõ.", by=officer, at=now)
        confirmation.confirm(made["confirmed"], by=officer, at=now)
        made["draft"] = drafting.start_draft(
            self.programme,
            self.cast.factory,
            author=self.cast.author,
            request_key=uuid.uuid4(),
            changes=content_of(self.programme, title=TITLES["draft"]),
            by=by_now(self.cast.author),
            at=now,
        )
        return made

    def _readers(self) -> dict[str, User | None]:
        cast = self.cast
        elsewhere = make_unit("LĐLĐ tỉnh Biển Bạc", level="tinh", parent=cast.national)
        people = (
            None,
            cast.author,
            make_member(cast.factory, "Phan Cùng Xưởng"),
            cast.officer,
            cast.sister_officer,
            make_officer(cast.sister_superior, RoleKey.SUPERIOR_OFFICER, "Mai Láng Giềng"),
            cast.superior_officer,
            cast.provincial_officer,
            make_officer(elsewhere, RoleKey.PROVINCIAL_OFFICER, "Tạ Tỉnh Khác"),
            cast.national_officer,
            cast.auditor,
        )
        return dict(zip(READERS, people, strict=True))

    def world(self) -> World:
        author, fellow = self.cast.author.full_name, "Phan Cùng Xưởng"
        return World(
            readers=self.readers,
            values=self._values(),
            forms={
                **self._account_forms(),
                **self.entrances.forms(self.cast.author, PIN),
                **self._message_forms(),
                **self._programme_forms(),
                **self._target_forms(),
                **self._unit_forms(),
                **self._writing_forms(),
                **self._deciding_forms(),
            },
            secrets=(author, fellow, *TITLES.values()),
            hidden=(author, fellow, TITLES["draft"], self.unlaunched.title),
        )

    def _values(self) -> dict[str, tuple[object, ...]]:
        codes = tuple(row.code for row in self.initiatives.values())
        slugs = (self.programme.slug, self.unlaunched.slug)
        return {
            "home:tracking.code": codes,
            "programmes.slug": slugs,
            "programmes:phase.number": (1,),
            "programmes:campaign.pk": (self.campaign.pk,),
            "programmes:target.pk": (self.target.pk,),
            "programmes:target_remove.pk": (self.target.pk,),
            "progress.slug": slugs,
            "progress.unit_code": (self.cast.factory.code,),
            "progress:cluster.pk": (self.cluster.pk,),
            "units.code": (self.cast.factory.code,),
            "units:revoke.pk": (self.grant.pk,),
            "units:activation_code.pk": (self.membership.pk,),
            "messages.key": tuple(TextKey.values),
            **self.entrances.values(),
            "initiatives.code": codes,
            "initiatives:step.number": (1, 3, 5),
            "initiatives:enter.pk": (self.membership.pk,),
        }

    def _account_forms(self) -> dict[str, Form]:
        code = self.cast.author.member_code
        word = {"current": PASSWORD, "new": "ngoi nha hoa 7", "again": "ngoi nha hoa 7"}
        pin = {"new": "739105", "again": "739105"}
        return {
            "accounts:login": Form(sender="anonymous", body={"login": code, "password": PASSWORD}),
            "accounts:logout": Form(sender="author", body={}),
            "accounts:show_name": Form(sender="author", body={"consent": "yes"}),
            "accounts:change_password": Form(sender="author", body=word),
            "accounts:change_pin": Form(sender="author", body={**pin, "current": PASSWORD}),
            "accounts:remove_pin": Form(sender="author", body={}),
            "accounts:end_session": Form(sender="author", body={"session": "gone"}),
            "accounts:activate": Form(sender="anonymous", body=self._activation()),
            "accounts:choose_secret": Form(sender="anonymous", body=pin),
        }

    def _activation(self) -> dict[str, Any]:
        fellow = self.readers["fellow"]
        assert fellow is not None
        plain = codes.issue([fellow], CodePurpose.ACTIVATION, at=clock.now())
        return {"login": fellow.member_code, "code": plain[fellow.pk]}

    def _message_forms(self) -> dict[str, Form]:
        one: dict[str, object] = {"key": TextKey.SIGN_IN.value}
        texts.change(TextKey.SIGN_IN, "Ma: {ma}", by=SYSTEM, at=NOW)
        return {
            "messages:edit": Form(sender="national", args=one, body={"text": "Ma moi: {ma}"}),
            "messages:restore": Form(sender="national", args=one, body={}),
        }

    def _programme_forms(self) -> dict[str, Form]:
        draft: dict[str, Any] = {"slug": self.unlaunched.slug}
        running: dict[str, Any] = {"slug": self.programme.slug}
        soon, later = (clock.today() + dt.timedelta(days=days) for days in (1, 3))
        last = last_change(self.unlaunched)
        window = {**DAY, "name": "Đợt mới", "opens_on": "01/01/2099", "closes_on": "02/01/2099"}
        burst = {
            **DAY,
            "name": "Cao điểm mới",
            "opens_on": f"{soon:%d/%m/%Y}",
            "closes_on": f"{later:%d/%m/%Y}",
        }
        content = {
            "title": "Chương trình mới",
            "field_names": "An toàn",
            "seen": last.entry_id if last else 0,
        }
        owner = {**content, "owner": self.cast.province.pk}
        forms: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
            "create": ({}, owner),
            "edit": (draft, content),
            "publish": (draft, {}),
            "phase_add": (draft, window),
            "phase": ({**draft, "number": 1}, window),
            "campaign_add": (running, {**burst, "unit": self.cast.province.pk}),
            "campaign": ({**running, "pk": self.campaign.pk}, burst),
        }
        return {
            f"programmes:{page}": Form(sender="provincial", args=args, body=body)
            for page, (args, body) in forms.items()
        }

    def _target_forms(self) -> dict[str, Form]:
        running: dict[str, object] = {"slug": self.programme.slug}
        one: dict[str, object] = {"pk": self.target.pk}
        aim = {"value": "25", "base": "sent"}
        given = {
            "period": self.target.period_id,
            "holder": f"u{self.cast.superior.pk}",
            "kind": "count",
            "origin": "assigned",
        }
        grid = {f"value_u{self.cast.superior.pk}": "9", f"seen_u{self.cast.superior.pk}": "0"}
        return {
            "programmes:target_give": Form(
                sender="provincial", args=running, body={**given, **aim}
            ),
            "programmes:target_grid": Form(sender="provincial", args=running, body={**grid, **aim}),
            "programmes:target": Form(sender="superior", args={**running, **one}, body=aim),
            "programmes:target_remove": Form(sender="superior", args={**running, **one}, body={}),
        }

    def _unit_forms(self) -> dict[str, Form]:
        factory: dict[str, object] = {"code": self.cast.factory.code}
        counted = {"members": "120", "workers": "150", "counted_on": "01/02/2026"}
        role = {
            "login": self.cast.author.member_code,
            "role": RoleKey.AUDITOR.value,
            "since_on": "01/02/2026",
            "reason": "Quyết định số 1",
        }
        return {
            "units:headcount": Form(sender="superior", args=factory, body=counted),
            "units:enrol": Form(
                sender="officer", args=factory, body={**PERSON, "since_on": "01/02/2026"}
            ),
            "units:activation": Form(sender="officer", args=factory, body={"part": "1"}),
            "units:activation_pdf": Form(
                sender="officer", args=factory, body={"sheet": self._sheet()}
            ),
            "units:activation_code": Form(
                sender="officer", args={**factory, "pk": self.membership.pk}, body={"way": "aloud"}
            ),
            "units:grant": Form(sender="superior", args=factory, body=role),
            "units:revoke": Form(sender="superior", args={**factory, "pk": self.grant.pk}, body={}),
        }

    def _sheet(self) -> str:
        """As the page of the officer carries it."""
        paper = {"unit": "", "address": "", "made": "", "people": []}
        salt = f"sangkien.sheet.{self.cast.officer.pk}.{self.cast.factory.pk}"
        return signing.dumps(paper, salt=salt, compress=True)

    def _writing_forms(self) -> dict[str, Form]:
        draft = self._code("draft")
        entry = content_of(self.programme, first_applied_on="10/03/2026")
        entry["field"] = entry.pop("field_id")
        key = {"request_key": str(uuid.uuid4())}
        title = {"title": "Tên mới của sáng kiến"}
        return {
            "initiatives:start": Form(sender="author", body={**title, **key}),
            "initiatives:step": Form(sender="author", args={**draft, "number": 1}, body=title),
            "initiatives:review": Form(sender="author", args=draft, body={}),
            "initiatives:discard": Form(sender="author", args=draft, body={}),
            "initiatives:withdraw": Form(sender="author", args=self._code("sent"), body=REASON),
            "initiatives:on_behalf": Form(
                sender="officer", body={"login": self.cast.author.member_code}
            ),
            "initiatives:enrol": Form(
                sender="officer", body={**PERSON, "unit": self.cast.factory.code}
            ),
            "initiatives:enter": Form(
                sender="officer",
                args={"pk": self.membership.pk},
                body={**entry, **key, "programme": self.programme.slug},
            ),
        }

    def _deciding_forms(self) -> dict[str, Form]:
        sent = self._code("sent")
        several = {"decision": "confirm", "selected": [sent["code"]]}
        return {
            "initiatives:queue": Form(sender="officer", body=several),
            "initiatives:confirm": Form(sender="officer", args=sent, body={}),
            "initiatives:return": Form(sender="officer", args=sent, body=REASON),
            "initiatives:reject": Form(sender="officer", args=sent, body=REASON),
            "initiatives:reopen": Form(sender="officer", args=self._code("confirmed"), body=REASON),
        }

    def _code(self, state: str) -> dict[str, object]:
        return {"code": self.initiatives[state].code}


REASON = {"reason": "Có lý do chính đáng."}
PERSON = {"full_name": "Võ Người Mới", "member_code": "NM001"}
