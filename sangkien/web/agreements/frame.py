"""What the pages of one agreement have around them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from sangkien.agreements import permissions
from sangkien.agreements.enums import EditionState
from sangkien.agreements.queries import pacts
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.papers import certificates
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.agreements.models import Agreement, Edition, Opinion, Party, Signature


@dataclass(frozen=True, kw_only=True)
class PartyLine:
    """A party, what it said in the present round, how it signed, what the reader may do for it."""

    party: "Party"
    opinion: "Opinion | None"
    signature: "Signature | None"
    may_answer: bool
    may_sign: bool
    may_bring: bool


class Reading:
    """One agreement as the reader may see it; everything is asked of the database once."""

    def __init__(self, request: WorkRequest, pk: int) -> None:
        self.request = request
        self.agreement: Agreement = pacts.get_agreement(pk, actor=request.actor)
        self.drafts = permissions.can_draft(request.actor, self.agreement.unit)

    def ensure(self, *, may: bool) -> None:
        if not may:
            raise NotFound(_("Không tìm thấy trang này của giao ước."))

    @cached_property
    def editions(self) -> "list[Edition]":
        drafts = permissions.can_read_drafts(self.request.actor, self.agreement)
        return pacts.editions_of(self.agreement, sent=self.is_inside, drafts=drafts)

    @cached_property
    def parties(self) -> "list[Party]":
        return pacts.parties_of(self.agreement)

    @cached_property
    def is_inside(self) -> bool:
        """Takes part in the talks; members read what was signed."""
        return permissions.takes_part(self.request.actor, self.agreement, self.parties)

    @cached_property
    def open(self) -> "Edition | None":
        """What is being drafted, discussed or signed, where the reader may see it."""
        last = self.editions[-1] if self.editions else None
        is_over = {EditionState.SIGNED, EditionState.WITHDRAWN}
        return None if last is None or last.state in is_over else last

    def draft(self) -> "Edition":
        """The draft that the reader may write; else NotFound."""
        edition = self.open
        if edition is None or not edition.is_draft or not self.drafts:
            raise NotFound(_("Không có bản nào đang soạn."))
        return edition

    def edition(self, number: int) -> "Edition":
        found = next((one for one in self.editions if one.number == number), None)
        if found is None:
            raise NotFound(_("Không tìm thấy bản này của giao ước."))
        return found

    def party(self, place: int) -> "Party":
        found = next((one for one in self.parties if one.place == place), None)
        if found is None:
            raise NotFound(_("Không tìm thấy bên này của giao ước."))
        return found

    def lines(self, edition: "Edition") -> list[PartyLine]:
        """Three queries, however many parties there are."""
        actor = self.request.actor
        opinions = {
            one.party_id: one
            for one in reversed(pacts.opinions_of(edition))
            if one.round == edition.round
        }
        signatures = {one.party_id: one for one in pacts.signatures_of([edition])}
        asked = edition.state == EditionState.CONSULTING
        to_sign = edition.state == EditionState.AGREED
        found = []
        for party in self.parties:
            opinion, signature = opinions.get(party.pk), signatures.get(party.pk)
            answered = opinion is not None and opinion.verdict == "agree"
            unsigned = to_sign and signature is None
            found.append(
                PartyLine(
                    party=party,
                    opinion=opinion,
                    signature=signature,
                    may_answer=asked and not answered and permissions.can_answer(actor, party),
                    may_sign=unsigned and permissions.can_sign(actor, party),
                    may_bring=unsigned and permissions.can_bring_paper(actor, party),
                )
            )
        return found

    def around(self, *, step: str = "") -> dict[str, Any]:
        own = reverse("agreements:detail", args=[self.agreement.pk])
        trail = [
            Link(label=_("Giao ước thi đua"), url=reverse("agreements:index")),
            Link(label=self.agreement.title, url=own),
        ]
        return {
            "agreement": self.agreement,
            "drafts": self.drafts,
            "is_inside": self.is_inside,
            "today": clock.today(),
            "reads_certificates": certificates.is_available(),
            "back": own,
            "breadcrumb": [*trail, Link(label=step)] if step else trail,
        }
