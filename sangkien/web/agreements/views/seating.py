"""Who the parties are: written by hand, or filled in from a cluster or from all units below."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.agreements import contents, patterns
from sangkien.agreements.actions import drafting
from sangkien.agreements.enums import AgreementKind
from sangkien.agreements.errors import Incomplete
from sangkien.agreements.queries import filling, pacts
from sangkien.core import clock
from sangkien.web.agreements.forms import PartiesForm
from sangkien.web.agreements.frame import Reading
from sangkien.web.agreements.views.writing import rows_form, written
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sangkien.agreements.models import Agreement, Party
    from sangkien.agreements.queries.filling import Candidate

TEMPLATE = "agreements/parties.html"
TELLING = ("unit", "name", "signatory")


@require_http_methods(["GET", "HEAD", "POST"])
def parties(request: WorkRequest, pk: int) -> HttpResponse:
    reading = Reading(request, pk)
    edition, row = reading.draft(), reading.agreement
    options: dict[str, Any] = {
        "clusters": pacts.clusters_for(row.unit),
        "sources": [] if edition.is_annex else filling.sources(row),
    }
    rows = {"ben": [_standing(party) for party in reading.parties]}
    form = rows_form(request, edition, PartiesForm, rows=rows, **options)
    if "fill" in request.POST and not edition.is_annex:
        return _fill(reading, form, options)
    return written(
        reading,
        form,
        lambda: drafting.set_parties(
            row, form.seats(), seen=form.cleaned_data["seen"], by=request.actor, at=clock.now()
        ),
        template=TEMPLATE,
        step=_("Các bên ký"),
        following="agreements:articles",
        names=form.places,
        suggested=pacts.units_around(row),
    )


def _standing(party: "Party") -> dict[str, Any]:
    return {
        "unit": party.unit.code if party.unit else "",
        "cluster": party.cluster_id or "",
        "name": party.name,
        "role": party.role,
        "signatory": party.signatory,
        "post": party.post,
    }


def _fill(reading: Reading, form: PartiesForm, options: dict[str, Any]) -> HttpResponse:
    """The page again with more rows; nothing is kept until it is saved."""
    request, row = reading.request, reading.agreement
    typed = [one for one in form.typed()["ben"] if any(one[name] for name in TELLING)]
    context = {
        **reading.around(step=_("Các bên ký")),
        "edition": reading.open,
        "suggested": pacts.units_around(row),
    }
    source = request.POST.get("source", "")
    try:
        added = _added(row, source, typed)
    except Incomplete as refusal:
        form.is_valid()
        form.add_error("source", str(refusal))
        return render(request, TEMPLATE, {**context, "form": form}, status=422)
    initial = {"seen": request.POST.get("seen", ""), "source": source}
    again = PartiesForm(initial=initial, rows={"ben": [*typed, *added]}, **options)
    return render(request, TEMPLATE, {**context, "form": again, "added": len(added)})


def _added(
    row: "Agreement", source: str, typed: "Sequence[Mapping[str, Any]]"
) -> list[dict[str, Any]]:
    """Raises `Incomplete` when there are too many."""
    added = _missing(row, filling.candidates(row, source, on=clock.today()), typed)
    count = len(typed) + len(added)
    if count > contents.MOST_PARTIES:
        raise Incomplete(
            _("Cùng các bên đã ghi thì có %(all)d bên; giao ước có nhiều nhất %(most)d bên.")
            % {"all": count, "most": contents.MOST_PARTIES},
            field="source",
        )
    return added


def _missing(
    row: "Agreement", found: "Sequence[Candidate]", typed: "Sequence[Mapping[str, Any]]"
) -> list[dict[str, Any]]:
    """Those who are no party yet; one unit may stand for itself and for its cluster."""
    taken = {(_code(one["unit"]), str(one["cluster"])) for one in typed}
    roles = patterns.roles_of(AgreementKind(row.kind))
    added = []
    for one in found:
        cluster = str(one.cluster.pk) if one.cluster else ""
        if (one.unit.code, cluster) not in taken:
            added.append(
                {
                    "unit": one.unit.code,
                    "cluster": cluster,
                    "name": one.cluster.name if one.cluster else one.unit.name,
                    "role": roles[-1] if roles else "",
                    "signatory": one.signatory,
                    "post": one.post,
                }
            )
    return added


def _code(typed: Any) -> str:
    return str(typed).split("—", maxsplit=1)[0].strip().upper()
