"""Begin an agreement and write it: name and time, parties, articles, tables."""

import uuid
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.agreements import permissions
from sangkien.agreements.actions import drafting
from sangkien.agreements.enums import AgreementKind, Span
from sangkien.agreements.queries import pacts
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.units import queries as units
from sangkien.web.agreements.forms import ArticlesForm, HeadForm, TablesForm
from sangkien.web.agreements.forms.rows import MORE, RowsForm
from sangkien.web.agreements.frame import Reading
from sangkien.web.shared.refusals import NOTHING, attempt
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.agreements.models import Edition

F = TypeVar("F", bound=RowsForm)


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: WorkRequest, unit_code: str) -> HttpResponse:
    unit = units.get_unit(unit_code, actor=request.actor)
    if not permissions.can_draft(request.actor, unit):
        raise NotFound(_("Không tìm thấy trang này của đơn vị."))
    today = clock.today()
    form = HeadForm(
        request.POST or None,
        initial={
            "request_key": uuid.uuid4(),
            "kind": AgreementKind.LEVELS,
            "span": Span.YEARLY,
            "starts_on": today,
            "ends_on": today.replace(month=12, day=31),
        },
        clusters=pacts.clusters_for(unit),
        # An agreement of this year may be entered after it was signed.
        periods=pacts.periods_for(unit, since=today.replace(month=1, day=1)),
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: drafting.begin(
                unit,
                form.head(),
                request_key=form.cleaned_data["request_key"] or uuid.uuid4(),
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã lập bản nháp theo mẫu. Mời ghi các bên ký."))
            return redirect("agreements:parties", tried.done.pk)
        status = tried.status
    context = {"form": form, "unit": unit, "breadcrumb": _trail(_("Soạn giao ước"))}
    return render(request, "agreements/begin.html", context, status=status)


def _trail(step: str) -> list[Link]:
    return [
        Link(label=_("Giao ước thi đua"), url=reverse("agreements:index")),
        Link(label=step),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def head(request: WorkRequest, pk: int) -> HttpResponse:
    reading = Reading(request, pk)
    edition, row = reading.draft(), reading.agreement
    reading.ensure(may=not edition.is_annex)
    initial = {
        name: getattr(row, name) for name in ("kind", "span", "title", "starts_on", "ends_on")
    }
    form = HeadForm(
        request.POST or None,
        initial={
            **initial,
            "cluster": row.cluster_id or "",
            "period": row.period_id or "",
            "seen": edition.version,
        },
        clusters=pacts.clusters_for(row.unit),
        periods=pacts.periods_for(row.unit, since=row.starts_on, chosen=row.period_id),
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: drafting.set_head(
                row,
                form.head(),
                seen=form.cleaned_data["seen"] or 0,
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã lưu."))
            return redirect("agreements:detail", row.pk)
        status = tried.status
    context = {**reading.around(step=_("Tên, thời hạn")), "form": form, "unit": row.unit}
    return render(request, "agreements/begin.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def articles(request: WorkRequest, pk: int) -> HttpResponse:
    reading = Reading(request, pk)
    edition, row = reading.draft(), reading.agreement
    words = edition.words
    rows = [{"heading": one.heading, "text": one.text} for one in words.articles]
    form = rows_form(
        request,
        edition,
        ArticlesForm,
        rows={"dieu": rows},
        is_annex=edition.is_annex,
        initial={"grounds": "\n".join(words.grounds), "amends": words.amends},
    )
    return written(
        reading,
        form,
        lambda: drafting.set_articles(
            row,
            grounds=form.cleaned_data["grounds"].splitlines(),
            articles=form.articles(),
            amends=form.cleaned_data.get("amends", ""),
            seen=form.cleaned_data["seen"],
            by=request.actor,
            at=clock.now(),
        ),
        template="agreements/articles.html",
        step=_("Căn cứ, điều khoản"),
        following="agreements:tables",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def tables(request: WorkRequest, pk: int) -> HttpResponse:
    reading = Reading(request, pk)
    edition, row = reading.draft(), reading.agreement
    words = edition.words
    form = rows_form(
        request,
        edition,
        TablesForm,
        rows={
            "pt": [vars(one) for one in words.movements],
            "ct": [{**vars(one), "base": one.base or ""} for one in words.pledges],
        },
        parties=[(str(party.place), party.label) for party in reading.parties],
    )
    return written(
        reading,
        form,
        lambda: drafting.set_tables(
            row,
            movements=form.movements(),
            pledges=form.pledges(),
            seen=form.cleaned_data["seen"],
            by=request.actor,
            at=clock.now(),
        ),
        template="agreements/tables.html",
        step=_("Bảng đăng ký"),
        following="agreements:detail",
    )


def rows_form(request: WorkRequest, edition: "Edition", kind: type[F], **options: Any) -> F:
    """As it stands, as it was sent, or as it was typed with more rows."""
    initial = {"seen": edition.version, **options.pop("initial", {})}
    if request.method != "POST":
        return kind(initial=initial, **options)
    form = kind(request.POST, **options)
    if "add" not in request.POST:
        return form
    typed = {name: request.POST.get(name, "") for name in ("seen", "grounds", "amends")}
    return kind(initial=typed, **{**options, "rows": form.typed(), "spare": MORE})


def written(
    reading: Reading,
    form: RowsForm,
    act: Callable[[], object],
    *,
    template: str,
    step: str,
    following: str,
    names: Callable[[], Mapping[str, str]] | None = None,
    **context: object,
) -> HttpResponse:
    request, status = reading.request, 200
    if form.is_bound:
        known = names() if names and form.is_valid() else NOTHING
        tried = attempt(form, act, names=known)
        if tried.done is not None:
            messages.success(request, _("Đã lưu."))
            page = following if "next" in request.POST else "agreements:detail"
            return redirect(page, reading.agreement.pk)
        status = tried.status
    context |= {**reading.around(step=step), "form": form, "edition": reading.open}
    return render(request, template, context, status=status)
