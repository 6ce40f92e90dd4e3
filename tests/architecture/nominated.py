"""Rounds and dossiers of the one CĐCS of the matrix: its officer judges what a colleague wrote."""

import datetime as dt
import uuid
from dataclasses import replace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.commendation import submission_writing
from sangkien.commendation.actions import (
    dossiers,
    dossiers_chain,
    dossiers_files,
    rounds,
    submitting,
)
from sangkien.commendation.actions.rounds import Wanted
from sangkien.commendation.enums import HolderKind, Origin
from sangkien.commendation.models import Award, Dossier, DossierFile, Round, Submission
from sangkien.commendation.queries import submissions as queries
from sangkien.core import clock
from sangkien.core.periods import local_day
from sangkien.recognition.queries.terms import terms
from sangkien.units.models import Unit
from tests.architecture.lists import SentAgain
from tests.architecture.matrix import Form
from tests.commendation.scenes import PAPER, PDF, make_award
from tests.factories import Cast, actor, make_member, make_officer

ROUND_PAGES = (
    *("round", "round_extend", "round_close", "round_cancel", "nominate", "submission"),
    *("round_workbook", "submissions"),
)
SUBMISSION_PAGES = (
    *("submission_read", "submission_sign", "submission_drop", "submission_paper"),
    "submission_revoke",
)
DOSSIER_PAGES = (
    *("dossier", "dossier_write", "dossier_send", "dossier_withdraw", "dossier_drop"),
    *("dossier_add_file", "dossier_file", "dossier_remove_file", "dossier_judge"),
    *("dossier_bring", "dossier_higher", "dossier_report", "dossier_listing"),
)


class Scan(SentAgain):
    """A PDF that can be sent by one reader after the other."""

    name = "bien-ban.pdf"


