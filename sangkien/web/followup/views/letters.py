"""`/don-doc/cong-van/`: the letter as a draft, submitted, signed by another person, and as files."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.followup import permissions, queries, writing
from sangkien.followup.actions import letters
from sangkien.followup.enums import Group
from sangkien.papers import queries as papers
from sangkien.papers.actions import issuing
from sangkien.web.followup.forms import LetterForm, WordsForm, letter_values
from sangkien.web.shared.downloads import docx_response, pdf_response
from sangkien.web.shared.proving import first_prove
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.followup.models import Letter

WRITTEN = ("save", "count", "submit")  # with the whole form
Act = Callable[[], object]


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: WorkRequest, pk: int) -> HttpResponseBase:
    """The button says what is done; what was typed stays when it is refused."""
    found = queries.get_letter(pk, actor=request.actor)
    if request.method != "POST":
        return _page(request, found)
    intent = request.POST.get("intent", "")
    if not _may(request, found, intent):
        raise NotFound(_("Không có việc này."))
    if intent == "issue" and (prove := first_prove(request)):
        return prove
    form = LetterForm(request.POST) if intent in WRITTEN else None
    words = WordsForm(request.POST)
    tried = attempt(form or words, _act(request, found, intent, form, words))
    if tried.done is None:
        return _page(request, found, form=form, words=words, status=tried.status)
    messages.success(request, _SAID[intent]())
    return redirect("followup:letter", pk)


_SAID: dict[str, Callable[[], str]] = {
    "save": lambda: _("Đã lưu dự thảo."),
    "count": lambda: _("Đã lưu và cập nhật số liệu đến lúc này."),
    "submit": lambda: _("Đã trình ký. Người khác của đơn vị xem rồi ký ban hành."),
    "issue": lambda: _("Đã ký ban hành; các đơn vị trong danh sách được báo."),
    "give_back": lambda: _("Đã trả lại để sửa."),
    "drop": lambda: _("Đã bỏ dự thảo."),
}


def _may(request: WorkRequest, found: "Letter", intent: str) -> bool:
    """What this reader may do with the letter as it stands; the action looks again."""
    if intent in {"issue", "give_back"}:
        signs = permissions.can_sign(request.actor, found)
        return found.is_waiting and (
            signs or (intent == "give_back" and permissions.can_write(request.actor, found))
        )
    writes = permissions.can_write(request.actor, found)
    return writes and (found.is_open if intent == "drop" else found.is_draft and intent in _SAID)


def _act(
    request: WorkRequest,
    found: "Letter",
    intent: str,
    form: LetterForm | None,
    words: WordsForm,
) -> Act:
    who: dict[str, Any] = {"by": request.actor, "at": clock.now()}
    if form is not None:
        return lambda: _written(found, intent, form, who)
    acts: dict[str, Act] = {
        "give_back": lambda: letters.give_back(found, words=words.cleaned_data["words"], **who),
        "drop": lambda: letters.drop(found, **who),
        "issue": lambda: letters.issue(found, seen=_seen(request), **who),
    }
    return acts[intent]


def _seen(request: WorkRequest) -> int:
    typed = request.POST.get("seen", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < len("1000000") else 0


def _written(found: "Letter", intent: str, form: LetterForm, who: dict[str, Any]) -> "Letter":
    typed = dict(form.cleaned_data)
    seen = typed.pop("seen")
    if intent == "submit":
        return letters.submit(found, typed, seen=seen, **who)
    return letters.revise(found, typed, seen=seen, count_anew=intent == "count", **who)


def _page(
    request: WorkRequest,
    found: "Letter",
    *,
    form: LetterForm | None = None,
    words: WordsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    writes = permissions.can_write(request.actor, found)
    context = {
        "letter": found,
        "form": form or LetterForm(initial=letter_values(found)),
        "words": words or WordsForm(),
        "rows": writing.rows_of(found),
        "late_rows": writing.late_rows_of(found),
        "paragraphs": [line for line in found.body.splitlines() if line.strip()],
        "may_write": writes and found.is_draft,
        "may_drop": writes and found.is_open,
        "may_sign": found.is_waiting and permissions.can_sign(request.actor, found),
        "may_take_back": found.is_waiting and writes,
        "has_docx": found.paper is None or papers.has_docx(found.paper),
        "breadcrumb": [
            Link(label=_("Thi đua"), url=reverse("desk:emulation")),
            Link(label=_("Đôn đốc"), url=reverse("followup:index")),
            Link(label=_("Công văn đôn đốc")),
        ],
        "board_url": reverse(
            "followup:board", args=[found.issuer.code, found.period.programme.slug]
        )
        + f"?dot={found.period_id}"
        + (f"&nhom={Group.LATE.value}" if found.is_about_reports else "")
        if permissions.can_oversee(request.actor, found.issuer)
        else "",
    }
    return render(request, "followup/letter.html", context, status=status)


@require_safe
def pdf(request: WorkRequest, pk: int) -> HttpResponseBase:
    """As it was issued, or a preview that says so on every page."""
    found = queries.get_letter(pk, actor=request.actor)
    if found.paper is not None:
        made = papers.pdf_of(found.paper)
    else:
        made = issuing.preview(writing.draft(found, issued_on=clock.today()))
    return pdf_response(made, f"{_name(found)}.pdf")


@require_safe
def docx(request: WorkRequest, pk: int) -> HttpResponseBase:
    found = queries.get_letter(pk, actor=request.actor)
    if found.paper is not None:
        made = papers.docx_of(found.paper)
    else:
        made = issuing.preview_docx(writing.draft(found, issued_on=clock.today()))
    return docx_response(made, f"{_name(found)}.docx")


def _name(found: "Letter") -> str:
    label = found.paper.label.replace("/", "-") if found.paper else f"du-thao-{found.pk}"
    return f"cong-van-don-doc-{label}"
