"""The one CĐCS whose objects fill the addresses of the matrix."""

import datetime as dt
import uuid
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.hashers import make_password
from django.core import signing

from sangkien.access.roles import RoleKey
from sangkien.accounts import queries
from sangkien.accounts.actions import codes, factors
from sangkien.accounts.enums import CodePurpose
from sangkien.accounts.factors import new_secret
from sangkien.accounts.models import Pin, User
from sangkien.accounts.queries import Factor
from sangkien.core import clock
from sangkien.initiatives.actions import confirmation, drafting
from sangkien.initiatives.models import Initiative
from sangkien.journal.actions import schedule
from sangkien.messages.actions import texts
from sangkien.messages.enums import TextKey
from sangkien.privacy.actions import requests
from sangkien.privacy.enums import RequestKind
from sangkien.programmes.actions import drafting as programme_drafting
from sangkien.programmes.actions import periods
from sangkien.programmes.models import Period, Programme
from sangkien.programmes.queries import last_change
from sangkien.units.actions import clusters, moving, transfers
from sangkien.units.actions.reorganising import foreseeing
from sangkien.units.enums import ActKind, ClusterKind, Leaving
from sangkien.units.models import Cluster, Grant, Lookalike, Membership, Reorganisation
from sangkien.units.plans import Document
from tests.architecture.clusters import Clusters
from tests.architecture.entrances import make_entrances
from tests.architecture.granted import grant_forms, grant_values, somebody_acting
from tests.architecture.lists import an_import, import_forms, import_values
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
from tests.units.acts import decide, new, plan
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
    "data officer",
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
        self.clusters = Clusters(self.cast, self.cluster)
        phase = self.programme.periods.get(kind="phase")
        self.target = make_target(phase, self.cast.factory, 10)
        self.grant = Grant.objects.get(user=self.cast.officer)
        self.acting = somebody_acting(self.cast, self.grant)
        self.membership = Membership.objects.get(user=self.cast.author)
        self.factor = self._factor()
        self.act = self._act(days=30)
        self.done_act = self._act(days=0)
        self.entrances = make_entrances(
            self.cast.factory, self.programme, self.unlaunched, self.cast.officer
        )
        self.initiatives = self._initiatives()
        self.imports = {state: an_import(self.cast, state) for state in ("previewed", "done")}
        self._people()
        self.readers = self._readers()
        schedule.run_due(clock.now())  # the worker was here: figures are counted, we are ready

    def _people(self) -> None:
        """One person who left, one who moves, two who look alike, one who asks for erasure."""
        cast, now, today = self.cast, clock.now(), clock.today()
        officer = by_now(cast.officer)
        gone = make_member(cast.factory, "Ngô Đã Nghỉ")
        self.gone = Membership.objects.get(user=gone)
        moving.leave(self.gone, cause=Leaving.RETIRED, last_on=today, reason="", by=officer, at=now)
        mover = Membership.objects.get(user=make_member(cast.factory, "Ngô Sắp Chuyển"))
        self.transfer = transfers.send(
            mover, cast.far_factory, moves_on=today, reason="Đổi chỗ làm", by=officer, at=now
        )
        twins = [make_member(cast.factory, "Ngô Song Sinh") for _ in range(2)]
        self.pair = Lookalike.objects.get(first=twins[0], second=twins[1])
        asking = make_member(cast.factory, "Ngô Muốn Xóa")
        self.data_request = requests.send(
            asking, kind=RequestKind.DELETE, text="Xin xóa.", by=by_now(asking), at=now
        )
        self.own_request = requests.send(
            cast.author, kind=RequestKind.OBJECT, text="Phản đối.", by=by_now(cast.author), at=now
        )

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

    def _factor(self) -> Factor:
        """An authenticator app of the author's."""
        author, secret, now = self.cast.author, new_secret(), clock.now()
        typed = format_hotp_value(hotp_value(secret, int(now.timestamp()) // 30))
        options: dict[str, Any] = {"by": by_now(author), "at": now, "staying": None}
        factors.add_totp(author, secret=secret, typed=typed, **options)
        return queries.factors_of(author)[0]

    def _act(self, *, days: int) -> Reorganisation:
        """A section of the factory gets another name, today or later."""
        section = make_unit(f"Tổ công đoàn {days}", level="bo-phan", parent=self.cast.factory)
        day = clock.today() + dt.timedelta(days=days)
        renamed = (new("", "Tổ công đoàn 9A"),)
        return decide(ActKind.RENAME, section, new=renamed, effective_on=day, at=clock.now())

    def _renaming(self) -> dict[str, object]:
        """The confirmation of a preview that was seen."""
        renamed, today = "CĐCS Công ty May Mới", clock.today()
        wanted = plan(
            ActKind.RENAME,
            self.cast.factory,
            new=(new("", renamed),),
            effective_on=today,
            document=Document(number="12/QĐ"),
        )
        return {
            "buoc": "xac-nhan",
            "name": renamed,
            "number": "12/QĐ",
            "effective_on": f"{today:%d/%m/%Y}",
            "van_tay": foreseeing.foresee(wanted, by=SYSTEM).fingerprint,
        }

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
            make_officer(cast.province, RoleKey.DATA_OFFICER, "Kim Bảo Mật"),
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
                **import_forms(self.cast, self.imports),
                **self._people_forms(),
                **self.clusters.forms(),
                **self._data_forms(),
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
            "accounts:remove_factor.pk": (self.factor.pk,),
            "accounts:unlink.pk": (1,),
            "accounts.key": ("khong-co",),
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
            **grant_values(self.grant, self.acting),
            **import_values(self.imports),
            **self.clusters.values(),
            "units.pk": (self.membership.pk,),
            "units:undo.pk": (self.gone.pk,),
            "units:transfer.pk": (self.transfer.pk,),
            "units:lookalike.pk": (self.pair.pk,),
            "privacy:own_request.pk": (self.own_request.pk,),
            "privacy:request.pk": (self.data_request.pk,),
            "units:activation_code.pk": (self.membership.pk,),
            "messages.key": tuple(TextKey.values),
            "units:reorganise.kind": ("thanh-lap", "doi-ten", "chuyen", "sap-nhap", "giai-the"),
            "units:act.pk": (self.act.pk,),
            "units:undo_act.pk": (self.done_act.pk,),
            "units:cancel_act.pk": (self.act.pk,),
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
            "accounts:second_step": Form(sender="anonymous", body={"code": "1"}),
            "accounts:external": Form(sender="anonymous", args={"key": "khong-co"}, body={}),
            "accounts:prove": Form(sender="officer", body={"code": "1"}),
            "accounts:passkey_login": Form(sender="anonymous", body={"answer": "{}"}),
            "accounts:passkey_challenge": Form(sender="anonymous", body={}),
            "accounts:passkey_registration": Form(sender="author", body={}),
            "accounts:add_passkey": Form(sender="author", body={"name": "a", "answer": "{}"}),
            "accounts:add_app": Form(sender="officer", body={"code": "1"}),
            "accounts:recovery_codes": Form(sender="author", body={}),
            "accounts:remove_factor": Form(sender="author", args={"pk": self.factor.pk}, body={}),
            "accounts:unlink": Form(sender="author", args={"pk": 1}, body={}),
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
            "pin": (running, {"pin": "yes"}),
            "phase_add": (draft, window),
            "phase": ({**draft, "number": 1}, window),
            "campaign_add": (running, {**burst, "unit": self.cast.province.pk}),
            "campaign": ({**running, "pk": self.campaign.pk}, burst),
        }
        senders = {"pin": "national"}
        return {
            f"programmes:{page}": Form(sender=senders.get(page, "provincial"), args=args, body=body)
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
            "units:reorganise": Form(
                sender="superior", args={**factory, "kind": "doi-ten"}, body=self._renaming()
            ),
            "units:undo_act": Form(
                sender="superior", args={**factory, "pk": self.done_act.pk}, body={}
            ),
            "units:cancel_act": Form(
                sender="superior", args={**factory, "pk": self.act.pk}, body={}
            ),
            "units:revoke": Form(sender="superior", args={**factory, "pk": self.grant.pk}, body={}),
            **grant_forms(self.cast, self.grant, self.acting),
        }

    def _people_forms(self) -> dict[str, Form]:
        factory: dict[str, object] = {"code": self.cast.factory.code}
        member = {**factory, "pk": self.membership.pk}
        person = {"full_name": "Nguyễn Văn Ân", "member_code": "DV555"}
        back = {"login": self.gone.user.member_code, "since_on": "01/02/2026"}
        move = {"to": self.cast.far_factory.code, "moves_on": "01/02/2026", **REASON}
        transfer = {**factory, "pk": self.transfer.pk}
        forms: dict[str, tuple[dict[str, object], dict[str, Any]]] = {
            "receive": (factory, back),
            "correct": (member, person),
            "leave": (member, {"cause": "left", "last_on": "01/02/2026"}),
            "undo": ({**factory, "pk": self.gone.pk}, REASON),
            "lock": (member, REASON),
            "transfer_send": (member, move),
            "transfer": (transfer, {"intent": "cancel"}),
            "lookalike": ({"pk": self.pair.pk}, {"verdict": "two", **REASON}),
        }
        return {
            f"units:{page}": Form(sender="officer", args=args, body=body)
            for page, (args, body) in forms.items()
        }

    def _data_forms(self) -> dict[str, Form]:
        phone = {"phone": "0987 000 111", "current": PASSWORD}
        return {
            "privacy:phone": Form(sender="author", body=phone),
            "privacy:ask": Form(sender="author", body={"kind": "restrict", "text": "Xin hạn chế."}),
            "privacy:own_request": Form(sender="author", args={"pk": self.own_request.pk}, body={}),
            "privacy:request": Form(
                sender="data officer",
                args={"pk": self.data_request.pk},
                body={"intent": "erase", "erase-sure": "on"},
            ),
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
