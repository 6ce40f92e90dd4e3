"""What stands on posters."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.roles import RoleKey
from sangkien.core import periods, placeholders
from sangkien.core.errors import NotFound
from sangkien.core.periods import local_day
from sangkien.papers import qr
from sangkien.posters import rules
from sangkien.posters.models import PieceOrder, PosterOrder, PosterText
from sangkien.programmes.models import Programme
from sangkien.programmes.queries import phase_windows
from sangkien.units import queries as units
from sangkien.units.models import Grant, Unit


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The text of the posters of one programme; `texts` by field of `rules.DEFAULTS`."""

    texts: dict[str, str]
    is_own: bool
    changed_at: dt.datetime | None


def wording(programme: Programme) -> Wording:
    row = PosterText.objects.filter(programme=programme, is_own=True).first()
    texts = {
        field: getattr(row, field) if row else rules.DEFAULTS[field] for field in rules.DEFAULTS
    }
    return Wording(texts=texts, is_own=row is not None, changed_at=row.changed_at if row else None)


def posters(
    programme: Programme, wanted: Sequence[Unit], *, at: dt.datetime
) -> dict[str, list[dict[str, object]]]:
    """The data of the template `poster` for some units, in their order; four queries."""
    texts = wording(programme).texts
    deadline = _deadline(programme, at=at)
    contacts = _contacts(wanted, on=local_day(at))
    return {
        "posters": [
            _poster(programme, unit, texts, deadline=deadline, contact=contacts.get(unit.pk, ""))
            for unit in wanted
        ]
    }


def _poster(
    programme: Programme, unit: Unit, texts: dict[str, str], *, deadline: str, contact: str
) -> dict[str, object]:
    base, address = settings.BASE_URL, rules.typed_address(settings.BASE_URL, unit.code)
    values = {
        "chuong_trinh": programme.title,
        "don_vi": unit.name,
        "dia_chi": address,
        "han": deadline,
        "lien_he": contact or _("Ban Chấp hành %(unit)s") % {"unit": unit.name},
    }
    said = {
        field: placeholders.filled(text, values, allowed=rules.MEANINGS)
        for field, text in texts.items()
    }
    return {
        "programme": programme.title,
        "slogan": programme.slogan,
        "unit": unit.name,
        "invitation": said["invitation"],
        "steps": [said["step_one"], said["step_two"], said["step_three"]],
        "contact": said["contact"],
        "qr": qr.svg(rules.scanned_address(base, unit.code, programme.slug)),
        "address": address,
        "deadline": deadline,
    }


def _deadline(programme: Programme, *, at: dt.datetime) -> str:
    """The end of the phase that receives now, else of the next one, else of the last."""
    phases = phase_windows(programme)
    to_come = [phase for phase in phases if phase.closes_at > at]
    closing = (to_come[:1] or phases[-1:])[0].closes_at if phases else None
    return periods.closing_words(closing) if closing else _("theo thông báo của công đoàn")


def _contacts(wanted: Sequence[Unit], *, on: dt.date) -> dict[int, str]:
    """An officer of each unit who agreed that the own name is public; one query."""
    grants = Grant.objects.filter(
        unit__in=[unit.pk for unit in wanted],
        role=RoleKey.GRASSROOTS_OFFICER,
        user__is_active=True,
        user__name_public_since__isnull=False,
    )
    rows = grants.in_force_on(on).select_related("user", "unit").order_by("-since_on", "-pk")
    return {
        row.unit_id: _("%(name)s, cán bộ %(unit)s")
        % {"name": row.user.full_name, "unit": row.unit.label}
        for row in rows
    }


def below(unit: Unit, *, on: dt.date) -> list[Unit]:
    """The units directly below, one more than can be printed when there are too many."""
    return list(units.children(unit, on=on)[: rules.MOST + 1])


def order(unit: Unit, pk: int, *, actor: Actor) -> PosterOrder:
    """Without its pages."""
    found = (
        PosterOrder.objects.filter(unit=unit, pk=pk)
        .defer("pdf")
        .select_related("unit", "programme")
        .first()
    )
    if found is None or not actor.can(Permission.POSTER_MAKE, at=unit.path):
        raise NotFound(_("Bộ áp phích này không còn. Mời lập lại."))
    return found


def pdf_of(found: PieceOrder) -> bytes:
    """The pages of a finished order."""
    pdf = type(found).objects.filter(pk=found.pk).values_list("pdf", flat=True).first()
    if pdf is None:
        raise NotFound(_("Bộ áp phích này chưa xong."))
    return bytes(pdf)
