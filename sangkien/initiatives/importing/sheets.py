"""The list as it is today: what a sheet is filled with, and what a line would change."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from sangkien.core import clock, codes, numbers, paths, periods
from sangkien.imports.cells import day_words
from sangkien.imports.kinds import Sheet
from sangkien.initiatives import rules
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.enums import State, SubmitterGroup
from sangkien.initiatives.importing.columns import KEEP, LABELS, SEND
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.queries import CREDITED
from sangkien.programmes.enums import SolutionKind
from sangkien.programmes.queries import open_to
from sangkien.units.models import Unit

CHOSEN: dict[str, type[SolutionKind] | type[SubmitterGroup]] = {
    "kind": SolutionKind,
    "submitter": SubmitterGroup,
}
MOST_LINES = 5_000
SPOKEN = ("title", "before", "solution", "effect", "benefit_basis", "recognised_by")


def choices(unit_id: int) -> dict[str, list[str]]:
    """What the drop-downs offer."""
    unit = Unit.objects.get(pk=unit_id)
    programmes = open_to(unit, at=clock.now())
    fields = dict.fromkeys(field.name for one in programmes for field in one.fields_in_order)
    return {
        "kinds": [str(kind.label) for kind in SolutionKind],
        "fields": list(fields),
        "submitters": [str(group.label) for group in SubmitterGroup],
        "programmes": [one.title for one in programmes],
        "actions": [SEND, KEEP],
    }


def sheet(unit_id: int) -> Sheet:
    """The newest of the unit and of those below it, the drafts of members left out."""
    unit = Unit.objects.get(pk=unit_id)
    here = paths.subtree(unit.path, field="unit_path")
    rows = Initiative.objects.filter(here).exclude(state=State.DRAFT).order_by("-pk")
    seen = rows.select_related("author", "field", "programme").prefetch_related(CREDITED)
    found = list(seen[: MOST_LINES + 1])
    as_of = _("Tính đến %(when)s") % {"when": periods.instant_words(clock.now())}
    if len(found) > MOST_LINES:
        newest = numbers.thousands(MOST_LINES)
        as_of += " " + _("(%(most)s sáng kiến mới nhất)") % {"most": newest}
    return Sheet(
        title=(unit.name.upper(), _("DANH SÁCH SÁNG KIẾN"), as_of), lines=_lines(found[:MOST_LINES])
    )


def _lines(rows: Sequence[Initiative]) -> Iterator[Mapping[str, str]]:
    for row in rows:
        yield {
            "code": codes.display(row.code),
            "member_code": row.author.member_code or "",
            "author": row.author.full_name,
            **{key: getattr(row, key) for key in (*SPOKEN, "decision_number")},
            "kind": str(row.get_kind_display()),
            "field": row.field.name if row.field else "",
            "submitter": str(row.get_submitter_display()),
            "first_applied_on": day_words(row.first_applied_on),
            "benefit_vnd": "" if row.benefit_vnd is None else numbers.thousands(row.benefit_vnd),
            "decided_on": day_words(row.decided_on),
            "coauthors": credit_words(credits_of(row)),
            "programme": row.programme.title,
            "action": SEND if row.state == State.RETURNED else "",
            "state": str(row.get_state_display()),
        }


def credits_of(initiative: Initiative) -> list[Credit]:
    """The co-authors as a list names them."""
    return [
        Credit(share_bp=row.share_bp, login=row.user.member_code or "", name=row.name)
        if row.user
        else Credit(share_bp=row.share_bp, name=row.name)
        for row in initiative.coauthors.all()
    ]


def credit_words(credits: Sequence[Credit]) -> str:
    return "; ".join(
        f"{credit.login or credit.name}: {rules.percent_words(credit.share_bp)}"
        for credit in credits
    )


def differences(
    initiative: Initiative, content: Mapping[str, Any], credits: Sequence[Credit] | None
) -> Iterator[tuple[str, str, str]]:
    """(column, today, afterwards) of everything that a line says differently."""
    for name, new in content.items():
        old = getattr(initiative, name)
        if old != new:
            key = "field" if name == "field_id" else name
            yield LABELS[key], _said(initiative, name, old), _said(initiative, name, new)
    if credits is not None:
        before, after = credit_words(credits_of(initiative)), credit_words(credits)
        if before != after:
            yield LABELS["coauthors"], before, after


def _said(initiative: Initiative, name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if name == "field_id":
        names = {field.pk: field.name for field in initiative.programme.fields_in_order}
        return names.get(value, "")
    if name in CHOSEN:
        return str(CHOSEN[name](value).label)
    if name == "benefit_vnd":
        return numbers.thousands(value)
    return str(value) if isinstance(value, str) else day_words(value)
