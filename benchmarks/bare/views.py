from typing import TYPE_CHECKING

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect

from benchmarks.bare.models import Entry

if TYPE_CHECKING:  # Django's forms take type arguments for the checker only
    _EntryForm = forms.ModelForm[Entry]
else:
    _EntryForm = forms.ModelForm


class EntryForm(_EntryForm):
    class Meta:
        model = Entry
        fields = (
            *("title", "before", "solution", "effect", "kind", "field", "first_applied_on"),
            *("benefit_vnd", "benefit_basis", "recognised_by", "decision_number", "decided_on"),
        )


@login_required
def submit(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return HttpResponse(f'<input name="csrfmiddlewaretoken" value="{get_token(request)}">')
    form = EntryForm(request.POST)
    if not form.is_valid():
        return HttpResponse(str(form.errors), status=422)
    entry: Entry = form.save(commit=False)
    for name in ("author_id", "entered_by_id"):
        setattr(entry, name, request.user.pk)
    for name in ("programme_id", "phase_id", "unit_id", "unit_path"):
        setattr(entry, name, request.POST[name])
    entry.save()
    return redirect("done", code=entry.code)


@login_required
def done(request: HttpRequest, code: str) -> HttpResponse:
    return HttpResponse(code)
