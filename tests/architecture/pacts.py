"""Agreements of the one CĐCS of the matrix, one at each step, and what overseeing it brings."""

import uuid
from typing import Any

import pytest

from sangkien.agreements import files
from sangkien.agreements.actions import amending, signing
from sangkien.agreements.models import Agreement, Signature
from sangkien.core import clock
from tests.agreements.pacts import (
    current,
    draft,
    party,
    proven,
    say,
    scan,
    seat,
    send,
    sign,
    version,
)
from tests.architecture.lists import SentAgain
from tests.architecture.matrix import Form
from tests.architecture.oversight import Oversight
from tests.factories import Cast, actor
from tests.files.samples import picture

REASON = "Giám đốc nhất trí."


class Pacts:
    """Between the factory and its employer, so that nobody else takes part."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.now = cast, clock.now()
        self.oversight = Oversight(cast)
        self.draft = self._begun()
        self.asked = self._sent()
        self.settled = self._settled()
        self.signed = self._signed()
        self.amended = self._signed()
        by: dict[str, Any] = {"by": actor(cast.officer, at=self.now), "at": self.now}
        amending.begin_annex(self.amended, **by)

    def _begun(self) -> Agreement:
        employer = seat(None, "Công ty May Ánh Dương", post="Giám đốc")
        return draft(
            self.cast.factory, self.cast.officer, seat(self.cast.factory), employer, at=self.now
        )

    def _sent(self) -> Agreement:
        row = self._begun()
        send(row, self.cast.officer, at=self.now)
        return row

    def _settled(self) -> Agreement:
        row = self._sent()
        say(row, 2, self.cast.officer, words=REASON, at=self.now)
        return row

    def _signed(self) -> Agreement:
        row = self._settled()
        sign(row, 1, self.cast.officer, at=self.now)
        seen, by = current(row).digest, proven(self.cast.officer, at=self.now)
        signing.sign_on_paper(row, party(row, 2), scan(), seen=seen, by=by, at=self.now)
        row.refresh_from_db()
        return row

    def values(self) -> dict[str, tuple[object, ...]]:
        every = (self.draft, self.asked, self.settled, self.signed, self.amended)
        paper = Signature.objects.get(edition__agreement=self.signed, file__isnull=False)
        return {
            "agreements.pk": tuple(row.pk for row in every),
            "agreements.unit_code": (self.cast.factory.code,),
            "agreements.number": (1,),
            "agreements.place": (1, 2),
            "agreements:to_sign.pk": (self.settled.pk,),
            "agreements:signed.pk": (self.signed.pk,),
            "agreements:signed.signature_pk": (paper.pk,),
            **self.oversight.values(),
        }

    def forms(self) -> dict[str, Form]:
        draft_, asked, settled = ({"pk": row.pk} for row in (self.draft, self.asked, self.settled))
        seen = {"seen": str(version(self.draft))}
        day = f"{clock.today():%d/%m/%Y}"
        words = {
            "kind": "with_head",
            "span": "yearly",
            "title": "Giao ước khác",
            "starts_on": day,
            "ends_on": "31/12/2099",
        }
        digest = {"seen": current(self.settled).digest}
        answer = {"seen": current(self.asked).digest, "verdict": "agree", "words": REASON}
        seats = {"ben_n": "1", "ben0_unit": self.cast.factory.code}
        ended = {"outcome": "ended_early", "words": "Kết thúc."}
        cases: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
            "begin": (
                {"unit_code": self.cast.factory.code},
                {**words, "request_key": str(uuid.UUID(int=9))},
            ),
            "head": (draft_, {**words, **seen}),
            "parties": (draft_, {**seen, **seats}),
            "articles": (draft_, {**seen, "grounds": "Căn cứ Luật;", "dieu_n": "0"}),
            "tables": (draft_, {**seen, "ct_n": "0", "pt_n": "0"}),
            "send": (draft_, seen),
            "drop": (draft_, {}),
            "take_back": (asked, {}),
            "opinion": ({**asked, "place": 2}, answer),
            "sign": ({**settled, "place": 1}, {**digest, "read": "on"}),
            "paper": ({**settled, "place": 2}, {**digest, "file": _again()}),
            "certificate": ({**settled, "place": 2}, {**digest, "file": _certified(self.settled)}),
            "begin_annex": ({"pk": self.signed.pk}, {}),
            "withdraw_annex": ({"pk": self.amended.pk}, {}),
            "close": ({"pk": self.signed.pk}, ended),
        }
        return self.oversight.forms() | {
            f"agreements:{page}": Form(sender="officer", args=args, body=body)
            for page, (args, body) in cases.items()
        }


def _certified(row: Agreement) -> SentAgain:
    """What the employer signed with a certificate."""
    tokens = pytest.importorskip("tests.papers.signing")
    found = Agreement.objects.select_related("unit__parent").get(pk=row.pk)
    file = SentAgain(
        tokens.token("Phạm Giám Đốc").sign(files.to_sign(found, current(row)), "BEN_2")
    )
    file.name = "giao-uoc-da-ky.pdf"
    return file


def _again() -> SentAgain:
    file = SentAgain(picture("PNG"))
    file.name = "ban-ky.png"
    return file
