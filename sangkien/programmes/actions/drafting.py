"""Prepare a programme, revise it, launch it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import db, periods, text
from sangkien.core.errors import ChangedMeanwhile
from sangkien.journal.actions.recording import record
from sangkien.programmes import queries, rules
from sangkien.programmes.actions.authorising import ensure_manages
from sangkien.programmes.actions.rulesets import put_in_force
from sangkien.programmes.enums import ProgrammeState, SolutionKind
from sangkien.programmes.errors import InvalidProgramme
from sangkien.programmes.events import (
    ProgrammeDrafted,
    ProgrammePublished,
    ProgrammeRevised,
)
from sangkien.programmes.models import BaseDocument, Field, Programme
from sangkien.units.models import Unit

MAX_FIELDS = 30
LONGEST_ADDRESS = 70
ADDRESSES = 7_304_002  # one new programme at a time, so that each gets an address of its own
RESERVED = frozenset({"moi", "quan-ly"})  # addresses of pages


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a programme says about itself; `documents` are (number, issued on, title)."""

    title: str
    slogan: str = ""
    summary: str = ""
    kinds: Sequence[SolutionKind] = ()
    fields: Sequence[str] = ()
    documents: Sequence[tuple[str, dt.date, str]] = ()


@transaction.atomic
def draft_programme(owner: Unit, *, content: Content, by: Actor, at: dt.datetime) -> Programme:
    """ "Soạn chương trình" of a unit; only its managers see it until it is launched.

    The same form sent twice by the same person gives the same draft.
    """
    ensure_manages(owner, by)
    db.exclusive(ADDRESSES)
    earlier = _drafted_already(owner, content, by)
    if earlier is not None:
        return earlier
    programme = Programme.objects.create(
        slug=_free_slug(content.title),
        title=content.title,
        owner=owner,
        created_by_id=by.user_id,
        created_at=at,
    )
    _write(programme, content)
    event = ProgrammeDrafted(programme_id=programme.pk, unit_id=owner.pk)
    record(event, by=by, at=at)
    return programme


def _drafted_already(owner: Unit, content: Content, by: Actor) -> Programme | None:
    drafts = Programme.objects.filter(
        owner=owner, title=content.title, state=ProgrammeState.DRAFT, created_by_id=by.user_id
    )
    return next((draft for draft in drafts.order_by("-pk") if _says(draft, content)), None)


def _says(programme: Programme, content: Content) -> bool:
    return (
        programme.slogan == content.slogan
        and programme.summary == content.summary
        and programme.kinds == [kind.value for kind in content.kinds]
        and [field.name for field in queries.fields(programme)] == _names(content)
        and {(d.number, d.issued_on, d.title) for d in queries.documents(programme)}
        == set(content.documents)
    )


@transaction.atomic
def revise_programme(
    programme: Programme,
    *,
    content: Content,
    by: Actor,
    at: dt.datetime,
    seen: int | None = None,
) -> Programme:
    """ "Sửa chương trình": the address stays; fields in use are kept.

    `seen` is the last entry of the journal that the person knew (`queries.last_change`): what
    somebody else wrote since then is not overwritten.
    """
    ensure_manages(programme.owner, by)
    db.locked(Programme.objects.filter(pk=programme.pk)).get()
    if _says(programme, content) and programme.title == content.title:
        return programme
    _ensure_unchanged(programme, seen, by)
    _write(programme, content)
    event = ProgrammeRevised(programme_id=programme.pk, unit_id=programme.owner_id)
    record(event, by=by, at=at)
    return programme


def _ensure_unchanged(programme: Programme, seen: int | None, by: Actor) -> None:
    last = queries.last_change(programme)
    if seen is None or last is None or seen == last.entry_id or last.actor_id == by.user_id:
        return
    raise ChangedMeanwhile(
        _(
            "%(name)s vừa sửa chương trình này lúc %(when)s. Nội dung bạn gõ vẫn còn dưới đây; "
            "hãy mở chương trình ở cửa sổ khác để đối chiếu, rồi bấm lưu lần nữa."
        )
        % {"name": last.actor_name, "when": periods.instant_words(last.at)}
    )


