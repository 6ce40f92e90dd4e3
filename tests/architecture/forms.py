"""What a plausible reader fills into each address and each form of the matrix."""

import datetime as dt
import uuid
from typing import Any, Protocol

from django.core import signing

from sangkien.access.roles import RoleKey
from sangkien.accounts.actions import codes
from sangkien.accounts.enums import CodePurpose
from sangkien.core import clock
from sangkien.initiatives import rules
from sangkien.messages.enums import TextKey
from sangkien.programmes.queries import last_change
from sangkien.units.actions.reorganising import foreseeing
from sangkien.units.enums import ActKind
from sangkien.units.plans import Document
from tests.architecture.granted import grant_forms, grant_values
from tests.architecture.lists import import_forms, import_values
from tests.architecture.matrix import Form, World
from tests.architecture.messages import message_forms, notice_forms
from tests.architecture.names import names_forms, names_values
from tests.architecture.requested import data_forms
from tests.architecture.world import PIN, TITLES, Factory
from tests.factories import PASSWORD, SYSTEM, content_of
from tests.units.acts import new, plan

DAY = {"opens_clock": "08:00", "closes_clock": "17:00"}
REASON = {"reason": "Có lý do chính đáng."}
PERSON = {"full_name": "Võ Người Mới", "member_code": "NM001"}


class Part(Protocol):
    def values(self) -> dict[str, tuple[object, ...]]: ...

    def forms(self) -> dict[str, Form]: ...


