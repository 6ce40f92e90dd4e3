"""What an agreement says, what the parties said to it, who signed it."""

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from sangkien.accounts.models import User
from sangkien.agreements import contents
from sangkien.agreements.contents import Content, Signer
from sangkien.agreements.enums import EditionState, SigningMethod, Verdict
from sangkien.agreements.models.agreement import Agreement, Party
from sangkien.agreements.models.target import Target
from sangkien.core.fields import ProseField
from sangkien.files.models import StoredFile
from sangkien.papers.models import IssuedPaper


class Edition(models.Model):
    """ "Bản giao ước, phụ lục". Drafts change (`version` counts that); what was sent to the parties
    has a `digest` and never changes again unless it goes back to draft. `round` counts how often it
    was sent: opinions belong to a round.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=10, choices=EditionState.choices, default=EditionState.DRAFT
    )
    version = models.PositiveIntegerField(default=1)
    round = models.PositiveSmallIntegerField(default=0)
    content = models.JSONField()
    digest = models.CharField(max_length=64, blank=True)
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    paper = models.OneToOneField(IssuedPaper, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"],
                condition=~Q(state="withdrawn"),
                name="agreements_edition_number",
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(state__in=["draft", "consulting", "agreed"]),
                name="agreements_one_open_edition",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) ^ ~Q(digest=""),
                name="agreements_sent_has_digest",
            ),
            models.CheckConstraint(
                condition=Q(state="signed", signed_at__isnull=False, paper__isnull=False)
                | (~Q(state="signed") & Q(signed_at=None, paper=None)),
                name="agreements_signed_has_paper",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}/{self.number}"

    @property
    def state_enum(self) -> EditionState:
        return EditionState(self.state)

    @property
    def is_draft(self) -> bool:
        return self.state == EditionState.DRAFT

    @property
    def is_signed(self) -> bool:
        return self.state == EditionState.SIGNED

    @property
    def is_annex(self) -> bool:
        return self.number > 1

    @cached_property
    def words(self) -> Content:
        return contents.read(self.content)

    @cached_property
    def signers(self) -> list[Signer]:
        """The parties as they were when it was sent; empty for a draft."""
        return contents.signers(self.content)

    @property
    def fingerprint(self) -> str:
        """The digest in groups, to be compared by eye; breaks on narrow screens."""
        return " ".join(self.digest[at : at + 8] for at in range(0, len(self.digest), 8))

    @property
    def is_untouched(self) -> bool:
        """Whether the content still is what the digest was made of."""
        return bool(self.digest) and contents.digest(self.content) == self.digest


class Opinion(models.Model):
    """ "Ý kiến của một bên" about an edition as it was seen. `is_relayed`: written down by the unit
    that drafts it, for a party outside of the union.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="opinions")
    party = models.ForeignKey(Party, models.CASCADE, related_name="opinions")
    round = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    words = ProseField(blank=True)
    is_relayed = models.BooleanField(default=False)
    said_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "party", "round", "verdict"],
                condition=~Q(verdict=Verdict.COMMENT),
                name="agreements_opinion_once",
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.AGREE) | ~Q(words=""), name="agreements_opinion_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.party_id}: {self.verdict}"


class Signature(models.Model):
    """ "Chữ ký của một bên" under one digest: by the signatory with a second factor, the scan of a
    paper or a PDF that was signed elsewhere, or a PDF of ours with a certificate signature.

    `certificate` holds what the certificate says (`papers.certificates.Found`), its chain as it was
    when the file came.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="signatures")
    party = models.ForeignKey(Party, models.PROTECT, related_name="signatures")
    method = models.CharField(max_length=15, choices=SigningMethod.choices)
    digest = models.CharField(max_length=64)
    factor = models.CharField(max_length=20, blank=True)
    certificate = models.JSONField(null=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "party"], name="agreements_signature_once"),
            models.CheckConstraint(
                condition=Q(
                    method=SigningMethod.PAPER, file__isnull=False, certificate__isnull=True
                )
                | Q(method=SigningMethod.SECOND_FACTOR, file=None, certificate__isnull=True)
                | Q(
                    method=SigningMethod.CERTIFICATE,
                    file__isnull=False,
                    certificate__isnull=False,
                ),
                name="agreements_signature_has_proof",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.party_id}"

    @property
    def is_paper(self) -> bool:
        return self.method == SigningMethod.PAPER

    @property
    def is_certificate(self) -> bool:
        return self.method == SigningMethod.CERTIFICATE

    @property
    def fingerprint(self) -> str:
        """Of the certificate; empty without one."""
        return str(self.certificate["fingerprint"]) if self.certificate else ""


class PledgeTarget(models.Model):
    """Which target a pledge became when its edition was signed; `number` is its row, from 1."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="pledge_targets")
    number = models.PositiveSmallIntegerField()
    target = models.ForeignKey(Target, models.CASCADE, related_name="pledges")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="agreements_pledge_once"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} #{self.number}"
