"""Reading what an initiative is worth: declared, verified and counted, each by itself."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sangkien.adoption.models import Adoption, Counting, Verification
from sangkien.core.errors import NotFound
from sangkien.initiatives.models import Initiative


@dataclass(frozen=True, kw_only=True)
class Worth:
    """The three figures of one subject; they are never added to each other."""

    declared_vnd: int | None
    declared_basis: str
    verified: Verification | None
    counted: Counting | None
    versions: tuple[Verification, ...]

    @property
    def counted_vnd(self) -> int | None:
        holds = self.counted.verification if self.counted else None
        return holds.amount_vnd if holds else None

    @property
    def countable(self) -> list[Verification]:
        return [version for version in self.versions if version.is_amount]


def worth_of(initiative: Initiative, adoption: Adoption | None = None) -> Worth:
    """Of the initiative at its own unit, or of one adoption; two queries."""
    about = {"initiative": initiative, "adoption": adoption}
    verified = Verification.objects.filter(**about).select_related("verified_by", "file")
    versions = tuple(verified.order_by("-version"))
    counted = Counting.objects.filter(**about).select_related("verification", "counted_by")
    subject = adoption or initiative
    return Worth(
        declared_vnd=subject.benefit_vnd,
        declared_basis=subject.benefit_basis,
        verified=versions[0] if versions else None,
        counted=counted.order_by("-pk").first(),
        versions=versions,
    )


def get_verification(initiative: Initiative, pk: int) -> Verification:
    """One version about an initiative or one of its adoptions."""
    rows = Verification.objects.filter(initiative=initiative, pk=pk)
    found = rows.select_related("adoption__unit", "file", "initiative__unit").first()
    if found is None:
        raise NotFound(_("Không tìm thấy lần thẩm định này."))
    return found