class Filled:
    """The addresses and forms of one world."""

    def __init__(self, made: Factory) -> None:
        self.made = made

    def _renaming(self) -> dict[str, object]:
        """The confirmation of a preview that was seen."""
        renamed, today = "CĐCS Công ty May Mới", clock.today()
        wanted = plan(
            ActKind.RENAME,
            self.made.cast.factory,
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

    def world(self) -> World:
        author, fellow = self.made.cast.author.full_name, "Phan Cùng Xưởng"
        return World(
            readers=self.made.readers,
            values={
                **self._values(),
                **{name: value for part in self._parts for name, value in part.values().items()},
                **self.made.exhibits.values(),
            },
            forms={
                **self._account_forms(),
                **self.made.entrances.forms(self.made.cast.author, PIN),
                **message_forms(),
                **self._programme_forms(),
                **self.made.designed.forms(self.made.campaign),
                **self._target_forms(),
                **self.made.aims.forms(),
                **self._unit_forms(),
                **import_forms(self.made.cast, self.made.imports),
                **self._people_forms(),
                **names_forms(self.made.cast, self.made.alias, self.made.asked),
                **self.made.clusters.forms(),
                **{name: form for part in self._parts for name, form in part.forms().items()},
                **data_forms(self.made.own_request.pk, self.made.data_request.pk),
                **notice_forms(self.made.notice),
                **self._writing_forms(),
                **self.made.exhibits.forms(),
                **self._deciding_forms(),
                **self.made.second_life.forms(),
                **self.made.recognised.forms(self.made.cast),
            },
            secrets=(author, fellow, *TITLES.values()),
            hidden=(author, fellow, TITLES["draft"], self.made.unlaunched.title),
            credited=self.made.initiatives["shared"].code,
        )

    @property
    def _parts(self) -> list[Part]:
        """Areas that bring both: what fills their addresses, and their forms."""
        made = self.made
        return [
            *(made.councils, made.pacts, made.reported, made.urged, made.audited),
            *(made.practised, made.scored, made.carded, made.reviewed, made.awarded),
            *(made.nominated, made.decided, made.funded, made.documented, made.exported),
        ]

    def _values(self) -> dict[str, tuple[object, ...]]:
        codes = tuple(row.code for row in self.made.initiatives.values())
        slugs = (self.made.programme.slug, self.made.unlaunched.slug)
        return {
            **self._unit_values(),
            "home:tracking.code": codes,
            "accounts:remove_factor.pk": (self.made.factor.pk,),
            "accounts:unlink.pk": (1,),
            "accounts.key": ("khong-co",),
            "programmes.slug": slugs,
            "programmes:phase.number": (1,),
            "programmes:campaign.pk": (self.made.campaign.pk,),
            **self.made.designed.values(self.made.campaign),
            **self.made.aims.values(),
            "programmes:target.pk": (self.made.target.pk,),
            "programmes:target_remove.pk": (self.made.target.pk,),
            "progress.slug": slugs,
            "progress.unit_code": (self.made.cast.factory.code,),
            "progress:cluster.pk": (self.made.cluster.pk,),
            "progress:cluster_curve.pk": (self.made.cluster.pk,),
            "privacy:own_request.pk": (self.made.own_request.pk,),
            "privacy:request.pk": (self.made.data_request.pk,),
            "messages.key": tuple(TextKey.values),
            "notices.pk": (self.made.notice.pk,),
            **self.made.entrances.values(),
            **self.made.recognised.values(self.made.cast),
            "initiatives.code": codes,
            "initiatives:step.number": (1, 3, 5),
            "initiatives:formula.key": ("thoi-gian",),
            "initiatives:enter.pk": (self.made.membership.pk,),
            **self.made.second_life.values(),
        }

    def _unit_values(self) -> dict[str, tuple[object, ...]]:
        return {
            "units.code": (self.made.cast.factory.code,),
            "units:revoke.pk": (self.made.grant.pk,),
            **grant_values(self.made.grant, self.made.acting),
            **import_values(self.made.imports),
            **self.made.clusters.values(),
            "units.pk": (self.made.membership.pk,),
            "units:undo.pk": (self.made.gone.pk,),
            "units:transfer.pk": (self.made.transfer.pk,),
            "units:lookalike.pk": (self.made.pair.pk,),
            **names_values(self.made.alias, self.made.asked),
            "units:activation_code.pk": (self.made.membership.pk,),
            "units:reorganise.kind": ("thanh-lap", "doi-ten", "chuyen", "sap-nhap", "giai-the"),
            "units:act.pk": (self.made.act.pk,),
            "units:act_file.pk": (self.made.act.pk,),
            "units:undo_act.pk": (self.made.done_act.pk,),
            "units:cancel_act.pk": (self.made.act.pk,),
        }

    def _account_forms(self) -> dict[str, Form]:
        code = self.made.cast.author.member_code
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
            "accounts:remove_factor": Form(
                sender="author", args={"pk": self.made.factor.pk}, body={}
            ),
            "accounts:unlink": Form(sender="author", args={"pk": 1}, body={}),
            "accounts:activate": Form(sender="anonymous", body=self._activation()),
            "accounts:choose_secret": Form(sender="anonymous", body=pin),
        }

    def _activation(self) -> dict[str, Any]:
        fellow = self.made.readers["fellow"]
        assert fellow is not None
        plain = codes.issue([fellow], CodePurpose.ACTIVATION, at=clock.now())
        return {"login": fellow.member_code, "code": plain[fellow.pk]}

    def _programme_forms(self) -> dict[str, Form]:
        draft: dict[str, Any] = {"slug": self.made.unlaunched.slug}
        running: dict[str, Any] = {"slug": self.made.programme.slug}
        soon, later = (clock.today() + dt.timedelta(days=days) for days in (1, 3))
        last = last_change(self.made.unlaunched)
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
        owner = {**content, "owner": self.made.cast.province.pk}
        forms: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
            "create": ({}, owner),
            "edit": (draft, content),
            "publish": (draft, {}),
            "pin": (running, {"pin": "yes"}),
            "phase_add": (draft, window),
            "phase": ({**draft, "number": 1}, window),
            "campaign_add": (running, {**burst, "unit": self.made.cast.province.pk}),
            "campaign": ({**running, "pk": self.made.campaign.pk}, burst),
        }
        unseen = {"total": "10", "base": "sent", "among": "don-vi", "by": "equally", "plan": "gone"}
        forms["target_share"] = (running, unseen)
        forms["target_hand_down"] = (running, {**unseen, "target": "0"})
        senders = {"pin": "national"}
        return {
            f"programmes:{page}": Form(sender=senders.get(page, "provincial"), args=args, body=body)
            for page, (args, body) in forms.items()
        }

    def _target_forms(self) -> dict[str, Form]:
        running: dict[str, object] = {"slug": self.made.programme.slug}
        one: dict[str, object] = {"pk": self.made.target.pk}
        aim = {"value": "25", "base": "sent"}
        given = {
            "period": self.made.target.period_id,
            "holder": f"u{self.made.cast.superior.pk}",
            "kind": "count",
            "origin": "assigned",
        }
        grid = {
            f"value_u{self.made.cast.superior.pk}": "9",
            f"seen_u{self.made.cast.superior.pk}": "0",
        }
        return {
            "programmes:target_give": Form(
                sender="provincial", args=running, body={**given, **aim}
            ),
            "programmes:target_grid": Form(sender="provincial", args=running, body={**grid, **aim}),
            "programmes:target": Form(sender="superior", args={**running, **one}, body=aim),
            "programmes:target_remove": Form(sender="superior", args={**running, **one}, body={}),
        }

    def _unit_forms(self) -> dict[str, Form]:
        factory: dict[str, object] = {"code": self.made.cast.factory.code}
        counted = {"members": "120", "workers": "150", "counted_on": "01/02/2026"}
        role = {
            "login": self.made.cast.author.member_code,
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
                sender="officer",
                args={**factory, "pk": self.made.membership.pk},
                body={"way": "aloud"},
            ),
            "units:grant": Form(sender="superior", args=factory, body=role),
            "units:reorganise": Form(
                sender="superior", args={**factory, "kind": "doi-ten"}, body=self._renaming()
            ),
            "units:undo_act": Form(
                sender="superior", args={**factory, "pk": self.made.done_act.pk}, body={}
            ),
            "units:cancel_act": Form(
                sender="superior", args={**factory, "pk": self.made.act.pk}, body={}
            ),
            "units:revoke": Form(
                sender="superior", args={**factory, "pk": self.made.grant.pk}, body={}
            ),
            **grant_forms(self.made.cast, self.made.grant, self.made.acting),
        }

    def _people_forms(self) -> dict[str, Form]:
        factory: dict[str, object] = {"code": self.made.cast.factory.code}
        member = {**factory, "pk": self.made.membership.pk}
        person = {"full_name": "Nguyễn Văn Ân", "member_code": "DV555"}
        back = {"login": self.made.gone.user.member_code, "since_on": "01/02/2026"}
        move = {"to": self.made.cast.far_factory.code, "moves_on": "01/02/2026", **REASON}
        transfer = {**factory, "pk": self.made.transfer.pk}
        forms: dict[str, tuple[dict[str, object], dict[str, Any]]] = {
            "receive": (factory, back),
            "correct": (member, person),
            "leave": (member, {"cause": "left", "last_on": "01/02/2026"}),
            "undo": ({**factory, "pk": self.made.gone.pk}, REASON),
            "lock": (member, REASON),
            "transfer_send": (member, move),
            "transfer": (transfer, {"intent": "cancel"}),
            "lookalike": ({"pk": self.made.pair.pk}, {"verdict": "two", **REASON}),
        }
        return {
            f"units:{page}": Form(sender="officer", args=args, body=body)
            for page, (args, body) in forms.items()
        }

    def _sheet(self) -> str:
        """As the page of the officer carries it."""
        paper = {"unit": "", "address": "", "made": "", "people": []}
        salt = f"sangkien.sheet.{self.made.cast.officer.pk}.{self.made.cast.factory.pk}"
        return signing.dumps(paper, salt=salt, compress=True)

    def _writing_forms(self) -> dict[str, Form]:
        draft = self._code("draft")
        entry = content_of(self.made.programme, first_applied_on="10/03/2026")
        entry["field"] = entry.pop("field_id")
        key = {"request_key": str(uuid.uuid4())}
        title = {"title": "Tên mới của sáng kiến"}
        saved_time = {"minutes": "15", "times": "20", "days": "26", "months": "12"}
        saved_time |= {"wage": "40000", "cost": "0", "intent": "use"}
        return {
            "offline:bring": Form(
                sender="author", body={**title, "request_key": str(uuid.uuid4())}
            ),
            "initiatives:start": Form(sender="author", body={**title, **key}),
            "initiatives:formula": Form(
                sender="author", args={**draft, "key": "thoi-gian"}, body=saved_time
            ),
            "initiatives:step": Form(sender="author", args={**draft, "number": 1}, body=title),
            "initiatives:review": Form(sender="author", args=draft, body={}),
            "initiatives:discard": Form(sender="author", args=draft, body={}),
            "initiatives:withdraw": Form(sender="author", args=self._code("sent"), body=REASON),
            "initiatives:on_behalf": Form(
                sender="officer", body={"login": self.made.cast.author.member_code}
            ),
            "initiatives:enrol": Form(
                sender="officer", body={**PERSON, "unit": self.made.cast.factory.code}
            ),
            "initiatives:enter": Form(
                sender="officer",
                args={"pk": self.made.membership.pk},
                body={**entry, **key, "programme": self.made.programme.slug},
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
            "initiatives:pass_up": Form(sender="officer", args=sent, body=REASON),
            "initiatives:canned": Form(
                sender="officer",
                body={
                    "unit_code": self.made.cast.factory.code,
                    "outcome": "returned",
                    "words": "Đề nghị chụp ảnh trước và sau.",
                },
            ),
            "initiatives:sleeping": Form(
                sender="superior", body={"only": self.made.initiatives["sleeping"].code}
            ),
            "initiatives:share": Form(
                sender="fellow", args=self._code("shared"), body={"answer": "agree"}
            ),
            "initiatives:amend": Form(
                sender="author", args=self._code("confirmed"), body=self._amended()
            ),
            "initiatives:secrecy": Form(
                sender="author", args=self._code("sent"), body={"intent": "giu"}
            ),
            "initiatives:take_back": Form(
                sender="author", args=self._code("confirmed"), body=REASON
            ),
            "initiatives:reopen": Form(sender="officer", args=self._code("confirmed"), body=REASON),
        }

    def _amended(self) -> dict[str, Any]:
        """One letter of the title put right."""
        known = content_of(self.made.programme, title=TITLES["confirmed"])
        kept = {name: known.get(name, "") for name in rules.AMENDABLE}
        return {**kept, "title": f"{TITLES['confirmed']}.", **REASON}

    def _code(self, state: str) -> dict[str, object]:
        return {"code": self.made.initiatives[state].code}
