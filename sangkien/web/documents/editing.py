"""The head and the parts of a document or of a template, written on the same pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sangkien.core.errors import DomainError, NotAllowed, NotFound
from sangkien.documents import writing
from sangkien.documents.enums import WRITTEN, BlockKind
from sangkien.documents.rules import contents, editing
from sangkien.documents.rules.contents import Block
from sangkien.web.documents import drawing
from sangkien.web.documents.forms import FORMS, BlockForm, HeadForm, SeenForm
from sangkien.web.shared.paging import number
from sangkien.web.shared.refusals import CONFLICT, attempt
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.documents.models import Document, Template

Content = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Editor:
    """What is written, how it is kept, and where its pages are: `prefix` is "" or "template_"."""

    row: "Document | Template"
    write: Callable[[Content, int], object]
    prefix: str

    def url(self, page: str, *args: object) -> str:
        return reverse(f"documents:{self.prefix}{page}", args=[self.row.pk, *args])

    @property
    def home(self) -> str:
        page = "template" if self.prefix else "detail"
        return reverse(f"documents:{page}", args=[self.row.pk])

    @property
    def content(self) -> dict[str, Any]:
        kept: dict[str, Any] = self.row.content
        return kept

    @property
    def breadcrumb(self) -> list[Link]:
        above = (
            Link(label=_("Mẫu văn bản"), url=reverse("documents:templates"))
            if self.prefix
            else Link(label=_("Văn bản"), url=reverse("documents:index"))
        )
        return [above, Link(label=str(self.row), url=self.home)]


def head(request: WorkRequest, editor: Editor) -> HttpResponse:
    initial = {**HeadForm.initial_of(editor.content), "seen": editor.row.version}
    form = HeadForm(request.POST or None, initial=initial)
    return _kept(
        request,
        editor,
        form,
        lambda: form.changed(editor.content),
        title=_("Trích yếu, nơi nhận, chữ ký"),
    )


def choose(request: WorkRequest, editor: Editor) -> HttpResponse:
    """Which kind of part comes next."""
    after = _after(request, editor)
    kinds = [
        (kind.label, f"{editor.url('add', kind.value)}?sau={after}", kind in WRITTEN)
        for kind in BlockKind
    ]
    context = {
        "editor": editor,
        "written": [one for one in kinds if one[2]],
        "live": [one for one in kinds if not one[2]],
        "breadcrumb": [*editor.breadcrumb, Link(label=_("Thêm phần"))],
    }
    return render(request, "documents/choose.html", context)


def _after(request: WorkRequest, editor: Editor) -> str:
    """Behind which part; "" is the beginning, nonsense the end."""
    keys = [one["key"] for one in editor.content["blocks"]]
    asked = request.GET.get("sau", "")
    return asked if not asked or asked in keys else (keys[-1] if keys else "")


def add(request: WorkRequest, editor: Editor, kind: str) -> HttpResponse:
    if kind not in FORMS:
        raise NotFound(_("Không có loại phần này."))
    after, form_class = _after(request, editor), FORMS[kind]
    form = form_class(request.POST or None, initial={"seen": editor.row.version})
    return _kept(
        request,
        editor,
        form,
        lambda: editing.added(editor.content, {**form.row(), "kind": kind}, after=after),
        title=_("Thêm: %(kind)s") % {"kind": BlockKind(kind).label},
    )


def block(request: WorkRequest, editor: Editor, key: str) -> HttpResponse:
    """One part: saved, moved up or down, taken away; the button says which."""
    found = contents.read(editor.content).block(key)
    if found is None:
        raise NotFound(_("Phần này không còn trong văn bản."))
    intent = request.POST.get("intent", "")
    if intent in ("up", "down", "remove"):
        return _moved(request, editor, found, intent)
    form_class = FORMS[found.kind]
    initial = {**form_class.initial_of(found), "seen": editor.row.version}
    form: BlockForm = form_class(request.POST or None, initial=initial)
    return _kept(
        request,
        editor,
        form,
        lambda: editing.replaced(editor.content, key, form.row()),
        title=_("Sửa: %(kind)s") % {"kind": found.kind.label},
        part=found,
    )


def _moved(request: WorkRequest, editor: Editor, found: Block, intent: str) -> HttpResponse:
    content = (
        editing.removed(editor.content, found.key)
        if intent == "remove"
        else editing.moved(editor.content, found.key, by=-1 if intent == "up" else 1)
    )
    seen = number(request.POST.get("seen"))
    try:
        editor.write(content, seen or 0)
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(editor.home)
    if intent == "remove":
        messages.success(request, _("Đã bỏ phần này."))
        return redirect(editor.home)
    return redirect(f"{editor.home}#phan-{found.key}")


def _kept(
    request: WorkRequest,
    editor: Editor,
    form: SeenForm,
    change: Callable[[], Content],
    *,
    title: str,
    **context: object,
) -> HttpResponse:
    """Save one change of the content; the page again with what was typed when it is refused."""
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: editor.write(change(), form.cleaned_data["seen"]))
        if tried.done is not None:
            messages.success(request, _("Đã lưu."))
            return redirect(editor.home)
        status = tried.status
        if status == CONFLICT:  # saving again is then meant
            editor.row.refresh_from_db()
            form.data = {**dict(form.data.items()), "seen": editor.row.version}
    known = {
        "form": form,
        "title": title,
        "editor": editor,
        "needed": writing.NEEDED,
        "meanings": drawing.meanings(),
        "breadcrumb": [*editor.breadcrumb, Link(label=title)],
        "fields": [one for one in form if not one.is_hidden],
    }
    return render(request, "documents/edit.html", {**known, **context}, status=status)
