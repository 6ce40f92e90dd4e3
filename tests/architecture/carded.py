"""Cards of the one CĐCS of the matrix, at every step at which a form is sent.

The superior union opens them; the provincial officer is the second person.
"""

import io
import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from sangkien.core import clock
from sangkien.core.periods import local_day
from sangkien.scoring.actions import evidence, opening, tables
from sangkien.scoring.actions.evidence import Proof
from sangkien.scoring.enums import CardState, Part
from sangkien.scoring.models import Card, CriteriaTable, Opening
from sangkien.scoring.queries import card_lists
from sangkien.scoring.rules.columns import Content
from sangkien.scoring.rules.marks import Mark
from tests.architecture.lists import SentAgain
from tests.architecture.matrix import Form
from tests.factories import Cast, actor
from tests.files.samples import picture
from tests.scoring.scenes import draft, enforce, marked, send

LOW = "I.1"


class Carded:
    def __init__(self, cast: Cast) -> None:
        self.cast, self.at = cast, clock.now()
        self.table = self._table(self.at.year)
        self.opening, self.own = self._opened(self.table, Part.YEAR)
        _opening, self.checked = self._opened(self.table, Part.FIRST)
        _opening, self.judged = self._opened(self.table, Part.SECOND)
        self.earlier = self._table(self.at.year - 1)
        self.decided_opening, self.decided = self._opened(self.earlier, Part.YEAR)
        self.fresh = self._table(self.at.year + 1)  # nothing was opened by it yet
        self.fresh_opening, _card = self._opened(self.earlier, Part.FIRST)
        self.file = self._proof()
        self._filled()

    def _table(self, year: int) -> CriteriaTable:
        row = draft(self.cast.superior, self.cast.superior_officer, at=self.at, year=year)
        by = actor(self.cast.superior_officer, at=self.at)
        asked = {**row.content, "ties": [{"kind": "women"}]}
        tables.write(row, asked, seen=row.version, by=by, at=self.at)
        return enforce(row, self.cast.provincial_officer, at=self.at)

    def _opened(self, table: CriteriaTable, part: Part) -> tuple[Opening, Card]:
        by = actor(self.cast.superior_officer, at=self.at)
        made = opening.open_cards(table, part, request_key=uuid.uuid4(), by=by, at=self.at)
        rows = Card.objects.select_related("opening__table", "opening__unit", "unit", "checker")
        return made, rows.get(opening=made, unit=self.cast.factory)

    def _proof(self) -> int:
        upload = SimpleUploadedFile("so-hop.pdf", b"%PDF-1.7\n%%EOF")
        proof = Proof(code=LOW, upload=upload, words="Sổ họp", request_key=uuid.uuid4())
        by = actor(self.cast.officer, at=self.at)
        return evidence.add(self.own, proof, by=by, at=self.at).pk

    def _filled(self) -> None:
        """One waits for the cluster, one for the council, one is decided."""
        cast, full = self.cast, marked(self.table.table)
        lower = Content(
            marks={**full.marks, LOW: Mark(points=100)}, reasons={LOW: "Thiếu một buổi"}
        )
        for card in (self.checked, self.judged, self.decided):
            send(card, full, cast.officer, at=self.at)
        Card.objects.filter(pk=self.checked.pk).update(
            state=CardState.CLUSTER, checker=cast.superior
        )
        for card in (self.judged, self.decided):
            send(card, lower, cast.superior_officer, at=self.at)
        send(self.decided, lower, cast.provincial_officer, at=self.at, reference="05/BB")

    def values(self) -> dict[str, tuple[object, ...]]:
        shown: dict[str, tuple[object, ...]] = {
            "card": (self.own.pk, self.judged.pk),
            "fill": (self.own.pk,),
            "card_pdf": (self.judged.pk,),
            "card_word": (self.judged.pk,),
            "prove": (self.own.pk,),
            "evidence": (self.own.pk,),
            "drop_evidence": (self.own.pk,),
            "explain": (self.judged.pk,),
            "give_back": (self.judged.pk,),
            "unlock": (self.judged.pk,),
            "pass_over": (self.checked.pk,),
            "publish": (self.decided.pk,),
            "people": (self.own.pk,),
            "open": (self.table.pk,),
            "opening": (self.opening.pk,),
            "put_off": (self.opening.pk,),
            "close": (self.opening.pk,),
            "cancel": (self.fresh_opening.pk,),
            "publish_decided": (self.decided_opening.pk,),
        }
        return {
            **{f"scoring:{page}.pk": keys for page, keys in shown.items()},
            "scoring.file_pk": (self.file,),
            "scoring:explain.code": (LOW,),
        }

    def _people(self) -> dict[str, str]:
        return {
            "seen": str(self.own.version),
            "women": "38",
            "people": "50",
            "basis": "Danh sách đoàn viên",
            "counted_on": f"{local_day(self.at):%d/%m/%Y}",
        }

    def _version(self) -> int:
        return Card.objects.values_list("version", flat=True).get(pk=self.decided.pk)

    def forms(self) -> dict[str, Form]:
        seen = str(self.judged.version)
        reason = {"seen": seen, "reason": "Thiếu biên bản họp"}
        own = {"pk": self.own.pk}
        proof = {
            "request_key": str(uuid.UUID(int=21)),
            "code": LOW,
            "words": "Ảnh buổi họp",
            "file": _photo(),
        }
        due = {"due_on": "31/12/2098"}
        opened = {"request_key": str(uuid.UUID(int=22)), "part": "year", **due}
        cases: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
            "fill": ("officer", own, {"seen": str(self.own.version), "intent": "draft"}),
            "prove": ("officer", own, proof),
            "drop_evidence": ("officer", {**own, "file_pk": self.file}, {}),
            "explain": ("officer", {"pk": self.judged.pk, "code": LOW}, {"words": "Họp từ xa"}),
            "give_back": ("provincial", {"pk": self.judged.pk}, reason),
            "unlock": ("provincial", {"pk": self.judged.pk}, reason),
            "pass_over": (
                "superior",
                {"pk": self.checked.pk},
                {**reason, "seen": str(self.checked.version)},
            ),
            "publish": ("superior", {"pk": self.decided.pk}, {"seen": str(self._version())}),
            "publish_decided": (
                "superior",
                {"pk": self.decided_opening.pk},
                {"seen": card_lists.stamp(card_lists.decided(self.decided_opening))},
            ),
            "open": ("superior", {"pk": self.fresh.pk}, opened),
            "put_off": ("superior", {"pk": self.opening.pk}, {"was": "", **due}),
            "close": ("superior", {"pk": self.opening.pk}, {}),
            "cancel": ("superior", {"pk": self.fresh_opening.pk}, {"reason": "Mở nhầm kỳ"}),
            "people": ("officer", own, self._people()),
        }
        return {
            f"scoring:{page}": Form(sender=sender, args=args, body=body)
            for page, (sender, args, body) in cases.items()
        }


def _photo() -> io.BytesIO:
    file = SentAgain(picture("PNG"))
    file.name = "buoi-hop.png"
    return file