def _free_slug(title: str) -> str:
    base = text.fold(title).replace(" ", "-")
    if len(base) > LONGEST_ADDRESS:
        base = base[: LONGEST_ADDRESS + 1].rpartition("-")[0] or base[:LONGEST_ADDRESS]
    if not base:
        raise InvalidProgramme(_("Hãy nhập tên chương trình."), field="title")
    taken = RESERVED | set(
        Programme.objects.filter(slug__startswith=base).values_list("slug", flat=True)
    )
    free = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in free if slug not in taken)


def _names(content: Content) -> list[str]:
    """The fields, each once, in their order."""
    names = (text.clean_line(name) for name in content.fields)
    return list(dict.fromkeys(name for name in names if name))


def _write(programme: Programme, content: Content) -> None:
    if not text.fold(content.title):
        raise InvalidProgramme(_("Hãy nhập tên chương trình."), field="title")
    programme.title = content.title
    programme.slogan = content.slogan
    programme.summary = content.summary
    programme.kinds = [kind.value for kind in content.kinds]
    programme.save(update_fields=["title", "slogan", "summary", "kinds"])
    _write_fields(programme, _names(content))
    _ensure_each_once([number for number, _issued_on, _title in content.documents])
    _write_documents(programme, content)


def _write_documents(programme: Programme, content: Content) -> None:
    """Keep the rows of numbers that stay, with the file of each."""
    existing = {document.number: document for document in programme.documents.all()}
    wanted: list[BaseDocument] = []
    for number, issued_on, title in content.documents:
        row = existing.pop(text.clean_line(number), None)
        row = row or BaseDocument(programme=programme, number=number)
        row.issued_on, row.title = issued_on, title
        wanted.append(row)
    programme.documents.filter(pk__in=[row.pk for row in existing.values()]).delete()
    BaseDocument.objects.bulk_update([row for row in wanted if row.pk], ["issued_on", "title"])
    BaseDocument.objects.bulk_create(row for row in wanted if not row.pk)


def _ensure_each_once(numbers: list[str]) -> None:
    known = [text.clean_line(number) for number in numbers]
    twice = next((number for number in known if known.count(number) > 1), None)
    if twice:
        raise InvalidProgramme(
            _("Văn bản số %(number)s được ghi hai lần.") % {"number": twice}, field="documents"
        )


def _write_fields(programme: Programme, wanted: list[str]) -> None:
    """Keep the rows of names that stay, so that initiatives keep their field."""
    if len(wanted) > MAX_FIELDS:
        raise InvalidProgramme(_("Chương trình có nhiều nhất 30 lĩnh vực."), field="fields")
    existing = {field.name: field for field in programme.fields.all()}
    dropped = [field.pk for name, field in existing.items() if name not in wanted]
    if dropped and programme.is_published:
        raise InvalidProgramme(
            _("Chương trình đã phát động: chỉ thêm lĩnh vực, không bỏ lĩnh vực đã có."),
            field="fields",
        )
    programme.fields.filter(pk__in=dropped).delete()
    for number, name in enumerate(wanted, start=1):
        Field.objects.update_or_create(programme=programme, name=name, defaults={"number": number})


@transaction.atomic
def publish_programme(programme: Programme, *, by: Actor, at: dt.datetime) -> Programme:
    """ "Phát động": from now on everybody sees it and the units below may take part."""
    ensure_manages(programme.owner, by)
    rules.ensure_launchable(queries.launch_checks(programme, at=at))
    if not programme.is_published:
        put_in_force(programme, by=by, at=at)
    moved = Programme.objects.filter(pk=programme.pk, state=ProgrammeState.DRAFT).update(
        state=ProgrammeState.PUBLISHED, published_at=at
    )
    if moved:
        event = ProgrammePublished(programme_id=programme.pk, unit_id=programme.owner_id)
        record(event, by=by, at=at)
    programme.refresh_from_db()
    return programme
