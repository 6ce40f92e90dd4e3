"""Photos, documents and voice notes beside an initiative."""

from django.db import models
from django.db.models import Q

from sangkien.accounts.models import User
from sangkien.core.fields import LineField
from sangkien.files.models import StoredFile
from sangkien.initiatives.enums import PHOTOS, EvidenceKind
from sangkien.initiatives.models.initiative import Initiative


class Evidence(models.Model):
    """ "Minh chứng" that an initiative was carried out.

    Seen by whoever may see the initiative; by everybody only when the author agreed
    (`published_at`) and the initiative itself is public. `request_key` makes the same form sent
    twice one piece of evidence. Beside a trade secret the file is closed, and `sealed` holds its
    name and its caption, encrypted.

    A file that a programme asked for stands here too: `question` is the key of what it answers.
    The one that counts has no `replaced_at`; what officers have seen before it stays.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=8, choices=EvidenceKind.choices)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    caption = LineField("chú thích", max_length=200, blank=True)
    sealed = models.TextField(blank=True, default="")
    position = models.PositiveSmallIntegerField()
    request_key = models.UUIDField(unique=True)
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    added_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    question = models.CharField(max_length=20, blank=True)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=EvidenceKind.ANSWER) & ~Q(question="")
                | ~Q(kind=EvidenceKind.ANSWER) & Q(question="", replaced_at=None),
                name="initiatives_answers_have_question",
            ),
            models.UniqueConstraint(
                fields=["initiative", "question"],
                condition=Q(kind=EvidenceKind.ANSWER, replaced_at=None),
                name="initiatives_one_file_an_answer",
            ),
            models.UniqueConstraint(
                fields=["initiative", "position"], name="initiatives_evidence_position_once"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(kind__in=sorted(PHOTOS)),
                name="initiatives_only_photos_public",
            ),
            models.CheckConstraint(
                condition=Q(sealed="") | Q(caption="", published_at=None),
                name="initiatives_secret_evidence_is_sealed",
            ),
        ]

    def __str__(self) -> str:
        return self.caption or str(self.kind_enum.label)

    @property
    def kind_enum(self) -> EvidenceKind:
        return EvidenceKind(self.kind)

    @property
    def is_answer(self) -> bool:
        return self.kind_enum == EvidenceKind.ANSWER

    @property
    def is_photo(self) -> bool:
        return self.kind_enum in PHOTOS