class Nominated:
    def __init__(self, cast: Cast) -> None:
        self.cast, self.now = cast, clock.now()
        self.colleague = make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, "Đỗ Đồng Cấp")
        self.people = [make_member(cast.factory, f"Đinh Được Khen {one}") for one in "ABCD"]
        award = self._award(cast.factory, cast.officer)
        self.round = self._round(cast.factory, cast.officer, award)
        self.draft = self._begun(self.people[0], cast.officer)
        self.whole = self._whole(self.people[1], cast.officer)
        self.sent = self._sent(self.people[2])
        self.issued = self._submitted(cast.officer)
        self.complete = self._sent(cast.author)
        dossiers_chain.accept([(self.complete, self.complete.version)], **self._by(cast.officer))
        self.complete.refresh_from_db()
        higher = self._award(cast.superior, cast.superior_officer)
        upper = self._round(cast.superior, cast.superior_officer, higher)
        self.higher = upper.awards.get()
        self.submission = self._submitted()
        self.file = DossierFile.objects.get(dossier=self.whole)

    def _by(self, user: User) -> dict[str, Any]:
        return {"by": actor(user, at=self.now), "at": self.now}

    def _award(self, unit: Unit, writer: User) -> Award:
        return make_award(unit, writer, terms={"quota": {}}, holder_kind=HolderKind.PERSON)

    def _round(self, unit: Unit, writer: User, award: Award) -> Round:
        today = local_day(self.now)
        wanted = Wanted(
            title="Khen thưởng quý",
            awards=[award],
            since_on=today - dt.timedelta(days=90),
            until_on=today,
            closes_at=self.now + dt.timedelta(days=9),
        )
        return rounds.open_round(unit, wanted, request_key=uuid.uuid4(), **self._by(writer))

    def _begun(self, user: User, by: User) -> Dossier:
        return dossiers.nominate(
            self.round,
            self.round.awards.get().award,
            unit=self.cast.factory,
            user=user,
            proposer=self.cast.factory,
            origin=Origin.HAND,
            summary="Ba sáng kiến được công nhận",
            findings=[],
            request_key=uuid.uuid4(),
            **self._by(by),
        )

    def _whole(self, user: User, by: User) -> Dossier:
        row = self._begun(user, by)
        words: dict[str, Any] = {"summary": row.summary, "achievement": "Kết quả tốt."}
        dossiers.write(row, **words, seen=row.version, **self._by(by))
        dossiers_files.add_file(
            row,
            key=PAPER["key"],
            upload=SimpleUploadedFile("bien-ban.pdf", PDF),
            caption="",
            request_key=uuid.uuid4(),
            **self._by(by),
        )
        row.refresh_from_db()
        return row

    def _sent(self, user: User) -> Dossier:
        row = self._whole(user, self.colleague)
        told = self._by(self.colleague)
        return dossiers_chain.send(row, is_certified=True, seen=row.version, **told)

    def _submitted(self, signer: User | None = None) -> Submission:
        words: dict[str, Any] = {"signer_name": "Lê Thị Ký", "signer_post": "Chủ tịch"}
        told = self._by(self.colleague)
        row = submitting.prepare(self.round, self.cast.factory, **words, **told)
        if signer is None:
            return row
        by = replace(actor(signer, at=self.now), proven_at=self.now)
        return submitting.sign(row, seen=self._stamp(row), by=by, at=self.now)

    def _stamp(self, row: Submission) -> str:
        day = local_day(self.now)
        drafted = submission_writing.submission_draft(
            row, queries.dossiers_of(row), terms=terms(row.unit, on=day), issued_on=day
        )
        return submission_writing.stamp(drafted)

    def values(self) -> dict[str, tuple[object, ...]]:
        pks = (self.whole.pk, self.complete.pk)
        return {
            "commendation:round_open.unit_code": (self.cast.factory.code,),
            **{f"commendation:{page}.pk": (self.round.pk,) for page in ROUND_PAGES},
            **{f"commendation:{page}.pk": pks for page in DOSSIER_PAGES},
            **{
                f"commendation:{page}.pk": (self.submission.pk, self.issued.pk)
                for page in SUBMISSION_PAGES
            },
            "commendation.file_pk": (self.file.pk,),
            "commendation:submission.kind": ("docx",),
            "commendation:submission_paper.kind": ("docx",),
            "commendation:dossier_report.kind": ("docx",),
            "commendation:dossier_listing.kind": ("docx",),
        }

    def forms(self) -> dict[str, Form]:
        today = local_day(self.now)
        later = f"{today + dt.timedelta(days=20):%d/%m/%Y}"
        award = str(self.round.awards.get().award_id)
        opened: dict[str, Any] = {
            "title": "Đợt xét khác",
            "awards": award,
            "since_on": f"{today:%d/%m/%Y}",
            "until_on": f"{today:%d/%m/%Y}",
            "closes_on": later,
            "request_key": str(uuid.UUID(int=21)),
        }
        nominated: dict[str, Any] = {
            "award": award,
            "proposer": str(self.cast.factory.pk),
            "login": self.people[3].member_code,
            "summary": "Có sáng kiến",
            "request_key": str(uuid.UUID(int=22)),
        }
        added: dict[str, Any] = {
            "key": PAPER["key"],
            "upload": Scan(PDF),
            "request_key": str(uuid.UUID(int=23)),
        }
        here = {"pk": self.round.pk}
        cases: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
            "round_open": ({"unit_code": self.cast.factory.code}, opened),
            "round_extend": (here, {"closes_on": later, "reason": "Thêm thời gian"}),
            "round_close": (here, {"reason": "Đủ hồ sơ"}),
            "round_cancel": (here, {"reason": "Chuyển năm sau"}),
            "nominate": (here, nominated),
            "dossier_add_file": ({"pk": self.draft.pk}, added),
            **self._of_submission(),
            **self._of_dossiers(),
        }
        return {
            f"commendation:{page}": Form(sender="officer", args=args, body=body)
            for page, (args, body) in cases.items()
        }

    def _of_submission(self) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
        row = self.submission
        signer = {"signer_name": "Lê Thị Ký", "signer_post": "Chủ tịch"}
        return {
            "submissions": ({"pk": self.round.pk}, signer),
            "submission_sign": ({"pk": row.pk}, {"seen": self._stamp(row)}),
            "submission_drop": ({"pk": row.pk}, {}),
            "submission_revoke": ({"pk": self.issued.pk}, {"reason": "Ghi sai chức vụ"}),
        }

    def _of_dossiers(self) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
        def seen(row: Dossier, **more: str) -> dict[str, Any]:
            return {"seen": str(row.version), **more}

        kept = {"pk": self.whole.pk}
        words: dict[str, Any] = {"summary": "Bốn sáng kiến", "achievement": "Kết quả rất tốt."}
        raised = seen(self.complete, award=str(self.higher.pk), reason="Xuất sắc")
        return {
            "dossier_write": (kept, seen(self.whole, **words)),
            "dossier_send": (kept, seen(self.whole, is_certified="on")),
            "dossier_withdraw": ({"pk": self.sent.pk}, seen(self.sent, reason="Nhầm")),
            "dossier_drop": ({"pk": self.draft.pk}, {}),
            "dossier_remove_file": ({**kept, "file_pk": self.file.pk}, {}),
            "dossier_judge": ({"pk": self.sent.pk}, seen(self.sent, outcome="complete")),
            "dossier_bring": ({"pk": self.complete.pk}, {"session": "0"}),
            "dossier_higher": ({"pk": self.complete.pk}, raised),
            "dossier_inbox": ({}, {"selected": f"{self.sent.pk}.{self.sent.version}"}),
        }
