"""What the pages of the second life say, in words."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sangkien.adoption.enums import Use
from sangkien.adoption.queries import Worth
from sangkien.core import numbers
from sangkien.web.shared.templatetags import vi

if TYPE_CHECKING:
    from sangkien.adoption.models import Answer, Verification


def use_words(use: Use | None, on: dt.date | None) -> str:
    """ "Còn dùng, xác nhận 12/08/2026"; nothing where nobody said so."""
    if on is not None:
        return _("Còn dùng, xác nhận ngày %(on)s") % {"on": vi.day(on)}
    return str(use.label) if use else ""


def adopters_words(count: int) -> str:
    if not count:
        return ""
    words = ngettext("%(n)s đơn vị khác áp dụng", "%(n)s đơn vị khác áp dụng", count)
    return words % {"n": numbers.thousands(count)}


def answer_words(answer: "Answer") -> str:
    """ "Vẫn dùng (sau 3 tháng)"."""
    return _("%(use)s (lần hỏi sau %(months)d tháng)") % {
        "use": Use(answer.use).label,
        "months": answer.check_asked.months,
    }


@dataclass(frozen=True, kw_only=True)
class WorthShown:
    """The three figures with their names, and where somebody may change them."""

    declared: str
    declared_basis: str
    verified: str
    counted: str
    counted_reason: str
    versions: "Sequence[Verification]"
    verify_url: str
    count_url: str


def worth_shown(worth: Worth, *, verify_url: str, count_url: str) -> WorthShown:
    return WorthShown(
        declared=_amount(worth.declared_vnd, _("chưa khai")),
        declared_basis=worth.declared_basis,
        verified=verified_words(worth.verified) if worth.verified else _("chưa thẩm định"),
        counted=_amount(worth.counted_vnd, _("chưa được tính")),
        counted_reason=worth.counted.reason if worth.counted else "",
        versions=worth.versions,
        verify_url=verify_url,
        count_url=count_url if worth.countable else "",
    )


def _amount(value: int | None, nothing: str) -> str:
    return nothing if value is None else vi.vnd(value)


def verified_words(version: "Verification") -> str:
    if version.amount_vnd is None:
        return str(version.get_finding_display())
    return vi.vnd(version.amount_vnd)


def countable_words(version: "Verification") -> str:
    return _("%(amount)s, thẩm định lần %(version)d ngày %(on)s, %(name)s") % {
        "amount": vi.vnd(version.amount_vnd),
        "version": version.version,
        "on": vi.day(version.verified_at),
        "name": version.verified_by.full_name,
    }


def life_url(code: str) -> str:
    return reverse("library:life", args=[code])
